"""Print how much memory a measurement takes, how many cores it uses, and what starting it again costs.

    python tests/perf/benchmark.py [DIR] [--set B100] [--models bicubic,srcnn] [--scales 2,3,4] [--limit 0]

DIR holds one folder per set; without it the shared data. The measurement is the command line's own process, with a cache in
a new folder; the second line is the same one again, with everything known. Cores used: processor time over wall time, so
that on a machine with other work it is what that work leaves; cores wanted: how many of its threads run or wait for a core,
on average once it measures (Linux only).
"""

from __future__ import annotations

import argparse
import math
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data" / "benchmark"
PROC = Path("/proc")
SAMPLE_S = 0.05
KB_PER_UNIT = 1024 if sys.platform == "darwin" else 1
"""What ru_maxrss counts in: bytes on macOS, else KB."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """wall and processor in seconds; wanted: threads that could run, nan where unknown; megabytes: the most so far."""

    wall: float
    processor: float
    wanted: float
    megabytes: float


def measure(arguments: list[str], home: Path) -> Cost:
    """Run `main.py benchmark`."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    environment = {**os.environ, "SR_DESKTOP_HOME": str(home)}
    command = [sys.executable, "main.py", "benchmark", *arguments]
    samples: list[int] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment) as process:
        while process.poll() is None:
            time.sleep(SAMPLE_S)
            samples += [runnable(process.pid)] if any(home.glob("benchmark/*")) else []
    wall = time.perf_counter() - began
    if process.returncode:
        sys.exit(process.returncode)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(
        wall=wall,
        processor=after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        wanted=statistics.fmean(samples) if samples and PROC.is_dir() else math.nan,
        megabytes=after.ru_maxrss / KB_PER_UNIT / 1024,
    )


def runnable(process: int) -> int:
    """How many threads of a process have a core or wait for one."""
    count = 0
    for stat in (PROC / str(process) / "task").glob("*/stat"):
        try:
            count += stat.read_text().rpartition(") ")[2].startswith("R")
        except OSError:  # a thread that has just ended
            continue
    return count


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
            cost = measure(arguments, Path(home))
            cores = f"{cost.processor / cost.wall:.2f} of {os.cpu_count()} cores used, {cost.wanted:.2f} wanted"
            print(f"{name}: {cost.wall:.1f} s, {cores}, at most {cost.megabytes:.0f} MB", flush=True)


if __name__ == "__main__":
    main()
