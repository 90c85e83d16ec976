"""The curves of one run or of several over each other."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sr_desktop.ui.curves.content import extent_of
from sr_desktop.ui.curves.export import png_of, svg_of
from sr_desktop.ui.curves.frame import Range
from sr_desktop.ui.curves.legend import Entry, Legend
from sr_desktop.ui.curves.palette import style_of
from sr_desktop.ui.curves.pane import PlotPane, Scene
from sr_desktop.ui.curves.shown import PlotKind, ShownRun, kinds_of
from sr_desktop.ui.curves.toolbar import CurvesToolbar
from sr_desktop.ui.curves.track import Tracks
from sr_desktop.ui.curves.x_axis import XKind
from sr_desktop.ui.icons import icon
from sr_desktop.ui.theme import LIGHT, Theme, current_theme
from sr_desktop.ui.view import View, set_role

REDRAW_MS = 100
_TURN_MS = 15
"""Between the two panes' drawings: long enough that the first is on the screen before the second one begins."""
_X_STEPS = 12
"""Between two drawings of growing curves."""
_ROOM_FOR_TWO = 520
_ROOM_FOR_WORDS = 620
_PICTURE_DENSITY = 2.0

_Writer = Callable[[Sequence[PlotPane], Scene, tuple[Entry, ...]], bytes]


