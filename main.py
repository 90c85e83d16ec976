"""The one door: the window, the inference process, the trainer or a command, by the first argument."""
# ruff: noqa: PLC0415 - imports are late so that no room pays for the libraries of another

from __future__ import annotations

import multiprocessing
import os
import sys
from pathlib import Path

from sr_desktop.core.brief_waits import wait_briefly

COMMANDS = ("upscale", "models", "tune", "add-model", "export", "benchmark", "convert-weights", "learn")
PROCESSES = ("engine", "queue", "thumbnails", "read-model", "train")


def main(argv: list[str]) -> int:
    """Run what the arguments ask for and return the exit code."""
    wait_briefly()
    match argv:
        case ["engine", *rest]:
            from sr_desktop.processes.engine import main as engine

            return engine(rest)
        case ["queue", *rest]:
            from sr_desktop.processes.queue_worker import main as queue

            return queue(rest)
        case ["thumbnails", *rest]:
            from sr_desktop.processes.thumbnailer import main as thumbnails

            return thumbnails(rest)
        case ["read-model", *rest]:
            from sr_desktop.processes.model_reader import main as read_model

            return read_model(rest)
        case ["train", *rest]:
            from trainer.__main__ import main as train

            return train(rest)
        case ["demo", *rest]:
            from sr_desktop.demo import main as demo

            return demo(rest)
        case _ if not wants_window(argv):
            from sr_desktop.cli.program import main as command

            return command(argv)
    from sr_desktop.app import main as window

    return window(argv)


def wants_window(argv: list[str]) -> bool:
    """Whether the arguments ask for a room with Qt: none at all, files and folders that are there, or the demo."""
    if argv[:1] == ["demo"]:
        return True
    return not (argv and argv[0] in COMMANDS + PROCESSES) and all(Path(argument).exists() for argument in argv)


def run() -> int:
    """Start with the arguments of the process: what the installed command `sr-desktop` and the bundle's programs call."""
    multiprocessing.freeze_support()
    from sr_desktop.frozen import ensure_streams, hand_over, is_frozen, other_program, restore_library_paths

    argv = sys.argv[1:]
    ensure_streams()
    other = other_program(for_window=wants_window(argv))
    if other:
        return hand_over(other, argv)
    if is_frozen() and wants_window(argv):
        # What the window opens with other programs (folders, pages) must find its own libraries.
        restore_library_paths(os.environ)
    return main(argv)


if __name__ == "__main__":
    sys.exit(run())
