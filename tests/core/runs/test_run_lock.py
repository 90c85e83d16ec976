"""Who trains a run: known while the process lives, forgotten when it dies, whatever its file still says."""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sr_desktop.core.errors import CannotWrite, RunBusy
from sr_desktop.core.file_lock import try_lock
from sr_desktop.core.runs import lock as run_lock
from sr_desktop.core.runs.lock import locked_run, run_owner

ROOT = Path(__file__).resolve().parents[3]
_HOLD = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from sr_desktop.core.runs.lock import locked_run
with locked_run(Path(sys.argv[1])):
    print("locked", flush=True)
    sys.stdin.read()
"""


@contextmanager
def _held_elsewhere(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", _HOLD, str(folder), str(ROOT)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline() == "locked\n"
        try:
            yield process
        finally:
            process.kill()


def test_nobody_owns_a_folder_that_was_never_trained(tmp_path) -> None:
    assert run_owner(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_another_process_is_seen_and_kept_out_of(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(run_lock, "_PATIENCE_S", 0.1)
    with _held_elsewhere(tmp_path) as process:
        owner = run_owner(tmp_path)
        assert owner
        assert (owner.pid, owner.host, owner.is_here) == (process.pid, platform.node(), True)
        with pytest.raises(RunBusy, match=f"is being trained by process {process.pid}"), locked_run(tmp_path):
            pass


@pytest.mark.skipif(os.name != "posix", reason="POSIX signals")
def test_a_killed_process_owns_nothing(tmp_path) -> None:
    with _held_elsewhere(tmp_path) as process:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
        assert str(process.pid) in (tmp_path / run_lock.NAME).read_text()
        assert run_owner(tmp_path) is None
    with locked_run(tmp_path):
        owner = run_owner(tmp_path)
        assert owner
        assert owner.pid == os.getpid()
    assert run_owner(tmp_path) is None


def test_a_glance_at_a_run_does_not_keep_its_trainer_out(tmp_path) -> None:
    with locked_run(tmp_path):
        pass
    handle = os.open(tmp_path / run_lock.NAME, os.O_RDONLY)
    assert try_lock(handle, shared=True)
    glance = threading.Timer(0.2, os.close, (handle,))
    glance.start()
    with locked_run(tmp_path):
        glance.join()
        assert run_owner(tmp_path)


def test_an_owner_that_has_not_yet_told_and_one_elsewhere(tmp_path) -> None:
    with locked_run(tmp_path):
        (tmp_path / run_lock.NAME).write_text("")
        owner = run_owner(tmp_path)
        assert owner
        assert owner.pid == 0
        (tmp_path / run_lock.NAME).write_text("12 another-machine\n")
        owner = run_owner(tmp_path)
        assert owner
        assert (owner.is_here, owner.text) == (False, "process 12 on another-machine")


def test_a_folder_that_takes_no_file(tmp_path) -> None:
    with pytest.raises(CannotWrite, match=r"trainer\.lock"), locked_run(tmp_path / "missing"):
        pass
