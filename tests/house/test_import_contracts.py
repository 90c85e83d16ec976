"""Who may import whom: the contracts of pyproject.toml, and what they cannot express."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from source_tree import ROOT, WINDOW, dotted_names, modules_of, place, python_files, window_modules

QT_PACKAGES = ("PySide6", "shiboken6", "pyqtgraph", "qtawesome", "qtpy")
LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"


def _run(code: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False)


def test_contracts_are_kept() -> None:
    result = _run(LINT_IMPORTS)
    assert result.returncode == 0, result.stdout + result.stderr


def test_each_contract_bites(tmp_path: Path) -> None:
    for folder in ("sr_desktop", "trainer"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    offences = {
        "sr_desktop/ui/__init__.py": "import torch, trainer, sr_desktop.processes.engine, sr_desktop.jobs",
        "sr_desktop/processes/engine.py": "import sr_desktop.processes.thumbnailer",
        "sr_desktop/core/errors.py": "import PySide6, numpy",
        "sr_desktop/core/classical/__init__.py": "import torch",
        "trainer/__init__.py": "import sr_desktop.settings",
    }
    for name, offence in offences.items():
        with (tmp_path / name).open("a") as file:
            file.write(f"\n{offence}\n")
    result = _run(LINT_IMPORTS, tmp_path)
    assert result.returncode == 1
    assert "KEPT" not in result.stdout, result.stdout
    assert "0 kept" in result.stdout, result.stdout


def test_core_and_trainer_load_without_qt() -> None:
    modules = modules_of("sr_desktop/core", "trainer")
    assert {"trainer", "sr_desktop.core.upscale"} <= set(modules)
    blocked = "".join(f"sys.modules[{name!r}] = None\n" for name in QT_PACKAGES)
    result = _run(f"import sys\n{blocked}import {', '.join(modules)}")
    assert result.returncode == 0, result.stderr


def test_window_loads_without_torch() -> None:
    modules = window_modules()
    assert {"sr_desktop.paths", "sr_desktop.settings"} <= set(modules)
    result = _run(f"import sys\nsys.modules['torch'] = None\nimport {', '.join(modules)}")
    assert result.returncode == 0, result.stderr


def test_main_loads_neither_qt_nor_torch() -> None:
    result = _run(f"import sys, main\nprint([name for name in ('torch', 'numpy', *{QT_PACKAGES}) if name in sys.modules])")
    assert result.returncode == 0, result.stderr
    assert result.stdout.strip() == "[]"


def test_main_opens_only_the_doors() -> None:
    tree = ast.parse((ROOT / "main.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)} - {"__future__", "pathlib"}
    doors = {
        "sr_desktop.app",
        "sr_desktop.demo",
        "sr_desktop.cli.program",
        "sr_desktop.processes.engine",
        "sr_desktop.processes.model_reader",
        "sr_desktop.processes.queue_worker",
        "sr_desktop.processes.thumbnailer",
        "sr_desktop.frozen",
        "trainer.__main__",
    }
    # What is set once for all that begins behind any door.
    assert modules <= doors | {"sr_desktop.core.brief_waits"}


def _uses(path: Path) -> Iterator[tuple[str, str]]:
    """Names that a file uses, with their places."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return ((name, place(path, node)) for name, node in dotted_names(tree))


def test_jobs_use_qtcore_alone() -> None:
    used = [use for path in python_files("sr_desktop/jobs") for use in _uses(path) if use[0].startswith("PySide6.")]
    assert used
    assert [use for use in used if not use[0].startswith("PySide6.QtCore.")] == []


CONCURRENCY = {
    "QThread",
    "QThreadPool",
    "QRunnable",
    "QProcess",
    "subprocess",
    "multiprocessing",
    "concurrent.futures",
    "Thread",
}


def _is_concurrency(name: str) -> bool:
    return any(name == word or name.endswith(f".{word}") or name.startswith(f"{word}.") for word in CONCURRENCY)


def test_threads_and_processes_only_in_jobs() -> None:
    elsewhere = [
        path for part in WINDOW if part != "jobs" for path in python_files(f"sr_desktop/{part}", f"sr_desktop/{part}.py")
    ]
    assert [use for path in elsewhere for use in _uses(path) if _is_concurrency(use[0])] == []


@pytest.mark.parametrize("name", ["QThread", "PySide6.QtCore.QProcess", "subprocess.Popen", "threading.Thread", "subprocess"])
def test_the_concurrency_rule_bites(name: str) -> None:
    assert _is_concurrency(name)
    assert not _is_concurrency("threading.excepthook")
