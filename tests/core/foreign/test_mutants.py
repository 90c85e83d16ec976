"""Damaged model files end in a sentence or in a network, never in a crash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_TESTS = Path(__file__).resolve().parents[2]
_COUNT = 700


def test_two_thousand_damaged_files_end_well() -> None:
    paths = os.pathsep.join((str(_TESTS.parent), str(_TESTS), os.environ.get("PYTHONPATH", "")))
    done = subprocess.run(
        [sys.executable, "-W", "ignore", str(Path(__file__).with_name("mutants.py")), str(_COUNT), "11"],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    refused, read = (int(number) for number in done.stdout.split())
    assert refused + read == 3 * _COUNT
    assert refused > _COUNT
