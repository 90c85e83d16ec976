"""How fast models were on this machine, kept in a small file (standard library only)."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain

_LEAST_SECONDS = 0.3
"""Shorter runs measure what is around the model; they count only while there is nothing better."""
_WEIGHT = 0.5
"""How much the newest run counts against all earlier ones."""


@dataclass(frozen=True, kw_only=True)
class Speed:
    """Millions of pixels that a model makes a second on a device. seconds: how long the runs were that it comes from."""

    model: str
    device: str
    precision: str
    megapixels_per_s: float
    seconds: float


class SpeedBook:
    """Measured speeds, read from and written to `path`; a file that cannot be read is as none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._speeds: dict[tuple[str, str, str], Speed] | None = None

    @property
    def speeds(self) -> tuple[Speed, ...]:
        """All of them."""
        return tuple(self._known().values())

    def seconds(self, model: str, device: str, precision: str, work: float) -> float | None:
        """How long `work` megapixels take; None for a model that never ran like this."""
        known = self._known().get((model, device, precision))
        return None if known is None else work / known.megapixels_per_s

    def note(self, model: str, device: str, precision: str, *, work: float, seconds: float) -> None:
        """Learn from a run that made `work` megapixels. Raises CannotWrite where that cannot be kept."""
        if work <= 0 or seconds <= 0:
            return
        key = (model, device, precision)
        known, speed = self._known().get(key), work / seconds
        if known is not None and known.seconds >= _LEAST_SECONDS:
            if seconds < _LEAST_SECONDS:
                return
            speed = _WEIGHT * speed + (1 - _WEIGHT) * known.megapixels_per_s
        entry = Speed(model=model, device=device, precision=precision, megapixels_per_s=speed, seconds=seconds)
        self._known()[key] = replace(entry, seconds=max(seconds, known.seconds if known else 0.0))
        self._write()

    def _known(self) -> dict[tuple[str, str, str], Speed]:
        if self._speeds is None:
            self._speeds = {(each.model, each.device, each.precision): each for each in _read(self._path)}
        return self._speeds

    def _write(self) -> None:
        text = json.dumps([to_plain(each) for each in self.speeds], indent=1)
        with atomic_write(self._path) as file:
            file.write(text.encode())


def _read(path: Path) -> list[Speed]:
    # Measured again with the next runs, so a damaged file is no loss to speak of.
    try:
        plain = json.loads(path.read_bytes())
        speeds = [from_plain(Speed, each) for each in plain] if isinstance(plain, list) else []
    except (OSError, ValueError, AttributeError, TypeError, RecursionError, WireError):
        return []
    return [each for each in speeds if each.megapixels_per_s > 0]
