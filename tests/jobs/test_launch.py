"""The command that starts the program again, from source and frozen."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from sr_desktop.jobs.launch import launch_self


def test_from_source_it_runs_main_py_by_the_same_python() -> None:
    launch = launch_self("engine", "--scratch", "x", environment={"LD_LIBRARY_PATH": "/opt/lib"}, frozen=False)
    assert launch.program == sys.executable
    assert launch.arguments[1:] == ("engine", "--scratch", "x")
    assert Path(launch.arguments[0]).name == "main.py"
    assert Path(launch.arguments[0]).is_file()
    assert launch.environment == {"LD_LIBRARY_PATH": "/opt/lib", "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"}


def test_frozen_it_runs_itself() -> None:
    launch = launch_self("engine", environment={}, frozen=True)
    assert (launch.program, launch.arguments) == (sys.executable, ("engine",))


@pytest.mark.parametrize("name", ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"])
def test_frozen_the_search_path_of_libraries_is_as_before_its_start(name: str) -> None:
    changed = launch_self("engine", environment={name: "/bundle", f"{name}_ORIG": "/opt/lib"}, frozen=True).environment
    assert changed[name] == "/opt/lib"
    assert f"{name}_ORIG" not in changed
    assert name not in launch_self("engine", environment={name: "/bundle"}, frozen=True).environment


def test_the_own_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    before = dict(os.environ)
    assert "LD_LIBRARY_PATH" not in launch_self("engine", frozen=True).environment
    assert dict(os.environ) == before
