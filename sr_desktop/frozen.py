"""What is different in the bundle: two programs in one folder, maybe no console, and a changed environment; no Qt.

The one program holds Qt and no torch, the other torch and no Qt. On Windows the first has no console and so no stdout, and
torch does not load after Qt; and the window starts sooner from a program that does not carry torch's modules.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import MutableMapping, Sequence
from pathlib import Path

from sr_desktop import paths

WINDOW = "sr-desktop"
CONSOLE = "sr-desktop-console"
OUTPUT_LOG = "output.log"
_MAIN = Path(__file__).resolve().parents[1] / "main.py"
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LIBPATH")
_LONGEST_LOG = 1_000_000


def is_frozen() -> bool:
    """Whether this process was started from the bundle."""
    return bool(getattr(sys, "frozen", False))


def child_command(*arguments: str) -> tuple[str, ...]:
    """The command that runs `main.py ARGUMENTS` without a window, from source and from the bundle alike."""
    return (_beside(CONSOLE), *arguments) if is_frozen() else (sys.executable, str(_MAIN), *arguments)


def other_program(*, for_window: bool) -> str | None:
    """The program of the bundle that has what the arguments ask for; None where it is this one."""
    wanted = WINDOW if for_window else CONSOLE
    own = CONSOLE if Path(sys.executable).stem == CONSOLE else WINDOW
    return None if not is_frozen() or wanted == own else _beside(wanted)


def hand_over(program: str, arguments: Sequence[str]) -> int:
    """Become the other program where the system can do that, else run it; return its exit code."""
    restore_library_paths(os.environ)
    if os.name == "posix":
        os.execv(program, [program, *arguments])  # noqa: S606 - a list of ours, no shell is wanted
    return subprocess.call([program, *arguments], stdout=sys.stdout, stderr=sys.stderr)


def restore_library_paths(environment: MutableMapping[str, str]) -> None:
    """Undo what the bundle's starter set for this process alone: programs of the system would load our libraries.

    The system read these variables when the process began, so that nothing changes for the process itself.
    """
    for name in _LIBRARY_PATHS:
        before = environment.pop(f"{name}_ORIG", None)
        if before is None:
            environment.pop(name, None)
        else:
            environment[name] = before


def ensure_streams() -> None:
    """Give the process a stdout and a stderr where the system gave none (a window on Windows): a log in the user's folder.

    Raises OSError where the user's folder takes no files.
    """
    if sys.stdout is not None and sys.stderr is not None:
        return
    path = paths.user_dir() / OUTPUT_LOG
    mode = "a" if path.is_file() and path.stat().st_size < _LONGEST_LOG else "w"
    log = path.open(mode, encoding="utf-8", errors="backslashreplace", buffering=1)
    sys.stdout = log if sys.stdout is None else sys.stdout
    sys.stderr = log if sys.stderr is None else sys.stderr


def _beside(name: str) -> str:
    own = Path(sys.executable)
    return str(own.with_name(name + own.suffix))
