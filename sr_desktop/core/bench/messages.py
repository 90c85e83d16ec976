"""Events of the measuring process, `main.py benchmark --plan FILE` (standard library only).

It obeys Pause, Resume and Stop on its stdin as the trainer does, takes the end of its input as Stop, and says Failed
where it cannot go on. A figure that is infinite (answer and truth are equal) is None with `equal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sr_desktop.core.messages.base import Event
from sr_desktop.core.texts import Note


@dataclass(frozen=True, kw_only=True)
class BenchmarkStarted(Event):
    """total: pictures to go through, counted once for each factor and model; cached: how many of them are known already."""

    total: int
    cached: int


@dataclass(frozen=True, kw_only=True)
class PictureMeasured(Event):
    """One picture at one factor by one model. psnr in dB, ssim and ms_ssim 0..1, seconds the model alone.

    distance: mean squared difference of VGG-19 features. ms_ssim and distance are None where not asked for.
    """

    dataset: str
    scale: int
    model: str
    path: str
    psnr: float | None
    ssim: float
    seconds: float
    equal: bool = False
    ms_ssim: float | None = None
    distance: float | None = None
    cached: bool = False


@dataclass(frozen=True, kw_only=True)
class RowMeasured(Event):
    """Means over a set's pictures at one factor by one model; given again when it changes. None: see `problem`.

    images: pictures that the means are of. problem: why there are no figures, or which pictures they leave out (a text of
    the context "errors"). params: weights of the model, 0 for none. method: the key of its published figures (see
    core/models/published.py), "" for none.
    """

    dataset: str
    scale: int
    model: str
    images: int
    psnr: float | None
    ssim: float | None
    seconds: float | None
    ms_ssim: float | None = None
    distance: float | None = None
    params: int = 0
    problem: Note | None = None
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class BenchmarkEnded(Event):
    """The last word, unless Failed is."""

    reason: Literal["completed", "stopped"]
