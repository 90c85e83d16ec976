"""What the window and the process that makes thumbnails tell each other (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Answer, Request


@dataclass(frozen=True, kw_only=True)
class MakeThumbnail(Request):
    """Make a small picture of the one at `path`; answered by ThumbnailMade."""

    path: str


@dataclass(frozen=True, kw_only=True)
class ThumbnailMade(Answer):
    """file: the small picture, "" where none can be made; width and height: of the picture itself, upright, else 0."""

    path: str
    file: str = ""
    width: int = 0
    height: int = 0
