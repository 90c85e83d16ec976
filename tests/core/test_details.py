"""The words that errors say in their part {detail} are known to the window, which translates them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from sr_desktop.core.details import DETAILS, find_detail

ROOT = Path(__file__).parents[2]


def test_every_detail_of_our_own_is_listed() -> None:
    known = {_shape(template) for template in DETAILS}
    missing = [
        f"{path.relative_to(ROOT)}:{line}: {text}"
        for room in ("sr_desktop", "trainer")
        for path in sorted((ROOT / room).rglob("*.py"))
        for line, text in _details(ast.parse(path.read_text(encoding="utf-8")))
        if re.search("[a-z] ", text.replace("{}", "")) and _shape(text) not in known
    ]
    assert not missing, "add these to core/details.py:\n" + "\n".join(missing)


def test_a_detail_is_found_with_its_values() -> None:
    for template in DETAILS:
        values = {field: f"[{field}]" for field in re.findall(r"\{(\w+)\}", template)}
        assert find_detail(template.format(**values)) == (template, values)
    assert find_detail("Permission denied") is None


def _details(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Literal texts that are given as `detail`; faults of the program itself are for those who mend it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) != "InternalError":
            given = [word.value for word in node.keywords if word.arg == "detail"]
        elif isinstance(node, ast.Assign) and any(ast.unparse(target) == "detail" for target in node.targets):
            given = [node.value]
        else:
            continue
        for value in given:
            yield from ((node.lineno, text) for text in _texts(value))


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in value.values)
    elif isinstance(value, ast.IfExp):
        yield from (*_texts(value.body), *_texts(value.orelse))


def _shape(template: str) -> str:
    return re.sub(r"\{+\w*\}+", "{}", template)
