"""The window program from start to end, as a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication, QWidget

from sr_desktop.app import FirstPaint, OpenRequests, has_display

ROOT = Path(__file__).resolve().parent.parent


def test_first_paint_is_told_once(qtbot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    told: list[bool] = []
    FirstPaint(widget).happened.connect(lambda: told.append(widget.isVisible()))
    widget.show()
    qtbot.waitUntil(lambda: told == [True])
    widget.repaint()
    qtbot.wait(20)
    assert told == [True]


def test_the_systems_requests_for_files_are_told(qapp: QApplication) -> None:
    requests = OpenRequests(qapp)
    asked: list[list[Path]] = []
    requests.wanted.connect(asked.append)
    QApplication.sendEvent(qapp, QFileOpenEvent("/pictures/a b 图.png"))
    QApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationPaletteChange))
    qapp.removeEventFilter(requests)
    requests.deleteLater()
    assert asked == [[Path("/pictures/a b 图.png")]]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="those have a display always")
def test_a_display_is_found_by_its_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert not has_display()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert has_display()


@pytest.mark.skipif(os.name == "nt", reason="signals are of Unix")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_closes_the_window_and_leaves_nothing(user_folder: Path, number: signal.Signals) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen([sys.executable, "main.py"], cwd=ROOT, env=environment, stderr=subprocess.PIPE) as process:
        deadline = time.monotonic() + 30
        while not list(user_folder.glob("scratch/engine-*")) and time.monotonic() < deadline:
            time.sleep(0.05)
        time.sleep(1.0)  # the engine is loading its libraries now, the worst moment to leave
        began = time.monotonic()
        process.send_signal(number)
        code = process.wait(timeout=10)
        took = time.monotonic() - began
        assert process.stderr is not None
        problems = process.stderr.read().decode()
    assert (code, problems) == (0, "")
    assert took < 3.0
    assert list(user_folder.glob("scratch/*")) == []
    assert (user_folder / "settings.ini").is_file()
