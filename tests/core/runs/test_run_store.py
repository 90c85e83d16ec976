"""The list of runs: every state, whatever is damaged, fast for large logs; notes, copies of jobs, free folders."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Started, Step, SweepFound, SweepRow, Warned
from sr_desktop.core.protocol import encode
from sr_desktop.core.runs import summary as run_summary
from sr_desktop.core.runs.lock import locked_run
from sr_desktop.core.runs.store import RunStore
from sr_desktop.core.runs.summary import RunSummary, read_record
from sr_desktop.core.training.job import DataOptions, JobSpec, OptimOptions
from sr_desktop.core.training.job_file import job_toml


def _job(name: str = "vdsr", **values: object) -> JobSpec:
    return JobSpec(
        name=name, arch="vdsr", scales=(2, 3), data=DataOptions(folders=("p",)), optim=OptimOptions(steps=100), **values
    )


def _started(t: float = 1000.0, resume_step: int = 0) -> Started:
    return Started(
        run_id="r", arch="vdsr", recipe="supervised", device="cpu", params=1, total_steps=100, resume_step=resume_step, t=t
    )


def _step(step: int, t: float) -> Step:
    return Step(step=step, epoch=0.0, lr=1e-3, losses={"l1": 0.1}, patches_per_s=9.0, t=t)


def _evaluated(step: int, psnr: float, *, scale: float = 2.0, best: bool = True, t: float = 0.0) -> Evaluated:
    return Evaluated(
        step=step, dataset="validation", scale=scale, psnr=psnr, ssim=0.9, best=best, baseline_psnr=30.0 - scale, t=t
    )


def _make(folder: Path, name: str, events: Sequence[Event] = (), *, job: JobSpec | None = None, tail: str = "") -> Path:
    run = folder / name
    run.mkdir(parents=True)
    (run / "job.toml").write_text(job_toml(job or _job()), encoding="utf-8")
    if events or tail:
        (run / "events.jsonl").write_text("".join(map(encode, events)) + tail, encoding="utf-8")
    return run


def _only(folder: Path) -> RunSummary:
    (row,) = RunStore(folder).runs()
    return row


FINISHED = Finished(reason="completed", step=100, best_psnr=33.0, weights="w", t=1100.0)


def test_a_finished_run(tmp_path) -> None:
    events = [_started(), _step(50, 1050.0), _evaluated(50, 32.0), _step(100, 1099.0), _evaluated(100, 33.0), FINISHED]
    run = _make(tmp_path, "a", events, job=_job(title="My net"))
    (run / "best.safetensors").touch()
    (run / "state.pt").touch()
    row = _only(tmp_path)
    assert (row.path, row.name, row.title, row.arch, row.recipe) == (run, "a", "My net", "vdsr", "supervised")
    assert (row.kind, row.state, row.scales, row.step, row.total_steps) == ("run", "finished", (2, 3), 100, 100)
    assert (row.best_psnr, row.bicubic, row.started, row.seconds) == (33.0, 28.0, 1000.0, 99.0)
    assert (row.has_weights, row.resumable, row.problem, row.note) == (True, False, None, "")


@pytest.mark.parametrize(
    ("last", "state"),
    [
        (None, "interrupted"),
        (Finished(reason="stopped", step=50, best_psnr=None, weights="w"), "stopped"),
        (Failed(code="diverged", message="m", hint="h", values={"step": 51}), "failed"),
    ],
)
def test_runs_that_did_not_come_to_their_end_can_be_gone_on_with(tmp_path, last, state) -> None:
    events = [_started(), _step(50, 1050.0), *([last] if last else [])]
    run = _make(tmp_path, "a", events)
    assert (_only(tmp_path).state, _only(tmp_path).resumable) == (state, False)
    (run / "state.previous.pt").touch()
    assert _only(tmp_path).resumable


def test_a_run_that_was_gone_on_with_is_what_it_is_now(tmp_path) -> None:
    stopped = Finished(reason="stopped", step=50, best_psnr=32.0, weights="w", t=1060.0)
    events = [_started(), _step(20, 1020.0), _step(50, 1050.0), stopped, _started(9000.0, 50), _step(80, 9030.0)]
    _make(tmp_path, "a", events)
    row = _only(tmp_path)
    assert (row.state, row.step, row.started) == ("interrupted", 80, 1000.0)
    assert row.seconds == pytest.approx(80.0)


def test_the_best_is_that_of_the_weights_that_are_kept(tmp_path) -> None:
    events = [_started(), _step(50, 1050.0)]
    events += [_evaluated(50, 33.0), _evaluated(50, 31.0, scale=3.0)]
    events += [_evaluated(60, 32.5, best=False), _evaluated(60, 31.1, scale=3.0, best=False)]
    _make(tmp_path, "a", events)
    assert (_only(tmp_path).best_psnr, _only(tmp_path).bicubic) == (32.0, 27.5)


def test_a_run_that_is_being_trained(tmp_path) -> None:
    run = _make(tmp_path, "a", [_started(), _step(50, 1050.0)])
    (run / "state.pt").touch()
    with locked_run(run):
        row = _only(tmp_path)
        assert (row.state, row.resumable) == ("running", False)
        assert row.owner
        assert row.owner.pid == os.getpid()
    assert (_only(tmp_path).state, _only(tmp_path).owner) == ("interrupted", None)


def test_a_run_that_never_began(tmp_path) -> None:
    _make(tmp_path, "a")
    row = _only(tmp_path)
    assert (row.state, row.step, row.total_steps, row.started, row.resumable) == ("new", 0, 100, None, True)


def test_a_failure_says_why_in_the_words_of_the_error(tmp_path) -> None:
    failures = [
        Failed(code="diverged", message="m", hint="h", values={"step": 51}),
        Failed(code="diverged", message="without its values", hint="h"),
        Failed(code="of_a_newer_version", message="{odd} message", hint="h"),
    ]
    for number, failed in enumerate(failures):
        _make(tmp_path, str(number), [_started(t=-number), failed])
    texts = [row.problem.text for row in RunStore(tmp_path).runs() if row.problem]
    assert texts[0].startswith("The training diverged at step 51")
    assert texts[1:] == ["without its values", "{odd} message"]


# --- damage -------------------------------------------------------------------------------------------------------


def test_whatever_is_damaged_is_listed_with_its_problem(tmp_path) -> None:
    (tmp_path / "empty").mkdir()
    (_make(tmp_path, "no-job", [_started(), FINISHED]) / "job.toml").unlink()
    (_make(tmp_path, "bad-job", [_started()]) / "job.toml").write_text("name = ", encoding="utf-8")
    (_make(tmp_path, "newer-job", [_started()]) / "job.toml").write_text(job_toml(_job()) + "new_field = 1\n")
    newer = encode(_started()).replace('"v":1', '"v":2')
    _make(tmp_path, "newer-events", tail=newer)
    (tmp_path / "events-folder" / "events.jsonl").mkdir(parents=True)
    (tmp_path / "a file").touch()
    (tmp_path / ".hidden").mkdir()
    rows = {row.name: row for row in RunStore(tmp_path).runs()}
    problems = {name: row.problem.text if row.problem else "" for name, row in rows.items()}
    assert set(problems) == {"empty", "no-job", "bad-job", "newer-job", "newer-events", "events-folder"}
    assert "holds neither job.toml nor events.jsonl" in problems["empty"]
    assert "job.toml" in problems["no-job"]
    assert "job.toml" in problems["bad-job"]
    assert "new_field" in problems["newer-job"]
    assert "another version" in problems["newer-events"]
    assert "irectory" in problems["events-folder"]
    assert (rows["no-job"].state, rows["no-job"].arch, rows["no-job"].title) == ("finished", "vdsr", "r")
    assert not any(row.resumable for row in rows.values() if row.name != "newer-events")


def test_a_log_that_was_cut_while_it_was_written(tmp_path) -> None:
    _make(tmp_path, "a", [_started(), _step(50, 1050.0), _step(60, 1060.0)], tail=encode(_step(70, 1070.0))[:40])
    assert (_only(tmp_path).step, _only(tmp_path).seconds) == (60, 60.0)


def test_no_folder_is_no_run(tmp_path) -> None:
    assert RunStore(tmp_path / "missing").runs() == ()


# --- size ---------------------------------------------------------------------------------------------------------


def test_of_a_long_log_only_head_and_tail_are_read(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(run_summary, "_HEAD", 2000)
    monkeypatch.setattr(run_summary, "_TAIL", 3000)
    events: list[Event] = [Warned(code="w", message="m", t=999.0), _started(), _evaluated(1, 31.0)]
    events += [_step(step, 1000.0 + step) for step in range(2, 200)]
    events += [_evaluated(200, 32.0), _step(201, 1201.0)]
    run = _make(tmp_path, "a", events)
    assert (run / "events.jsonl").stat().st_size > 10_000
    row = _only(tmp_path)
    assert (row.started, row.step, row.best_psnr, row.seconds) == (999.0, 201, 32.0, 201.0)
    record = read_record(run / "events.jsonl")
    assert record.count == 5


def test_fifty_long_runs_are_listed_in_a_moment(tmp_path) -> None:
    step = "".join(encode(_step(number, 1000.0 + number)) for number in range(1, 4000))
    for number in range(50):
        _make(tmp_path, f"run-{number}", tail=encode(_started()) + step + encode(_evaluated(4000, 32.0)))
    store = RunStore(tmp_path)
    began = time.perf_counter()
    assert len(store.runs()) == 50
    first = time.perf_counter() - began
    began = time.perf_counter()
    assert len(store.runs()) == 50
    assert time.perf_counter() - began < first
    assert first < 5.0


def test_what_changed_is_read_again(tmp_path) -> None:
    run = _make(tmp_path, "a", [_started(), _step(50, 1050.0)])
    store = RunStore(tmp_path)
    assert store.runs()[0].state == "interrupted"
    with (run / "events.jsonl").open("a", encoding="utf-8") as file:
        file.write(encode(FINISHED))
    assert store.runs()[0].state == "finished"


def test_the_newest_comes_first(tmp_path) -> None:
    for name, t in (("a", 100.0), ("b", 300.0), ("c", 200.0)):
        _make(tmp_path, name, [_started(t=t)])
    assert [row.name for row in RunStore(tmp_path).runs()] == ["b", "c", "a"]


# --- sweeps -------------------------------------------------------------------------------------------------------


def _sweep(folder: Path, rows: Sequence[Event]) -> Path:
    sweep = folder / "depth-1"
    for name in ("d5", "d10"):
        _make(sweep, name)
    runs = "".join(f'[[run]]\nlabel = "{name}"\nfolder = "{name}"\n' for name in ("d5", "d10"))
    (sweep / "sweep.toml").write_text(f'name = "depth"\ntitle = "Depth"\nabout = ""\nquick = true\n{runs}')
    found = SweepFound(sweep="depth", title="Depth", about="", variants=("d5", "d10"), t=500.0)
    (sweep / "events.jsonl").write_text("".join(map(encode, [found, *rows])))
    return sweep


def _row(label: str, psnr: float | None) -> SweepRow:
    return SweepRow(label=label, index=1, count=2, run_dir="r", params=1, step=9, seconds=60.0, psnr=psnr, baseline_psnr=28.0)


def test_a_sweep_and_its_runs(tmp_path) -> None:
    _sweep(tmp_path, [_row("d5", 31.0), _row("d5", 32.0)])
    _make(tmp_path, "older", [_started(t=100.0)])
    sweep, *inner, older = RunStore(tmp_path).runs()
    assert (sweep.kind, sweep.title, sweep.state, sweep.step, sweep.total_steps) == ("sweep", "Depth", "interrupted", 1, 2)
    assert (sweep.best_psnr, sweep.bicubic, sweep.seconds, sweep.started) == (32.0, 28.0, 60.0, 500.0)
    assert (sweep.resumable, sweep.problem) == (True, None)
    assert [(row.name, row.sweep, row.state) for row in inner] == [("d5", "depth-1", "new"), ("d10", "depth-1", "new")]
    assert (older.name, older.sweep) == ("older", "")


def test_a_sweep_whose_record_is_damaged(tmp_path) -> None:
    sweep = _sweep(tmp_path, [_row("d5", None), FINISHED])
    row = RunStore(tmp_path).runs()[0]
    assert (row.state, row.best_psnr, row.resumable) == ("finished", None, False)
    (sweep / "sweep.toml").write_text("title = 3\n")
    problem = RunStore(tmp_path).runs()[0].problem
    assert problem
    assert "sweep.toml" in problem.text


# --- notes, copies, folders ---------------------------------------------------------------------------------------


def test_notes_are_kept_with_the_run(tmp_path) -> None:
    run = _make(tmp_path, "a", [_started()])
    store = RunStore(tmp_path)
    store.write_note(run, "zwölf Bilder\n像素")
    assert store.runs()[0].note == "zwölf Bilder\n像素"
    store.write_note(run, "")
    store.write_note(run, "")
    assert not (run / "note.txt").exists()
    (run / "note.txt").write_bytes(b"\xff\xfe broken")
    assert "broken" in store.runs()[0].note


def test_a_cloned_job_has_a_name_of_its_own(tmp_path) -> None:
    run = _make(tmp_path, "a", job=_job("vdsr", seed=7))
    store = RunStore(tmp_path)
    clone = store.clone(run)
    assert (clone.name, clone.seed, clone.optim.steps) == ("vdsr-2", 7, 100)
    second = _make(tmp_path, "b", job=clone)
    assert store.clone(run).name == "vdsr-3"
    assert store.clone(second).name == "vdsr-3"
    (tmp_path / "rubbish").mkdir()
    assert store.clone(run).name == "vdsr-3"
    with pytest.raises(BadJob):
        store.clone(tmp_path / "rubbish")


def test_a_folder_for_a_new_run(tmp_path) -> None:
    store = RunStore(tmp_path)
    now = datetime(2024, 3, 9, 8, 7, 6)
    first = store.free_folder("vdsr", now)
    assert first == tmp_path / "vdsr-20240309-080706"
    first.mkdir()
    assert store.free_folder("vdsr", now).name == "vdsr-20240309-080706-2"


def test_events_are_recognised_by_how_they_are_written() -> None:
    line = encode(_step(1, 1.0))
    assert line.encode().startswith(run_summary._STEP)
    assert json.loads(line)["type"] == "step"
