"""Pictures of edges, small enough to learn from within a second."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from sr_desktop.core.classical import METHOD_BY_ID
from sr_desktop.core.classical.face import Learned, Lesson
from sr_desktop.core.classical.weights import save_learned
from sr_desktop.core.models.weights_header import WeightsInfo
from sr_desktop.core.pictures.picture import FloatArray


def edges(seed: int, side: int = 96) -> FloatArray:
    """side x side in 0..1: half planes of chance laid over each other, with soft borders of a pixel."""
    rng = np.random.default_rng(seed)
    rows, columns = np.mgrid[:side, :side] / side - 0.5
    picture = np.full((side, side), 0.5)
    for _ in range(60):
        angle, offset, level = rng.uniform(0, 2 * np.pi), rng.uniform(-0.5, 0.5), rng.uniform(0.0, 1.0)
        inside = np.clip((rows * np.cos(angle) + columns * np.sin(angle) - offset) * side + 0.5, 0, 1)
        picture += inside * (level - picture) * rng.uniform(0.4, 1.0)
    return picture.astype(np.float32)


def edge_pictures(folder: Path, count: int = 3) -> list[Path]:
    """PNG files of `edges`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"edges{seed}.png" for seed in range(count)]
    for seed, path in enumerate(paths):
        Image.fromarray((edges(seed) * 255).astype(np.uint8)).save(path)
    return paths


def learn_a_little(method: str, folder: Path, *, factor: int = 2, seed: int = 0) -> Learned:
    """What `method` learns from 8000 patches at most of `edge_pictures`."""
    spec = METHOD_BY_ID[method]
    assert spec.learn is not None
    lesson = Lesson(pictures=tuple(edge_pictures(folder)), factor=factor, seed=seed, samples=8000)
    return spec.learn(lesson, lambda stage, done, total: None)


def save_lesson(path: Path, method: str, learned: Learned, *, factor: int = 2, title: str = "Edges", recipe: str = "") -> Path:
    """A weights file of what was learned."""
    info = WeightsInfo(model=method, title=title, arch=method, config="{}", scales=(float(factor),), recipe=recipe)
    save_learned(path, learned, info)
    return path
