"""What the network makes of the fixed crops, step by step, in the comparison."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.messages.trainer import Preview
from sr_desktop.ui.compare import CompareMode, CompareView
from sr_desktop.ui.train.steps_bar import StepsBar
from sr_desktop.ui.view import View, set_role


class PicturesView(View):
    """A crop, a step, and what the answer is compared with: bicubic or the truth."""

    wanted = Signal(object, bool)
    """The view wants the pixels of a Preview, compared with the truth (True) or with bicubic."""

    def __init__(self) -> None:
        super().__init__()
        self._previews: dict[tuple[int, int], Preview] = {}
        self._shown = ""
        self._asked: tuple[Preview, bool] | None = None
        self.crop, self.before, self.mode = QComboBox(), QComboBox(), QComboBox()
        self.steps = StepsBar()
        self.compare = CompareView()
        self.compare.set_same_grid()
        self._empty = QLabel()
        set_role(self._empty, "hint")
        self._lay_out()
        for box in (self.crop, self.before):
            box.activated.connect(self._ask)
        self.mode.activated.connect(lambda: self.compare.set_mode(self.mode.currentData()))
        self.steps.moved.connect(self._ask)
        self.retranslate()

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Offer the pictures of a run."""
        self._previews = {(each.number, each.step): each for each in previews if each.kind == "crop" and each.truth}
        numbers = sorted({number for number, _ in self._previews})
        present = self.crop.currentData()
        with QSignalBlocker(self.crop):
            self.crop.clear()
            for number in numbers:
                self.crop.addItem(self.tr("Crop {number}").format(number=number + 1), number)
            self.crop.setCurrentIndex(max(0, self.crop.findData(present)))
        self._stack.setCurrentIndex(1 if numbers else 0)
        self._bar.setVisible(bool(numbers))
        if not numbers:
            self.compare.clear()
            self._shown, self._asked = "", None
        self.steps.set_steps(tuple(sorted({step for _, step in self._previews})))
        # Another run may have pictures of the same steps.
        self._ask()

    def show_pixels(self, before: PixelFile, after: PixelFile, *, is_truth: bool) -> None:
        """Show the crop that was wanted last."""
        name = self.tr("Truth") if is_truth else self.tr("Bicubic")
        answer = self.tr("Network")
        if self._shown != before.path:
            self._shown = before.path
            self.compare.show_original(before, name)
        self.compare.set_labels(name, answer)
        self.compare.show_result(after, before, answer)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._empty.setText(self.tr("Pictures appear here at the first validation."))
        self.compare.setAccessibleName(self.tr("Answer of the network"))
        for box, name, tip in (
            (self.crop, self.tr("Crop"), self.tr("Which of the fixed crops")),
            (self.before, self.tr("Compare with"), self.tr("What stands beside the network's answer")),
            (self.mode, self.tr("View"), self.tr("How the two are compared")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(tip)
        _rename(self.before, [(False, self.tr("Beside bicubic")), (True, self.tr("Beside the truth"))])
        modes = [
            (CompareMode.SPLIT, self.tr("Split")),
            (CompareMode.SIDE_BY_SIDE, self.tr("Side by side")),
            (CompareMode.FLICKER, self.tr("Flicker")),
            (CompareMode.DIFFERENCE, self.tr("Difference")),
        ]
        _rename(self.mode, modes)
        for index in range(self.crop.count()):
            self.crop.setItemText(index, self.tr("Crop {number}").format(number=self.crop.itemData(index) + 1))

    def _ask(self) -> None:
        step = self.steps.step
        number = self.crop.currentData()
        if step is None or number is None:
            return
        preview = self._previews.get((number, step))
        wish = (preview, bool(self.before.currentData())) if preview else None
        if preview and wish and wish != self._asked:
            self._asked = wish
            self.wanted.emit(*wish)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        self._bar.hide()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(4, 4, 4, 4)
        row.setSpacing(6)
        for box in (self.crop, self.before, self.mode):
            row.addWidget(box)
        row.addWidget(self.steps, 1)
        place = QWidget()
        self._stack = QStackedLayout(place)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.addStretch(1)
        centre = QHBoxLayout()
        centre.addStretch(1)
        centre.addWidget(self._empty)
        centre.addStretch(1)
        column.addLayout(centre)
        column.addStretch(1)
        self._stack.addWidget(middle)
        self._stack.addWidget(self.compare)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar)
        outer.addWidget(place, 1)


def _rename(box: QComboBox, rows: Sequence[tuple[object, str]]) -> None:
    for index, (value, text) in enumerate(rows):
        if index < box.count():
            box.setItemText(index, text)
        else:
            box.addItem(text, value)
