"""The choices about a run and about its file, as the forms show them and the settings remember them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sr_desktop.core.upscaling.settings import FileRules, Precision


@dataclass(frozen=True, kw_only=True)
class RunChoices:
    """How to compute: a device's name or "auto", the precision, the side of a tile in pixels (0: chosen by the engine).

    ensemble: the mean of eight turned and mirrored answers.
    """

    ensemble: bool = False
    device: str = "auto"
    precision: Precision = "auto"
    tile: int = 0


@dataclass(frozen=True, kw_only=True)
class SaveChoices:
    """How to store results, and the folder ("": beside the source)."""

    folder: str = ""
    file: FileRules = field(default_factory=FileRules)
