"""The charts: PSNR against time and against weights, and how two methods differ picture by picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from sr_desktop.core.bench.messages import PictureMeasured, RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.results import Place
from sr_desktop.ui.benchmark.chart import BenchmarkChart
from sr_desktop.ui.benchmark.chart_content import ChartContent, bars_between, points_by_params, points_by_time
from sr_desktop.ui.benchmark.words import place_text, protocol_line
from sr_desktop.ui.icons import icon
from sr_desktop.ui.parts.buttons import ChoiceRow
from sr_desktop.ui.view import View

ChartKind = Literal["time", "params", "differences"]
_KINDS: tuple[ChartKind, ...] = ("time", "params", "differences")


@dataclass(frozen=True, kw_only=True)
class ChartData:
    """What was measured of one set and scale. titles: of the models, by id, in their order."""

    place: Place | None
    protocol: Protocol
    titles: Mapping[str, str]
    rows: Sequence[RowMeasured] = ()
    pictures: Mapping[str, Mapping[str, PictureMeasured]]


class ChartsView(View):
    """One chart at a time, with what is to be chosen for it in a row above."""

    place_chosen = Signal(object)
    """The user wants the charts of this Place."""
    save_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._data = ChartData(place=None, protocol=Protocol(), titles={}, pictures={})
        self._places: tuple[Place, ...] = ()
        self.kinds = ChoiceRow(_KINDS)
        self.kinds.buttons["time"].setChecked(True)
        self.place_box, self.first_box, self.second_box = QComboBox(), QComboBox(), QComboBox()
        self._minus = QLabel("−")
        self.save_button = QPushButton()
        self.chart = BenchmarkChart()
        self._lay_out()
        self.kinds.group.buttonClicked.connect(lambda _: self._draw())
        self.place_box.activated.connect(self._tell_place)
        for box in (self.first_box, self.second_box):
            box.activated.connect(lambda _: self._draw())
        self.save_button.clicked.connect(self.save_wanted)
        self.redraw_icons()
        self.retranslate()

    @property
    def kind(self) -> ChartKind:
        """The chart that is shown."""
        return next((kind for kind, button in self.kinds.buttons.items() if button.isChecked()), "time")

    @property
    def place(self) -> Place | None:
        """The set and scale that are chosen."""
        index = self.place_box.currentIndex()
        return self._places[index] if 0 <= index < len(self._places) else None

    def set_places(self, places: tuple[Place, ...]) -> None:
        """Offer these; the present one stays if it is among them."""
        if places != self._places:
            self._places = places
            present = self.place_box.currentText()
            self.place_box.clear()
            self.place_box.addItems([place_text(*place) for place in places])
            self.place_box.setCurrentIndex(max(0, self.place_box.findText(present)) if places else -1)

    def show_data(self, data: ChartData) -> None:
        """Show this."""
        if list(data.titles) != list(self._data.titles):
            self._offer_methods(data.titles)
        self._data = data
        self._draw()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        rows: tuple[tuple[ChartKind, str, str], ...] = (
            ("time", self.tr("Time"), self.tr("PSNR against the time for a picture")),
            ("params", self.tr("Weights"), self.tr("PSNR against the number of weights")),
            ("differences", self.tr("Differences"), self.tr("How much better one method is than another, picture by picture")),
        )
        for kind, text, tip in rows:
            self.kinds.buttons[kind].setText(text)
            self.kinds.buttons[kind].setToolTip(tip)
            self.kinds.buttons[kind].setAccessibleName(tip)
            self.kinds.buttons[kind].setMinimumWidth(self.kinds.buttons[kind].sizeHint().width())
        for box, name, tip in (
            (self.place_box, self.tr("Set"), self.tr("The set and scale that are shown")),
            (self.first_box, self.tr("Method"), self.tr("The method whose lead is shown")),
            (self.second_box, self.tr("Compared with"), self.tr("The method that it is compared with")),
        ):
            box.setAccessibleName(name)
            box.setToolTip(tip)
        self.save_button.setText(self.tr("Save..."))
        self.save_button.setAccessibleName(self.tr("Save the chart"))
        self.save_button.setToolTip(self.tr("Save the chart as PNG, with its protocol"))
        self._draw()

    def redraw_icons(self) -> None:
        """Draw icons and chart in the colours of the present theme."""
        self.save_button.setIcon(icon("save"))
        self.chart.redraw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of the letters' size, too: names need other places."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.chart.redraw()

    def _draw(self) -> None:
        is_difference = self.kind == "differences"
        for widget in (self.first_box, self._minus, self.second_box):
            widget.setVisible(is_difference)
        content = self._content()
        self.chart.show_content(content)
        self.save_button.setEnabled(bool(content.points or content.bars))

    def _content(self) -> ChartContent:
        data, place = self._data, place_text(*self._data.place) if self._data.place else ""
        base = ChartContent(
            caption=protocol_line(data.protocol),
            titles=dict(data.titles),
            y_label="PSNR (dB)",
            empty=self.tr("Nothing was measured here by this protocol yet."),
        )
        if self.kind == "time":
            return replace(
                base,
                title=self.tr("{place}: PSNR against time").format(place=place),
                x_label=self.tr("seconds a picture"),
                points=points_by_time(data.rows),
            )
        if self.kind == "params":
            points, levels = points_by_params(data.rows)
            title = self.tr("{place}: PSNR against the number of weights").format(place=place)
            return replace(base, title=title, x_label=self.tr("weights"), points=points, levels=levels)
        first, second = self.first_box.currentData() or "", self.second_box.currentData() or ""
        title = self.tr("{place}: {first} less {second}, picture by picture")
        return replace(
            base,
            title=title.format(place=place, first=data.titles.get(first, ""), second=data.titles.get(second, "")),
            x_label=self.tr("pictures, sorted"),
            y_label=self.tr("difference of PSNR (dB)"),
            bars=bars_between(data.pictures, first, second),
            empty=self.tr("No picture was measured by both methods here yet."),
        )

    def _offer_methods(self, titles: Mapping[str, str]) -> None:
        """The last method against the first, which mostly is bicubic, until others are chosen."""
        for box, usual in ((self.first_box, len(titles) - 1), (self.second_box, 0)):
            present = box.currentData()
            box.clear()
            for model, title in titles.items():
                box.addItem(title, model)
            index = box.findData(present)
            box.setCurrentIndex(index if index >= 0 else usual)

    def _tell_place(self) -> None:
        if self.place is not None:
            self.place_chosen.emit(self.place)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.kinds)
        row.addWidget(self.place_box)
        row.addWidget(self.first_box, 1)
        row.addWidget(self._minus)
        row.addWidget(self.second_box, 1)
        row.addStretch(1)
        row.addWidget(self.save_button)
        for box in (self.first_box, self.second_box):
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(row)
        column.addWidget(self.chart, 1)
