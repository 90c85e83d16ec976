"""Print how much memory a measurement takes, how many cores it uses, and what starting it again costs.

    python tests/perf/benchmark.py [DIR] [--set B100] [--models bicubic,srcnn] [--scales 2,3,4] [--limit 0]

DIR holds one folder per set; without it the shared data. The measurement is the command line's own process, with a cache in
a new folder; the second line is the same one again, with everything known. Cores: processor time over wall time, so that
on a machine with other work it is what that work leaves.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "benchmark"
KB_PER_UNIT = 1024 if sys.platform == "darwin" else 1
"""What ru_maxrss counts in: bytes on macOS, else KB."""


def measure(arguments: list[str], home: Path) -> tuple[float, float, float]:
    """Run `main.py benchmark`; returns seconds of wall, seconds of processors, and the largest MB of any child so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    environment = {**os.environ, "SR_DESKTOP_HOME": str(home)}
    subprocess.run([sys.executable, "main.py", "benchmark", *arguments], cwd=ROOT, env=environment, check=True)
    wall = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor, after.ru_maxrss / KB_PER_UNIT / 1024


def main() -> None:
    """Print both lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?", default=SHARED)
    parser.add_argument("--set", default="B100")
    parser.add_argument("--models", default="bicubic,srcnn")
    parser.add_argument("--scales", default="2,3,4")
    parser.add_argument("--limit", default="0")
    options = parser.parse_args()
    arguments = ["--data", str(options.folder), "--datasets", options.set, "--models", options.models]
    arguments += ["--scales", options.scales, "--limit", options.limit]
    with tempfile.TemporaryDirectory() as home:
        for name in ("measured", "known"):
            wall, processor, megabytes = measure(arguments, Path(home))
            cores = f"{processor / wall:.2f} of {os.cpu_count()} cores"
            print(f"{name}: {wall:.1f} s, {cores}, at most {megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
