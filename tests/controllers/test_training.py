"""The Train page over a fake trainer: what the user presses, and what becomes of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_trainer import a_job
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMessageBox

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.train import trainer_question, training_queue
from sr_desktop.controllers.train.setup import TrainSetup
from sr_desktop.core.messages.trainer import Finished, Preview, SweepRow
from sr_desktop.core.protocol import encode
from sr_desktop.core.runs.summary import RunSummary
from sr_desktop.core.training.job_file import job_toml
from sr_desktop.jobs.launch import Launch

_FAKE = Path(__file__).resolve().parents[1] / "fake_trainer.py"
_PATIENCE_MS = 20000
_SWEEP_RECORD = """name = "vdsr-depth"
title = "VDSR: depth"
about = "deeper"
quick = true
[[run]]
label = "depth 5"
folder = "depth 5"
[[run]]
label = "depth 20"
folder = "depth 20"
"""


@pytest.fixture
def started_alone(monkeypatch) -> list[Launch]:
    """Fake trainers instead of real ones; the launches of those that shall outlive the window."""
    alone: list[Launch] = []

    def launch(*arguments: str) -> Launch:
        return Launch(program=sys.executable, arguments=(str(_FAKE), *arguments), environment=dict(os.environ))

    monkeypatch.setattr(training_queue, "launch_trainer", launch)
    monkeypatch.setattr(trainer_question, "launch_trainer", launch)
    monkeypatch.setattr(training_queue, "start_alone", alone.append)
    return alone


@pytest.fixture
def trained(started_alone, monkeypatch, tmp_path: Path, request) -> Iterator[tuple[Desktop, Any]]:
    """The window with the Train page, its recipes listed and one folder chosen."""
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path / "home"))
    desktop: Desktop = request.getfixturevalue("desktop")
    qtbot = request.getfixturevalue("qtbot")
    desktop.window.show_page("train")
    page: Any = desktop.window._built["train"]
    qtbot.waitUntil(lambda: page.network.network.count() > 0, timeout=_PATIENCE_MS)
    page.findChild(TrainSetup).add_folders([str(tmp_path)])
    yield desktop, page
    desktop.training.close()


def _row(label: str) -> SweepRow:
    return SweepRow(
        label=label, index=1, count=2, run_dir="d", params=9, step=5, seconds=3.0, psnr=31.0, baseline_psnr=30.0
    )  # fmt: skip


def _start(qtbot, desktop: Desktop, page: Any) -> None:
    page.start_button.click()
    qtbot.waitUntil(lambda: bool(desktop.training.live and desktop.training.live.log.step > 3), timeout=_PATIENCE_MS)


def _until_ended(qtbot, desktop: Desktop) -> None:
    qtbot.waitUntil(lambda: desktop.training.live is None, timeout=_PATIENCE_MS)


def _listed(qtbot, page: Any, state: str) -> RunSummary:
    def found() -> list[RunSummary]:
        return [run for run in page.runs._runs if run.state == state]

    qtbot.waitUntil(lambda: bool(found()), timeout=_PATIENCE_MS)
    return found()[0]


def test_without_pictures_nothing_can_be_started(trained) -> None:
    _, page = trained
    assert page.start_button.isEnabled()
    page.data.removed.emit([page.data.list.item(0).text()])
    assert not page.start_button.isEnabled()
    assert not page.data.check_button.isEnabled()


def test_folders_dropped_on_the_page_are_learned_from_and_remembered(qtbot, trained, tmp_path: Path) -> None:
    desktop, page = trained
    other = tmp_path / "pictures.v2"
    other.mkdir()
    (other / "a.png").touch()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in (other / "a.png", other, tmp_path)])
    desktop.window._entries["train"].take_drop(mime)
    qtbot.waitUntil(lambda: page.data.list.count() == 2, timeout=_PATIENCE_MS)
    assert [page.data.list.item(row).text() for row in range(page.data.list.count())] == [str(tmp_path), str(other)]
    assert desktop.settings.train_folders.splitlines() == [str(tmp_path), str(other)]
    assert desktop.window.page == "train"


def test_a_run_streams_stops_early_and_can_be_resumed(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    assert page.header.pause_button.isVisible()
    page.header.stop_button.click()
    _until_ended(qtbot, desktop)
    run = _listed(qtbot, page, "stopped")
    assert run.best_psnr == 31.0
    qtbot.waitUntil(page.header.pause_button.isVisible, timeout=_PATIENCE_MS)
    page.header.pause_button.click()
    qtbot.waitUntil(lambda: bool(desktop.training.live and desktop.training.live.log.step > run.step), timeout=_PATIENCE_MS)
    assert desktop.training.live.ticket.folder == run.path
    assert desktop.training.live.log.losses["l1"].steps[0] == 1


def test_pausing_holds_the_run_and_says_so(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    page.header.pause_button.click()
    assert desktop.training.live.state == "paused"
    qtbot.wait(300)
    step = desktop.training.live.log.step
    qtbot.wait(300)
    assert desktop.training.live.log.step == step
    page.header.pause_button.click()
    qtbot.waitUntil(lambda: desktop.training.live.log.step > step, timeout=_PATIENCE_MS)


def test_a_second_run_waits_for_the_first(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    first = desktop.training.live
    page.start_button.click()
    qtbot.waitUntil(lambda: len(desktop.training.waiting) == 1, timeout=_PATIENCE_MS)
    assert "after" in page.start_button.text()
    desktop.training.stop()
    qtbot.waitUntil(
        lambda: desktop.training.live not in (None, first) and desktop.training.live.log.step > 0, timeout=_PATIENCE_MS
    )
    assert not desktop.training.waiting


def test_the_run_goes_on_while_another_page_is_shown(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    desktop.window.show_page("upscale")
    step = desktop.training.live.log.step
    qtbot.waitUntil(lambda: desktop.training.live.log.step > step + 3, timeout=_PATIENCE_MS)


def test_a_crash_is_one_sentence_and_the_run_can_be_resumed(qtbot, trained) -> None:
    desktop, page = trained
    desktop.training.start_job(a_job("crash"))
    qtbot.waitUntil(lambda: bool(page.banner.message), timeout=_PATIENCE_MS)
    assert "exit code 3" in page.banner.message
    assert "out of luck" in page.banner.message
    _listed(qtbot, page, "interrupted")


def test_a_job_that_is_refused_says_why(qtbot, trained) -> None:
    desktop, page = trained
    desktop.training.start_job(a_job("bad"))
    qtbot.waitUntil(lambda: bool(page.banner.message), timeout=_PATIENCE_MS)
    assert "bad" in page.banner.message
    _until_ended(qtbot, desktop)


def test_check_and_estimate_are_shown(qtbot, trained) -> None:
    _, page = trained
    page.data.check_button.click()
    qtbot.waitUntil(lambda: "3" in page.data.verdict.text() and "1" in page.data.verdict.text(), timeout=_PATIENCE_MS)
    assert page.patches.findings.topLevelItemCount() == 1
    page.estimate.button.click()
    qtbot.waitUntil(lambda: "64" in page.estimate._text.text(), timeout=_PATIENCE_MS)
    assert "1 min 30 s" in page.estimate._text.text()


def test_a_cloned_run_fills_the_form_under_a_new_name(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    desktop.training.stop()
    _until_ended(qtbot, desktop)
    page.runs.clone_wanted.emit(_listed(qtbot, page, "stopped"))
    qtbot.waitUntil(lambda: page.form.job().name == "srcnn-2", timeout=_PATIENCE_MS)


def test_a_note_is_kept_with_the_run(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    desktop.training.stop()
    _until_ended(qtbot, desktop)
    run = _listed(qtbot, page, "stopped")
    desktop.training.store.write_note(run.path, "higher rate")
    page.tabs.setCurrentWidget(page.runs)
    qtbot.waitUntil(lambda: page.runs._runs[0].note == "higher rate", timeout=_PATIENCE_MS)


def test_weights_that_are_none_are_refused_in_the_banner(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    desktop.training.stop()
    _until_ended(qtbot, desktop)
    page.runs.use_wanted.emit(_listed(qtbot, page, "stopped"))
    qtbot.waitUntil(lambda: "best.safetensors" in page.banner.message, timeout=_PATIENCE_MS)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
@pytest.mark.parametrize("keep", [True, False])
def test_closing_the_window_asks_what_becomes_of_the_run(qtbot, trained, started_alone, keep: bool) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    folder = desktop.training.live.ticket.folder
    event = QCloseEvent()
    desktop.window.closeEvent(event)
    assert not event.isAccepted()
    assert desktop.training.live is not None
    box = desktop.window.findChild(QMessageBox)
    buttons = [button for button in box.buttons() if box.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole]
    buttons[0 if keep else 1].click()
    assert not desktop.window.isVisible()
    lines = (folder / "events.jsonl").read_text().splitlines()
    assert '"finished"' in lines[-1]
    assert [launch.arguments[2:] for launch in started_alone] == (
        [("resume", str(folder), "--detached", "--wait")] if keep else []
    )


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_cancel_asks_and_keeps_what_was_saved(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    # A run that is ended before its first saved state cannot be gone on with.
    saved = desktop.training.live.ticket.folder / "state.pt"
    qtbot.waitUntil(saved.exists, timeout=_PATIENCE_MS)
    page.header.cancel_button.click()
    box = desktop.window.findChild(QMessageBox)
    assert desktop.training.live is not None
    [end] = [button for button in box.buttons() if box.buttonRole(button) is QMessageBox.ButtonRole.AcceptRole]
    end.click()
    _until_ended(qtbot, desktop)
    run = _listed(qtbot, page, "interrupted")
    assert run.resumable
    assert not isinstance(desktop.training.live, Finished)


def test_a_finished_run_of_another_session_is_shown_again(qtbot, trained) -> None:
    desktop, page = trained
    _start(qtbot, desktop, page)
    desktop.training.stop()
    _until_ended(qtbot, desktop)
    page.runs.shown.emit([_listed(qtbot, page, "stopped")])
    qtbot.waitUntil(lambda: page.tabs.currentWidget() is page.curves, timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: page.header.use_button.isVisible() or page.header.pause_button.isVisible(), timeout=_PATIENCE_MS)


def test_what_the_trainer_would_not_take_is_said_at_its_field(qtbot, trained) -> None:
    desktop, page = trained
    desktop.training.start_job(a_job("refused"))
    qtbot.waitUntil(lambda: not page.form.is_valid, timeout=_PATIENCE_MS)
    assert "at most 5" in page.form.rows["optim.batch"].problem.text()
    assert not page.start_button.isEnabled()
    page.form.put("optim.batch", 4)
    assert page.start_button.isEnabled()


def test_warnings_of_a_run_are_told(qtbot, trained) -> None:
    desktop, page = trained
    desktop.training.start_job(a_job("warned"))
    qtbot.waitUntil(lambda: "one picture is left out" in page.patches._warned.text(), timeout=_PATIENCE_MS)
    qtbot.waitUntil(lambda: "warnings: 1" in page.header._line.text(), timeout=_PATIENCE_MS)


def test_every_kind_of_learned_picture_can_be_looked_at(qtbot, trained, tmp_path: Path) -> None:
    _, page = trained
    paths = [tmp_path / f"{number}.png" for number in range(4)]
    previews = [
        Preview(step=5, path=str(paths[0]), kind="filters"),
        Preview(step=5, path=str(paths[1]), kind="features", number=1),
        Preview(step=5, path=str(paths[2]), kind="features", number=2),
        Preview(step=5, path=str(paths[3]), kind="residual", number=0, truth=str(paths[0]), gain=4.0),
    ]
    wanted: list[Preview] = []
    page.learned.wanted.connect(wanted.append)
    page.learned.show_previews(previews)
    for index in range(page.learned.part.count()):
        page.learned.part.setCurrentIndex(index)
        page.learned.part.activated.emit(index)
    assert wanted == previews
    assert "4 times" in page.learned._hint.text()


def test_another_run_with_the_same_steps_shows_its_own_pictures(trained) -> None:
    _, page = trained
    wanted: list[str] = []
    page.pictures.wanted.connect(lambda preview, _: wanted.append(preview.path))
    for run in ("a", "b"):
        page.pictures.show_previews([Preview(step=5, path=f"{run}.png", input="i", truth="t")])
    assert wanted == ["a.png", "b.png"]


def test_a_sweep_is_shown_with_its_table_and_its_variants(qtbot, trained) -> None:
    desktop, page = trained
    for name in ("sweep", "sweep/depth 5", "sweep/depth 20"):
        folder = desktop.training.store.folder / name
        folder.mkdir()
        rows = [] if "/" in name else [_row("depth 5"), _row("depth 20")]
        (folder / "events.jsonl").write_text("".join(map(encode, rows)))
        (folder / ("job.toml" if "/" in name else "sweep.toml")).write_text(job_toml(a_job()) if "/" in name else _SWEEP_RECORD)
    page.tabs.setCurrentWidget(page.runs)
    qtbot.waitUntil(lambda: len(page.runs.runs) == 3, timeout=_PATIENCE_MS)
    page.runs.shown.emit([page.runs.runs[0]])
    qtbot.waitUntil(lambda: page.experiments.table.topLevelItemCount() == 2, timeout=_PATIENCE_MS)
    assert page.tabs.currentWidget() is page.experiments
    assert len(page.curves.seen_runs) == 3
