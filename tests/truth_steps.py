"""Comparisons with the truth whose pictures are made by the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from sr_desktop.core.messages.engine import PixelFile
from sr_desktop.core.messages.truth import AnswerCompared, PlaneFile, TruthShown
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file
from sr_desktop.core.texts import Note

WIDTH, HEIGHT, SCALE = 48, 36, 2


def noise(seed: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)


def pixel_file(folder: Path, name: str, pixels: np.ndarray) -> PixelFile:
    return write_pixel_file(Picture(pixels=np.ascontiguousarray(pixels)), folder / f"{name}.rgba")


def plane_file(folder: Path, name: str, plane: np.ndarray) -> PlaneFile:
    (folder / name).write_bytes(plane.astype(np.uint8).tobytes())
    height, width = plane.shape
    return PlaneFile(path=str(folder / name), width=width, height=height, channels=1, border=SCALE)


def truth_shown(folder: Path, *, request: int = 1, path: str = "/pictures/cat.png") -> TruthShown:
    """Noise of 48 x 36 pixels; what is compared is its green."""
    pixels = noise(1)
    return TruthShown(
        request=request,
        path=path,
        scale=SCALE,
        width=WIDTH,
        height=HEIGHT,
        grey=False,
        truth=pixel_file(folder, f"truth-{request}", pixels),
        low=pixel_file(folder, f"low-{request}", noise(2, WIDTH // SCALE, HEIGHT // SCALE)),
        measured=plane_file(folder, f"truth-{request}.y", pixels[:, :, 1]),
    )


def answer_compared(folder: Path, model: str, *, request: int = 1, off: int = 3, psnr: float | None = 30.0) -> AnswerCompared:
    """The truth with `off` added to its green, nowhere over white; its error is `off` everywhere."""
    pixels = noise(1)
    green = np.clip(pixels[:, :, 1].astype(int) + off, 0, 255)
    shown = pixels.copy()
    shown[:, :, 1] = green
    return AnswerCompared(
        request=request,
        model=model,
        psnr=psnr,
        ssim=0.9,
        equal=psnr is None,
        seconds=0.1,
        pixels=pixel_file(folder, f"{model}-{request}", shown),
        error=pixel_file(folder, f"{model}-error-{request}", np.full((HEIGHT, WIDTH, 1), off, np.uint8)),
        measured=plane_file(folder, f"{model}-{request}.y", green),
    )


def refused(model: str, *, request: int = 1) -> AnswerCompared:
    problem = Note(template="The model {model} has no weights for x{scale}.", values={"model": model, "scale": SCALE})
    return AnswerCompared(request=request, model=model, problem=problem)


def upper(model: str) -> str:
    """The names of models in these tests."""
    return model.upper()


Names = Callable[[str], str]
