"""The one door: the window, the inference process, the trainer or a command, by the first argument."""
# ruff: noqa: PLC0415 - imports are late so that no room pays for the libraries of another

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

COMMANDS = ("upscale", "models", "benchmark")


def main(argv: list[str] | None = None) -> int:
    """Run what the arguments (those of the process, if None) ask for and return the exit code."""
    argv = sys.argv[1:] if argv is None else argv
    verb = argv[0] if argv else ""
    if verb == "engine":
        from sr_desktop.engine import main as run
    elif verb == "train":
        from trainer.__main__ import main as run
    elif verb == "demo":
        from sr_desktop.demo import main as run
    elif verb not in COMMANDS and all(Path(argument).exists() for argument in argv):
        from sr_desktop.app import main as run
    else:
        from sr_desktop.cli import main as run
    return run(argv[1:] if verb in ("engine", "train", "demo") else argv)


if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main(sys.argv[1:]))
