"""The mean of the answers to all eight turned and mirrored inputs ("self-ensemble", Timofte et al. 2016)."""

from __future__ import annotations

import numpy as np

from sr_desktop.core.backends.face import Backend
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.passes import ORIENTATIONS


class EnsembleBackend:
    """A Backend that asks another one eight times, and takes eight times as long."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.name, self.device, self.precision = backend.name, backend.device, backend.precision

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        total: FloatArray | None = None
        for number in range(ORIENTATIONS):
            if cancel:
                cancel.raise_if_cancelled()
            answer = _back(self._backend.run(_turned(planes, number), cancel), number)
            total = answer.copy() if total is None else np.add(total, answer, out=total)
        if total is None:
            raise ValueError("there is no orientation")
        total /= np.float32(ORIENTATIONS)
        return total


def _turned(planes: FloatArray, number: int) -> FloatArray:
    """C x H x W in orientation 0..7: turned by quarters, from 4 on mirrored first."""
    mirrored = planes[:, :, ::-1] if number >= 4 else planes
    return np.ascontiguousarray(np.rot90(mirrored, number % 4, axes=(1, 2)))


def _back(planes: FloatArray, number: int) -> FloatArray:
    upright = np.rot90(planes, -(number % 4), axes=(1, 2))
    return upright[:, :, ::-1] if number >= 4 else upright
