"""Results that were written before, shown again (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Request


@dataclass(frozen=True, kw_only=True)
class OpenResult(Request):
    """Take the file at `path` for the result of the open picture; answered by ImageUpscaled with these facts in it.

    seconds and device: what was told when it was made; scale: its factor.
    """

    path: str
    model: str
    scale: float
    seconds: float
    device: str
