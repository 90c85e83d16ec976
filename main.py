"""The one door: the window, the inference process, the trainer or a command, by the first argument."""
# ruff: noqa: PLC0415 - imports are late so that no room pays for the libraries of another

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path

COMMANDS = ("upscale", "models", "benchmark", "convert-weights", "learn")


def main(argv: list[str]) -> int:
    """Run what the arguments ask for and return the exit code."""
    match argv:
        case ["engine", *rest]:
            from sr_desktop.engine import main as engine

            return engine(rest)
        case ["thumbnails", *rest]:
            from sr_desktop.thumbnailer import main as thumbnails

            return thumbnails(rest)
        case ["train", *rest]:
            from trainer.__main__ import main as train

            return train(rest)
        case ["demo", *rest]:
            from sr_desktop.demo import main as demo

            return demo(rest)
        case [verb, *_] if verb in COMMANDS or not all(Path(argument).exists() for argument in argv):
            from sr_desktop.cli import main as command

            return command(argv)
    from sr_desktop.app import main as window

    return window(argv)


def run() -> int:
    """Start with the arguments of the process: what the installed command `sr-desktop` calls."""
    multiprocessing.freeze_support()
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(run())
