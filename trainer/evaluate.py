"""Validation by the path that the user's pictures take: tiles, backend and protocol of core."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.bench.protocol import low_resolution, measure, modcrop
from sr_desktop.core.bench.truth import luma_of
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.inference import TiledNet
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.picture import FloatArray
from sr_desktop.core.resize import imresize
from trainer.data import Warn, read_good


@dataclass(frozen=True, kw_only=True)
class Validation:
    """Means over the held-out pictures at one scale; dB and 0..1."""

    scale: int
    psnr: float
    ssim: float
    baseline_psnr: float


_PREVIEW_SIDE = 192


def _middle(picture: FloatArray, side: int) -> FloatArray:
    top, left = max(0, (picture.shape[0] - side) // 2), max(0, (picture.shape[1] - side) // 2)
    return picture[top : top + side, left : left + side]


class Evaluator:
    """Holds the validation pictures, and bicubic's figures for them."""

    def __init__(self, files: Sequence[Path], scales: Sequence[int], channels: int, warn: Warn) -> None:
        self._scales, self._channels = tuple(scales), channels
        self._truths = list(read_good(files, warn))
        if not self._truths:
            raise BadDataset(path=str(files[0].parent), detail="none of the pictures held out for validation can be read")
        self._baseline = {scale: self._mean_bicubic(scale) for scale in self._scales}

    def evaluate(self, module: nn.Module, spec: ArchSpec, config: Any, device: str) -> list[Validation]:  # noqa: ANN401
        """Measure `module` (brought to evaluation mode) at every scale. Raises BadOutput for answers with NaN."""
        net = TiledNet(spec=spec, config=config, backend=TorchBackend(module, device=device, precision="fp32"))
        results = []
        for scale in self._scales:
            scores = []
            for truth in (modcrop(truth, scale) for truth in self._truths):
                answer = net.enhance(low_resolution(truth, scale, channels=self._channels), scale)
                scores.append(measure(truth, answer, scale))
            results.append(
                Validation(
                    scale=scale,
                    psnr=float(np.mean([score.psnr for score in scores])),
                    ssim=float(np.mean([score.ssim for score in scores])),
                    baseline_psnr=self._baseline[scale],
                )
            )
        return results

    def preview(self, module: nn.Module, spec: ArchSpec, config: Any, device: str) -> npt.NDArray[np.uint8]:  # noqa: ANN401
        """Input by bicubic, answer and truth of one fixed crop side by side, H x 3W x 3, at the largest scale."""
        scale = max(self._scales)
        net = TiledNet(spec=spec, config=config, backend=TorchBackend(module, device=device, precision="fp32"))
        truth = modcrop(_middle(self._truths[0], _PREVIEW_SIDE), scale)
        low = low_resolution(truth, scale, channels=self._channels)
        shown = (
            imresize(low, float(scale)),
            net.enhance(low, scale),
            luma_of(truth)[:, :, None] if self._channels == 1 else truth,
        )
        rows = [plane.repeat(3, axis=2) if plane.shape[2] == 1 else plane for plane in shown]
        return to_8_bit(np.concatenate(rows, axis=1)).astype(np.uint8)

    def _mean_bicubic(self, scale: int) -> float:
        def one(truth: FloatArray) -> float:
            return measure(truth, imresize(low_resolution(truth, scale, channels=1), float(scale)), scale).psnr

        return float(np.mean([one(modcrop(truth, scale)) for truth in self._truths]))


def mean_psnr(results: Sequence[Validation]) -> float:
    """The one number by which weights are compared: the mean over scales, -inf for none."""
    return float(np.mean([result.psnr for result in results])) if results else -math.inf
