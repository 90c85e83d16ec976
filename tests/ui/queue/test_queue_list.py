"""The list of the queue: rows, order, what is forgotten, and that its length costs nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from queue_steps import settings

from sr_desktop.core.queue.entry import Entry, Outcome, Problem
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.ui.parts.banner import BannerText
from sr_desktop.ui.queue.list_view import QueueList
from sr_desktop.ui.queue.model import QueueModel
from sr_desktop.ui.queue.row import Row, size_text, state_text, wish_text

CHOSEN = settings("/out")


def entries(count: int) -> list[Entry]:
    return [Entry(id=number, source=f"/in/{number}.png", settings=CHOSEN) for number in range(1, count + 1)]


@pytest.fixture
def model(qapp) -> QueueModel:
    made = QueueModel(lambda problem: BannerText(message=problem.message, hint=problem.hint))
    made.set_entries(entries(6))
    return made


@pytest.fixture
def view(model, qtbot) -> QueueList:
    made = QueueList(model)
    made.resize(700, 300)
    qtbot.addWidget(made)
    made.show()
    return made


def ids(model: QueueModel) -> list[int]:
    return [row.entry.id for row in model.rows]


def test_rows_come_and_go_and_are_counted(model) -> None:
    model.append([replace(entry, id=entry.id + 6) for entry in entries(2)])
    model.remove([2, 3, 5, 99])
    assert ids(model) == [1, 4, 6, 7, 8]
    model.update([replace(model.rows[0].entry, state="failed"), replace(model.rows[1].entry, state="done")])
    assert (model.count("waiting"), model.count("failed"), model.count("done", "failed")) == (3, 1, 2)
    assert model.ids("failed") == [1]
    model.remove([1])
    assert model.count("failed") == 0
    assert model.row_of(7) is model.rows[2] and model.row_of(1) is None


@pytest.mark.parametrize(
    ("moved", "before", "expected"),
    [
        ([6], 0, [6, 1, 2, 3, 4, 5]),
        ([1, 3], 6, [2, 4, 5, 6, 1, 3]),
        ([4, 2], 3, [1, 3, 2, 4, 5, 6]),
        ([1], 0, [1, 2, 3, 4, 5, 6]),
    ],
)
def test_moved_rows_keep_their_order_among_themselves(moved, before, expected, model) -> None:
    assert model.order_after_move(moved, before) == expected


def test_what_is_marked_stays_marked_where_it_goes(model, view) -> None:
    view.selectionModel().select(model.index(0), QItemSelectionModel.SelectionFlag.Select)
    model.arrange(model.order_after_move([1], 4))
    assert ids(model) == [2, 3, 4, 1, 5, 6]
    assert [row.entry.id for row in view.marked_rows] == [1]
    model.update([replace(model.rows[3].entry, state="done")])
    assert [row.entry.id for row in view.marked_rows] == [1]


def test_dragging_asks_for_the_move_and_changes_nothing_itself(model, qtbot) -> None:
    mime = model.mimeData([model.index(4), model.index(5)])
    with qtbot.waitSignal(model.move_wanted) as asked:
        assert not model.dropMimeData(mime, Qt.DropAction.MoveAction, -1, -1, model.index(1))
    assert asked.args == [[5, 6], 1]
    assert ids(model) == [1, 2, 3, 4, 5, 6]


def test_del_removes_and_enter_opens(view, model, qtbot) -> None:
    view.setCurrentIndex(model.index(2))
    with qtbot.waitSignal(view.remove_wanted):
        QTest.keyClick(view, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened.args[0].entry.id == 3


def test_old_thumbnails_are_forgotten(model) -> None:
    model.set_entries(entries(700))
    for number in range(1, 701):
        model.set_thumbnail(number, QPixmap(1, 1), 10, 5)
    with_one = [row for row in model.rows if row.thumbnail is not None]
    assert len(with_one) == 600 and model.rows[0].thumbnail is None and model.rows[0].width == 10


def test_twenty_thousand_rows_cost_as_much_as_those_in_sight(model, view, qtbot) -> None:
    drawn: list[int] = []
    delegate = view.itemDelegate()
    plain, asked = delegate.paint, type(model).data
    delegate.paint = lambda painter, option, index: (drawn.append(index.row()), plain(painter, option, index))[1]
    calls: list[int] = []
    model.data = lambda index, role=Qt.ItemDataRole.DisplayRole: (calls.append(index.row()), asked(model, index, role))[1]
    with qtbot.waitSignal(view.in_sight) as seen:
        model.set_entries(entries(20_000))
        view.viewport().repaint()
    assert 0 < len(set(drawn)) < 12 and len(calls) < 200
    assert 0 < len(seen.args[0]) < 25
    drawn.clear()
    with qtbot.waitSignal(view.in_sight):
        view.scrollToBottom()
        view.viewport().repaint()
    assert max(drawn) == 19_999 and len(set(drawn)) < 12


def test_a_row_says_how_its_result_was_made_and_what_did_not_go_as_it_began(model) -> None:
    note = Note(template="It went on with {after} pixels.", values={"after": 64})
    made = Outcome(
        target="/o.png", out_width=1000, out_height=500, seconds=0.5, device="cpu", precision="fp32", tile=64, notes=(note,)
    )
    model.set_entries([replace(entries(1)[0], state="done", outcome=made)])
    tip = model.data(model.index(0), Qt.ItemDataRole.ToolTipRole)
    assert tip.splitlines()[-3:] == [
        "done, with a note",
        "CPU, fp32, 64 px tiles, 1 MP/s",
        "It went on with 64 pixels.",
    ]


def test_words() -> None:
    row = Row(entry=entries(1)[0], width=100, height=50)
    assert size_text(row) == "100 × 50 → 200 × 100"
    assert state_text(row, "") == "waiting"
    done = replace(row.entry, state="done", outcome=Outcome(target="/o.png", width=7, height=8, out_width=9, out_height=10))
    assert size_text(Row(entry=done)) == "7 × 8 → 9 × 10"
    failed = replace(row.entry, state="failed", problem=Problem(code="c", message="m", hint="h"))
    assert state_text(Row(entry=failed), "It is broken.") == "It is broken."
    skipped = Row(entry=replace(row.entry, state="skipped"))
    assert state_text(skipped, "") == "skipped: a file of that name is there"
    assert state_text(skipped, "It is large enough.") == "skipped: large enough already"
    assert state_text(Row(entry=replace(row.entry, state="working"), done=1, total=4), "") == "upscaling, 25 %"
    wishes = [TargetSize(kind="width", value=800), TargetSize(kind="megapixels", value=1.5), TargetSize(value=2.5)]
    assert [wish_text(wish) for wish in wishes] == ["800 px wide", "1.5 MP", "×2.5"]
    assert wish_text(TargetSize(kind="print", value=20)) == "20 cm at 300 dpi"


def test_what_a_large_picture_takes_of_the_disk_stands_in_its_row(model) -> None:
    working = replace(model.rows[0].entry, state="working")
    model.update([working])
    model.set_disk(1, 2_400_000_000)
    model.set_progress(1, 1, 4)
    assert state_text(model.rows[0], "") == "upscaling, 25 %, with 2.4 GB of the disk meanwhile"
    model.update([replace(working, state="done")])
    assert "disk" not in state_text(model.rows[0], "")
