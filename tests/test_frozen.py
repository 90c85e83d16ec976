"""What is different in the bundle, with stand-ins for its programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import main as door
from sr_desktop import frozen

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both programs, which write down how they were called; this process is the window's."""
    for name in (frozen.WINDOW, frozen.CONSOLE):
        program = tmp_path / name
        program.write_text(f'#!/bin/sh\necho "{name} [$LD_LIBRARY_PATH] $@"\nexit 7\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / frozen.WINDOW))
    return tmp_path


def test_from_source_there_is_no_other_program() -> None:
    assert not frozen.is_frozen()
    assert frozen.other_program(for_window=True) is None
    assert frozen.other_program(for_window=False) is None


def test_each_program_knows_what_only_the_other_has(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert frozen.other_program(for_window=True) is None
    assert frozen.other_program(for_window=False) == str(bundle / frozen.CONSOLE)
    monkeypatch.setattr(sys, "executable", str(bundle / f"{frozen.CONSOLE}.exe"))
    assert frozen.other_program(for_window=False) is None
    assert frozen.other_program(for_window=True) == str(bundle / f"{frozen.WINDOW}.exe")


@pytest.mark.parametrize(
    ("argv", "wanted"),
    [
        ([], True),
        (["demo", "--out", "x"], True),
        (["there.png"], True),
        (["there.png", "models"], True),
        (["nowhere.png"], False),
        (["models"], False),
        (["engine"], False),
        (["thumbnails"], False),
        (["train", "recipes"], False),
        (["--version"], False),
    ],
)
def test_what_needs_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str], wanted: bool) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.png").touch()
    for name in ("models", "engine", "thumbnails"):
        (tmp_path / name).mkdir()
    assert door.wants_window(argv) is wanted


@pytest.mark.skipif(os.name != "posix", reason="the process is replaced on POSIX only")
def test_the_other_program_takes_over_with_a_clean_environment(bundle: Path) -> None:
    code = (
        "import sys; from sr_desktop import frozen; "
        f"sys.exit(frozen.hand_over({str(bundle / frozen.CONSOLE)!r}, ['upscale', 'a b 图.png']))"
    )
    environment = {**os.environ, "LD_LIBRARY_PATH": "/bundle", "LD_LIBRARY_PATH_ORIG": "/opt/lib", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [PYTHON, "-c", code], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (7, "sr-desktop-console [/opt/lib] upscale a b 图.png\n")


@pytest.mark.parametrize("name", ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH"])
def test_the_search_path_of_libraries_is_as_before_the_start(name: str) -> None:
    changed = {name: "/bundle", f"{name}_ORIG": "/opt/lib", "HOME": "/home/me"}
    frozen.restore_library_paths(changed)
    assert changed == {name: "/opt/lib", "HOME": "/home/me"}
    unset = {name: "/bundle"}
    frozen.restore_library_paths(unset)
    assert unset == {}


def test_streams_that_are_there_are_left_alone(user_folder: Path) -> None:
    streams = sys.stdout, sys.stderr
    frozen.ensure_streams()
    assert (sys.stdout, sys.stderr) == streams
    assert list(user_folder.glob("*.log")) == []


def test_a_window_without_streams_writes_a_log(user_folder: Path) -> None:
    code = (
        "import sys; sys.stdout = sys.stderr = None; from sr_desktop import frozen; frozen.ensure_streams(); "
        "print('say 图 \\udcff'); print('warn', file=sys.stderr)"
    )
    for _ in range(2):
        subprocess.run([PYTHON, "-c", code], cwd=ROOT, check=True, timeout=60)
    assert (user_folder / frozen.OUTPUT_LOG).read_text(encoding="utf-8") == "say 图 \\udcff\nwarn\n" * 2


def test_a_long_log_begins_anew(user_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = user_folder / frozen.OUTPUT_LOG
    log.write_bytes(b"x" * 1_000_001)
    monkeypatch.setattr(sys, "stderr", None)
    frozen.ensure_streams()
    stream = sys.stderr
    monkeypatch.undo()
    assert stream is not None
    stream.close()
    assert log.stat().st_size == 0
