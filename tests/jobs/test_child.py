"""A child process: whole lines, an outcome in words, and nothing left of it."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from pytestqt.qtbot import QtBot

from sr_desktop.jobs.child import ChildProcess, JobOutcome
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.thread import WorkerThread

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX signals and process groups")


class Driver(QObject):
    """Drives a child on its thread as a client does."""

    start, write, kill, finish = Signal(), Signal(str), Signal(), Signal(str, int)

    def __init__(self, launch: Launch) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.outcomes: list[JobOutcome] = []
        self.child = child = ChildProcess(launch)
        child.line.connect(self._on_line)
        child.ended.connect(self._on_ended)
        self.start.connect(child.start)
        self.write.connect(child.write)
        self.kill.connect(child.kill)
        self.finish.connect(child.finish, Qt.ConnectionType.BlockingQueuedConnection)
        self.thread_of_child = WorkerThread(child, "test-child")

    def _on_line(self, line: str) -> None:
        self.lines.append(line)

    def _on_ended(self, outcome: JobOutcome) -> None:
        self.outcomes.append(outcome)


Run = Callable[[str], Driver]


@pytest.fixture
def run(qtbot: QtBot, tmp_path: Path) -> Iterator[Run]:
    """Start a script as a child."""
    drivers: list[Driver] = []

    def start(script: str) -> Driver:
        path = tmp_path / f"child{len(drivers)}.py"
        path.write_text(script)
        driver = Driver(Launch(program=sys.executable, arguments=(str(path),), environment=dict(os.environ)))
        drivers.append(driver)
        driver.start.emit()
        return driver

    yield start
    for driver in drivers:
        driver.finish.emit("", 100)
        driver.thread_of_child.close(2000)


def _wait_for_end(qtbot: QtBot, driver: Driver) -> JobOutcome:
    qtbot.waitUntil(lambda: bool(driver.outcomes), timeout=20_000)
    return driver.outcomes[0]


def _wait_for_line(qtbot: QtBot, driver: Driver) -> str:
    qtbot.waitUntil(lambda: bool(driver.lines), timeout=20_000)
    return driver.lines[0]


def _is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_long_and_many_lines_arrive_whole(qtbot: QtBot, run: Run) -> None:
    driver = run(
        "import sys\n"
        "for number in range(5000): print(number)\n"
        "for letter in 'abc': print(letter * 65536)\n"
        "sys.stdout.write('no end')"
    )
    outcome = _wait_for_end(qtbot, driver)
    assert driver.lines == [*map(str, range(5000)), "a" * 65536, "b" * 65536, "c" * 65536]
    assert (outcome.exit_code, outcome.expected) == (0, False)


def test_bytes_that_are_no_text_do_not_stop_the_stream(qtbot: QtBot, run: Run) -> None:
    driver = run(r"import sys; sys.stdout.buffer.write(b'caf\xe9 \xff\r\nnext\n\nlast\n')")
    _wait_for_end(qtbot, driver)
    assert driver.lines == ["caf\ufffd \ufffd", "next", "", "last"]


def test_what_is_written_arrives(qtbot: QtBot, run: Run) -> None:
    driver = run("import sys\nfor line in sys.stdin: print(line.strip()[::-1], flush=True)")
    driver.write.emit("abc\n")
    assert _wait_for_line(qtbot, driver) == "cba"


def test_an_exit_code_is_told_with_the_last_words(qtbot: QtBot, run: Run) -> None:
    outcome = _wait_for_end(qtbot, run("import sys; print('one', file=sys.stderr); sys.exit('no such device')"))
    assert (outcome.exit_code, outcome.expected) == (1, False)
    assert outcome.sentence == "exit code 1: no such device"


def test_only_the_end_of_a_long_log_is_kept(qtbot: QtBot, run: Run) -> None:
    outcome = _wait_for_end(qtbot, run("import sys; sys.stderr.write('x' * 2_000_000 + '\\nlast words')"))
    assert len(outcome.tail) == 16 * 1024
    assert outcome.sentence == "exit code 0: last words"


@POSIX
@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL])
def test_a_signal_is_told_by_name(qtbot: QtBot, run: Run, number: signal.Signals) -> None:
    script = f"import os, resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0)); os.kill(os.getpid(), {int(number)})"
    outcome = _wait_for_end(qtbot, run(script))
    assert outcome.exit_code is None
    assert outcome.sentence == f"ended by {number.name}"


def test_a_missing_program_is_an_end(qtbot: QtBot, tmp_path: Path) -> None:
    driver = Driver(Launch(program=str(tmp_path / "nothing"), arguments=(), environment={}))
    driver.start.emit()
    outcome = _wait_for_end(qtbot, driver)
    driver.thread_of_child.close(2000)
    assert outcome.exit_code is None
    assert "nothing could not be started" in outcome.sentence


def test_a_killed_child_was_expected_to_end(qtbot: QtBot, run: Run) -> None:
    driver = run("import time; print('up', flush=True); time.sleep(60)")
    _wait_for_line(qtbot, driver)
    driver.kill.emit()
    assert _wait_for_end(qtbot, driver).expected


def test_a_child_that_hears_the_farewell_ends_by_itself(qtbot: QtBot, run: Run) -> None:
    driver = run("import sys; print('up', flush=True); print('heard', sys.stdin.readline().strip()); sys.exit(7)")
    _wait_for_line(qtbot, driver)
    driver.finish.emit("good-bye\n", 5000)
    outcome = _wait_for_end(qtbot, driver)
    assert driver.lines == ["up", "heard good-bye"]
    assert (outcome.exit_code, outcome.expected) == (7, True)


@POSIX
def test_a_deaf_child_is_killed_after_its_grace(qtbot: QtBot, run: Run) -> None:
    driver = run(
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "print('up', flush=True)\nwhile True: time.sleep(60)"
    )
    _wait_for_line(qtbot, driver)
    began = time.perf_counter()
    driver.finish.emit("good-bye\n", 300)
    assert 0.25 < time.perf_counter() - began < 1.5
    assert _wait_for_end(qtbot, driver).sentence == "ended by SIGKILL"


@POSIX
def test_no_killed_child_is_left_however_short_its_grace(qtbot: QtBot, run: Run) -> None:
    # The system takes a moment to free what so large a process holds.
    driver = run("held = bytearray(b'x') * (600 << 20)\nprint('up', flush=True)\nimport time\ntime.sleep(60)")
    _wait_for_line(qtbot, driver)
    driver.finish.emit("good-bye\n", 1)
    assert driver.child._process is None
    assert _wait_for_end(qtbot, driver).sentence == "ended by SIGKILL"


@POSIX
@pytest.mark.parametrize("end", ["kill", "finish", "crash"])
def test_what_a_child_started_ends_with_it(qtbot: QtBot, run: Run, end: str) -> None:
    driver = run(
        "import subprocess, sys, time\n"
        "print(subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']).pid, flush=True)\n"
        "if sys.stdin.readline() == 'crash\\n': sys.exit(1)\n"
        "time.sleep(60)"
    )
    grandchild = int(_wait_for_line(qtbot, driver))
    assert _is_alive(grandchild)
    match end:
        case "kill":
            driver.kill.emit()
        case "finish":
            driver.finish.emit("good-bye\n", 200)
        case "crash":
            driver.write.emit("crash\n")
    _wait_for_end(qtbot, driver)
    qtbot.waitUntil(lambda: not _is_alive(grandchild), timeout=5000)
