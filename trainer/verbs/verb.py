"""What a verb of the command line is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Verb:
    """`python -m trainer NAME ...`; main returns the exit status: 0 done, 1 failed, 2 bad arguments or a bad job."""

    name: str
    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    main: Callable[[argparse.Namespace], int]


def log(text: str) -> None:
    """One line for the person at the terminal; stdout belongs to events and answers."""
    print(text, file=sys.stderr)  # noqa: T201 - stderr is the human log


def answer(text: str) -> None:
    """One line of what the verb was asked for."""
    print(text, flush=True)  # noqa: T201 - stdout is the answer
