"""Exponential moving averages that go on where they stopped."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]

_BLOCK = 64


class MovingAverage:
    """s_n = w s_(n-1) + (1 - w) x_n from s_0 = 0, divided by 1 - w^n: the first average is the first value itself.

    weight: w in 0..1, 0 leaves the values as they are. Raises ValueError for another one.
    """

    def __init__(self, weight: float) -> None:
        if not 0 <= weight < 1:
            raise ValueError(f"weight is {weight}; 0 <= weight < 1 is allowed")
        self._weight = weight
        self._sum, self._count = 0.0, 0
        powers = np.arange(_BLOCK)[:, None] - np.arange(_BLOCK)[None, :]
        self._kernel = np.where(powers >= 0, (1 - weight) * weight ** np.maximum(powers, 0).astype(np.float64), 0.0)
        self._decay = weight ** np.arange(1, _BLOCK + 1, dtype=np.float64)

    def extend(self, values: FloatArray) -> FloatArray:
        """The averages at the next `values` (N), N."""
        if not len(values):
            return values
        blocks = -(-len(values) // _BLOCK)
        padded = np.zeros(blocks * _BLOCK)
        padded[: len(values)] = values
        local = padded.reshape(blocks, _BLOCK) @ self._kernel.T
        carried = np.empty(blocks)
        carry, decay = self._sum, float(self._decay[-1])
        for index, end in enumerate(local[:, -1].tolist()):
            carried[index] = carry
            carry = decay * carry + end
        sums = (local + carried[:, None] * self._decay).reshape(-1)[: len(values)]
        self._sum = float(sums[-1])
        counts = np.arange(self._count + 1, self._count + len(values) + 1)
        self._count += len(values)
        averages: FloatArray = sums / (1 - self._weight**counts)
        return averages
