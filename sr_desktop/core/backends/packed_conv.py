"""One convolution of a plan: how it is computed, and what it wants to see of a picture."""

from __future__ import annotations

from collections.abc import Sequence

import torch

from sr_desktop.core.backends.packed_mixed import Mixed, leads_of
from sr_desktop.core.backends.packed_products import Products
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.settings import LayerKind


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class Convolution:
    """One "conv" of a plan, of rows that come with what lies around them: zeros at the sides cost oneDNN a third more time.

    margin: rows above and below a picture, and columns at its sides, that do not belong to it. They are zeros, or repeat its
    border where it `replicates`. high: rows of the kernel. kind: how it is computed; levels: what flat pictures are before it
    (levels.py), for a mixed one; parts: the pictures that it is called with.
    Raises ValueError for margins of two sizes in one direction, and for a kind that the layer is not fit for.
    """

    def __init__(self, step: Step, kind: LayerKind, levels: FloatArray) -> None:
        if step.weight is None or step.bias is None:
            raise ValueError("a convolution without weights")
        top, bottom, left, right = step.margin
        if (top, left) != (bottom, right):
            raise ValueError("a convolution with margins of two sizes")
        self.margin, self.replicates, self.high = (top, left), step.replicates, step.weight.shape[2]
        weight, bias = torch.from_numpy(step.weight), torch.from_numpy(step.bias)
        self._layer: Mixed | Products
        if kind == "mixed":
            leads = leads_of(step.weight, levels)
            if leads is None:
                raise ValueError("a convolution without leading channels")
            self._layer = Mixed(weight, bias, step.slope, leads)
        else:
            self._layer = Products(weight, bias, step.slope, torch.bfloat16 if kind == "bf16" else torch.float32)
        self.parts = self._layer.parts

    def convolve(self, shown: Sequence[torch.Tensor]) -> torch.Tensor:
        """Of each part 1 x C x H x W, margins included, to 1 x C' x H' x W' without."""
        return self._layer.convolve(shown)
