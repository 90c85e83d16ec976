"""One picture as ground truth: the engine makes the small picture of it and compares what models make of that.

Standard library only. A figure that is infinite (answer and truth are equal) is None with `equal`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.engine import Answer, PixelFile, Request
from sr_desktop.core.texts import Note


@dataclass(frozen=True, kw_only=True)
class PlaneFile:
    """What is compared, as a file to map: `height` x `width` x `channels` bytes, rows without gaps.

    channels: 1 (Y) or 3 (RGB), rounded to 8 bits as the protocol wants. border: pixels on each side that it leaves out.
    """

    path: str
    width: int
    height: int
    channels: int
    border: int


@dataclass(frozen=True, kw_only=True)
class CompareWithTruth(Request):
    """Take the picture at `path` as the truth, make the small one by `protocol`, enlarge it by bicubic and by `models`.

    Answered by TruthShown, an AnswerCompared for bicubic and each model, Working events between, then ComparisonEnd. It
    touches neither the open picture nor its result. models: ids of the catalog.
    """

    path: str
    scale: int
    models: tuple[str, ...]
    protocol: Protocol = field(default_factory=Protocol)
    device: str = "auto"


@dataclass(frozen=True, kw_only=True)
class TruthShown(Answer):
    """The truth, cut to a multiple of the factor, and the small picture of it. grey: whether it has one channel only."""

    path: str
    scale: int
    width: int
    height: int
    grey: bool
    truth: PixelFile
    low: PixelFile
    measured: PlaneFile


@dataclass(frozen=True, kw_only=True)
class AnswerCompared(Answer):
    """What one model made of the small picture. psnr in dB, ssim 0..1, both by the protocol; seconds the model alone.

    pixels: for the eye; of a model on luminance with the colours brought along by bicubic. error: |answer - truth| of
    what is compared (the mean over its channels), as grey of 0..255. problem: why there is none of that (a text of the
    context "errors"); the other models go on.
    """

    model: str
    psnr: float | None = None
    ssim: float | None = None
    equal: bool = False
    seconds: float = 0.0
    pixels: PixelFile | None = None
    error: PixelFile | None = None
    measured: PlaneFile | None = None
    problem: Note | None = None


@dataclass(frozen=True, kw_only=True)
class ComparisonEnd(Answer):
    """All models were asked; compared: how many of them answered."""

    compared: int
