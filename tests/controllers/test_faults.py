"""Faults of the program are logged and told in one dialog, and the hooks go back to whoever had them."""

from __future__ import annotations

import faulthandler
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType, qWarning

from sr_desktop.controllers.faults import FaultHooks
from sr_desktop.core.crashes import take_crashes
from sr_desktop.ui.dialogs import show_fault

Told = list[tuple[str, str]]


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def hooks(qapp, tmp_path: Path, told: Told) -> Iterator[FaultHooks]:
    hooks = FaultHooks(tmp_path / "log.txt", show=lambda details, log: told.append((details, log)))
    yield hooks
    hooks.remove()


def fault() -> None:
    raise RuntimeError("a wire came loose")


def test_an_exception_is_logged_and_told(hooks: FaultHooks, told: Told, tmp_path: Path) -> None:
    try:
        fault()
    except RuntimeError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    assert "a wire came loose" in (tmp_path / "log.txt").read_text()
    ((details, log),) = told
    assert "in fault" in details
    assert log == str(tmp_path / "log.txt")


def test_an_exception_on_another_thread_is_told_on_this_one(hooks: FaultHooks, told: Told, qtbot) -> None:
    thread = threading.Thread(target=fault)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(told) == 1)
    assert "a wire came loose" in told[0][0]


def test_a_fault_that_repeats_itself_is_told_once(hooks: FaultHooks, told: Told, tmp_path: Path) -> None:
    for _ in range(20):
        sys.excepthook(RuntimeError, RuntimeError("again"), None)
    assert len(told) == 1
    assert (tmp_path / "log.txt").read_text().count("RuntimeError: again") == 20


def test_a_message_of_qt_is_logged(hooks: FaultHooks, tmp_path: Path) -> None:
    hooks._on_qt_message(QtMsgType.QtWarningMsg, None, "the sky is falling")  # type: ignore[arg-type]
    qWarning("really")
    log = (tmp_path / "log.txt").read_text()
    assert "WARNING Qt: the sky is falling" in log
    assert "WARNING Qt: really" in log


def test_the_hooks_go_back(qapp, tmp_path: Path) -> None:
    before = sys.excepthook, threading.excepthook, faulthandler.is_enabled()
    hooks = FaultHooks(tmp_path / "log.txt", show=lambda *_: None)
    assert sys.excepthook is not before[0]
    hooks.remove()
    assert (sys.excepthook, threading.excepthook, faulthandler.is_enabled()) == before


def test_a_crash_leaves_a_file_for_the_next_start_and_a_good_end_none(tmp_path: Path) -> None:
    code = (
        "import sys, faulthandler; from pathlib import Path; from PySide6.QtCore import QCoreApplication\n"
        "from sr_desktop.controllers.faults import FaultHooks\n"
        "hooks = FaultHooks(Path(sys.argv[1]) / 'log.txt')\n"
        "hooks.remove() if sys.argv[2] == 'good' else faulthandler._sigsegv()"
    )
    for end, files in (("good", 0), ("bad", 1)):
        subprocess.run([sys.executable, "-c", code, str(tmp_path), end], capture_output=True, timeout=120, check=False)
        assert len(list(tmp_path.glob("crash-*.log"))) == files
    assert "Segmentation fault" in take_crashes(tmp_path, tmp_path / "crash-0.log")
    assert list(tmp_path.glob("crash-*.log")) == []


def test_a_log_does_not_grow_for_ever(qapp, tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    log.write_text("x" * 1_000_001)
    FaultHooks(log, show=lambda *_: None).remove()
    assert log.stat().st_size == 0
    assert (tmp_path / "log.old.log").stat().st_size == 1_000_001


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_the_dialog_is_plain_and_holds_the_details(qtbot) -> None:
    copied: list[str] = []
    box = show_fault(None, "Traceback ...", "/home/me/log.txt", copied.append)
    qtbot.addWidget(box)
    assert "made a mistake" in box.text()
    assert "/home/me/log.txt" in box.informativeText()
    assert box.detailedText() == "Traceback ..."
    next(button for button in box.buttons() if button.text() == "Copy report").click()
    assert copied == ["Traceback ..."]
    box.close()
