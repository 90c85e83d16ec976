"""What two processes that compute at once cost each other: threads that wait as OpenMP has it, and as the program has it.

    python tests/perf/two_at_once.py [--net srcnn_x2] [--side 528] [--runs 15] [--rounds 3]

Milliseconds for one answer of the network (median of the runs, and the median of that over the rounds), alone and while another
process does the same. The two settings take turns.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# In place of this folder, whose queue.py would stand for the standard library's.
sys.path[0] = str(ROOT)

from sr_desktop.core.brief_waits import wait_briefly

SETTINGS = ("as OpenMP has it", "as the program has it")
_WORKER = "--worker"
if sys.argv[-2:] == [_WORKER, SETTINGS[1]]:
    wait_briefly()

import numpy as np

from sr_desktop.core.backends.choice import make_backend
from sr_desktop.core.backends.face import Way
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.paths import resources_dir


def main() -> None:
    """Print the table, or be one of its processes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--net", default="srcnn_x2")
    parser.add_argument("--side", type=int, default=528)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(_WORKER, choices=SETTINGS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        work(options)
        return
    found: dict[tuple[str, int], list[float]] = {}
    for _ in range(options.rounds):
        for setting in SETTINGS:
            for count in (1, 2):
                found.setdefault((setting, count), []).extend(times_of(count, setting))
    print(f"{'threads wait':24} {'alone':>8} {'two':>8} ms")
    for setting in SETTINGS:
        alone, two = (statistics.median(found[setting, count]) for count in (1, 2))
        print(f"{setting:24} {alone:8.0f} {two:8.0f}   {two / alone:.1f} times as long")


def times_of(count: int, setting: str) -> list[float]:
    """Milliseconds of each of so many processes that run at once."""
    command = [sys.executable, __file__, *sys.argv[1:], _WORKER, setting]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("OMP_", "GOMP_", "KMP_"))}
    started = [
        subprocess.Popen(command, env=clean, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(count)
    ]
    for each in started:
        # Loaded and warm: they start together.
        if each.stdout is None or each.stdout.readline() != "ready\n":
            sys.exit("a process did not start")
    for each in started:
        if each.stdin is not None:
            each.stdin.write("go\n")
            each.stdin.flush()
    return [float(each.communicate()[0]) for each in started]


def work(options: argparse.Namespace) -> None:
    """Run the network when told to, and say how long it took."""
    loaded = load_net(resources_dir() / "weights" / f"{options.net}.safetensors")
    backend = make_backend(loaded, Way(backend="torch", device="cpu"))
    shape = (loaded.spec.geometry(loaded.config).channels, options.side, options.side)
    picture = np.random.default_rng(1).random(shape, np.float32)
    backend.run(picture)
    print("ready", flush=True)
    sys.stdin.readline()
    seconds = []
    for _ in range(options.runs):
        began = time.perf_counter()
        backend.run(picture)
        seconds.append(time.perf_counter() - began)
    print(1000 * statistics.median(seconds), flush=True)


if __name__ == "__main__":
    main()