class CurvesView(View):
    """Two plots of a choice, in step along the bottom axis. The logs of the runs may grow: say so by `refresh`."""

    save_wanted = Signal(str)
    """The user wants a file: png, svg or csv."""

    def __init__(self) -> None:
        super().__init__()
        self.toolbar = CurvesToolbar()
        self.toolbar.set_compact(True)
        self.run_legend = Legend()
        self.first, self.second = PlotPane(PlotKind.LOSS), PlotPane(PlotKind.PSNR)
        self._runs: tuple[ShownRun, ...] = ()
        self._hidden_runs: frozenset[int] = frozenset()
        self._x_kind = XKind.STEPS
        self._x: Range | None = None
        self._place: float | None = None
        self._two: bool | None = None
        self._tracks = Tracks()
        self._due = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._redraw_in_turns)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(_TURN_MS)
        self._turn.timeout.connect(self._redraw_next)
        self._pending: list[PlotPane] = []
        self._lay_out()
        self._connect()
        self.retranslate()
        self.redraw_icons()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_runs(self, runs: Sequence[ShownRun]) -> None:
        """Show these runs, everything of them; the same curves as before where they stay, by the order given."""
        if [run.log for run in runs] != [run.log for run in self._runs]:
            self._tracks.clear()
            self._hidden_runs = frozenset()
            self.show_all()
        self._runs = tuple(runs)
        self._redraw_soon()

    def refresh(self) -> None:
        """The logs have grown: draw again, at most 20 times a second, and not while nobody can see it."""
        self._redraw_soon()

    def redraw_now(self) -> None:
        """Draw without waiting; nothing while nobody can see it."""
        if self.isVisible():
            self._draw(current_theme(), self.devicePixelRatioF())

    def show_all(self) -> None:
        """Leave every zoom."""
        self._x = None
        for pane in self._panes:
            pane.plot.fit_y()
        self._redraw_soon()

    def set_x_kind(self, kind: XKind) -> None:
        """Count steps, epochs or time along the bottom."""
        self._x_kind, self._x = kind, None
        self._show_place(None)
        self.toolbar.x_box.setCurrentIndex(list(XKind).index(kind))
        self._redraw_soon()

    def set_two(self, two: bool) -> None:
        """Show two plots or one, whatever room there is."""
        self._two = two
        self._arrange()

    # --- files --------------------------------------------------------------------------------------------------------

    def to_png(self) -> bytes:
        """What is shown as a PNG file of twice the pixels, in light colours as for print."""
        return self._printed(png_of, density=_PICTURE_DENSITY)

    def to_svg(self) -> bytes:
        """What is shown as an SVG file, in light colours as for print."""
        return self._printed(svg_of, density=1.0)

    @property
    def seen_runs(self) -> tuple[ShownRun, ...]:
        """The runs that are not hidden."""
        return tuple(run for index, run in enumerate(self._runs) if index not in self._hidden_runs)

    # --- Qt's events --------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._empty_text.setText(self.tr("Curves appear here when training starts"))
        self.run_legend.retranslate()
        self._redraw_soon()

    def redraw_icons(self) -> None:
        """Draw in the colours of the present theme."""
        self._empty_mark.setPixmap(icon("curves", current_theme().hint).pixmap(QSize(48, 48)))
        self._redraw_soon()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of the font too."""
        if event.type() == QEvent.Type.FontChange:
            self._redraw_soon()
        super().changeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Draw what came while nobody looked."""
        super().showEvent(event)
        if self._due:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802
        """Draw nothing from now on; what had not had its turn is drawn when the view is seen again."""
        self._timer.stop()
        self._turn.stop()
        self._due = self._due or bool(self._pending)
        self._pending = []
        for pane in self._panes:
            pane.setUpdatesEnabled(True)
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """One plot or two, words or none, by the room."""
        super().resizeEvent(event)
        self.toolbar.set_compact(self.width() < _ROOM_FOR_WORDS)
        self._arrange()

    # --- drawing ------------------------------------------------------------------------------------------------------

    @property
    def _panes(self) -> tuple[PlotPane, PlotPane]:
        return self.first, self.second

    @property
    def _seen_panes(self) -> tuple[PlotPane, ...]:
        return tuple(pane for pane in self._panes if not pane.isHidden())

    def _redraw_soon(self) -> None:
        self._due = True
        if self.isVisible() and not self._timer.isActive():
            self._timer.start()

    def _redraw_in_turns(self) -> None:
        """Draw one pane now and the next when the event loop has been round: the window never waits for both."""
        if not self.isVisible():
            return
        self._pending = list(self._seen_panes)
        if self._stack.currentWidget() is self._empty and kinds_of(self._runs):
            # Frame, buttons and both panes would be painted in one go when they appear.
            for pane in self._pending:
                pane.setUpdatesEnabled(False)
            self._stack.setCurrentWidget(self._plots)
            self._turn.start()
        else:
            self._redraw_next()

    def _redraw_next(self) -> None:
        if not self._pending or not self.isVisible():
            return
        pane = self._pending.pop(0)
        self._draw(current_theme(), self.devicePixelRatioF(), only=pane)
        pane.setUpdatesEnabled(True)
        if self._pending:
            self._turn.start()

    def _draw(self, theme: Theme, density: float, *, only: PlotPane | None = None) -> Scene:
        """Draw all panes, or one, by what the logs hold now."""
        self._due = False
        kinds = kinds_of(self._runs)
        self._stack.setCurrentWidget(self._plots if kinds else self._empty)
        self.toolbar.setEnabled(bool(kinds))
        whole = self._whole()
        scene = Scene(
            runs=self._runs, hidden_runs=self._hidden_runs, kinds=kinds, x_kind=self._x_kind, x=self._x or whole,
            weight=self.toolbar.weight, theme=theme, density=density,
        )  # fmt: skip
        self.run_legend.show_entries(self._run_entries(theme), frozenset[Hashable](self._hidden_runs))
        self.run_legend.setVisible(len(self._runs) > 1)
        panes = self._seen_panes if only is None else (only,)
        for pane in panes if kinds else ():
            pane.show_scene(scene, self._tracks, x_named=pane is self._seen_panes[-1])
            pane.plot.show_place(self._place)
        self.toolbar.show_zoomed(self._x is not None or any(pane.plot.is_zoomed for pane in self._seen_panes))
        return scene

    def _whole(self) -> Range:
        """The bottom axis from its beginning to a little behind the last point, in steps as the left one."""
        return extent_of(self._runs, self._hidden_runs, self._x_kind).rounded(_X_STEPS).padded(0.01)

    def _printed(self, write: _Writer, *, density: float) -> bytes:
        scene = self._draw(LIGHT, density)
        try:
            entries = [entry for entry in self._run_entries(LIGHT) if entry.key not in self._hidden_runs]
            return write(self._seen_panes, scene, tuple(entries))
        finally:
            self._draw(current_theme(), self.devicePixelRatioF())

    def _run_entries(self, theme: Theme) -> tuple[Entry, ...]:
        if len(self._runs) < 2:
            return ()
        styles = [style_of(theme, run=index, metric=0, runs=len(self._runs)) for index in range(len(self._runs))]
        return tuple(
            Entry(key=index, text=run.name, style=style)
            for index, (run, style) in enumerate(zip(self._runs, styles, strict=True))
        )

    # --- what the user does -------------------------------------------------------------------------------------------

    def _set_x(self, wanted: Range) -> None:
        whole = self._whole()
        self._x = wanted.within(whole)
        self.redraw_now()

    def _show_place(self, place: float | None) -> None:
        self._place = place
        for pane in self._seen_panes:
            pane.plot.show_place(place)

    def _toggle_run(self, key: object, shown: bool) -> None:
        if isinstance(key, int):
            self._hidden_runs = self._hidden_runs - {key} if shown else self._hidden_runs | {key}
            self._redraw_soon()

    def _arrange(self) -> None:
        two = self.height() >= _ROOM_FOR_TWO if self._two is None else self._two
        self.toolbar.show_two(two)
        if two == self.second.isHidden():
            self.second.setVisible(two)
            if two:
                # A pane that comes back is as high as it can least be.
                self._splitter.setSizes([self.height(), self.height()])
            self._redraw_soon()

    # --- layout -------------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.toolbar.x_chosen.connect(self.set_x_kind)
        self.toolbar.smoothing_chosen.connect(self._redraw_soon)
        self.toolbar.two_chosen.connect(self.set_two)
        self.toolbar.reset_wanted.connect(self.show_all)
        self.toolbar.save_wanted.connect(self.save_wanted)
        self.run_legend.toggled.connect(self._toggle_run)
        for pane in self._panes:
            pane.changed.connect(self._redraw_soon)
            pane.plot.x_wanted.connect(self._set_x)
            pane.plot.place_wanted.connect(self._show_place)
            pane.plot.reset_wanted.connect(self.show_all)

    def _lay_out(self) -> None:
        self._plots, self._empty, self._stack = QWidget(), QWidget(), QStackedWidget()
        self._empty_mark, self._empty_text = QLabel(), QLabel()
        self._splitter = splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        for pane in self._panes:
            splitter.addWidget(pane)
            splitter.setStretchFactor(splitter.count() - 1, 1)
        names = QHBoxLayout()
        names.setContentsMargins(10, 0, 10, 0)
        names.addWidget(self.run_legend)
        column = QVBoxLayout(self._plots)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addLayout(names)
        column.addWidget(splitter, 1)
        set_role(self._empty_text, "hint")
        middle = QVBoxLayout(self._empty)
        middle.addStretch(1)
        for label in (self._empty_mark, self._empty_text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            middle.addWidget(label)
        self._empty_text.setWordWrap(True)
        middle.addStretch(1)
        for page in (self._empty, self._plots):
            self._stack.addWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
