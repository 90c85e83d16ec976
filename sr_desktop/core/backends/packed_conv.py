"""One convolution of a plan: what it wants to see of a picture, and what computes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import torch

from sr_desktop.core.backends.packed_mixed import Mixed, leads_of
from sr_desktop.core.backends.packed_products import Inputs, Products
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.upscaling.settings import LayerKind


def can_pack() -> bool:
    """Whether this build of torch has oneDNN and the operations that torch's own compiler uses of it."""
    there: bool = torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
    return there and hasattr(torch.ops.mkldnn, "_convolution_pointwise")


class Layer(Protocol):
    """What computes a convolution. inputs: for each picture that it takes, the parts that are made of it."""

    inputs: Inputs

    def convolve(self, shown: Sequence[torch.Tensor]) -> torch.Tensor:
        """Of each part 1 x C x H x W, margins included, to 1 x C' x H' x W' without."""
        ...


class Convolution:
    """One "conv" of a plan, of rows that come with what lies around them: zeros at the sides cost oneDNN a third more time.

    margin: rows above and below a picture, and columns at its sides, that do not belong to it. They are zeros, or repeat its
    border where it `replicates`. high: rows of the kernel. Raises ValueError for margins of two sizes in one direction.
    """

    def __init__(self, step: Step, layer: Layer) -> None:
        top, bottom, left, right = step.margin
        if (top, left) != (bottom, right):
            raise ValueError("a convolution with margins of two sizes")
        self.margin, self.replicates, self.high = (top, left), step.replicates, tensors_of(step)[0].shape[2]
        self.inputs, self.convolve = layer.inputs, layer.convolve


def convolution_of(step: Step, kind: LayerKind, levels: FloatArray) -> Convolution:
    """levels: what flat pictures are before it (levels.py). Raises ValueError for a kind that the layer is not fit for."""
    weight, bias = tensors_of(step)
    if kind != "mixed":
        return Convolution(step, Products(weight, bias, step.slope, torch.bfloat16 if kind == "bf16" else torch.float32))
    leads = leads_of(weight.numpy(), levels)
    if leads is None:
        raise ValueError("a convolution without leading channels")
    return Convolution(step, Mixed(weight, bias, step.slope, leads))


def tensors_of(step: Step) -> tuple[torch.Tensor, torch.Tensor]:
    """Weights and bias. Raises ValueError where there are none."""
    if step.weight is None or step.bias is None:
        raise ValueError("a convolution without weights")
    return torch.from_numpy(step.weight), torch.from_numpy(step.bias)
