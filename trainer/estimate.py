"""What a job will need: measured in a few seconds on made-up patches, before anything is decoded."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.bench.protocol import measure
from sr_desktop.core.devices import pick_device
from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.trainer import Estimated
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.artefacts import Artefacts
from trainer.job import arch_of
from trainer.memory import forget_peak, free_mb, peak_mb
from trainer.pictures.picture_sizes import PictureSizes
from trainer.recipes import RECIPES, Recipe

_STEP_SECONDS = 5.0
_SEARCH_SECONDS = 10.0
_LEAST_STEPS, _MOST_STEPS = 2, 200
_STEPS_IN_ALL = 5
"""Those of `measure`: two at half the batch, two at the whole one, then two at least that are timed."""
_SPARE = 0.8
"""Share of the free memory that a batch may fill: other programs want some, too."""
_MOST_BATCH = 65536
"""What optim.batch allows."""
_LEAST_PICTURE, _PICTURE = 64, 224
"""Sides of the pictures that a validation is timed on."""


def estimate(job: JobSpec) -> Estimated:
    """Run a few steps and a validation of `job` on made-up pixels, and look at the sizes of its pictures.

    Time to decode the pictures is not counted in; the memory that they will fill is, but for the graphics card's. Raises
    BadJob, also where a batch does not fit the device; BadDataset, BadCheckpoint, DeviceUnavailable.
    """
    if job.recipe not in RECIPES:
        raise BadJob(field="recipe", value=job.recipe, allowed=", ".join(RECIPES))
    if job.threads:
        torch.set_num_threads(job.threads)
    spec, config = arch_of(job)
    device = pick_device(job.device)
    pictures = PictureSizes(job, spec.input_space)
    free = free_mb(device)
    bench = _Bench(job, spec, RECIPES[job.recipe](job, spec.build(config), device), device)
    cost = bench.measure()
    validation = _validation_seconds(job, (spec, config), bench.recipe.module, pictures, device)
    memory = peak_mb(device) + cost.missing_mb
    data_mb = pictures.memory_mb if device.type == "cpu" else 0.0
    tried = device.type == "cuda"
    largest = bench.largest_tried() if tried else _extrapolated(job.optim.batch, free - data_mb, cost.patch_mb)
    validations = -(-job.optim.steps // job.evaluate_every)
    return Estimated(
        steps_per_s=1.0 / cost.seconds,
        seconds=job.optim.steps * cost.seconds + validations * validation,
        memory_mb=memory + data_mb,
        free_memory_mb=free,
        largest_batch=largest,
        device=str(device),
        extrapolated=not tried and cost.patch_mb > 0.0,
    )


@dataclass(frozen=True, kw_only=True)
class _Cost:
    """Of a step: seconds; MB that one more patch takes at the peak, 0 where too little to tell; MB at the peak of the job's
    batch that a smaller batch did not show."""

    seconds: float
    patch_mb: float
    missing_mb: float


class _Bench:
    """Runs steps of a recipe on noise."""

    def __init__(self, job: JobSpec, spec: ArchSpec, recipe: Recipe, device: torch.device) -> None:
        self.recipe = recipe
        self._batch, self._patch, self._channels, self._device = job.optim.batch, job.data.patch, spec.channels, device
        self._passes = job.optim.accumulate
        self._factor = 1 if spec.input_space is InputSpace.LUMA_UPSCALED else job.scales[0]
        # Of a network that learns with fewer layers first, the later steps are those that need the memory.
        self._fewer_layers = job.optim.shallow_share
        self._count = job.optim.shallow_steps

    def measure(self) -> _Cost:
        """Of the job's batch, or of a smaller one where that would take long, and of what a patch adds to it.

        Raises BadJob where the batch does not fit the memory.
        """
        batch = self._affordable()
        fewer, more = max(1, batch // 2), max(2, batch)
        try:
            low = self._peak(fewer)
            high = self._peak(more)
            seconds = self._mean_seconds(batch) * self._batch / batch
        except torch.OutOfMemoryError:
            raise BadJob(field="optim.batch", value=str(self._batch), allowed=self._what_fits(fewer)) from None
        patch_mb = max(0.0, (high - low) / (more - fewer))
        return _Cost(seconds=seconds, patch_mb=patch_mb, missing_mb=patch_mb * max(0, self._batch - more))

    def largest_tried(self) -> int:
        """The job's batch, doubled as long as it fits the device and little time has passed."""
        batch, deadline = self._batch, time.monotonic() + _SEARCH_SECONDS
        while 2 * batch <= _MOST_BATCH and time.monotonic() < deadline and self._fits(2 * batch):
            batch *= 2
        return batch

    def _what_fits(self, batch: int) -> str:
        while batch and not self._fits(batch):
            batch //= 2
        return f"about {batch} with the memory of {self._device}" if batch else f"less than {self._device} has memory for"

    def _fits(self, batch: int) -> bool:
        try:
            self._step(batch)
        except torch.OutOfMemoryError:
            torch.cuda.empty_cache()
            return False
        return True

    def _peak(self, batch: int) -> float:
        # The first step of a size makes what stays: the optimizer's state, the library's plans.
        self._step(batch)
        forget_peak(self._device)
        self._step(batch)
        return peak_mb(self._device)

    def _affordable(self) -> int:
        """The job's batch, or as much of it as there is time for; a graphics card is fast, but only with all of it."""
        if self._device.type == "cuda":
            return self._batch
        self._step(1)
        began = time.monotonic()
        self._step(1)
        return max(1, min(self._batch, int(_STEP_SECONDS / _STEPS_IN_ALL / (time.monotonic() - began))))

    def _mean_seconds(self, batch: int) -> float:
        whole = self._seconds(batch)
        if not self._fewer_layers:
            return whole
        self._count = 0
        return self._fewer_layers * self._seconds(batch) + (1 - self._fewer_layers) * whole

    def _seconds(self, batch: int) -> float:
        began, count = time.monotonic(), 0
        while count < _LEAST_STEPS or (count < _MOST_STEPS and time.monotonic() - began < _STEP_SECONDS / 2):
            self._step(batch)
            count += 1
        return (time.monotonic() - began) / count

    def _step(self, batch: int) -> None:
        self._count += 1
        count = batch * self._passes
        low = torch.rand(count, self._patch, self._patch, self._channels, device=self._device)
        side = self._patch * self._factor
        high = torch.rand(count, side, side, self._channels, device=self._device)
        losses = self.recipe.step(self._count, low.permute(0, 3, 1, 2), high.permute(0, 3, 1, 2))
        # As the loop does; on a graphics card the step has ended only then.
        for loss in losses.values():
            float(loss)


