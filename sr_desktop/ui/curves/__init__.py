"""Curves of training runs. Importing this loads pyqtgraph: do so where the page is built, not where the window starts."""

from sr_desktop.ui.curves.shown import PlotKind, Reference, ShownRun
from sr_desktop.ui.curves.view import CurvesView
from sr_desktop.ui.curves.x_axis import XKind

__all__ = ["CurvesView", "PlotKind", "Reference", "ShownRun", "XKind"]
