"""Time of one paint of the compare view while a 20,000 x 15,000 result is panned: `python tests/perf/compare_view.py`."""

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

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.pictures.pixel_file import plan_levels
from sr_desktop.ui.compare import CompareMode, CompareView

WIDTH, HEIGHT, FRAMES = 20_000, 15_000, 40


def sparse(path: Path) -> PixelFile:
    """A file of that size without data on the disk."""
    levels = plan_levels(WIDTH, HEIGHT)
    with path.open("wb") as file:
        file.truncate(levels[-1].offset + levels[-1].width * levels[-1].height * 4)
    return PixelFile(path=str(path), levels=tuple(levels), opaque=True)


def pan(view: CompareView, zoom: float) -> tuple[list[float], float]:
    """Milliseconds of each paint while the picture moves by 7 and 5 pixels a frame, and of the processors in the mean."""
    canvas = QImage(view.size(), QImage.Format.Format_ARGB32_Premultiplied)
    view._zoom_to(zoom) if zoom else view.zoom_fit()
    view.render(canvas)  # what was never seen comes from the disk first
    times, worked = [], time.process_time()
    for _ in range(FRAMES):
        view._set_viewport(view._viewport.panned(-7, -5))
        began = time.perf_counter()
        view.render(canvas)
        times.append((time.perf_counter() - began) * 1000)
    return times, (time.process_time() - worked) * 1000 / FRAMES


def main() -> None:
    """Print the table."""
    application = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        result, baseline = sparse(Path(folder) / "result"), sparse(Path(folder) / "baseline")
        view = CompareView()
        view.resize(1920, 1080)
        view.show_original(baseline, "Original")
        view.show_result(result, baseline, "Upscaled")
        print(f"{'mode':<14}{'zoom':>8}{'median ms':>12}{'max ms':>10}{'CPU ms':>10}")
        for mode in CompareMode:
            view.set_mode(mode)
            for zoom in (0.0, 0.13, 0.37, 1.0, 1.5, 4.0):
                times, worked = pan(view, zoom)
                name = f"{zoom:.0%}" if zoom else "fit"
                print(f"{mode.value:<14}{name:>8}{statistics.median(times):>12.1f}{max(times):>10.1f}{worked:>10.1f}")
        view.deleteLater()
    application.quit()


if __name__ == "__main__":
    main()
