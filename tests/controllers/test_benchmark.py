"""The Benchmark page over a fake measuring process: what the user presses, and what becomes of it."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_client import CARDS, FakeClient
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QFileDialog, QListWidget

from sr_desktop.controllers.bench import session as bench_session
from sr_desktop.controllers.bench import sets as bench_sets
from sr_desktop.controllers.bench.export import BenchmarkExport
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.train import runs_controller
from sr_desktop.core.bench.errors import NotThePublishedSet
from sr_desktop.core.bench.plan import BenchmarkPlan, Protocol
from sr_desktop.core.protocol import decode
from sr_desktop.core.runs.summary import RunSummary
from sr_desktop.jobs.launch import Launch

_FAKE = Path(__file__).resolve().parents[1] / "fake_measuring.py"
_PATIENCE_MS = 20000


@pytest.fixture
def plans(monkeypatch) -> list[BenchmarkPlan]:
    """Fake processes instead of real ones; the plans that they were given."""
    given: list[BenchmarkPlan] = []

    def launch(plan: str) -> Launch:
        message = decode(Path(plan).read_text(encoding="utf-8"))
        assert isinstance(message, BenchmarkPlan)
        given.append(message)
        return Launch(program=sys.executable, arguments=(str(_FAKE), plan), environment=dict(os.environ))

    monkeypatch.setattr(bench_session, "launch_measuring", launch)
    return given


@pytest.fixture
def shown(plans, qtbot, desktop: Desktop, client: FakeClient) -> Iterator[tuple[Desktop, Any]]:
    """The window with the Benchmark page and two models."""
    client.be_ready()
    desktop.window.show_page("benchmark")
    yield desktop, desktop.window._built["benchmark"]
    desktop.benchmark.close()


def make_set(tmp_path: Path, name: str, count: int = 3) -> Path:
    folder = tmp_path / name
    folder.mkdir(parents=True)
    for number in range(count):
        (folder / f"{chr(97 + number)}.png").touch()
    return folder


def add(qtbot, desktop: Desktop, page: Any, *folders: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder)) for folder in folders])
    before = page.sets.list.count()
    desktop.window._entries["benchmark"].take_drop(mime)
    qtbot.waitUntil(lambda: page.sets.list.count() > before, timeout=_PATIENCE_MS)


def run(qtbot, desktop: Desktop) -> None:
    desktop.window.actions_of.bench_run.trigger()
    qtbot.waitUntil(lambda: not desktop.benchmark.is_measuring, timeout=_PATIENCE_MS)


def texts(page: Any) -> dict[tuple[str, str], str]:
    model = page.table.model
    return {
        (
            model.headerData(row, Qt.Orientation.Vertical),
            model.headerData(column, Qt.Orientation.Horizontal),
        ): model.data(model.index(row, column))
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    }


def tick(page: Any, part: str, index: int, *, on: bool) -> None:
    box: QListWidget = getattr(page, part).list
    box.item(index).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def test_what_is_missing_is_said_and_nothing_starts(shown, plans: list[BenchmarkPlan]) -> None:
    desktop, page = shown
    desktop.window.actions_of.bench_run.trigger()
    assert "set of pictures" in page.banner.message
    assert not desktop.benchmark.is_measuring


def test_a_run_fills_the_table_beside_the_published_figures(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "Set5", 5))
    run(qtbot, desktop)
    cells = texts(page)
    assert cells["Set5 ×2", "Bicubic"].splitlines() == ["33.66 / 0.9000", "paper 33.66, 0.00", "0.10 s"]
    assert cells["Set5 ×2", "SRCNN"].splitlines()[:2] == ["36.46 / 0.9280", "paper 36.66, -0.20"]
    assert "no weights for x4" in cells["Set5 ×4", "SRCNN"]
    best = page.table.model._cells[0][1].lines[0]
    assert [piece.bold for piece in best] == [True, False, True]
    assert not any(piece.bold for piece in page.table.model._cells[0][0].lines[0])
    assert page.finding.message == ""
    assert page.header._state.text() == "Measured"


def test_a_wrong_bicubic_row_is_told_over_the_table(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    # Three pictures under the name of a set that has fourteen.
    add(qtbot, desktop, page, make_set(tmp_path, "Set14", 3))
    qtbot.waitUntil(lambda: "differs" in page.sets.list.item(0).text(), timeout=_PATIENCE_MS)
    run(qtbot, desktop)
    assert "Bicubic" in page.finding.message
    assert "3 pictures were measured, the published set has 14" in page.finding._hint.text()
    assert "paper" not in texts(page)["Set14 ×2", "Bicubic"]


def test_another_protocol_is_named_and_has_figures_of_its_own(qtbot, shown, plans: list[BenchmarkPlan], tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "Set5", 5))
    run(qtbot, desktop)
    page.protocol.channel.setCurrentIndex(page.protocol.channel.findData("rgb"))
    page.protocol.channel.activated.emit(1)
    assert set(texts(page).values()) == {"–"}
    assert "your own" in page.card.title.text()
    assert "R, G and B" in page.card.facts.text()
    run(qtbot, desktop)
    assert plans[-1].protocol == Protocol(channel="rgb")
    assert "paper" not in texts(page)["Set5 ×2", "Bicubic"]
    assert "cannot be held against published ones" in page.finding.message
    page.protocol.reset_button.click()
    assert "paper 33.66" in texts(page)["Set5 ×2", "Bicubic"]
    assert page.finding.message == ""


def test_what_is_known_is_shown_without_a_run(qtbot, shown, plans: list[BenchmarkPlan], tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "known"))
    qtbot.waitUntil(lambda: "33.66" in texts(page).get(("known ×2", "Bicubic"), ""), timeout=_PATIENCE_MS)
    assert [plan.known_only for plan in plans] == [True]
    assert desktop.benchmark.facts.state == "idle"
    tick(page, "models", 1, on=False)
    tick(page, "models", 1, on=True)
    qtbot.wait(1200)
    assert len(plans) == 1  # nothing new was chosen: nobody is asked again


def test_a_run_pauses_and_is_cancelled_and_the_page_may_be_left(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "endless"))
    desktop.window.actions_of.bench_run.trigger()
    qtbot.waitUntil(lambda: desktop.benchmark.progress.done > 10, timeout=_PATIENCE_MS)
    assert not desktop.window.actions_of.bench_run.isEnabled()
    desktop.window.show_page("upscale")
    page.header.pause_button.click()
    assert desktop.benchmark.facts.state == "paused"
    qtbot.wait(300)
    done = desktop.benchmark.progress.done
    qtbot.wait(300)
    assert desktop.benchmark.progress.done == done
    page.header.pause_button.click()
    qtbot.waitUntil(lambda: desktop.benchmark.progress.done > done, timeout=_PATIENCE_MS)
    assert desktop.benchmark.facts.seconds_left
    desktop.window.show_page("benchmark")
    page.header.cancel_button.click()
    qtbot.waitUntil(lambda: desktop.benchmark.facts.state == "stopped", timeout=_PATIENCE_MS)
    assert "kept" in page.header._state.text()
    assert not page.header.cancel_button.isVisible()


def test_a_crash_is_one_sentence_and_the_next_run_works(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "crash"))
    run(qtbot, desktop)
    assert "exit code 3" in page.banner.message
    tick(page, "sets", 0, on=False)
    add(qtbot, desktop, page, make_set(tmp_path, "own"))
    run(qtbot, desktop)
    assert page.banner.message == ""
    assert "33.66" in texts(page)["own ×2", "Bicubic"]


def test_a_failure_is_told(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "bad"))
    run(qtbot, desktop)
    assert "VGG-19" in page.banner.message
    assert desktop.benchmark.facts.state == "failed"


def test_pictures_can_be_sorted_and_opened(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    folder = make_set(tmp_path, "own")
    add(qtbot, desktop, page, folder)
    run(qtbot, desktop)
    page.tabs.setCurrentWidget(page.pictures)
    table, model = page.pictures.table, page.pictures.model

    def column(index: int) -> list[str]:
        return [model.data(model.index(row, index)) for row in range(model.rowCount())]

    assert column(0) == ["a.png", "b.png", "c.png"]
    table.selectRow(0)
    table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert column(1) == ["35.66", "34.66", "33.66"]
    assert [index.row() for index in table.selectionModel().selectedRows()] == [2]
    opened: list[tuple[str, int, list[str]]] = []
    page.picture_wanted.connect(lambda *wish: opened.append(wish))
    table.activated.emit(model.index(0, 0))
    assert opened == [(str(folder / "c.png"), 2, ["bicubic", "srcnn"])]


def test_a_row_of_the_table_leads_to_its_pictures(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "own"))
    run(qtbot, desktop)
    page.table.table.activated.emit(page.table.model.index(1, 0))
    assert page.tabs.currentWidget() is page.pictures
    assert page.pictures.place == ("own", 3)
    assert page.pictures.model.rowCount() == 3


def test_charts_show_the_models_and_their_differences(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "own"))
    run(qtbot, desktop)
    page.tabs.setCurrentWidget(page.charts)
    assert [point.model for point in page.charts.chart._content.points] == ["bicubic", "srcnn"]
    page.charts.kinds.buttons["params"].click()
    content = page.charts.chart._content
    assert ([point.model for point in content.points], [level.model for level in content.levels]) == (["srcnn"], ["bicubic"])
    page.charts.kinds.buttons["differences"].click()
    assert [round(bar.value, 2) for bar in page.charts.chart._content.bars] == [2.8, 2.8, 2.8]
    assert page.charts.chart.to_png().startswith(b"\x89PNG")


def test_the_choice_is_there_the_next_time(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    first, second = make_set(tmp_path, "one"), make_set(tmp_path / "other", "one")
    add(qtbot, desktop, page, first, second)
    tick(page, "sets", 0, on=False)
    tick(page, "models", 1, on=False)
    page.measure.scale_buttons[3].click()
    page.measure.ms_ssim.click()
    plan = decode(desktop.settings.bench_plan)
    assert isinstance(plan, BenchmarkPlan)
    assert [(each.name, each.folder) for each in plan.sets] == [("one (2)", str(second))]
    assert (plan.models, plan.scales, plan.extra) == (("bicubic",), (2, 4), ("ms_ssim",))
    assert desktop.settings.bench_folders.splitlines() == [str(first), str(second)]


def test_a_remembered_choice_is_shown_before_the_models_are_known(plans, qtbot, desktop: Desktop, client: FakeClient) -> None:
    desktop.settings.bench_plan = (
        '{"v":1,"type":"benchmark_plan","sets":[],"models":["srcnn"],"scales":[4],"cache":"","protocol":{"channel":"rgb"}}'
    )
    desktop.window.show_page("benchmark")
    page: Any = desktop.window._built["benchmark"]
    assert page.measure.scales == (4,)
    assert page.protocol.protocol.channel == "rgb"
    page.measure.scale_buttons[2].click()
    client.be_ready()
    assert page.models.chosen == ("srcnn",)


def test_a_folder_without_pictures_is_refused_in_words(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    desktop.window._entries["benchmark"].take_drop(mime)
    qtbot.waitUntil(lambda: bool(page.banner.message), timeout=_PATIENCE_MS)
    assert str(tmp_path) in page.banner.message
    assert page.sets.list.count() == 0


def test_a_set_that_is_gone_is_marked(plans, qtbot, desktop: Desktop, client: FakeClient, tmp_path: Path) -> None:
    desktop.settings.bench_folders = str(tmp_path / "gone")
    client.be_ready()
    desktop.window.show_page("benchmark")
    page: Any = desktop.window._built["benchmark"]
    qtbot.waitUntil(lambda: "missing" in page.sets.list.item(0).text(), timeout=_PATIENCE_MS)
    desktop.benchmark.close()


@pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every dialog
def test_the_table_is_saved_in_the_form_that_is_asked_for(qtbot, shown, tmp_path: Path) -> None:
    desktop, page = shown
    add(qtbot, desktop, page, make_set(tmp_path, "Set5", 5))
    run(qtbot, desktop)
    page.table.save_button.click()
    dialog = desktop.window.findChild(QFileDialog)
    assert dialog is not None
    target = tmp_path / "table.json"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(target.exists, timeout=_PATIENCE_MS)
    rows = json.loads(target.read_text())["rows"]
    assert rows[0]["published_psnr"] == 33.66
    export = page.findChild(BenchmarkExport)
    named_only = tmp_path / "table"
    (tmp_path / "table.csv").write_text("mine")
    export.save_table(named_only, ".csv", export._monitor.table)
    numbered = tmp_path / "table (1).csv"
    qtbot.waitUntil(numbered.exists, timeout=_PATIENCE_MS)
    assert (tmp_path / "table.csv").read_text() == "mine"
    assert [row["model"] for row in csv.DictReader(numbered.read_text().splitlines())][:2] == ["bicubic", "srcnn"]
    qtbot.waitUntil(lambda: "table (1).csv" in desktop.window.status.sentence, timeout=_PATIENCE_MS)


def test_a_table_that_cannot_be_written_is_told(qtbot, shown, tmp_path: Path) -> None:
    _, page = shown
    export = page.findChild(BenchmarkExport)
    export.save_table(tmp_path / "nowhere" / "table.csv", ".csv", export._monitor.table)
    qtbot.waitUntil(lambda: bool(page.banner.message), timeout=_PATIENCE_MS)
    assert "table.csv" in page.banner.message


def test_weights_of_a_run_are_compared_with_bicubic(qtbot, shown, client: FakeClient) -> None:
    desktop, page = shown
    desktop.window.show_page("upscale")
    desktop.benchmark.weights_wanted.emit("/models/new.safetensors")
    assert desktop.window.page == "benchmark"
    desktop.catalog.refresh()
    new = replace(CARDS[1], id="new", title="New", files=("/models/new.safetensors",))
    client.tell_models((*CARDS, new))
    assert page.models.chosen == ("bicubic", "new")


def test_a_set_is_downloaded_on_request_checked_and_added(qtbot, shown, monkeypatch, tmp_path: Path) -> None:
    _, page = shown
    monkeypatch.setattr(bench_sets, "fetch_set", lambda known, pictures, folder, **_: make_set(folder, known.name, 5))
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path))
    page.known.cards["Set5"].download_button.click()
    assert "Cancel" in page.known.cards["Set5"].download_button.text()
    assert not page.known.cards["Set14"].download_button.isEnabled()
    qtbot.waitUntil(lambda: page.sets.list.count() == 1, timeout=_PATIENCE_MS)
    # These five are no pictures at all, and the check says so.
    qtbot.waitUntil(lambda: "Differs" in page.known.cards["Set5"]._state.text(), timeout=_PATIENCE_MS)
    assert page.known.cards["Set14"].download_button.isEnabled()
    assert page.known.cards["Urban100"].download_button.isHidden()


def test_a_download_that_fails_is_told(qtbot, shown, monkeypatch) -> None:
    _, page = shown

    def fail(*_: object, **__: object) -> Path:
        raise NotThePublishedSet(host="example.org", found=2, count=5, dataset="Set5")

    monkeypatch.setattr(bench_sets, "fetch_set", fail)
    page.known.cards["Set5"].download_button.click()
    qtbot.waitUntil(lambda: "2 of the 5 pictures" in page.banner.message, timeout=_PATIENCE_MS)
    assert page.known.cards["Set5"].download_button.text() == "Download"


def test_a_run_is_compared_from_the_list_of_runs(qtbot, shown, client: FakeClient, monkeypatch, tmp_path: Path) -> None:
    desktop, page = shown
    made = tmp_path / "mine.safetensors"
    monkeypatch.setattr(runs_controller, "use_weights", lambda weights, models: made)
    desktop.window.show_page("train")
    train: Any = desktop.window._built["train"]
    run_of = RunSummary(path=tmp_path / "run", name="run", kind="run", state="finished", has_weights=True)
    train.runs.compare_wanted.emit(run_of)
    qtbot.waitUntil(lambda: desktop.window.page == "benchmark", timeout=_PATIENCE_MS)
    mine = replace(CARDS[1], id="mine", title="Mine", files=(str(made),))
    client.tell_models((*CARDS, mine))
    assert page.models.chosen == ("bicubic", "mine")
    desktop.training.close()
