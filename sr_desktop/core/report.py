"""The text of a report about an error, for the user to send: without folders and files unless the user allows them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

_TAIL_BYTES = 16_000
_TAIL_LINES = 40
_HIDDEN = "<path>"
_PACKAGE = Path(__file__).resolve().parents[2]
# Where a path may begin: a drive, a share, or a slash that does not stand within a word, an address or a fraction.
_BEGIN = r"(?:(?<!\w)[A-Za-z]:[\\/]|\\\\|~[\\/]|(?<![\w/.:<])/(?=\w))"
_QUOTED = re.compile(rf"""(['"])({_BEGIN}[^'"\n]*)\1""")
# A folder's name may hold spaces, so a path goes on up to the last slash of its line; a file's up to its suffix.
_PLAIN = re.compile(rf"""{_BEGIN}(?:[^\n"'<>|]*[\\/])?(?:[^\n"'<>|:\\/]*?\.\w{{1,11}}(?!\w)|[^\s"'<>|:]*)""")


def report(problem: str, about: Sequence[tuple[str, str]], log: str, *, with_paths: bool) -> str:
    """`problem`, a line for each fact `about` program and machine, and the end of the log."""
    facts = "\n".join(f"{name}: {value}" for name, value in about)
    text = f"{problem}\n\n{facts}\n\nLog:\n{log or '(empty)'}\n"
    return text if with_paths else without_paths(text)


def without_paths(text: str) -> str:
    """`text` with every absolute path replaced; those of the program's own files become relative, since they tell no secret.

    Where it is not clear how far a path goes, more is left out rather than less.
    """
    for own in (f"{_PACKAGE}/", f"{_PACKAGE}\\"):
        text = text.replace(own, "")
    text = _QUOTED.sub(rf"\1{_HIDDEN}\1", text)
    return _PLAIN.sub(_HIDDEN, text)


def last_lines(path: Path) -> str:
    """The last 40 lines of a log, of at most 16 kB; "" where there is none. Raises OSError."""
    if not path.exists():
        return ""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL_BYTES))
        lines = file.read().decode("utf-8", errors="replace").splitlines()
    return "\n".join(lines[-_TAIL_LINES:])
