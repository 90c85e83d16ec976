"""A deeper network from a shallower one, with the same answers: it goes on learning instead of starting anew
(Chen et al., "Net2Net", ICLR 2016, section 2.3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

import torch
from torch import nn

State = dict[str, torch.Tensor]


@runtime_checkable
class Deepens(Protocol):
    """A network that takes weights of a shallower one of its kind."""

    def deepened(self, shallower: Mapping[str, torch.Tensor]) -> State:
        """Weights for this network with which it answers what the one of `shallower` does. Of another width, or deeper than
        this one, they come back as they are."""
        ...


def deepen_chain(chain: Mapping[str, torch.Tensor], depth: int) -> State:
    """`chain` (layers.N.weight and .bias: convolutions of one width with ReLU between) with `depth` layers, the new ones spread
    evenly behind those between the first and the last. They pass on what they get, which is positive."""
    given = len(chain) // 2
    inner, wanted = given - 2, depth - 2
    if inner < 1 or wanted <= inner:
        return dict(chain)
    result = {**_layer(chain, 0, 0), **_layer(chain, given - 1, depth - 1)}
    for place in range(wanted):
        source = place * inner // wanted
        is_new = place > 0 and (place - 1) * inner // wanted == source
        result |= _layer(chain, source + 1, place + 1)
        if is_new:
            nn.init.dirac_(result[f"layers.{place + 1}.weight"])
            nn.init.zeros_(result[f"layers.{place + 1}.bias"])
    return result


def _layer(chain: Mapping[str, torch.Tensor], source: int, place: int) -> State:
    return {f"layers.{place}.{part}": chain[f"layers.{source}.{part}"].clone() for part in ("weight", "bias")}
