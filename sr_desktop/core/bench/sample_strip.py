"""A sample of what a model does: one crop by bicubic, by the model, and as it truly is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.protocol import modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import BadImage, CannotWrite
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.picture import FloatArray, Picture
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.resize import CUBIC, imresize
from sr_desktop.core.upscale import Upscaled, Upscaler, interpolate
from sr_desktop.core.upscaling.size import OutputSize

_ZOOM = 2
"""Screen pixels for each of the crop's: papers, too, show crops enlarged."""
_GAP, _CAPTION, _FONT = 8, 26, 15
_PAPER, _INK = "#ffffff", "#20242a"
_ROUNDING = 1
"""Levels of 255 by which the same network's answer differs from machine to machine, and with the number of threads."""

Pixels = npt.NDArray[np.uint8]


@dataclass(frozen=True, kw_only=True)
class Crop:
    """A square of `side` pixels of the original."""

    left: int
    top: int
    side: int


def write_sample(card: ModelCard, scale: float, picture: Path, crop: Crop, target: Path) -> None:
    """Shrink `picture` by `scale` to 8 bits, as a file would hold it, enlarge it again and write the crops to `target`.

    Raises BadImage where the crop lies outside, what reading and upscaling raise, CannotWrite.
    """
    trial = Trial.of(picture, scale)
    write_strip(trial, trial.answer(Upscaler(card)), card.title, crop, target)


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A picture made small, whose truth is known. truth: H x W x C in 0..1; low: 8 bits, `scale` times smaller."""

    path: Path
    scale: float
    truth: FloatArray
    low: Picture

    @classmethod
    def of(cls, picture: Path, scale: float) -> Trial:
        """Read and shrink `picture`. Raises what reading does."""
        truth = modcrop(read_truth(picture), int(scale))
        low = Picture(pixels=to_8_bit(imresize(truth, 1.0 / scale)).astype(np.uint8))
        return cls(path=picture, scale=scale, truth=truth, low=low)

    @property
    def size(self) -> OutputSize:
        """Of the truth."""
        return OutputSize(width=self.truth.shape[1], height=self.truth.shape[0], scale=self.scale)

    def answer(
        self, upscaler: Upscaler, *, progress: ProgressCallback = ignore_progress, cancel: CancelToken | None = None
    ) -> Upscaled:
        """What a model makes of the small picture. Raises what upscaling does."""
        return upscaler.upscale(self.low, self.size, progress=progress, cancel=cancel)


def write_strip(trial: Trial, answer: Upscaled, title: str, crop: Crop, target: Path) -> None:
    """Write a crop by bicubic, by the model and as it truly is to `target`.

    A file that shows it already is left as it is. Raises BadImage where the crop lies outside, CannotWrite.
    """
    height, width = trial.size.height, trial.size.width
    if crop.left + crop.side > width or crop.top + crop.side > height:
        raise BadImage(path=str(trial.path), detail=f"the crop does not lie within its {width} x {height} pixels")
    shown = (
        ("Bicubic", interpolate(trial.low, (height, width), trial.scale, CUBIC).pixels),
        (f"{title}, x{trial.scale:g}", answer.picture.pixels),
        ("Original", to_8_bit(trial.truth).astype(np.uint8)),
    )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotWrite(path=str(target), detail=error.strerror or str(error)) from error
    strip = _strip([(caption, _cut(pixels, crop)) for caption, pixels in shown])
    if not _is_shown_by(target, strip):
        with atomic_write(target) as file:
            strip.save(file, "PNG", optimize=True)


def _is_shown_by(target: Path, strip: Image.Image) -> bool:
    """Whether the file holds the same strip but for roundings, so that weights that stayed as they are change no file."""
    try:
        with Image.open(target) as image:
            held = np.asarray(image.convert("RGB"), dtype=np.int16)
    except (OSError, Image.DecompressionBombError):
        return False
    drawn = np.asarray(strip, dtype=np.int16)
    return held.shape == drawn.shape and int(np.abs(held - drawn).max()) <= _ROUNDING


def _cut(pixels: npt.NDArray[np.generic], crop: Crop) -> Image.Image:
    part = np.asarray(pixels[crop.top : crop.top + crop.side, crop.left : crop.left + crop.side])
    image = Image.fromarray(part[:, :, 0] if part.shape[2] == 1 else part).convert("RGB")
    return image.resize((crop.side * _ZOOM, crop.side * _ZOOM), Image.Resampling.NEAREST)


def _strip(panels: Sequence[tuple[str, Image.Image]]) -> Image.Image:
    side = panels[0][1].width
    sheet = Image.new("RGB", (len(panels) * (side + _GAP) + _GAP, side + _GAP + _CAPTION), _PAPER)
    pen, font = ImageDraw.Draw(sheet), ImageFont.load_default(_FONT)
    for number, (caption, image) in enumerate(panels):
        left = _GAP + number * (side + _GAP)
        sheet.paste(image, (left, _GAP))
        pen.text((left + side / 2, _GAP + side + 3), caption, fill=_INK, font=font, anchor="ma")
    return sheet
