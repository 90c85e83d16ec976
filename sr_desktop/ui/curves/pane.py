"""One of the two places for a plot: which one is shown, its axis, its legend, and the plot itself."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from sr_desktop.ui.curves.content import Wish
from sr_desktop.ui.curves.frame import Range
from sr_desktop.ui.curves.legend import Entry, Legend, entries_height, paint_entries
from sr_desktop.ui.curves.palette import style_of
from sr_desktop.ui.curves.plot import PlotArea
from sr_desktop.ui.curves.shown import Metric, PlotKind, ShownRun, metrics_of, series_of
from sr_desktop.ui.curves.texts import kind_text, metric_text
from sr_desktop.ui.curves.track import Tracks
from sr_desktop.ui.curves.x_axis import XKind
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.theme import Theme
from sr_desktop.ui.view import View, set_role

_LOG_AT_FIRST = frozenset({PlotKind.LOSS, PlotKind.RATE})
_MARGIN = 12


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What both panes have in common. density: the device's pixels for one of the screen's."""

    runs: tuple[ShownRun, ...]
    hidden_runs: frozenset[int]
    kinds: tuple[PlotKind, ...]
    x_kind: XKind
    x: Range
    weight: float
    theme: Theme
    density: float


class PlotPane(View):
    """Offers the plots for which there is anything and shows one of them."""

    changed = Signal()
    """The user chose something; the pane wants to be drawn."""

    def __init__(self, kind: PlotKind) -> None:
        super().__init__()
        self.plot = PlotArea()
        self.legend = Legend()
        self.log_button = QToolButton()
        self.kind_buttons = {each: QToolButton() for each in PlotKind}
        self._group = QButtonGroup(self)
        self._kind = kind
        self._log_kinds = set(_LOG_AT_FIRST)
        self._hidden: frozenset[Metric] = frozenset()
        self._lay_out()
        self.legend.toggled.connect(self._toggle)
        self.log_button.clicked.connect(self._choose_log)
        self.plot.redraw_wanted.connect(self.changed)
        self.plot.resized.connect(self.changed)
        self.retranslate()

    @property
    def kind(self) -> PlotKind:
        """The plot that is shown."""
        return self._kind

    @property
    def is_log(self) -> bool:
        """Whether the left axis is logarithmic."""
        return self._kind in self._log_kinds

    def set_kind(self, kind: PlotKind) -> None:
        """Show another plot."""
        if kind is not self._kind:
            self._kind = kind
            self.plot.fit_y()
        self._name_parts()
        self.changed.emit()

    def set_log(self, log: bool) -> None:
        """Draw the present plot over a logarithmic axis or a plain one."""
        if log and not self._kind.can_be_log:
            raise ValueError(f"{self._kind.value} has no logarithmic axis")
        (self._log_kinds.add if log else self._log_kinds.discard)(self._kind)
        self.plot.fit_y()
        self.log_button.setChecked(log)
        self.changed.emit()

    def show_scene(self, scene: Scene, tracks: Tracks, *, x_named: bool) -> None:
        """Draw the present plot, by what the logs hold now; x_named: whether it is written what the bottom axis counts."""
        for kind, button in self.kind_buttons.items():
            button.setVisible(kind in scene.kinds or kind is self._kind)
        entries = self.entries(scene)
        self.legend.show_entries(entries, frozenset[Hashable](self._hidden))
        self.legend.setVisible(self._names_needed(entries))
        wish = Wish(
            kind=self._kind, runs=scene.runs, hidden_runs=scene.hidden_runs, hidden_metrics=self._hidden, x_kind=scene.x_kind,
            x=scene.x, y=None, log=self.is_log, weight=scene.weight, width=1, theme=scene.theme, x_named=x_named,
            density=scene.density,
        )  # fmt: skip
        self.plot.show_wish(wish, tracks)

    def entries(self, scene: Scene) -> tuple[Entry, ...]:
        """The names of what the present plot shows; with several runs their dashes alone, as colours stand for runs."""
        series = [each for each in series_of(self._kind, scene.runs) if len(each.curve)]
        found = []
        for index, metric in enumerate(metrics_of(series)):
            style = style_of(scene.theme, run=0, metric=index, runs=len(scene.runs))
            if len(scene.runs) > 1:
                style = replace(style, colour=scene.theme.hint)
            found.append(Entry(key=metric, text=metric_text(metric), style=style))
        return tuple(found)

    def print_height(self, scene: Scene) -> float:
        """Pixels that `print` needs."""
        names = entries_height(self.font(), self._print_width, self._printed_entries(scene))
        return self._title_height + names + self.plot.height() + _MARGIN

    def print(self, painter: QPainter, scene: Scene) -> None:
        """Title, names and plot from the painter's origin on, as wide as the plot."""
        painter.translate(_MARGIN, 0)
        painter.setFont(self._title_font())
        painter.setPen(QColor(scene.theme.text))
        painter.drawText(QPointF(0, self._title_height - 8), kind_text(self._kind))
        painter.setFont(self.font())
        painter.translate(0, self._title_height)
        height = paint_entries(painter, self._print_width, self._printed_entries(scene), scene.theme)
        painter.translate(-_MARGIN, height)
        self.plot.paint(painter)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        for kind, button in self.kind_buttons.items():
            button.setText(kind_text(kind))
            button.setAccessibleName(kind_text(kind))
            button.setToolTip(self.tr("Show this plot: {name}").format(name=kind_text(kind)))
        self.log_button.setText(self.tr("Log"))
        self.log_button.setAccessibleName(self.tr("Logarithmic axis"))
        self.log_button.setToolTip(self.tr("Logarithmic axis: each step upwards is a factor"))
        self.legend.retranslate()
        self._name_parts()

    @property
    def _print_width(self) -> float:
        return self.plot.width() - 2 * _MARGIN

    @property
    def _title_height(self) -> float:
        return QFontMetricsF(self._title_font()).height() + 8

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _printed_entries(self, scene: Scene) -> tuple[Entry, ...]:
        entries = self.entries(scene)
        return tuple(entry for entry in entries if entry.key not in self._hidden) if self._names_needed(entries) else ()

    def _names_needed(self, entries: tuple[Entry, ...]) -> bool:
        """One curve alone is named by the plot's title, but for the set of pictures that was measured."""
        return len(entries) > 1 or self._kind.is_score

    def _lay_out(self) -> None:
        tabs = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        tabs.setSizePolicy(policy)
        flow = FlowLayout(tabs, spacing=2)
        for kind, button in self.kind_buttons.items():
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            set_role(button, "flat")
            self._group.addButton(button)
            flow.addWidget(button)
            button.clicked.connect(lambda _=False, kind=kind: self.set_kind(kind))
        self.log_button.setCheckable(True)
        self.log_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self.log_button, "flat")
        head = QHBoxLayout()
        head.setContentsMargins(8, 2, 8, 2)
        head.addWidget(tabs, 1)
        head.addWidget(self.log_button, 0, Qt.AlignmentFlag.AlignTop)
        names = QHBoxLayout()
        names.setContentsMargins(10, 0, 10, 0)
        names.addWidget(self.legend)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(names)
        column.addWidget(self.plot, 1)

    def _name_parts(self) -> None:
        """The texts and states that depend on the present plot."""
        self.kind_buttons[self._kind].setChecked(True)
        self.log_button.setVisible(self._kind.can_be_log)
        self.log_button.setChecked(self.is_log)
        self.plot.setAccessibleName(kind_text(self._kind))
        self.plot.surface.setAccessibleName(kind_text(self._kind))

    def _choose_log(self) -> None:
        self.set_log(self.log_button.isChecked())

    def _toggle(self, key: object, shown: bool) -> None:
        if isinstance(key, Metric):
            self._hidden = self._hidden - {key} if shown else self._hidden | {key}
            self.changed.emit()
