"""The command that starts the program again as a child."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sr_desktop.jobs.launch import launch_self


def test_from_source_it_runs_main_py_by_the_same_python() -> None:
    launch = launch_self("engine", "--scratch", "x", environment={"LD_LIBRARY_PATH": "/opt/lib"})
    assert launch.program == sys.executable
    assert launch.arguments[1:] == ("engine", "--scratch", "x")
    assert Path(launch.arguments[0]).name == "main.py"
    assert Path(launch.arguments[0]).is_file()
    assert launch.environment == {"LD_LIBRARY_PATH": "/opt/lib", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


@pytest.mark.parametrize("suffix", ["", ".exe"])
def test_from_the_bundle_it_runs_the_one_with_torch(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / f"sr-desktop{suffix}"))
    launch = launch_self("engine", environment={})
    assert (launch.program, launch.arguments) == (str(tmp_path / f"sr-desktop-console{suffix}"), ("engine",))
