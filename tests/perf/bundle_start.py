"""How long a program takes to show its window, seen from outside: `python tests/perf/bundle_start.py PROGRAM [ARG...]`.

On X11 with nothing on the screen, for example under `xvfb-run -s "-screen 0 1400x900x24"`: looks at the middle of the screen
until it is no longer black. Prints the milliseconds of each start from fork to paint; the first may read from the disk.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication

STARTS = 7
LIMIT_S = 60.0
PLACE = QPoint(500, 350)


def is_painted(application: QGuiApplication) -> bool:
    """Whether there is anything but black where the window comes."""
    picture = application.primaryScreen().grabWindow(0, PLACE.x(), PLACE.y(), 1, 1).toImage()
    return picture.pixelColor(0, 0).lightness() > 0


def first_paint_ms(application: QGuiApplication, command: list[str]) -> float:
    """Start the program, wait for its paint, end it. Raises TimeoutError."""
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        with subprocess.Popen(command, env={**os.environ, "SR_DESKTOP_HOME": home}) as program:
            while not is_painted(application):
                if time.perf_counter() - began > LIMIT_S:
                    program.kill()
                    raise TimeoutError(f"nothing was painted within {LIMIT_S:g} s")
                time.sleep(0.002)
            took = time.perf_counter() - began
            program.terminate()
            program.wait(LIMIT_S)
    while is_painted(application):
        time.sleep(0.01)
    return took * 1000


def main(command: list[str]) -> int:
    """Measure and print."""
    application = QGuiApplication([])
    times = [first_paint_ms(application, command) for _ in range(STARTS)]
    print("first paint, ms:", " ".join(f"{took:.0f}" for took in times), f"(median {sorted(times)[STARTS // 2]:.0f})")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
