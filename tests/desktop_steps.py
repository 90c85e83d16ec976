"""Steps that several tests of the desktop take."""

from __future__ import annotations

from pathlib import Path

from fake_client import FakeClient

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import OpenImage


def open_picture(desktop: Desktop, client: FakeClient, qtbot, path: Path, **facts: object) -> None:
    """Open a file and let the engine say that it is 40 x 30, or the facts that are given."""
    path.write_bytes(b"")
    before = client.count(OpenImage)
    desktop.pictures.open_all([path])
    # The first paint of a process comes in between, which takes its time on a busy machine.
    qtbot.waitUntil(lambda: client.count(OpenImage) > before, timeout=20000)
    client.open(**facts)
