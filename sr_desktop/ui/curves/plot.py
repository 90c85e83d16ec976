"""One plot: the chart, and the sheet over it that is steered by mouse and keyboard."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sr_desktop.ui.curves.annotations import paint_annotations
from sr_desktop.ui.curves.axes import Chart
from sr_desktop.ui.curves.content import Content, Wish, content_of
from sr_desktop.ui.curves.frame import Range
from sr_desktop.ui.curves.readout import nearest_place, next_place, readout_at
from sr_desktop.ui.curves.surface import PlotSurface
from sr_desktop.ui.curves.track import Tracks
from sr_desktop.ui.theme import Theme


class PlotArea(QWidget):
    """Shows what a wish says. The range of x is asked of the owner, who keeps all plots in step; y is the plot's own."""

    x_wanted = Signal(object)
    """The user wants to see this Range along the bottom."""
    place_wanted = Signal(object)
    """The user looks at this place (float), at none (None)."""
    reset_wanted = Signal()
    """Everything shall be seen."""
    redraw_wanted = Signal()
    """The plot's own range of y changed."""
    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chart = Chart()
        self.surface = PlotSurface(self)
        self.content: Content | None = None
        self._y: Range | None = None
        self._theme: Theme | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.chart.widget)
        self.setFocusProxy(self.surface)
        self.surface.raise_()
        self.surface.place_wanted.connect(self._snap)
        self.surface.step_wanted.connect(self._step)
        self.surface.zoom_wanted.connect(self._zoom)
        self.surface.move_wanted.connect(self._move)
        self.surface.rectangle_wanted.connect(self._zoom_into)
        self.surface.reset_wanted.connect(self.reset_wanted)

    @property
    def is_zoomed(self) -> bool:
        """Whether the range of y was chosen by the user."""
        return self._y is not None

    def fit_y(self) -> None:
        """Let the range of y follow what is seen, from the next `show_wish` on."""
        self._y = None

    def show_wish(self, wish: Wish, tracks: Tracks) -> None:
        """Draw what is wished, by what the logs hold now; its y and width are filled in here."""
        if wish.theme is not self._theme:
            self._theme = wish.theme
            self.chart.restyle(wish.theme)
        wish = replace(wish, y=self._y, width=self.chart.plot_width)
        self.content = content_of(wish, tracks)
        self.chart.show(self.content, self.font())
        self._lay_sheet()

    def show_place(self, place: float | None) -> None:
        """Tell the values at a place; the box of values stands in the plot that the user looks at."""
        readout = readout_at(self.content, place) if self.content is not None and place is not None else None
        here = self.surface.underMouse() or self.surface.hasFocus()
        self.surface.show_readout(readout, with_box=here)
        if readout is not None and self.surface.hasFocus():
            values = "; ".join(f"{row.name} {row.value}" for row in readout.rows)
            self.surface.setAccessibleName(f"{self.accessibleName()}: {readout.title}: {values}")

    def paint(self, painter: QPainter) -> None:
        """Draw curves and annotations, from the painter's origin on."""
        self.chart.paint(painter)
        frame = self.chart.frame()
        if frame is not None and self.content is not None:
            painter.setFont(self.font())
            paint_annotations(painter, frame, self.content)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for a few ticks."""
        return QSize(240, 110)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the sheet over the chart."""
        self.surface.setGeometry(self.rect())
        super().resizeEvent(event)
        self._column.activate()
        self._lay_sheet()
        self.resized.emit()

    def _lay_sheet(self) -> None:
        self.chart.settle()
        frame = self.chart.frame()
        if frame is not None and self.content is not None:
            self.surface.show_content(frame, self.content)

    # --- what the user does -------------------------------------------------------------------------------------------

    def _snap(self, place: float | None) -> None:
        if place is None or self.content is None:
            self.place_wanted.emit(None)
        else:
            self.place_wanted.emit(nearest_place(self.content, place))

    def _step(self, forward: int) -> None:
        if self.content is None:
            return
        shown = self.surface.readout
        if shown is None:
            self.place_wanted.emit(nearest_place(self.content, self.content.wish.x.high))
            return
        place = next_place(self.content, shown.place, forward)
        if place is not None:
            self.place_wanted.emit(place)

    def _zoom(self, factor: float, at: QPointF, upright: bool) -> None:
        frame = self.surface.frame
        if frame is None:
            return
        if upright:
            self._set_y(frame.y.zoomed(factor, frame.y_at(at.y())))
        else:
            self.x_wanted.emit(frame.x.zoomed(factor, frame.x_at(at.x())))

    def _move(self, by: QPointF) -> None:
        frame = self.surface.frame
        if frame is None:
            return
        if by.x():
            self.x_wanted.emit(frame.x.moved(-by.x() / frame.rect.width() * frame.x.span))
        if by.y() and self._y is not None:  # a range that follows what is seen would come back at once
            self._set_y(self._y.moved(by.y() / frame.rect.height() * frame.y.span))

    def _zoom_into(self, rectangle: QRectF) -> None:
        frame = self.surface.frame
        if frame is None:
            return
        if rectangle.height() > 0.05 * frame.rect.height():  # else only a stretch along the bottom is meant
            self._y = Range(low=frame.y_at(rectangle.bottom()), high=frame.y_at(rectangle.top()))
        self.x_wanted.emit(Range(low=frame.x_at(rectangle.left()), high=frame.x_at(rectangle.right())))

    def _set_y(self, y: Range) -> None:
        self._y = y
        self.redraw_wanted.emit()
