"""Print how soon the window is painted and how long its event loop ever stands still during a run.

    python tests/perf/window.py [--model bicubic] [--width 2000] [--height 1500]

First paint: seconds from the start of the process to the first paint event of the window, offscreen, best and median of
5. Gap: the longest time between two ticks of a 10 ms timer while the picture is upscaled x2 through the engine process,
from the press of Upscale until the result is on the screen.
"""

# ruff: noqa: PLC0415 - what is imported when is a part of what is measured

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TICK_MS = 10


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="srcnn")
    parser.add_argument("--width", type=int, default=2000)
    parser.add_argument("--height", type=int, default=1500)
    parser.add_argument("--paint-since", type=float, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if options.paint_since is not None:
        print(first_paint(options.paint_since))
        return
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SR_DESKTOP_HOME"] = folder
        times = [measure_first_paint() for _ in range(6)][1:]  # the first one warms the disk's cache
        print(f"first paint: best {min(times):.2f} s, median {statistics.median(times):.2f} s of {len(times)}")
        longest, typical, seconds = measure_gap(Path(folder), options.model, options.width, options.height)
    print(
        f"event loop during {options.width} x {options.height} x2 with {options.model} ({seconds:.1f} s): "
        f"longest gap {longest * 1000:.0f} ms, 99 % under {typical * 1000:.0f} ms"
    )


def measure_first_paint() -> float:
    """Start the program as a user does, with the clock of the moment before."""
    command = [sys.executable, __file__, "--paint-since", repr(time.time())]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60)
    return float(done.stdout)


def first_paint(since: float) -> float:
    """What sr_desktop.app.main does until the window is painted."""
    from sr_desktop import paths
    from sr_desktop.app import FirstPaint, make_application, make_desktop
    from sr_desktop.settings import Settings

    application = make_application()
    desktop = make_desktop(application, Settings(paths.user_dir() / "settings.ini"))
    painted: list[float] = []

    def note() -> None:
        painted.append(time.time() - since)
        application.quit()

    FirstPaint(desktop.window).happened.connect(note)
    desktop.window.resize(1280, 800)  # the offscreen platform's screen is smaller
    desktop.show()
    application.exec()
    desktop.window.close()
    return painted[0]


def measure_gap(folder: Path, model: str, width: int, height: int) -> tuple[float, float, float]:
    """(longest gap, 99th percentile, duration of the run), in seconds."""
    import numpy as np
    from PIL import Image
    from PySide6.QtCore import Qt, QTimer

    from sr_desktop.app import make_application, make_desktop
    from sr_desktop.settings import Settings

    source = folder / "large.png"
    noise = np.random.default_rng(1).integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((width, height)).save(source, compress_level=1)
    application = make_application()
    settings = Settings(folder / "settings.ini")
    settings.model, settings.size_value = model, 2.0
    desktop = make_desktop(application, settings)
    ticks: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))

    def start() -> None:
        timer.start()
        desktop.upscaling.run()

    def finish() -> None:
        if desktop.upscaling.result is not None:
            QTimer.singleShot(500, application.quit)  # with the result on the screen

    def fail(problem: str) -> None:
        print(problem, file=sys.stderr)
        application.exit(1)

    desktop.catalog.changed.connect(lambda: desktop.pictures.open_all([source]))
    desktop.pictures.opened.connect(lambda _: QTimer.singleShot(1000, start))
    desktop.upscaling.result_changed.connect(finish)
    desktop.reporter.failed.connect(fail)
    desktop.window.resize(1280, 800)  # the offscreen platform's screen is smaller
    desktop.show()
    desktop.begin([])
    code = application.exec()
    timer.stop()
    seconds = desktop.upscaling.result.upscaled.seconds if desktop.upscaling.result else 0.0
    desktop.window.close()
    if code or len(ticks) < 2:
        sys.exit("the run failed")
    gaps = sorted(after - before for before, after in pairwise(ticks))
    return gaps[-1], gaps[int(len(gaps) * 0.99)], seconds


if __name__ == "__main__":
    main()
