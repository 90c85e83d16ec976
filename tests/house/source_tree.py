"""The repository's own Python files, for the tests that read them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ("sr_desktop", "trainer", "main.py", "bootstrap.py")
WINDOW = ("app", "demo", "controllers", "ui", "jobs", "settings", "paths")
"""The parts of sr_desktop that run in the window's process."""


def python_files(*names: str) -> list[Path]:
    """Files below the named folders (or the named files themselves) of the repository, sorted."""
    found: list[Path] = []
    for name in names:
        place = ROOT / name
        found += [place] if place.is_file() else place.rglob("*.py")
    return sorted(found)


def module_name(path: Path) -> str:
    """`sr_desktop.core.upscaling.size` for sr_desktop/core/upscaling/size.py."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def modules_of(*names: str) -> list[str]:
    """Names of all modules below the named folders, without the __main__ that would start something."""
    return [module_name(path) for path in python_files(*names) if path.name != "__main__.py"]


def window_modules() -> list[str]:
    """Names of the modules that the window's process may load."""
    places = [f"sr_desktop/{name}" for name in WINDOW]
    return modules_of(*(place if (ROOT / place).is_dir() else f"{place}.py" for place in places))


def dotted_names(tree: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Every import and every attribute chain as dotted text with its node: `torch.load`, `os.path.join`, `pickle`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)
        elif isinstance(node, (ast.Attribute, ast.Name)):
            yield ast.unparse(node), node


def place(path: Path, node: ast.AST) -> str:
    """`sr_desktop/app.py:12`, for failure messages."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
