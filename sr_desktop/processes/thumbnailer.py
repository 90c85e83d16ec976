"""The process that makes thumbnails (`main.py thumbnails --folder DIR`): requests on stdin, answers on stdout; no Qt.

Files from anywhere are decoded here and not in the window, which neither a decoder's crash nor its work may stop.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.thumbnail import MakeThumbnail, ThumbnailMade
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.pictures.thumbnail import ThumbnailFolder
from sr_desktop.core.protocol import decode, encode

_BACKGROUND_NICENESS = 10


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Stop or the end of stdin."""
    parser = argparse.ArgumentParser(prog="main.py thumbnails")
    parser.add_argument("--folder", type=Path, required=True, help="where thumbnails are kept")
    folder = ThumbnailFolder(parser.parse_args(argv).folder)
    if hasattr(os, "nice"):
        os.nice(_BACKGROUND_NICENESS)
    # Not sys.stdin: a frozen program without a console has none, and its encoding is the system's.
    with (
        open(0, encoding="utf-8", errors="replace", closefd=False) as requests,
        os.fdopen(os.dup(1), "w", encoding="utf-8", newline="\n") as answers,
    ):
        for line in requests:
            try:
                message = decode(line)
            except WireError as error:
                print(f"request ignored: {error}", file=sys.stderr)  # noqa: T201 - stderr is the log
                continue
            if isinstance(message, Stop):
                break
            if isinstance(message, MakeThumbnail):
                answers.write(encode(_answer(message, folder)))
                answers.flush()
    return 0


def _answer(request: MakeThumbnail, folder: ThumbnailFolder) -> ThumbnailMade:
    try:
        made = folder.thumbnail(Path(request.path))
    except SrError as error:
        # A list without one small picture is complete all the same; the run itself tells what is wrong with the file.
        print(error.text, file=sys.stderr)  # noqa: T201
        return ThumbnailMade(request=request.request, path=request.path)
    return ThumbnailMade(request=request.request, path=request.path, file=str(made.file), width=made.width, height=made.height)
