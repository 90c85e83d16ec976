"""The one face of all classical methods: Y at low resolution in, Y `factor` times as large out. No torch.

A method is a file of this package with a SPEC, and one line in METHODS. What it learned lies in one safetensors file per
factor; a method that learns nothing is built in, as plain interpolation is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Protocol

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken

Arrays = Mapping[str, npt.NDArray[Any]]
"""What a method learned, by name, as its weights file holds it."""

StageProgress = Callable[[str, int, int], None]
"""Called with (what is being done, parts done, parts in total), again and again while a method learns."""


class ClassicalMethod(Protocol):
    """A method ready to run at one whole factor. Not for use by two threads at once.

    radius: pixels of the low-resolution picture on each side that an answer's pixel depends on; pictures are shown to the
    method in tiles that overlap by it.
    """

    factor: int
    radius: int

    def enhance(self, low: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """h x w luminance in 0..1, any size from 1 x 1, to (h * factor) x (w * factor), float32 and unrounded.

        Borders of `low` are continued by mirroring, as core.resize does. Raises Cancelled, at least every second or so.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Learned:
    """What learning gives: the method's own Config (as small as can be: what the arrays' shapes do not tell) and arrays.

    samples: patches that were learned from.
    """

    config: Any
    arrays: Arrays
    samples: int = 0


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """What a method is to learn. pictures: files of ground truth; factor: whole; seed: all chance comes from it.

    samples: patches to learn from at most, 0 for what the method's paper takes.
    """

    pictures: tuple[Path, ...]
    factor: int
    seed: int = 0
    samples: int = 0

    def random(self) -> np.random.Generator:
        """A new stream of chance: the same one at every call."""
        return np.random.default_rng([self.seed, self.factor])


Learn = Callable[[Lesson, StageProgress], Learned]
"""Learns one factor. Raises TooFewSamples, BadImage and its kin.

The function in a SPEC imports its own module of `learning` when it is called: nothing that upscales imports those.
"""


@dataclass(frozen=True, kw_only=True)
class MethodSpec:
    """One line of METHODS.

    config: the method's frozen dataclass of options, built without arguments where there are no weights.
    load: (factor, config, arrays) to a method; arrays are empty for a method without weights. Raises ValueError with a
    sentence where the arrays do not fit together, which becomes BadCheckpoint.
    learn: None for a method that learns nothing; then it is built in and serves `scales`.
    """

    id: str
    title: str
    summary: str
    paper: str
    config: type[Any]
    load: Callable[[int, Any, Arrays], ClassicalMethod]
    learn: Learn | None = None
    scales: tuple[int, ...] = ()
    any_scale: ClassVar[bool] = False
    channels: ClassVar[int] = 1

    @property
    def is_built_in(self) -> bool:
        """Whether it works without weights."""
        return self.learn is None
