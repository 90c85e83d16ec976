"""The process that works through the window's queue: what it tells, obeys, and how it steps back."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from queue_steps import add, save_picture, settings, states

from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.queue.file_state import FileState
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.messages import EntryChanged, QueueEnded, QueueStarted, StopNow
from sr_desktop.core.queue.owner import owned

ROOT = Path(__file__).resolve().parents[2]


def start(journal: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "main.py", "queue", str(journal)]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def told(child: subprocess.Popen[str]) -> list[Event]:
    assert child.stdout is not None
    return [message for line in child.stdout if isinstance(message := decode(line), Event)]


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "queue.sqlite")
    yield made
    made.close()


def test_what_was_cut_off_is_told_first_and_then_done(journal, tmp_path) -> None:
    first, second = add(journal, [save_picture(tmp_path / f"{n}.png") for n in range(2)], settings(tmp_path / "out"))
    journal.begin(second.id, FileState())
    with start(journal.path) as child:
        events = told(child)
    assert child.returncode == 0
    changes = [(event.entry, event.state) for event in events if isinstance(event, EntryChanged)]
    assert changes[0] == (second.id, "waiting")
    assert [change for change in changes if change[1] == "done"] == [(first.id, "done"), (second.id, "done")]
    assert isinstance(events[1], QueueStarted) and isinstance(events[-1], QueueEnded)
    assert states(journal) == ["done", "done"]


@pytest.mark.parametrize("how", ["told", "left"])
def test_it_ends_when_told_and_when_the_window_is_gone(how, journal, tmp_path) -> None:
    pictures = [save_picture(tmp_path / f"{n}.png", 900, 900) for n in range(3)]
    add(journal, pictures, settings(tmp_path / "out", model="lanczos", scale=4))
    with start(journal.path) as child:
        assert child.stdin is not None and child.stdout is not None
        while "working" not in child.stdout.readline():
            pass
        if how == "told":
            child.stdin.write(encode(StopNow()))
            child.stdin.flush()
        else:
            child.stdin.close()
        child.stdout.read()
        child.wait(timeout=60)
    assert child.returncode == 0
    assert "waiting" in states(journal)
    assert set(states(journal)) <= {"waiting", "done"}


def test_a_queue_that_another_works_on_is_left_alone(journal) -> None:
    with owned(journal.path), start(journal.path) as child:
        events = told(child)
    assert child.returncode == 1
    assert [event.code for event in events if isinstance(event, Failed)] == ["queue_busy"]


@pytest.mark.skipif(os.name == "nt", reason="niceness")
@pytest.mark.parametrize(("gentle", "nice"), [(False, 7), (True, 17)])
def test_how_far_it_steps_back(gentle, nice) -> None:
    script = (
        "import os; from sr_desktop.processes.queue_worker import _step_back\n"
        f"before = os.nice(0); _step_back(gentle={gentle}); print(min(19, before + {nice}) == os.nice(0))"
    )
    result = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout == "True\n"
