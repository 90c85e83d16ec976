"""Pictures of what a network does while it learns, each with the event that announces it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.messages.trainer import Preview
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.layer_views import FirstLayers, watch_first_layers
from trainer.pictures.crops import Crop, Shown, eight_bits
from trainer.run_dir import RunDir

_MOST_GAIN = 20
_BRIGHT = 99.5
"""Percent of the pixels of a residual that its gain keeps within black and white."""


class Previews:
    """Shows fixed crops, the first layer's filters, the first layers' maps and, where there is one, the residual."""

    def __init__(self, crops: Sequence[Crop], run_dir: RunDir, spec: ArchSpec, config: Any) -> None:  # noqa: ANN401
        self._crops, self._dir = tuple(crops), run_dir
        self._residual = spec.adds_input(config)
        self._gains = {crop.number: residual_gain(crop.missing) for crop in self._crops}

    def show(self, step: int, module: nn.Module, net: TiledNet) -> Iterator[Preview]:
        """Write the pictures of `step`; `net` runs `module`. Raises BadOutput for answers with NaN, CannotWrite."""
        for crop in self._crops:
            # The run that gives the first crop's answer shows the layers at no further cost.
            with watch_first_layers(module) as layers:
                answer = net.enhance(crop.low, float(crop.scale))
            yield self._answer(step, crop, answer)
            if self._residual:
                yield self._added(step, crop, answer)
            if crop.number == 0:
                yield from self._layers(step, crop, layers)
        self._dir.thin_previews()

    def _answer(self, step: int, crop: Crop, answer: FloatArray) -> Preview:
        return Preview(
            step=step,
            path=self._write(step, f"crop-{crop.number}", crop.shown(answer)),
            number=crop.number,
            scale=float(crop.scale),
            input=self._once(f"crop-{crop.number}-input", crop.shown(crop.bicubic)),
            truth=self._once(f"crop-{crop.number}-truth", eight_bits(crop.truth)),
        )

    def _added(self, step: int, crop: Crop, answer: FloatArray) -> Preview:
        gain = self._gains[crop.number]
        return Preview(
            step=step,
            path=self._write(step, f"residual-{crop.number}", around_grey(luma_of(answer) - luma_of(crop.bicubic), gain)),
            kind="residual",
            number=crop.number,
            scale=float(crop.scale),
            input=self._once(f"crop-{crop.number}-input", crop.shown(crop.bicubic)),
            truth=self._once(f"residual-{crop.number}-truth", around_grey(crop.missing, gain)),
            gain=gain,
        )

    def _layers(self, step: int, crop: Crop, layers: FirstLayers) -> Iterator[Preview]:
        filters = layers.filters()
        if filters is not None:
            yield Preview(step=step, path=self._write(step, "filters", filters), kind="filters")
        for number, maps in enumerate(layers.features(), start=1):
            path = self._write(step, f"features-{number}", maps)
            yield Preview(
                step=step,
                path=path,
                kind="features",
                number=number,
                scale=float(crop.scale),
                input=self._once(f"crop-{crop.number}-input", crop.shown(crop.bicubic)),
            )

    def _write(self, step: int, name: str, picture: Shown) -> str:
        return str(self._dir.save_preview(f"{step:08d}-{name}", picture))

    def _once(self, name: str, picture: Shown) -> str:
        path: Path = self._dir.preview(name)
        if not path.exists():
            self._dir.save_preview(name, picture)
        return str(path)


def residual_gain(missing: FloatArray) -> float:
    """What differences of luminance are multiplied by, so that those that are to be learned fill the range: 1 to 20.

    It follows from the truth alone and stays the same for a whole run, so that its pictures can be compared.
    """
    largest = float(np.percentile(np.abs(missing), _BRIGHT))
    return float(min(_MOST_GAIN, max(1, int(0.5 / largest)))) if largest > 0 else float(_MOST_GAIN)


def around_grey(residual: FloatArray, gain: float) -> Shown:
    """H x W differences with both signs as a picture: none is mid-grey."""
    return eight_bits((0.5 + gain * residual)[:, :, None])
