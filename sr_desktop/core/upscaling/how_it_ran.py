"""How a result was made, in few words. Standard library only."""

from __future__ import annotations

from typing import Protocol

from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_IN_TILES = QT_TRANSLATE_NOOP("notes", "{device}, {precision}, {tile} px tiles, {speed} MP/s")
_WHOLE = QT_TRANSLATE_NOOP("notes", "{device}, {precision}, {speed} MP/s")

_USUAL = ("", "torch", "numpy")


class Run(Protocol):
    """What made something."""

    @property
    def backend(self) -> str:
        """Its name; told where it is not the usual one."""
        ...

    @property
    def device(self) -> str:
        """As "cpu" or "cuda:0"."""
        ...

    @property
    def precision(self) -> str:
        """As "fp32"."""
        ...

    @property
    def tile(self) -> int:
        """Pixels a side, 0 for what needs none."""
        ...


def how_it_ran(run: Run, *, megapixels_per_s: float) -> Note:
    """As "CPU (ncnn), fp32, 320 px tiles, 1.4 MP/s"; pixels are those of the result."""
    name = "CPU" if run.device == "cpu" else run.device
    if run.backend not in _USUAL:
        name = f"{name} ({run.backend})"
    values: dict[str, str | int | float] = {"device": name, "precision": run.precision, "speed": f"{megapixels_per_s:.3g}"}
    if run.tile:
        return Note(template=_IN_TILES, values={**values, "tile": run.tile})
    return Note(template=_WHOLE, values=values)
