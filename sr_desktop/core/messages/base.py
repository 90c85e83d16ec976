"""What every message between processes has (standard library only)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Message:
    """Base of everything that crosses a pipe."""


@dataclass(frozen=True, kw_only=True)
class Event(Message):
    """Something that happened; `t` in seconds since the epoch."""

    t: float = field(default_factory=time.time)
