"""How a result was made, in few words. Standard library only."""

from __future__ import annotations

from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_IN_TILES = QT_TRANSLATE_NOOP("notes", "{device}, {precision}, {tile} px tiles, {speed} MP/s")
_WHOLE = QT_TRANSLATE_NOOP("notes", "{device}, {precision}, {speed} MP/s")

_USUAL = ("", "torch", "numpy")


def how_it_ran(*, backend: str, device: str, precision: str, tile: int, megapixels: float, seconds: float) -> Note:
    """As "CPU (ncnn), fp32, 320 px tiles, 1.4 MP/s".

    backend: told where it is not the usual one; tile: 0 for what needs none; megapixels: of the result, made in `seconds`.
    """
    speed = f"{megapixels / max(seconds, 1e-9):.3g}"
    name = "CPU" if device == "cpu" else device
    if backend not in _USUAL:
        name = f"{name} ({backend})"
    if tile:
        return Note(template=_IN_TILES, values={"device": name, "precision": precision, "tile": tile, "speed": speed})
    return Note(template=_WHOLE, values={"device": name, "precision": precision, "speed": speed})
