"""The set-up program, with stand-ins for what it would change on this machine."""

from __future__ import annotations

import importlib.util
import os
import stat
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from source_tree import ROOT


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module as new, its folder being an empty one."""
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    project = tmp_path / "project"
    project.mkdir()
    (project / "pyproject.toml").write_text('[project]\nname = "thing"\n', encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", project)
    for name in ("VENV", "VENV_PYTHON", "STAMP", "UNFINISHED"):
        monkeypatch.setattr(module, name, project / getattr(module, name).relative_to(ROOT))
    return module


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is all of PATH, for stand-ins."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _program(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)


def _start(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, str(ROOT / "bootstrap.py"), *arguments], capture_output=True, text=True, check=False)


def test_says_how_it_is_used() -> None:
    helped, wrong = _start("--help"), _start("install")
    assert (helped.returncode, wrong.returncode) == (0, 2)
    assert "python3 bootstrap.py run|test|setup|bundle" in helped.stdout
    assert wrong.stdout == helped.stdout


def test_needs_nothing_but_the_standard_library() -> None:
    code = f"import runpy; runpy.run_path({str(ROOT / 'bootstrap.py')!r}, run_name='looked at')"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_an_old_python_is_told_so(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 1))
    assert bootstrap.main(["run"]) == 2
    assert "needs Python 99.1 or newer; this is Python 3." in capsys.readouterr().out


# --- the operating system's part ------------------------------------------------------------------------------------

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="system libraries are looked at on Linux only")


@linux_only
def test_missing_libraries_are_found_by_loading_them(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "LIBRARIES", {"libc.so.6": "libc6", "libnowhere.so.9": "libnowhere9"})
    monkeypatch.setattr(bootstrap, "X11_LIBRARIES", {"libxcb-nowhere.so.9": "libxcb-nowhere9"})
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert bootstrap.missing_libraries() == {"libnowhere.so.9": "libnowhere9"}
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    assert set(bootstrap.missing_libraries()) == {"libnowhere.so.9", "libxcb-nowhere.so.9"}


@linux_only
def test_the_line_to_type_is_printed_and_the_start_ends(
    bootstrap: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # This release has libglib2.0-0 under its new name, and knows libnowhere9 not at all.
    _program(programs, "apt-cache", 'case "$2" in libglib2.0-0t64|libgl1) echo "Package: $2";; esac')
    monkeypatch.setattr(bootstrap, "is_debian", lambda: True)
    monkeypatch.setattr(bootstrap, "may_install", lambda: False)
    monkeypatch.setattr(bootstrap, "missing_fonts", list)
    missing = {
        "libglib-2.0.so.0": "libglib2.0-0",
        "libgthread-2.0.so.0": "libglib2.0-0",
        "libGL.so.1": "libgl1",
        "x": "libnowhere9",
    }
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: missing)
    assert bootstrap.main(["run"]) == 2
    said = capsys.readouterr().out
    assert "\n  sudo apt-get update && sudo apt-get install -y libgl1 libglib2.0-0t64 libnowhere9\n" in said
    assert "libGL.so.1" in said
    assert not bootstrap.VENV.exists()


@linux_only
def test_root_installs_what_is_missing(
    bootstrap: ModuleType, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEBIAN_FRONTEND", raising=False)
    calls = tmp_path / "calls"
    _program(programs, "apt-get", f'echo "$DEBIAN_FRONTEND|$@" >> {calls}')
    _program(programs, "apt-cache", 'echo "Package: $2"')
    monkeypatch.setattr(bootstrap, "may_install", lambda: True)
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: {} if calls.exists() else {"libGL.so.1": "libgl1"})
    monkeypatch.setattr(bootstrap, "missing_fonts", lambda: [] if calls.exists() else ["fonts-wqy-microhei"])
    bootstrap.check_system()
    assert calls.read_text().splitlines() == [
        "|update",
        "noninteractive|install -y --no-install-recommends fonts-wqy-microhei libgl1",
    ]


@linux_only
def test_root_hears_what_apt_get_said(
    bootstrap: ModuleType, programs: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _program(programs, "apt-get", 'echo "E: no network"; exit 100')
    _program(programs, "apt-cache", "exit 100")
    monkeypatch.setattr(bootstrap, "is_debian", lambda: True)
    monkeypatch.setattr(bootstrap, "may_install", lambda: True)
    monkeypatch.setattr(bootstrap, "missing_libraries", lambda: {"libGL.so.1": "libgl1"})
    monkeypatch.setattr(bootstrap, "missing_fonts", list)
    assert bootstrap.main(["test"]) == 2
    said = capsys.readouterr().out
    assert "E: no network" in said
    assert "\n  apt-get update && apt-get install -y libgl1\n" in said


@linux_only
def test_a_missing_font_alone_stops_nobody(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bootstrap, "may_install", lambda: False)
    monkeypatch.setattr(bootstrap, "missing_libraries", dict)
    monkeypatch.setattr(bootstrap, "missing_fonts", lambda: ["fonts-wqy-microhei"])
    bootstrap.check_system()
    assert "empty boxes" in capsys.readouterr().out


@linux_only
@pytest.mark.parametrize(
    ("name", "missing"), [("NotoSansCJK-Regular.ttc", False), ("wqy-microhei.ttc", False), ("DejaVuSans.ttf", True)]
)
def test_fonts_without_fontconfigs_program(
    bootstrap: ModuleType, programs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, missing: bool
) -> None:
    assert not list(programs.iterdir())
    fonts = tmp_path / "fonts" / "truetype"
    fonts.mkdir(parents=True)
    (fonts / name).touch()
    monkeypatch.setattr(bootstrap, "FONT_FOLDERS", (str(tmp_path / "fonts"),))
    assert bool(bootstrap.missing_fonts()) is missing


# --- Python's part --------------------------------------------------------------------------------------------------


def test_the_stamp_holds_until_something_changes(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not bootstrap.stamp_holds(())
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_text(bootstrap.stamp_text(()), encoding="utf-8")
    assert bootstrap.stamp_holds(())
    assert not bootstrap.stamp_holds(("test",))
    bootstrap.STAMP.write_text(bootstrap.stamp_text(("test",)), encoding="utf-8")
    assert bootstrap.stamp_holds(())
    assert bootstrap.stamp_holds(("test",))
    with monkeypatch.context() as other_python:
        other_python.setattr(sys, "version", "3.99.0")
        assert not bootstrap.stamp_holds(())
    (bootstrap.ROOT / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    assert not bootstrap.stamp_holds(())


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"half"])
def test_a_damaged_stamp_holds_nothing(bootstrap: ModuleType, content: bytes) -> None:
    bootstrap.VENV.mkdir()
    bootstrap.STAMP.write_bytes(content)
    assert not bootstrap.stamp_holds(())


def test_a_damaged_environment_is_made_anew(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.VENV_PYTHON.parent.mkdir(parents=True)
    bootstrap.VENV_PYTHON.write_text("not a program", encoding="utf-8")
    assert bootstrap.environment_state() == "broken"
    bootstrap.make_environment()
    assert bootstrap.environment_state() == "incomplete"
    monkeypatch.setattr(bootstrap, "as_text", lambda _: "3.99")
    assert bootstrap.environment_state() == "other"


def _pip_that(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, code: int, said: str) -> list[list[str]]:
    calls: list[list[str]] = []

    def run_pip(command: list[str]) -> tuple[int, str]:
        calls.append(command)
        return code, said

    monkeypatch.setattr(bootstrap, "run_pip", run_pip)
    bootstrap.VENV.mkdir()
    return calls


def test_what_each_wish_needs(bootstrap: ModuleType) -> None:
    needs = {verb: bootstrap.Wish(verb, []).extras for verb in ("run", "test", "setup", "bundle")}
    assert needs == {"run": (), "test": ("test",), "setup": ("test",), "bundle": ("test", "bundle")}


def test_what_is_installed(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _pip_that(bootstrap, monkeypatch, 0, "Installing collected packages: torch\n")
    bootstrap.install_packages(())
    bootstrap.install_packages(("test",))
    assert [call[-2:] for call in calls] == [["-e", "."], ["-e", ".[test]"]]
    assert not bootstrap.UNFINISHED.exists()


@pytest.mark.parametrize(
    ("said", "reason", "rebuild"),
    [
        ("ERROR: ... NewConnectionError: Temporary failure in name resolution", "reached no package index", False),
        ("ERROR: No matching distribution found for torch==2.13.*", "No package index offers a build", False),
        ("Installing collected packages: torch\nERROR: [Errno 28] No space left on device", "The disk is full", True),
        ("ERROR: something else", "could not install the packages", False),
    ],
)
def test_why_pip_failed(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: str,
    reason: str,
    rebuild: bool,
) -> None:
    _pip_that(bootstrap, monkeypatch, 1, said)
    with pytest.raises(bootstrap.SetUpFailed, match=reason) as failure:
        bootstrap.install_packages(())
    assert failure.value.code == 1
    assert said in capsys.readouterr().out
    assert bootstrap.UNFINISHED.exists() is rebuild
    assert not bootstrap.STAMP.exists()


def test_pips_output_is_one_line_for_each_large_download(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    lines = (
        "Collecting torch==2.13.*",
        "  Downloading torch-2.13.0-cp311-none-linux_x86_64.whl (190.5 MB)",
        "  Downloading https://somewhere/click-8.5.1-py3-none-any.whl (126 kB)",
        "Installing collected packages: torch, click",
    )
    code, said = bootstrap.run_pip([sys.executable, "-c", f"import sys; print({chr(10).join(lines)!r}); sys.exit(3)"])
    assert (code, said.splitlines()) == (3, list(lines))
    assert capsys.readouterr().out == "  fetching torch 2.13.0 (190.5 MB)\n  writing them into .venv\n"


# --- starting -------------------------------------------------------------------------------------------------------


def test_what_is_started(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    python, program = str(bootstrap.VENV_PYTHON), str(bootstrap.ROOT / "main.py")
    monkeypatch.setattr(bootstrap, "has_display", lambda: False)
    assert bootstrap.command_of(bootstrap.Wish("run", [])) == [python, program, "demo"]
    assert bootstrap.command_of(bootstrap.Wish("run", ["models"])) == [python, program, "models"]
    assert bootstrap.command_of(bootstrap.Wish("test", ["-x"])) == [python, "-m", "pytest", "-x"]
    build = str(bootstrap.ROOT / "resources" / "packaging" / "build.py")
    assert bootstrap.command_of(bootstrap.Wish("bundle", ["--no-pack"])) == [python, build, "--no-pack"]
    monkeypatch.setattr(bootstrap, "has_display", lambda: True)
    assert bootstrap.command_of(bootstrap.Wish("run", [])) == [python, program]


@pytest.mark.skipif(os.name != "posix", reason="the process is replaced on POSIX only")
def test_the_exit_code_is_passed_on() -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); import bootstrap; "
        "sys.exit(bootstrap.start([sys.executable, '-c', 'import sys; sys.exit(37)']))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 37
