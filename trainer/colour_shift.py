"""How far a network moves colours where there is nothing to enlarge: what an average PSNR over photographs hides."""

from __future__ import annotations

import itertools

import torch

from sr_desktop.core.models.checkpoint import LoadedNet

_LEVELS = (0.0, 0.5, 1.0)
_MIDDLE = 8
"""Pixels of the input on each side that are looked at, out of sight of the borders and of what a network pads them with."""
_LUMA_RANGE = (16 / 255, 235 / 255)


def colour_shift(net: LoadedNet) -> float:
    """The largest change of a channel, in levels of 255, that `net` makes to flat pictures: greys, pure colours, all between.

    Networks on luminance are shown its tones. Answers are cut to the range that is shown, as in a picture that is saved.
    """
    low, high = _LUMA_RANGE if net.spec.channels == 1 else (0.0, 1.0)
    colours = torch.tensor(list(itertools.product(_LEVELS, repeat=net.spec.channels))) * (high - low) + low
    shifts = [_shift(net, colour, low, high) for colour in colours]
    return round(max(shifts), 2)


@torch.inference_mode()
def _shift(net: LoadedNet, colour: torch.Tensor, low: float, high: float) -> float:
    flat = colour[None, :, None, None]
    border = net.spec.radius(net.config)
    side = border + _MIDDLE + border
    answer = net.module(flat.expand(-1, -1, side, side))
    factor = net.spec.geometry(net.config).factor
    seen = slice(border * factor, (border + _MIDDLE) * factor)
    middle = answer[:, :, seen, seen]
    return 255 * float((middle.clamp(low, high) - flat).abs().max())