def _extrapolated(batch: int, free: float, patch_mb: float) -> int:
    if patch_mb == 0.0:
        return batch
    return max(1, min(_MOST_BATCH, int(_SPARE * free / patch_mb)))


def _validation_seconds(
    job: JobSpec,
    arch: tuple[ArchSpec, Any],
    module: nn.Module,
    pictures: PictureSizes,
    device: torch.device,
) -> float:
    """Of all pictures at all scales, from one of at most `_PICTURE` pixels a side."""
    spec, config = arch
    backend = TorchBackend(module, device=str(device), precision="fp32")
    net = TiledNet(geometry=spec.geometry(config), backend=backend, name=spec.id)
    side = int(min(_PICTURE, math.sqrt(pictures.pixels)))
    seconds = 0.0
    for scale in job.scales:
        _measure_noise(net, _LEAST_PICTURE, scale)
        began = time.monotonic()
        pixels = _measure_noise(net, side, scale)
        seconds += (time.monotonic() - began) / pixels
    return seconds * pictures.pixels * pictures.validated


def _measure_noise(net: TiledNet, side: int, scale: int) -> int:
    rng = np.random.default_rng(0)
    side = max(side, _LEAST_PICTURE) // scale * scale
    truth = rng.random((side, side, net.channels), dtype=np.float32)
    low = rng.random((side // scale, side // scale, net.channels), dtype=np.float32)
    answer = net.enhance(low, scale)
    measure(truth, answer, scale)
    Artefacts(scale).add(truth, answer)
    return side * side
