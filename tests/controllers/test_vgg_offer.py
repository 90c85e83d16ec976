"""VGG-19 on the Benchmark page: asked for where the distance is ticked and no file is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_client import FakeClient

from sr_desktop import paths
from sr_desktop.controllers import vgg_offer
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.download import VGG19

_PATIENCE_MS = 20000


@pytest.fixture
def page(monkeypatch, qtbot, desktop: Desktop, client: FakeClient, tmp_path: Path) -> Iterator[Any]:
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(vgg_offer, "BESIDE", tmp_path / "nothing")
    client.be_ready()
    desktop.window.show_page("benchmark")
    yield desktop.window._built["benchmark"]
    desktop.benchmark.close()


def test_the_download_is_offered_with_the_distance_alone(qtbot, page: Any) -> None:
    assert page.measure.vgg.isHidden()
    page.measure.distance.click()
    qtbot.waitUntil(lambda: not page.measure.vgg.isHidden(), timeout=_PATIENCE_MS)
    assert "VGG-19" in page.measure.vgg.download_button.text()
    page.measure.distance.click()
    assert page.measure.vgg.isHidden()


def test_a_file_that_is_there_is_enough(qtbot, page: Any, monkeypatch) -> None:
    asked: list[Path] = []
    real = vgg_offer._is_there
    monkeypatch.setattr(vgg_offer, "_is_there", lambda home, layers: (asked.append(home), real(home, layers))[1])
    paths.user_dir().mkdir(parents=True, exist_ok=True)
    (paths.user_dir() / VGG19.name).touch()
    page.measure.distance.click()
    qtbot.waitUntil(lambda: bool(asked), timeout=_PATIENCE_MS)
    qtbot.wait(50)
    assert page.measure.vgg.isHidden()


def test_the_download_shows_how_far_it_is_and_can_be_cancelled(qtbot, page: Any, monkeypatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(vgg_offer.DownloadJob, "start", lambda _, file, folder: started.append((file, folder)))
    need = page.measure.vgg
    page.measure.distance.click()
    qtbot.waitUntil(lambda: not need.isHidden(), timeout=_PATIENCE_MS)
    need.download_button.click()
    assert started == [(VGG19, paths.user_dir())]
    need.show_progress(1 << 20, 1 << 22)
    assert need.bar.value() * 4 == need.bar.maximum()
    assert "Cancel" in need.download_button.text()
    with qtbot.waitSignal(need.cancel_wanted):
        need.download_button.click()
    need.end_progress()
    assert need.bar.isHidden()
