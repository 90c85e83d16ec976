"""The whole desktop over a fake engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from desktop_steps import open_picture
from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import Look
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import Settings


@pytest.fixture
def client(qapp, tmp_path: Path) -> FakeClient:
    return FakeClient(tmp_path)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(tmp_path / "settings.ini")
    settings.language, settings.theme = "en", "light"
    return settings


@pytest.fixture
def look(qapp, settings: Settings) -> Iterator[Look]:
    look = Look(qapp, settings)
    yield look
    look.set_language("en")
    look.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def desktop(qapp, client: FakeClient, settings: Settings, look: Look) -> Iterator[Desktop]:
    """The window is shown, the engine asked to start and not ready."""
    desktop = Desktop(settings=settings, look=look, client=cast(EngineClient, client))
    desktop.show()
    desktop.begin([])
    yield desktop
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()


@pytest.fixture
def opened(desktop: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> Desktop:
    """The engine is ready and `cat.png` is open, 40 x 30."""
    client.be_ready()
    open_picture(desktop, client, qtbot, tmp_path / "cat.png")
    return desktop
