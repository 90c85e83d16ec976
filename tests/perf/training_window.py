"""Print how long the window's event loop ever stands still while a training streams into it.

    python tests/perf/training_window.py [--pictures DIR] [--seconds 600] [--job srcnn-955-x3]

The real window, offscreen, with the Train page and its curves in sight; the training runs in its own process. Gap: the
time between two ticks of a 10 ms timer. Without --pictures it learns from pictures made of noise.
"""

# ruff: noqa: PLC0415 - Qt is imported after its platform is chosen

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
TICK_MS = 10


class Tick(NamedTuple):
    """When a tick came, and how long the window's thread had computed until then; both in seconds.

    A long gap in which it hardly computed is one in which it waited: for the disk, or for other programs on its core.
    """

    at: float
    worked: float


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--job", default="srcnn-955-x3")
    options = parser.parse_args()
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SR_DESKTOP_HOME"] = folder
        pictures = options.pictures or make_pictures(Path(folder) / "pictures")
        ticks, steps, events = watch(pictures, options.job, options.seconds)
    began = ticks[0].at
    timed = sorted(((b.at - a.at) * 1000, (b.worked - a.worked) * 1000, a.at - began) for a, b in pairwise(ticks))
    gaps = [gap for gap, _, _ in timed]
    print(f"{options.job}, {ticks[-1].at - began:.0f} s, {steps} steps, {events} events")
    print("  gap of the event loop in ms")
    for share in (0.5, 0.99, 0.999):
        print(f"  {share * 100:5.1f} % under {gaps[int(share * (len(gaps) - 1))]:6.1f}")
    print(f"  longest       {gaps[-1]:6.1f}   over 50 ms: {sum(gap > 50 for gap in gaps)} of {len(gaps)}")
    for gap, worked, at in timed[:-6:-1]:
        print(f"  {gap:6.1f} ms at {at:5.0f} s, in which the window's thread computed for {worked:.1f} ms")


def make_pictures(folder: Path) -> Path:
    """Forty pictures of smoothed noise."""
    import numpy as np
    from PIL import Image

    folder.mkdir()
    for number in range(40):
        noise = np.random.default_rng(number).integers(0, 255, (40, 60, 3), dtype=np.uint8)
        Image.fromarray(noise).resize((480, 320)).save(folder / f"{number}.png")
    return folder


def watch(pictures: Path, job: str, seconds: float) -> tuple[list[Tick], int, int]:
    """Train for `seconds` after the first step; times of the ticks, steps and events of the training."""
    from dataclasses import replace

    from PySide6.QtCore import Qt, QTimer

    from sr_desktop import paths
    from sr_desktop.app import make_application, make_desktop, spare_collections
    from sr_desktop.core.training.job_file import read_job
    from sr_desktop.settings import Settings

    application = make_application()
    desktop = make_desktop(application, Settings(paths.user_dir() / "settings.ini"))
    spare_collections(desktop)
    ticks: list[Tick] = []
    counts = [0]
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(TICK_MS)
    timer.timeout.connect(lambda: ticks.append(Tick(time.perf_counter(), time.thread_time())))
    spec = read_job(ROOT / "trainer" / "jobs" / f"{job}.toml")
    spec = replace(spec, data=replace(spec.data, root=".", folders=(str(pictures),)), evaluate_every=200)

    def begin() -> None:
        desktop.window.show_page("train")
        # The page is built once, at the user's press; what is measured is the training.
        QTimer.singleShot(5000, lambda: desktop.training.start_job(spec))

    def on_event(_: object) -> None:
        counts[0] += 1
        if not timer.isActive():
            timer.start()
            QTimer.singleShot(int(seconds * 1000), lambda: application.exit(0))

    desktop.training.happened.connect(on_event)
    desktop.link.became_ready.connect(lambda _: begin())
    desktop.window.resize(1280, 800)  # the offscreen platform's screen is smaller
    desktop.show()
    desktop.begin([])
    application.exec()
    timer.stop()
    live = desktop.training.live
    steps = live.log.step if live else 0
    desktop.training.close()
    desktop.window.close_unasked()
    if not ticks or not steps:
        sys.exit("the training did not begin")
    return ticks, steps, counts[0]


if __name__ == "__main__":
    main()
