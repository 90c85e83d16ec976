"""Times of the panes with seven pictures of 12 megapixels: `python tests/perf/truth_panes.py`.

One paint of all panes while they are panned; the figures of the crop under the mouse; the longest the window waited
meanwhile.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sr_desktop.controllers.upscale.crop_measuring import CropMeasuring, CropWish
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.truth import AnswerCompared, PlaneFile, TruthShown
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.ui.panes import TruthPanes

WIDTH, HEIGHT, FRAMES = 4000, 3000, 40
MODELS = ("bicubic", "a", "b", "c", "d")


def fill(panes: TruthPanes, folder: Path) -> None:
    """Show a truth, five answers and an error map."""
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (HEIGHT, WIDTH, 3), dtype=np.uint8)
    file = write_pixel_file(Picture(pixels=pixels), folder / "pixels")
    plane = folder / "plane"
    plane.write_bytes(pixels[:, :, 0].tobytes())
    other = folder / "other"
    other.write_bytes(pixels[:, :, 1].tobytes())

    def measured(path: Path) -> PlaneFile:
        return PlaneFile(path=str(path), width=WIDTH, height=HEIGHT, channels=1, border=4)

    panes.begin(MODELS[1:], 4, Protocol(), str.upper)
    shown = TruthShown(request=1, path="x.png", scale=4, width=WIDTH, height=HEIGHT, grey=False, truth=file, low=file,
                       measured=measured(plane))  # fmt: skip
    panes.show_truth(shown)
    for model in MODELS:
        panes.show_answer(AnswerCompared(request=1, model=model, psnr=30.0, ssim=0.9, pixels=file, error=file,
                                         measured=measured(other)))  # fmt: skip
    panes.end()


def pan(panes: TruthPanes, zoom: float) -> list[float]:
    """Milliseconds of each paint while the pictures move by 7 and 5 pixels a frame."""
    canvas = QImage(panes.size(), QImage.Format.Format_ARGB32_Premultiplied)
    first = panes.grid.panes[0].canvas
    panes.zoom("fit")
    if zoom:
        first._zoom_to(zoom)
    panes.render(canvas)  # what was never seen comes from the disk first
    times = []
    for _ in range(FRAMES):
        panes.grid.show_viewport(panes.grid.viewport.panned(-7, -5))
        began = time.perf_counter()
        panes.render(canvas)
        times.append((time.perf_counter() - began) * 1000)
    return times


def hover(panes: TruthPanes, application: QApplication, side: int) -> tuple[float, float]:
    """Milliseconds from a crop to its figures (median of 30), and the longest that the event loop stood still."""
    holder = QObject()
    measuring = CropMeasuring(holder)
    latencies: list[float] = []
    gaps: list[float] = []
    last = time.perf_counter()

    def tick() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append((now - last) * 1000)
        last = now

    timer = QTimer()
    timer.timeout.connect(tick)
    timer.start(0)
    panes._mark.side = side
    began = 0.0
    measuring.measured.connect(lambda wish, figures: latencies.append((time.perf_counter() - began) * 1000))
    for number in range(30):
        panes._hover(200 + 100 * number, 200 + 80 * number)
        crop, truth = panes.crop, panes.truth
        assert crop is not None
        assert truth is not None
        count, began = len(latencies), time.perf_counter()
        answers = {each.model: each.measured for each in panes.answers if each.measured}
        measuring.measure(CropWish(crop=crop, truth=truth.measured, answers=answers))
        while len(latencies) == count:
            application.processEvents()
    timer.stop()
    measuring.close()
    return statistics.median(latencies), max(gaps[5:])


def main() -> None:
    """Print the tables."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        panes = TruthPanes()
        panes.resize(1920, 1080)
        fill(panes, Path(folder))
        panes.show()
        application.processEvents()
        print(f"{len(panes.grid.panes)} panes\n{'zoom':>8}{'median ms':>12}{'max ms':>10}")
        for zoom in (0.0, 0.37, 1.0, 4.0):
            times = pan(panes, zoom)
            print(f"{f'{zoom:.0%}' if zoom else 'fit':>8}{statistics.median(times):>12.1f}{max(times):>10.1f}")
        print(f"{'crop':>8}{'figures ms':>12}{'gap ms':>10}")
        for side in (64, 256, 1024):
            latency, gap = hover(panes, application, side)
            print(f"{side:>8}{latency:>12.1f}{gap:>10.1f}")
        panes.deleteLater()
    application.quit()


if __name__ == "__main__":
    main()
