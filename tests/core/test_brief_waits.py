"""Threads that wait sleep soon, in each process of the program that loads torch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sr_desktop.core.brief_waits import wait_briefly

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("OMP_WAIT_POLICY", "GOMP_SPINCOUNT", "KMP_BLOCKTIME")


@pytest.fixture
def clean(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """As if no process of the program had set anything, and so afterwards."""
    for name in NAMES:
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    return monkeypatch


@pytest.mark.usefixtures("clean")
def test_both_libraries_are_told() -> None:
    wait_briefly()
    assert int(os.environ["GOMP_SPINCOUNT"]) < 300_000
    assert int(os.environ["KMP_BLOCKTIME"]) < 200


def test_what_the_user_says_stays(clean: pytest.MonkeyPatch) -> None:
    clean.setenv("GOMP_SPINCOUNT", "7")
    wait_briefly()
    assert os.environ["GOMP_SPINCOUNT"] == "7"


def test_a_policy_is_not_taken_back(clean: pytest.MonkeyPatch) -> None:
    clean.setenv("OMP_WAIT_POLICY", "ACTIVE")
    wait_briefly()
    assert not {"GOMP_SPINCOUNT", "KMP_BLOCKTIME"} & set(os.environ)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks GNU's OpenMP")
@pytest.mark.parametrize("command", [["main.py", "models"], ["main.py", "train", "fields"], ["-m", "trainer", "fields"]])
def test_the_library_has_heard_it(command: list[str]) -> None:
    clean = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, *command],
        env={**clean, "OMP_DISPLAY_ENV": "VERBOSE"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert "GOMP_SPINCOUNT = '10000'" in done.stderr
