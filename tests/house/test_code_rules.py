"""Rules of the house that linters do not know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from source_tree import PROGRAM, ROOT, dotted_names, place, python_files

MOST_LINES = 400
DRAWERS = {"utils", "util", "misc", "helpers", "helper", "common"}
# Each of these can run code or take the memory that a hostile weights file asks for.
NEVER = (
    "torch.jit.load",
    "add_safe_globals",
    "pickle.load",
    "pickle.loads",
    "pickle.Unpickler",
    "dill",
    "shelve",
    "marshal",
    # Spandrel's architectures are used, its file loader never: that one runs TorchScript.
    "spandrel.ModelLoader",
    "load_from_file",
    "load_state_dict_from_file",
    "spandrel_extra_arches",
)
READ_BY_TORCH = {"sr_desktop/core/foreign/state.py", "sr_desktop/core/models/vgg.py", "trainer/run_dir.py"}
"""Who unpickles at all: files from elsewhere in their process, a file whose hash is known, and our own runs."""
ALL_FILES = python_files(*PROGRAM, "tests")


def _relative(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_files_can_be_read_in_one_go() -> None:
    lengths = {_relative(path): len(path.read_text(encoding="utf-8").splitlines()) for path in ALL_FILES}
    assert {path: length for path, length in lengths.items() if length > MOST_LINES} == {}


def test_no_drawers() -> None:
    assert [_relative(path) for path in ALL_FILES if DRAWERS & {path.stem, *path.parent.relative_to(ROOT).parts}] == []


def unsafe_loads(tree: ast.AST) -> list[ast.AST]:
    """Uses of anything that unpickles what a file holds."""
    found = [node for name, node in dotted_names(tree) if any(name == bad or name.endswith(f".{bad}") for bad in NEVER)]
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        options = {word.arg: ast.unparse(word.value) for word in node.keywords}
        name = ast.unparse(node.func)
        if name in ("torch.load", "load") and "weights_only" in options and options["weights_only"] != "True":
            found.append(node)
        if name == "torch.load" and "weights_only" not in options:
            found.append(node)
        if options.get("allow_pickle", "False") != "False":
            found.append(node)
    return found


def test_no_file_is_unpickled() -> None:
    found = [
        place(path, node)
        for path in python_files(*PROGRAM)
        for node in unsafe_loads(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert found == []


def test_few_modules_read_files_by_torch() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in python_files(*PROGRAM)
        for name, _ in dotted_names(ast.parse(path.read_text(encoding="utf-8")))
        if name == "torch.load"
    }
    assert found == READ_BY_TORCH


@pytest.mark.parametrize(
    "code",
    [
        "import torch; torch.load(path)",
        "import torch; torch.load(path, weights_only=False)",
        "import torch; torch.jit.load(path)",
        "from torch.jit import load; load(path, weights_only=False)",
        "import torch; torch.serialization.add_safe_globals([Thing])",
        "import pickle; pickle.load(file)",
        "from pickle import loads",
        "import numpy as np; np.load(path, allow_pickle=True)",
        "from spandrel import ModelLoader",
        "import spandrel; spandrel.ModelLoader().load_from_file(path)",
        "import spandrel_extra_arches",
    ],
)
def test_the_loading_rule_bites(code: str) -> None:
    assert unsafe_loads(ast.parse(code))


def test_the_loading_rule_lets_safe_loads_pass() -> None:
    code = "import torch, numpy, pickle; torch.load(path, weights_only=True); numpy.load(path); pickle.PickleError"
    assert not unsafe_loads(ast.parse(code))
