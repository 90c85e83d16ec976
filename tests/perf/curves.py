"""Milliseconds of one update of the curves, from new points to painted pixels: `python tests/perf/curves.py`.

One curve of each length grows by five points before each update, as ten steps a second do at the most in half a second.
Beside our view: pyqtgraph alone given all points, and with its own downsampling (peaks) and clipping. All draw one plot of
the same size with the curve and, as ours does, its moving average; theirs is computed anew for every update.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QApplication, QWidget

from sr_desktop.core.runs.log import Curve, RunLog
from sr_desktop.ui.curves import CurvesView, ShownRun
from sr_desktop.ui.curves.smoothing import MovingAverage
from sr_desktop.ui.theme import apply_theme

WIDTH, HEIGHT = 1200, 400
LENGTHS = (1_000, 10_000, 100_000, 999_000)
WEIGHT, UPDATES = 0.9, 7


def grown(length: int) -> Curve:
    """A noisy loss that falls."""
    curve, noise = Curve(), np.random.default_rng(0).lognormal(0, 0.4, length)
    for step, value in enumerate((np.exp(-4 * np.arange(length) / length) + 0.05) * noise):
        curve.add(step, float(value))
    return curve


def times_of(widget: QWidget, update: Callable[[], None]) -> list[float]:
    """Milliseconds of each update with its painting."""
    widget.grab()
    times = []
    for _ in range(UPDATES):
        began = time.perf_counter()
        update()
        widget.grab()
        times.append((time.perf_counter() - began) * 1000)
    return times[1:]


def extend(curve: Curve) -> None:
    """Five more points."""
    for _ in range(5):
        curve.add(curve.steps[-1] + 1, 0.1)


def ours(curve: Curve, *, zoomed: bool) -> list[float]:
    """The whole view with one plot."""
    log = RunLog()
    log.losses["l1"] = curve
    log.step = len(curve)
    view = CurvesView()
    view.resize(WIDTH, HEIGHT)
    view.set_two(False)
    view.show()
    view.show_runs([ShownRun(name="run", log=log)])
    view.redraw_now()
    if zoomed:
        for _ in range(8):
            view.first.plot.surface.zoom_wanted.emit(0.8, view.first.plot.surface.rect().toRectF().center(), False)

    def update() -> None:
        extend(curve)
        view.refresh()
        view.redraw_now()

    times = times_of(view, update)
    view.deleteLater()
    return times


def plain(curve: Curve, *, thinned: bool) -> list[float]:
    """pyqtgraph's own plot."""
    plot = pg.PlotWidget(background="w")
    plot.resize(WIDTH, HEIGHT)
    plot.setLogMode(y=True)
    raw = plot.plot(pen=pg.mkPen((180, 200, 240)), antialias=True)
    average = plot.plot(pen=pg.mkPen((26, 98, 201), width=1.8), antialias=True)
    if thinned:
        plot.setDownsampling(auto=True, mode="peak")
        plot.setClipToView(True)
    plot.show()

    def update() -> None:
        extend(curve)
        raw.setData(curve.steps, curve.values)
        average.setData(curve.steps, MovingAverage(WEIGHT).extend(curve.values))

    times = times_of(plot, update)
    plot.close()
    plot.deleteLater()
    return times


def main() -> None:
    """Print the table."""
    application = QApplication([])
    apply_theme(application, "light")
    ways: tuple[tuple[str, Callable[[Curve], list[float]]], ...] = (
        ("pyqtgraph, all points", lambda curve: plain(curve, thinned=False)),
        ("pyqtgraph, its downsampling", lambda curve: plain(curve, thinned=True)),
        ("our view, everything", lambda curve: ours(curve, zoomed=False)),
        ("our view, zoomed in", lambda curve: ours(curve, zoomed=True)),
    )
    print(f"mean (max) milliseconds of update and paint, {WIDTH} x {HEIGHT}")
    print(f"{'':<30}" + "".join(f"{length:>18,}" for length in LENGTHS))
    curves = [grown(length) for length in LENGTHS]
    for name, way in ways:
        cells = [way(curve) for curve in curves]
        print(f"{name:<30}" + "".join(f"{f'{statistics.mean(each):.1f} ({max(each):.1f})':>18}" for each in cells))
        application.processEvents()
    application.quit()


if __name__ == "__main__":
    main()
