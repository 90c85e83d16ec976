"""How exactly each layer of a network is to be computed: no more so than shows.

From the cheapest kind of each layer on, layers are made more exact, first those that gain most for the time it takes, until
what all of them together change is too little to be seen. Whole pictures decide afterwards whether that is so (agreement.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.archs.spec import Geometry
from sr_desktop.core.backends.plan import Step
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.tuning.rounding import Rounding
from sr_desktop.core.upscaling.settings import LayerKind

_SEEN = (0.15 / 255) ** 2
"""Variance of a change that leaves 99.9 % of the pixels within one level of 255, with room for what is not normal, and costs
0.01 dB no picture of less than 37 dB. There is room for what is not independent of the network's own errors, too: rounded
brightness moves even areas as a whole.
"""
_SHARES = (0.001, 0.0004)
"""Of a network's own squared error, that rounding may add to it: were the two independent, 0.01 dB would be 0.0023. The second
one is for networks where they are not."""
_DOUBT = 1.2
"""How much longer than measured fp32 is taken to last. Layers are timed for milliseconds, in which a busy machine may favour
it; the race of whole networks afterwards does not depend on such a moment.
"""
_FREE = 0.5
"""Of what is allowed, how much is for layers that matter so little that nothing more exact is tried for them."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One way to compute a layer. change: of the answer, mean of its squares; cost: seconds."""

    change: float
    cost: float


Options = Mapping[LayerKind, Option]


def bearable_layers(
    steps: tuple[Step, ...], geometry: Geometry, scale: int, pictures: Sequence[Path], cancel: CancelToken | None = None
) -> tuple[tuple[LayerKind, ...], ...]:
    """Kinds of the convolutions of a plan that should not show, the fastest first, each tuple for the whole network.

    None without pictures. Raises Cancelled and what reading pictures does.
    """
    if not pictures:
        return ()
    rounding = Rounding(steps, geometry, scale, pictures, cancel)
    most = [min(_SEEN, share * rounding.error) for share in _SHARES]
    least = _FREE * most[-1] / rounding.layers
    options = [_options(rounding, number, least) for number in range(rounding.layers)]
    return tuple(dict.fromkeys(chosen(options, each) for each in most))


def _options(rounding: Rounding, number: int, least: float) -> Options:
    """What a layer may be. Where bf16 matters so little, nothing between it and fp32 is tried."""
    costs = rounding.costs(number)
    result: dict[LayerKind, Option] = {"fp32": Option(change=0.0, cost=_DOUBT * costs["fp32"])}
    for kind in rounding.kinds(number):
        result[kind] = Option(change=rounding.change(number, kind), cost=costs[kind])
        if result[kind].change < least:
            break
    return result


def chosen(options: Sequence[Options], most: float) -> tuple[LayerKind, ...]:
    """The kind of each layer, so that all changes together are at most `most`, or as small as can be."""
    kinds = [min(each, key=lambda kind: each[kind].cost) for each in options]
    while sum(each[kind].change for each, kind in zip(options, kinds, strict=True)) > most:
        steps = [
            (_gain(each[kind], option), number, other)
            for number, (each, kind) in enumerate(zip(options, kinds, strict=True))
            for other, option in each.items()
            if option.change < each[kind].change
        ]
        _, number, other = max(steps)
        kinds[number] = other
    return tuple(kinds)


def _gain(now: Option, other: Option) -> float:
    """Change that is saved for each second."""
    return (now.change - other.change) / max(other.cost - now.cost, 1e-9)
