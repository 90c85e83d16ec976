"""Checks after every test: whoever leaves a thread, a timer, a child process or a window behind fails.

A leak would otherwise show as a crash or a wrong result of some later test. What was found is also cleaned up, so that
one leak is one failure. Nothing here imports Qt: a test that does not use it does not pay for it.
"""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
import threading
import time
import traceback
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

PATIENCE = 2.0
"""Seconds that something which is about to end gets to do so."""

_STILL_RUNNING: list[Any] = []
"""Threads that could not be ended: destroying a running QThread would abort the whole test run."""


class Started(NamedTuple):
    """Something with a start that has to have an end."""

    what: Any
    where: str


def pytest_sessionstart() -> None:
    """Become the parent of orphaned grandchildren on Linux, so that they are seen too."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Note whether the test itself failed: its traceback then keeps its widgets alive, which is no leak."""
    report = yield
    if call.when == "call":
        item.stash[_FAILED] = call.excinfo is not None
    return report


_FAILED = pytest.StashKey[bool]()


def _wait_until(done: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _calling_place() -> str:
    """File and line of the code under test that called what this module has wrapped."""
    for frame in reversed(traceback.extract_stack()[:-2]):
        if frame.filename != __file__:
            return f"{frame.filename}:{frame.lineno}"
    return "an unknown place"


def _fail(kind: str, found: list[str]) -> None:
    if found:
        pytest.fail(f"the test left {kind} behind:\n  " + "\n  ".join(found), pytrace=False)


# --- threads of Python ----------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_leaked_python_thread() -> Iterator[None]:
    before = set(threading.enumerate())
    yield

    def leaked() -> list[threading.Thread]:
        # A QThread that runs Python code shows as a dummy thread, also after its end; those are checked on their own.
        dummy = threading._DummyThread
        return [thread for thread in threading.enumerate() if thread not in before and not isinstance(thread, dummy)]

    _wait_until(lambda: not leaked())
    _fail("a thread", [repr(thread) for thread in leaked()])


# --- child processes ------------------------------------------------------------------------------------------------


def _children() -> set[int]:
    """Process ids of living children. Linux only: elsewhere there is no standard-library way, and none are found."""
    if sys.platform != "linux":
        return set()
    # A kernel built without the short list of children leaves the long one of all processes.
    lists = list(Path("/proc/self/task").glob("*/children"))
    pids = " ".join(_text_of(each) for each in lists).split() if lists else [each.name for each in Path("/proc").glob("[0-9]*")]
    return {int(pid) for pid in pids if _is_living_child(pid)}


def _is_living_child(pid: str) -> bool:
    # "pid (name) state parent ...": the name may hold anything, also brackets.
    state, parent = [*_text_of(Path("/proc", pid, "stat")).rpartition(")")[2].split()[:2], "Z", "0"][:2]
    return state not in "ZX" and parent == str(os.getpid())


def _text_of(path: Path) -> str:
    """What the file of a process says; empty once the process is gone."""
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _command_of(pid: int) -> str:
    return _text_of(Path("/proc", str(pid), "cmdline")).replace("\0", " ").strip()


def _serves_all_tests(pid: int) -> bool:
    """Whether a child is one of those that Python and torch start once and keep for themselves."""
    return any(name in _command_of(pid) for name in ("multiprocessing.resource_tracker", "torch_shm_manager"))


@pytest.fixture(autouse=True)
def _no_leaked_child_process() -> Iterator[None]:
    before = _children()
    yield

    def leaked() -> list[int]:
        return [pid for pid in _children() - before if not _serves_all_tests(pid)]

    _wait_until(lambda: not leaked())
    found = [f"process {pid}: {_command_of(pid)}" for pid in leaked()]
    for pid in leaked():
        os.kill(pid, signal.SIGKILL)
    _fail("a child process", found)


# --- Qt's threads and timers ----------------------------------------------------------------------------------------


def _is_alive(thing: object) -> bool:
    import shiboken6  # noqa: PLC0415 - only where Qt is in use

    return bool(shiboken6.isValid(thing))


def _uses_qt() -> bool:
    return "PySide6.QtCore" in sys.modules


@pytest.fixture(autouse=True)
def _no_leaked_qthread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not _uses_qt():
        yield
        return
    from PySide6.QtCore import QThread, QThreadPool  # noqa: PLC0415

    started: list[Started] = []
    start = QThread.start

    def noting_start(thread: QThread, *args: Any) -> None:
        started.append(Started(thread, _calling_place()))
        start(thread, *args)

    monkeypatch.setattr(QThread, "start", noting_start)
    yield

    found = []
    for thread, where in started:
        if _is_alive(thread) and thread.isRunning() and not thread.wait(int(PATIENCE * 1000)):
            found.append(f"{thread!r}, started at {where}")
            _end_qthread(thread)
    if not QThreadPool.globalInstance().waitForDone(int(PATIENCE * 1000)):
        found.append("a job of the global QThreadPool")
    _fail("a running QThread", found)


def _end_qthread(thread: Any) -> None:
    thread.requestInterruption()
    thread.quit()
    if not thread.wait(int(PATIENCE * 1000)):
        _STILL_RUNNING.append(thread)


@pytest.fixture(autouse=True)
def _no_leaked_qtimer(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not _uses_qt():
        yield
        return
    from PySide6.QtCore import QTimer  # noqa: PLC0415

    timers: list[Started] = []
    shots: list[tuple[float, Callable[[], bool], str]] = []
    start, single_shot = QTimer.start, QTimer.singleShot

    def noting_start(timer: QTimer, *args: Any) -> None:
        timers.append(Started(timer, _calling_place()))
        start(timer, *args)

    def noting_single_shot(milliseconds: int, *args: Any) -> None:
        shots.append((time.monotonic() + milliseconds / 1000, _receiver_check(args), _calling_place()))
        single_shot(milliseconds, *args)

    monkeypatch.setattr(QTimer, "start", noting_start)
    monkeypatch.setattr(QTimer, "singleShot", staticmethod(noting_single_shot))
    yield

    found = []
    for timer, where in timers:
        if _is_alive(timer) and timer.isActive():
            found.append(f"a QTimer of {timer.interval()} ms, started at {where}")
            timer.stop()
    now = time.monotonic()
    for due, has_receiver, where in shots:
        if due > now and has_receiver():
            found.append(f"a single shot due in {due - now:.1f} s, started at {where}")
    _fail("a timer", list(dict.fromkeys(found)))


def _receiver_check(args: tuple[Any, ...]) -> Callable[[], bool]:
    """Tell later whether the QObject lives whose end also ends the single shot; keeps nothing alive itself."""
    from PySide6.QtCore import QObject  # noqa: PLC0415

    candidates = [*args, *(getattr(argument, "__self__", None) for argument in args)]
    receiver = next((weakref.ref(candidate) for candidate in candidates if isinstance(candidate, QObject)), None)
    if receiver is None:
        return lambda: True
    return lambda: receiver() is not None and _is_alive(receiver())


# --- windows --------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _no_leaked_window(request: pytest.FixtureRequest) -> Iterator[None]:
    before = set(_windows())
    yield
    if request.node.stash.get(_FAILED, False) or not _windows().keys() - before:
        return
    gc.collect()
    _process_deletions()
    left = {pointer: window for pointer, window in _windows().items() if pointer not in before}
    found = [f"{window!r} {window.windowTitle()!r}" for window in left.values()]
    for window in left.values():
        window.close()
        window.deleteLater()
    _process_deletions()
    _fail("a window", found)


def _windows() -> dict[int, Any]:
    """Windows without a parent by the address of their C++ object: Python's wrappers come and go."""
    if "PySide6.QtWidgets" not in sys.modules:
        return {}
    import shiboken6  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    if not isinstance(QApplication.instance(), QApplication):
        return {}
    windows = [window for window in QApplication.topLevelWidgets() if window.parent() is None]
    return {shiboken6.getCppPointer(window)[0]: window for window in windows}


def _process_deletions() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()
