"""Folders of small pictures, and jobs that learn from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from sr_desktop.core.training.job import DataOptions, JobSpec, OptimOptions


def picture(number: int, width: int = 48, height: int = 40) -> Image.Image:
    """A colourful RGB picture with edges and gradients, another one for each number."""
    rng = np.random.default_rng(number)
    coarse = Image.fromarray(rng.integers(0, 256, (7, 9, 3), dtype=np.uint8))
    fine = rng.integers(0, 24, (height, width, 3), dtype=np.uint8)
    return Image.fromarray(np.asarray(coarse.resize((width, height), Image.Resampling.BICUBIC)) // 2 + 60 + fine)


def save_pictures(folder: Path, count: int, *, first: int = 0, width: int = 48, height: int = 40) -> Path:
    """`count` PNG files named by their numbers, from `first`; each a little larger than the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(first, first + count):
        picture(number, width + number, height + 2 * number).save(folder / f"{number:02}.png")
    return folder


def make_job(root: Path, *, scales: tuple[int, ...] = (2,), arch: str = "srcnn", batch: int = 5, **data: Any) -> JobSpec:
    """A job for the folder `pictures` of `root`; `data` are more of its data options."""
    options: dict[str, Any] = {"root": str(root), "folders": ("pictures",), "validation": 1, "patch": 12} | data
    return JobSpec(name="tiny", arch=arch, scales=scales, seed=3, data=DataOptions(**options), optim=OptimOptions(batch=batch))
