"""Opinion tests in the window: from the form over the engine and raters to the scores."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_client import FakeClient
from mos_steps import plan_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton

from sr_desktop import paths
from sr_desktop.controllers.bench import mos_rating
from sr_desktop.controllers.bench.mos_tests import OpinionTests
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.models.catalog import BICUBIC, NEAREST
from sr_desktop.core.mos.messages import PrepareStimuli
from sr_desktop.core.mos.prepare import StimulusDesk
from sr_desktop.core.mos.ratings import RATINGS
from sr_desktop.core.mos.store import StudySummary
from sr_desktop.core.mos.study import REFERENCE, STIMULI, StudyPlan, read_study
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.protocol import Working
from sr_desktop.ui.mos.study_form import StudyWish

_PATIENCE_MS = 20000
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform's remark on every window of its own
Answering = Callable[[], None]


@pytest.fixture(autouse=True)
def no_pause(monkeypatch) -> None:
    monkeypatch.setattr(mos_rating, "BLANK_MS", 1)


@pytest.fixture
def shown(monkeypatch, qtbot, desktop: Desktop, client: FakeClient, tmp_path: Path) -> Iterator[tuple[Any, OpinionTests]]:
    """The tab with its controller; the list has been read."""
    monkeypatch.setenv("SR_DESKTOP_HOME", str(tmp_path / "home"))
    client.be_ready((BICUBIC, NEAREST))
    desktop.window.show_page("benchmark")
    page = desktop.window._built["benchmark"]
    tests = next(child for child in page.children() if isinstance(child, OpinionTests))
    yield page, tests
    tests.rating.close()
    desktop.benchmark.close()


@pytest.fixture
def engine(client: FakeClient) -> Answering:
    """Answers the newest wish for pictures as the engine does."""
    desk = StimulusDesk()

    def answer() -> None:
        request = client.last(PrepareStimuli)
        made = desk.prepare(request, (BICUBIC, NEAREST), progress=lambda *_: None, cancel=CancelToken())
        client.answered.emit(Working(request=request.request, done=1, total=2, seconds_left=None))
        client.answered.emit(made)

    return answer


def wish_of(plan: StudyPlan) -> StudyWish:
    return StudyWish(
        title=plan.title, pictures=plan.pictures, methods=(REFERENCE, "bicubic"), scale=2, calibration=plan.calibration
    )


def make(qtbot, page: Any, tests: OpinionTests, engine: Answering, client: FakeClient, plan: StudyPlan) -> StudySummary:
    """A test that is ready, made through the window."""
    tests.create(wish_of(plan))
    for number in range(len(plan.pictures) + len(plan.calibration)):
        qtbot.waitUntil(lambda number=number: client.count(PrepareStimuli) == number + 1, timeout=_PATIENCE_MS)
        engine()
    studies = page.opinions.studies
    qtbot.waitUntil(lambda: studies.marked is not None and studies.marked.is_ready, timeout=_PATIENCE_MS)
    return studies.marked


def click(qtbot, button: QAbstractButton) -> None:
    """A person cannot press what is still grey: results are read in the background."""
    qtbot.waitUntil(button.isEnabled, timeout=_PATIENCE_MS)
    button.click()


def press(qtbot, tests: OpinionTests, key: Qt.Key) -> None:
    window = tests.rating.window
    qtbot.waitUntil(lambda: window.phase != "blank", timeout=_PATIENCE_MS)
    QTest.keyClick(window, key)


def rate_all(qtbot, tests: OpinionTests, folder: Path, rater: str, count: int) -> None:
    tests.rate(folder, rater)
    window = tests.rating.window
    for _ in range(count):
        qtbot.waitUntil(lambda: window.phase == "picture", timeout=_PATIENCE_MS)
        QTest.keyClick(window, Qt.Key(Qt.Key.Key_0 + (window._known or 4)))


def test_a_test_from_the_form_to_the_scores(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=2, examples=1))
    assert (row.stimuli, row.made, row.scale) == (6, 6, 2)
    assert page.opinions.studies.rate_button.isEnabled()
    rate_all(qtbot, tests, row.folder, "Ann", 6)
    qtbot.waitUntil(lambda: tests.rating.window.phase == "end", timeout=_PATIENCE_MS)
    press(qtbot, tests, Qt.Key.Key_Escape)
    scores = page.opinions.scores
    qtbot.waitUntil(lambda: scores.table.rowCount() == 2 and not scores._body.isHidden(), timeout=_PATIENCE_MS)
    assert {scores.table.item(line, 1).text() for line in range(2)} == {"4.00 ± 0.00"}
    assert {scores.table.item(line, 0).text() for line in range(2)} == {"Original (HR)", "Bicubic"}
    assert not scores.grab().toImage().isNull()


def test_scores_are_covered_while_somebody_rates(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=2))
    rate_all(qtbot, tests, row.folder, "Ann", 2)
    qtbot.waitUntil(lambda: tests.rating.window.phase == "picture", timeout=_PATIENCE_MS)
    press(qtbot, tests, Qt.Key.Key_Escape)
    scores = page.opinions.scores
    qtbot.waitUntil(lambda: scores._results is not None and bool(scores._results.raters), timeout=_PATIENCE_MS)
    assert scores.is_covered and scores._body.isHidden()
    scores.uncover_button.click()
    assert not scores.is_covered and not scores._body.isHidden()
    # Going on begins where the rater stopped.
    tests.rate(row.folder, "ann")
    qtbot.waitUntil(lambda: tests.rating.window.phase == "picture", timeout=_PATIENCE_MS)
    assert tests.rating.window._place == 2


def test_a_score_can_be_corrected_once_given(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=2))
    rate_all(qtbot, tests, row.folder, "Ann", 1)
    press(qtbot, tests, Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: tests.rating.window._former == 4, timeout=_PATIENCE_MS)
    press(qtbot, tests, Qt.Key.Key_2)
    qtbot.waitUntil(lambda: tests.rating.window.phase == "picture" and tests.rating.window._place == 1, timeout=_PATIENCE_MS)
    lines = [json.loads(line) for line in (row.folder / RATINGS).read_text().splitlines()]
    assert [(line.get("score"), line.get("correction")) for line in lines[1:]] == [(4, False), (2, True)]


def test_a_picture_that_was_changed_is_not_rated(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=1))
    for stimulus in read_study(row.folder).stimuli:
        (row.folder / STIMULI / stimulus.name).write_bytes(b"another picture")
    tests.rate(row.folder, "Ann")
    qtbot.waitUntil(lambda: "missing or was changed" in page.banner.message, timeout=_PATIENCE_MS)
    assert not tests.rating.is_open
    page.banner.clear()
    click(qtbot, page.opinions.scores.check_button)
    qtbot.waitUntil(lambda: "2 faults" in page.banner.message, timeout=_PATIENCE_MS)


def test_an_audit_of_an_untouched_test(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=1))
    click(qtbot, page.opinions.scores.check_button)
    qtbot.waitUntil(lambda: "Nothing was changed" in page.banner.message, timeout=_PATIENCE_MS)


@pytest.mark.parametrize("suffix", [".csv", ".md", ".json"])
def test_results_are_exported(qtbot, shown, engine, client, tmp_path, suffix) -> None:
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=1))
    rate_all(qtbot, tests, row.folder, "Ann", 2)
    qtbot.waitUntil(lambda: tests.rating.window.phase == "end", timeout=_PATIENCE_MS)
    target = tmp_path / f"ratings{suffix}"
    tests.export(row.folder, tmp_path / "ratings", suffix)
    qtbot.waitUntil(target.exists, timeout=_PATIENCE_MS)
    assert "Ann" in target.read_text(encoding="utf-8")


def test_an_engine_that_dies_leaves_what_was_made(qtbot, shown, engine, client, tmp_path) -> None:
    page, tests = shown
    tests.create(wish_of(plan_of(tmp_path, pictures=2)))
    studies = page.opinions.studies
    qtbot.waitUntil(lambda: client.count(PrepareStimuli) == 1, timeout=_PATIENCE_MS)
    engine()
    client.crash()
    qtbot.waitUntil(lambda: studies.marked is not None and studies.marked.made == 2, timeout=_PATIENCE_MS)
    assert page.banner.message
    assert studies._strip.isHidden() and not studies.rate_button.isEnabled()
    # Making goes on with what is missing.
    assert not studies.make_button.isHidden()
    studies.make_button.click()
    engine()
    engine()
    qtbot.waitUntil(lambda: studies.marked.is_ready, timeout=_PATIENCE_MS)


def test_making_can_be_stopped(qtbot, shown, client, tmp_path) -> None:
    page, tests = shown
    tests.create(wish_of(plan_of(tmp_path, pictures=2)))
    qtbot.waitUntil(lambda: client.count(PrepareStimuli) == 1, timeout=_PATIENCE_MS)
    assert not page.opinions.studies._strip.isHidden()
    page.opinions.studies.stop_button.click()
    assert client.cancelled == [client.last(PrepareStimuli).request]
    assert page.opinions.studies._strip.isHidden()


def test_a_picture_that_is_gone_makes_no_test(qtbot, shown, tmp_path) -> None:
    page, tests = shown
    tests.create(
        StudyWish(title="x", pictures=(str(tmp_path / "gone.png"),), methods=("HR", "bicubic"), scale=2, calibration=())
    )
    qtbot.waitUntil(lambda: bool(page.banner.message), timeout=_PATIENCE_MS)
    assert list(paths.studies_dir().iterdir()) == []


def test_a_rater_needs_a_name(shown, tmp_path) -> None:
    page, tests = shown
    tests.rate(tmp_path, "  \n")
    assert "name" in page.banner.message
    assert not tests.rating.is_open


def test_a_test_goes_to_the_trash(qtbot, shown, engine, client, tmp_path, monkeypatch) -> None:
    moved: list[Path] = []
    monkeypatch.setattr("sr_desktop.controllers.bench.mos_tests.move_to_trash", moved.append)
    page, tests = shown
    row = make(qtbot, page, tests, engine, client, plan_of(tmp_path, pictures=1))
    tests._delete(row.folder)
    qtbot.waitUntil(lambda: moved == [row.folder], timeout=_PATIENCE_MS)
