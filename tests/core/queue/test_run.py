"""The loop: what comes of each picture, what is told, how it stops, and that a kill loses nothing."""

from __future__ import annotations

import os
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from queue_steps import add, run, save_picture, settings, states

from sr_desktop.core.errors import NotAnImage
from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.catalog import BICUBIC
from sr_desktop.core.queue.control import RunControl
from sr_desktop.core.queue.errors import GivenUp, JournalLost
from sr_desktop.core.queue.file_state import FileState
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.messages import EntryChanged, EntryNeeds, EntryProgress, QueueEnded, QueueStarted
from sr_desktop.core.queue.pipeline import Pipeline
from sr_desktop.core.queue.run import QueueRun
from sr_desktop.core.upscaling.size import TargetSize


@pytest.fixture
def journal(tmp_path):
    made = Journal(tmp_path / "queue.sqlite")
    yield made
    made.close()


def _results(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_pictures_are_done_in_order_and_a_bad_one_stops_nobody(journal, tmp_path) -> None:
    sources = [save_picture(tmp_path / "in" / f"{n}.png") for n in range(4)]
    sources[1].write_bytes(b"no picture")
    add(journal, sources, settings(tmp_path / "out"))
    events = run(journal)
    assert states(journal) == ["done", "failed", "done", "done"]
    assert _results(tmp_path / "out") == [f"{n}_bicubic_x2.png" for n in (0, 2, 3)]
    with Image.open(tmp_path / "out" / "3_bicubic_x2.png") as image:
        assert image.size == (24, 16)
    ends = [event.entry for event in events if isinstance(event, EntryChanged) and event.state != "working"]
    assert ends == [1, 2, 3, 4]
    failure = journal.entries()[1].problem
    assert failure is not None and failure.code == NotAnImage.code
    assert isinstance(events[0], QueueStarted) and events[0].waiting == 4
    last = events[-1]
    assert isinstance(last, QueueEnded) and (last.done, last.failed, last.skipped, last.stopped) == (3, 1, 0, False)
    assert 0 < last.busy <= last.seconds


def test_a_large_picture_goes_over_the_disk_and_says_so_first(journal, tmp_path) -> None:
    source, room = save_picture(tmp_path / "a.png", 500, 400), tmp_path / "room"
    room.mkdir()
    add(journal, [source], settings(tmp_path / "out"))
    events: list[Event] = []
    QueueRun(journal, [BICUBIC], events.append, RunControl(megabytes=1), folder=room).run()
    (needed,) = (event for event in events if isinstance(event, EntryNeeds))
    assert (needed.disk, needed.folder) == (500 * 400 * 3 * 5, str(room))
    assert events.index(needed) < min(
        number for number, event in enumerate(events) if isinstance(event, EntryProgress | QueueEnded)
    )
    assert list(room.iterdir()) == []
    # Of noise, which bicubic makes smooth.
    assert 500_000 < needed.file < 500 * 400 * 3 * 4
    assert needed.free is None or needed.free > 0
    add(journal, [source], settings(tmp_path / "plain"))
    assert not any(isinstance(event, EntryNeeds) for event in run(journal))
    results = [tmp_path / folder / "a_bicubic_x2.png" for folder in ("out", "plain")]
    assert results[0].read_bytes() == results[1].read_bytes()


@pytest.mark.parametrize(("rule", "names"), [("rename", {"a.png", "a (1).png"}), ("skip", {"a.png"}), ("replace", {"a.png"})])
def test_a_taken_name(rule, names, journal, tmp_path) -> None:
    taken = save_picture(tmp_path / "out" / "a.png", width=99)
    before = taken.read_bytes()
    add(journal, [save_picture(tmp_path / "a.png")], settings(tmp_path / "out", name="{name}", on_exists=rule))
    run(journal)
    assert set(_results(tmp_path / "out")) == names
    assert (taken.read_bytes() == before) == (rule != "replace")
    assert states(journal) == ["skipped" if rule == "skip" else "done"]


def test_a_picture_that_is_large_enough_is_left_out_with_its_sentence(journal, tmp_path) -> None:
    sources = [save_picture(tmp_path / "small.png"), save_picture(tmp_path / "large.png", width=40, height=30)]
    add(journal, sources, replace(settings(tmp_path / "out"), size=TargetSize(kind="at_least", value=20)))
    last = run(journal)[-1]
    assert isinstance(last, QueueEnded) and (last.done, last.failed, last.skipped) == (1, 0, 1)
    assert states(journal) == ["done", "skipped"]
    reason = journal.entries()[1].problem
    assert reason is not None and reason.message == "A picture of 40 x 30 pixels is large enough already."
    assert _results(tmp_path / "out") == ["small_bicubic_x3.png"]


def test_two_pictures_never_share_a_result_even_when_replacing(journal, tmp_path) -> None:
    sources = [save_picture(tmp_path / folder / "a.png", seed=n) for n, folder in enumerate("xyz")]
    add(journal, sources, settings(tmp_path / "out", name="{name}", on_exists="replace"))
    run(journal)
    assert _results(tmp_path / "out") == ["a (1).png", "a (2).png", "a.png"]


def test_the_original_is_never_replaced(journal, tmp_path) -> None:
    source = save_picture(tmp_path / "a.png")
    before = source.read_bytes()
    add(journal, [source], settings(tmp_path, name="{name}", on_exists="replace"))
    run(journal)
    assert source.read_bytes() == before
    assert states(journal) == ["failed"]


def test_an_unknown_model_is_each_pictures_problem(journal, tmp_path) -> None:
    add(journal, [save_picture(tmp_path / "a.png")], settings(model="nothing"))
    add(journal, [save_picture(tmp_path / "b.png")], settings())
    run(journal)
    assert states(journal) == ["failed", "done"]


def test_stop_ends_after_the_picture_at_hand_and_the_rest_waits(journal, tmp_path) -> None:
    add(journal, [save_picture(tmp_path / f"{n}.png") for n in range(20)], settings(tmp_path / "out"))
    control = RunControl()

    def stop_after_first(event: object) -> None:
        if isinstance(event, EntryChanged) and event.state == "done":
            control.stop()

    events = run(journal, control, stop_after_first)
    found = states(journal)
    assert set(found) == {"done", "waiting"} and found.count("done") == len(_results(tmp_path / "out")) < 20
    assert isinstance(events[-1], QueueEnded) and events[-1].stopped
    assert all(entry.attempts == 0 for entry in journal.entries())
    run(journal)
    assert states(journal) == ["done"] * 20 and len(_results(tmp_path / "out")) == 20


def test_stop_now_gives_the_picture_at_hand_up(journal, tmp_path) -> None:
    add(journal, [save_picture(tmp_path / "a.png", 600, 600)], settings(tmp_path / "out", model="lanczos", scale=4))
    control = RunControl()

    def stop_at_once(event: object) -> None:
        if isinstance(event, EntryChanged) and event.state == "working":
            control.stop_now()

    run(journal, control, stop_at_once)
    assert states(journal) == ["waiting"]
    assert _results(tmp_path / "out") == []


def test_what_is_added_while_it_runs_is_done_too(journal, tmp_path) -> None:
    add(journal, [save_picture(tmp_path / f"{n}.png") for n in range(5)], settings(tmp_path / "out"))
    late = save_picture(tmp_path / "late.png")
    added = threading.Event()

    def add_one(event: object) -> None:
        if isinstance(event, EntryChanged) and event.state == "working" and not added.is_set():
            added.set()
            add(journal, [late], settings(tmp_path / "out"))

    run(journal, on_event=add_one)
    assert states(journal) == ["done"] * 6


def test_a_picture_over_which_the_program_died_often_is_left_out(journal, tmp_path) -> None:
    first, second = add(journal, [save_picture(tmp_path / "a.png"), save_picture(tmp_path / "b.png")], settings())
    for _ in range(3):
        journal.begin(first.id, FileState())
        journal.wait_again([first.id])
    run(journal)
    entries = journal.entries()
    assert [entry.state for entry in entries] == ["failed", "done"]
    assert entries[0].problem is not None and entries[0].problem.code == GivenUp.code
    journal.retry([first.id])
    run(journal)
    assert states(journal) == ["done", "done"]
    assert second.id == entries[1].id


def test_a_lost_journal_ends_the_run(journal, tmp_path) -> None:
    add(journal, [save_picture(tmp_path / f"{n}.png") for n in range(3)], settings(tmp_path / "out"))

    def lose(event: object) -> None:
        if isinstance(event, EntryChanged):
            journal._connection.execute("DROP TABLE entries")

    with pytest.raises(JournalLost):
        run(journal, on_event=lose)


def test_what_a_stage_raises_ends_all_three() -> None:
    numbers = iter(range(1000))
    written: list[int] = []

    def compute(number: int) -> None:
        if number == 5:
            raise ValueError("five")

    pipeline: Pipeline[int] = Pipeline(lambda: next(numbers, None), compute, written.append)
    with pytest.raises(ValueError, match="five"):
        pipeline.run()
    assert len(written) <= 5


def test_leftovers_of_a_killed_process_are_swept(journal, tmp_path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    old = out / ".sr-0123abcd.part"
    old.write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    add(journal, [save_picture(tmp_path / "a.png")], settings(out))
    run(journal)
    assert not old.exists()
