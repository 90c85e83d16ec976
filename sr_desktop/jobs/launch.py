"""How the program starts itself again as a child: from source, installed, or frozen."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_MAIN = Path(__file__).resolve().parents[2] / "main.py"


@dataclass(frozen=True, kw_only=True)
class Launch:
    """A command and the whole environment it runs in."""

    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]


def launch_self(*arguments: str, environment: Mapping[str, str] | None = None, frozen: bool | None = None) -> Launch:
    """`main.py ARGUMENTS` as a child whose output is UTF-8 and unbuffered. The parameters are for tests."""
    values = dict(os.environ if environment is None else environment)
    values.update(PYTHONUTF8="1", PYTHONUNBUFFERED="1")
    if getattr(sys, "frozen", False) if frozen is None else frozen:
        return Launch(program=sys.executable, arguments=arguments, environment=values)
    return Launch(program=sys.executable, arguments=(str(_MAIN), *arguments), environment=values)
