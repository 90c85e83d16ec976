"""How the program starts itself again as a child: from source, installed, or frozen."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_MAIN = Path(__file__).resolve().parents[2] / "main.py"
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")


@dataclass(frozen=True, kw_only=True)
class Launch:
    """A command and the whole environment it runs in."""

    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def launch_self(*arguments: str, environment: Mapping[str, str] | None = None, frozen: bool | None = None) -> Launch:
    """`main.py ARGUMENTS` as a child whose output is UTF-8 and unbuffered. The parameters are for tests."""
    is_frozen = getattr(sys, "frozen", False) if frozen is None else frozen
    values = dict(os.environ if environment is None else environment)
    values.update(PYTHONUTF8="1", PYTHONUNBUFFERED="1")
    if is_frozen:
        _restore_library_paths(values)
    return Launch(program=sys.executable, arguments=arguments if is_frozen else (str(_MAIN), *arguments), environment=values)


def _restore_library_paths(environment: dict[str, str]) -> None:
    """Undo what the frozen program's starter set for itself and would set again: programs of the system must not see it."""
    for name in _LIBRARY_PATHS:
        before = environment.pop(f"{name}_ORIG", None)
        if before is None:
            environment.pop(name, None)
        else:
            environment[name] = before
