"""What it changes, and what it costs, to compute one layer of a network less exactly.

Measured on pieces of the pictures that ship: one convolution at a time in another kind, all that follows it in fp32. Changes
by several layers add up as variances do, as long as they are small.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from math import inf, isfinite
from pathlib import Path

import numpy as np
import torch

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.backends.levels import flat_levels
from sr_desktop.core.backends.packed_conv import Convolution, convolution_of, tensors_of
from sr_desktop.core.backends.packed_flow import stage_of
from sr_desktop.core.backends.packed_mixed import Leads, leads_of
from sr_desktop.core.backends.packed_plan import lying_plan
from sr_desktop.core.backends.packed_sight import Workspace
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.bench.protocol import as_rgb, compared, low_resolution
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.metrics import psnr
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.tuning.agreement import middle
from sr_desktop.core.upscaling.settings import LayerKind

_SIDE, _PIECES = 64, 3
"""Pixels a side, and how many pictures have a piece: a deep network, too, has little work with them."""
_ROWS, _COLUMNS, _REPEATS = 64, 128, 6
"""Of what layers are timed with."""


class Rounding:
    """Of a plan's convolutions, by their number. error: of the network itself, the mean of squares where white is 1.

    pictures: at least one. Raises Cancelled and what reading pictures does.
    """

    def __init__(
        self, steps: tuple[Step, ...], geometry: Geometry, scale: int, pictures: Sequence[Path], cancel: CancelToken | None
    ) -> None:
        self._steps, self._cancel = lying_plan(steps), cancel
        self._places = [number for number, step in enumerate(self._steps) if step.op == "conv"]
        self._levels = flat_levels(self._steps)
        self._exact = {place: self._convolution(place, "fp32") for place in self._places}
        self._timed: dict[tuple[object, ...], Mapping[LayerKind, float]] = {}
        truth = _pieces(pictures, scale)
        low = low_resolution(truth, scale, channels=geometry.channels)
        grid = imresize(low, scale) if geometry.space is InputSpace.LUMA_UPSCALED else low
        self._answers: dict[int, torch.Tensor] = {-1: _as_tensor(grid)}
        self._run(0, self._answers)
        self._last = len(self._steps) - 1
        answer = self._answers[self._last][0].numpy().transpose(2, 1, 0)
        self.error = 10 ** (-psnr(*compared(truth, answer, scale)) / 10)

    @property
    def layers(self) -> int:
        """How many there are."""
        return len(self._places)

    def kinds(self, layer: int) -> tuple[LayerKind, ...]:
        """What a layer may be besides exact, the least exact first."""
        kinds: list[LayerKind] = []
        # An answer in bf16 that is the picture itself is brightness that is rounded, whatever made it.
        if self._places[layer] != _maker(self._steps):
            kinds.append("bf16")
        if self._leads(layer):
            kinds.append("mixed")
        return tuple(kinds)

    def change(self, layer: int, kind: LayerKind) -> float:
        """Mean of the squares of what the answer changes by, where white is 1; infinite where that is no number."""
        place, answers = self._places[layer], dict(self._answers)
        answers[place] = _whole(self._steps[place], self._convolution(place, kind), answers).float()
        self._run(place + 1, answers)
        change = float((answers[self._last] - self._answers[self._last]).square().mean())
        return change if isfinite(change) else inf

    def costs(self, layer: int) -> Mapping[LayerKind, float]:
        """Of each kind, seconds for each pixel of the network's input."""
        step, leads = self._steps[self._places[layer]], self._leads(layer)
        key = (tensors_of(step)[0].shape, step.margin, step.replicates, step.slope is None, leads and leads.work)
        if key not in self._timed:
            self._timed[key] = self._time(self._places[layer], ("fp32", *self.kinds(layer)))
        width, whole = (self._answers[number].shape[3] for number in (step.inputs[0], -1))
        return {kind: cost * (width / whole) ** 2 for kind, cost in self._timed[key].items()}

    def _leads(self, layer: int) -> Leads | None:
        step = self._steps[self._places[layer]]
        return leads_of(tensors_of(step)[0].numpy(), self._levels[step.inputs[0]])

    def _convolution(self, place: int, kind: LayerKind) -> Convolution:
        step = self._steps[place]
        return convolution_of(step, kind, self._levels[step.inputs[0]])

    def _time(self, place: int, kinds: tuple[LayerKind, ...]) -> Mapping[LayerKind, float]:
        step, convs = self._steps[place], {kind: self._convolution(place, kind) for kind in kinds}
        channels = self._answers[step.inputs[0]].shape[1]
        rows = torch.full((1, channels, _ROWS, _COLUMNS), 0.5).contiguous(memory_format=torch.channels_last)
        took = dict.fromkeys(convs, inf)
        # In turns, so that what slows the machine down for a while slows all of them.
        for kind, conv in [*convs.items()] * _REPEATS:
            start = time.perf_counter()
            _whole(step, conv, {step.inputs[0]: rows})
            took[kind] = min(took[kind], (time.perf_counter() - start) / (_ROWS * _COLUMNS))
        return took

    def _run(self, first: int, answers: dict[int, torch.Tensor]) -> None:
        """Compute the steps from `first` on, exactly."""
        for number, step in enumerate(self._steps[first:], start=first):
            if self._cancel:
                self._cancel.raise_if_cancelled()
            answers[number] = _whole(step, self._exact.get(number), answers)


def _maker(steps: tuple[Step, ...]) -> int:
    """The step whose answer is the network's, but for where its pixels stand and what is added to all of them."""
    number = len(steps) - 1
    while steps[number].op in ("shuffle", "plus", "times", "rectify"):
        number = steps[number].inputs[0]
    return number


def _whole(step: Step, conv: Convolution | None, answers: Mapping[int, torch.Tensor]) -> torch.Tensor:
    """The answer of one step for whole pictures."""
    with torch.inference_mode():
        answer = stage_of(step, conv, Workspace())([answers[each] for each in step.inputs], True)
    if answer is None:
        raise ValueError("a picture without rows")
    return answer


def _pieces(pictures: Sequence[Path], scale: int) -> FloatArray:
    """The middles of some pictures side by side, H x W x 3."""
    side = _SIDE // scale * scale
    pieces = [middle(as_rgb(read_truth(picture)), side) for picture in pictures[:_PIECES]]
    high = min(each.shape[0] for each in pieces) // scale * scale
    return np.concatenate([each[:high, : each.shape[1] // scale * scale] for each in pieces], axis=1)


def _as_tensor(picture: FloatArray) -> torch.Tensor:
    """On its side."""
    return torch.from_numpy(np.ascontiguousarray(picture.transpose(1, 0, 2))).permute(2, 0, 1)[None]
