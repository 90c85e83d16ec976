"""The process that reads one model file (`main.py read-model FILE --out FILE`): no other one opens files from elsewhere.

It limits its own memory and time, says one event on stdout, and ends; no Qt.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from sr_desktop.core.foreign.messages import ModelAdded
from sr_desktop.core.foreign.reader import answer_for
from sr_desktop.core.protocol import encode


def main(argv: Sequence[str] | None = None) -> int:
    """Read, check, write and tell. 0 for a model, 1 for a refusal that was told."""
    parser = argparse.ArgumentParser(prog="main.py read-model")
    parser.add_argument("file", type=Path)
    parser.add_argument("--out", type=Path, required=True, help="the file to write")
    options = parser.parse_args(argv)
    answers = _claim_stdout()
    threading.Thread(target=_leave_with_parent, name="parent-watch", daemon=True).start()
    answer = answer_for(options.file, options.out)
    answers.write(encode(answer))
    answers.flush()
    # At once: the other thread waits in a read that nothing interrupts.
    os._exit(0 if isinstance(answer, ModelAdded) else 1)


def _leave_with_parent() -> None:
    # The parent keeps the other end of stdin open and writes nothing.
    with open(0, "rb", closefd=False) as stream:
        stream.read()
    os._exit(1)


def _claim_stdout() -> TextIO:
    # Libraries print where they like; the real stdout is for the answer only, everything else goes to stderr.
    private = os.dup(1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return os.fdopen(private, "w", encoding="utf-8", newline="\n")
