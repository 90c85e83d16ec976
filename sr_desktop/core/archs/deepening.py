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
    """A network that takes weights of a shallower one of its kind, and that can learn as a shallower one at first."""

    @property
    def depth(self) -> int:
        """How many layers there are, learning or not."""
        ...

    def deepened(self, shallower: Mapping[str, torch.Tensor]) -> State:
        """Weights for this network with which it answers what the one of `shallower` does. Of another width, or deeper than
        this one, they come back as they are."""
        ...

    def shallower(self, depth: int) -> nn.Module:
        """A new network of `depth` layers, at least 3 and fewer than this one's, that is like this one else."""
        ...

    def use_depth(self, depth: int | None) -> None:
        """Leave out the layers that `deepened` puts between those of a network of `depth` layers; None: leave out none."""
        ...


def kept_places(given: int, depth: int) -> list[int]:
    """Where in a chain of `depth` layers those of one of `given`, at least 3, come to lie: as evenly as may be."""
    inner, wanted = given - 2, depth - 2
    # Each of the shallower one's inner layers lies before the new ones of its share.
    return [0, *(-(-number * wanted // inner) + 1 for number in range(inner)), depth - 1]


def deepen_chain(chain: Mapping[str, torch.Tensor], depth: int) -> State:
    """`chain` (layers.N.weight and .bias: convolutions of one width with ReLU between) with `depth` layers, the new ones spread
    evenly behind those between the first and the last. They pass on what they get, which is positive."""
    given = len(chain) // 2
    if given < 3 or depth <= given:
        return dict(chain)
    places = kept_places(given, depth)
    result: State = {}
    for place in range(depth):
        is_kept = place in places
        source = places.index(place) if is_kept else 1
        weight, bias = (chain[f"layers.{source}.{part}"].clone() for part in ("weight", "bias"))
        if not is_kept:
            nn.init.dirac_(weight)
            nn.init.zeros_(bias)
        result |= {f"layers.{place}.weight": weight, f"layers.{place}.bias": bias}
    return result
