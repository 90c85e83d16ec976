"""How a run goes on where the memory does not suffice, or where half precision gives no numbers.

Smaller tiles first, down to a floor; fp32 in place of half precision; at last the CPU in place of a GPU. What is done
already stays done. Each step is a Note for the user.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sr_desktop.core.backends.face import Backend
from sr_desktop.core.errors import BadOutput, OutOfMemory
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note
from sr_desktop.core.upscaling.settings import Precision

Remake = Callable[[str, Precision], Backend]
"""Loads the same network for a device and a precision."""

LEAST_TILE = 64
"""Smaller tiles save next to no memory: what the libraries take is more than that."""
_CPU = "cpu"
_EXACT: Precision = "fp32"
_SMALLER_TILES = QT_TRANSLATE_NOOP(
    "notes", "The memory of {device} did not suffice for tiles of {before} pixels; the work went on with {after} pixels."
)
_ON_THE_CPU = QT_TRANSLATE_NOOP(
    "notes", "{device} had too little memory even for small tiles; the work went on with the processor."
)
_EXACTLY = QT_TRANSLATE_NOOP("notes", "The precision {precision} gave values that are no numbers; the work went on with fp32.")


@dataclass(kw_only=True)
class _Rung:
    backend: Backend
    tile: int


class Ladder:
    """The backend and the tile size with which a network runs at present. tile, least: pixels a side, halos included.

    remake: None for what runs in one way only. A smaller tile and fp32 stay for good; a GPU is tried again by each run.
    """

    def __init__(self, backend: Backend, *, tile: int, least: int, name: str, remake: Remake | None = None) -> None:
        self._first_tile, self._least, self._name, self._remake = tile, min(least, tile), name, remake
        self._own = self._now = _Rung(backend=backend, tile=tile)
        self._last: _Rung | None = None
        self._notes: dict[str, Note] = {}
        self.unsound = ""
        """The precision that gave no numbers, "" where none did."""

    @property
    def backend(self) -> Backend:
        """What runs the network now."""
        return self._now.backend

    @property
    def tile(self) -> int:
        """The largest tile of which it is not known that the memory does not suffice."""
        return self._now.tile

    def begin(self) -> None:
        """A new run: what was too full a while ago may be free by now, and what another run did is told."""
        self._now = self._own
        self._notes.clear()

    def take_notes(self) -> tuple[Note, ...]:
        """What was told since the last call."""
        notes = tuple(self._notes.values())
        self._notes.clear()
        return notes

    def after_lack_of_memory(self, side: int, device: str) -> None:
        """Go on after a tile of `side` pixels was too much for `device`. Raises OutOfMemory where nothing is left to try."""
        rung = self._now
        smaller = max(self._least, min(rung.tile, side) // 2)
        if smaller < min(rung.tile, side):
            self._note(_SMALLER_TILES, device=device, before=min(rung.tile, side), after=smaller)
            rung.tile = smaller
        elif rung.backend.device != _CPU and self._remake is not None:
            self._note(_ON_THE_CPU, device=device)
            self._last = self._last or _Rung(backend=self._remake(_CPU, _EXACT), tile=self._first_tile)
            self._now = self._last
        else:
            raise OutOfMemory(device=device)

    def after_no_numbers(self) -> None:
        """Go on after values that are not finite. Raises BadOutput where the arithmetic was exact already."""
        rung = self._now
        if rung.backend.precision == _EXACT or self._remake is None:
            raise BadOutput(model=self._name)
        self.unsound = rung.backend.precision
        self._note(_EXACTLY, precision=self.unsound)
        exact = self._remake(rung.backend.device, _EXACT)
        # Some devices compute in half precision only.
        rung.backend = exact if exact.precision == _EXACT else self._remake(_CPU, _EXACT)

    def _note(self, template: str, **values: str | int | float) -> None:
        known = self._notes.get(template)
        if known is not None and "before" in values and known.values["device"] == values["device"]:
            # Two steps down are one story.
            values["before"] = known.values["before"]
        self._notes[template] = Note(template=template, values=values)
