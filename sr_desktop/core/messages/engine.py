"""What requests to the engine and its answers have in common (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.base import Event, Message


@dataclass(frozen=True, kw_only=True)
class Request(Message):
    """Something the engine shall do; every answer repeats the number."""

    request: int


@dataclass(frozen=True, kw_only=True)
class UseMemory(Request):
    """Pictures may take so many megabytes of memory from now on, 0 for automatic. Not answered."""

    megabytes: int


@dataclass(frozen=True, kw_only=True)
class Answer(Event):
    """An event that belongs to the request of this number."""

    request: int


@dataclass(frozen=True, kw_only=True)
class PixelLevel:
    """One size of a picture in a pixel file: `width` x `height` RGBA bytes from `offset`, rows without gaps."""

    width: int
    height: int
    offset: int


@dataclass(frozen=True, kw_only=True)
class PixelFile:
    """A picture for the screen as a file to map: straight RGBA, 8 bit; levels[0] full size, each next one half of it.

    opaque: whether every alpha is 255, so that drawing need not blend.
    """

    path: str
    levels: tuple[PixelLevel, ...]
    opaque: bool = False
