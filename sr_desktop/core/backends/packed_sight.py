"""What a convolution sees of a picture that comes in rows."""

from __future__ import annotations

from math import prod

import torch

from sr_desktop.core.backends.packed_conv import Convolution


class Workspace:
    """Memory that the layers of one flow use in turns, as large as the largest of them wants it.

    Places of their own would hold as much for every layer, and none of it would be in the cache.
    """

    def __init__(self) -> None:
        self._flat: dict[torch.dtype, torch.Tensor] = {}

    def place(self, shape: tuple[int, int, int], kind: torch.dtype) -> torch.Tensor:
        """1 x C x H x W for `shape` of C, H, W, dense in channels-last order."""
        channels, height, width = shape
        flat = self._flat.get(kind)
        if flat is None or flat.numel() < prod(shape):
            flat = self._flat[kind] = torch.empty(prod(shape), dtype=kind)
        return flat[: prod(shape)].view(1, height, width, channels).permute(0, 3, 1, 2)


class Sight:
    """Keeps the rows that a convolution still needs, and shows them with new ones below, in the type that it takes."""

    def __init__(self, conv: Convolution, room: Workspace) -> None:
        self._margin, self._sides = conv.margin
        self._replicates, self._type, self._high, self._room = conv.replicates, conv.type, conv.high, room
        self._kept: torch.Tensor | None = None

    def show(self, new: torch.Tensor | None, last: bool) -> torch.Tensor | None:
        """What the convolution is called with, until the next call; None where that is no row of an answer yet.

        new: 1 x C x H x W; None where nothing new came. last: the picture ends with it.
        """
        begins = self._kept is None
        if begins and new is not None:
            self._kept = torch.empty((1, new.shape[1], 0, new.shape[3] + 2 * self._sides), dtype=self._type)
        if self._kept is None or (new is None and not last):
            return None
        kept, below = self._kept.shape[2], self._margin if last else 0
        first = kept + (self._margin if begins else 0)
        end = first + (0 if new is None else new.shape[2])
        shown = self._room.place((self._kept.shape[1], end + below, self._kept.shape[3]), self._type)
        shown[:, :, :kept] = self._kept
        if new is not None:
            self._write(shown[:, :, first:end], new)
        self._fill(shown, slice(kept, first), first)
        self._fill(shown, slice(end, end + below), end - 1)
        self._kept = _copied(shown[:, :, max(0, end + below - (self._high - 1)) :], self._kept)
        return shown if end + below >= self._high else None

    def _write(self, shown: torch.Tensor, new: torch.Tensor) -> None:
        """All of some rows."""
        shown[..., self._sides : self._sides + new.shape[3]] = new
        if self._sides:
            shown[..., : self._sides] = shown[..., self._sides, None] if self._replicates else 0
            shown[..., -self._sides :] = shown[..., -self._sides - 1, None] if self._replicates else 0

    def _fill(self, shown: torch.Tensor, at: slice, row: int) -> None:
        """Rows beside the picture: zeros, or its border, which stands in `row`."""
        shown[:, :, at] = shown[:, :, row, None] if self._replicates else 0


def _copied(rows: torch.Tensor, place: torch.Tensor) -> torch.Tensor:
    """In the same place as before where that is as large.

    Small pieces that come and go between large ones would leave the allocator holes that fit neither.
    """
    return place.copy_(rows) if place.shape == rows.shape else rows.clone(memory_format=torch.channels_last)
