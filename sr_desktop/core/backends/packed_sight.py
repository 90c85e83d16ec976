"""What a convolution sees of a picture that comes in columns."""

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
    """Keeps the columns that a convolution still needs, and shows them with new ones behind, in the type that it takes."""

    def __init__(self, conv: Convolution, room: Workspace) -> None:
        self._rows, self._margin = conv.margin
        self._replicates, self._type, self._wide, self._room = conv.replicates, conv.type, conv.wide, room
        self._kept: torch.Tensor | None = None

    def show(self, new: torch.Tensor | None, last: bool) -> torch.Tensor | None:
        """What the convolution is called with, until the next call; None where that is no column of an answer yet.

        new: 1 x C x H x W; None where nothing new came. last: the picture ends with it.
        """
        begins = self._kept is None
        if begins and new is not None:
            self._kept = torch.empty((1, new.shape[1], new.shape[2] + 2 * self._rows, 0), dtype=self._type)
        if self._kept is None or (new is None and not last):
            return None
        kept, behind = self._kept.shape[3], self._margin if last else 0
        first = kept + (self._margin if begins else 0)
        end = first + (0 if new is None else new.shape[3])
        shown = self._room.place((self._kept.shape[1], self._kept.shape[2], end + behind), self._type)
        shown[..., :kept] = self._kept
        if new is not None:
            self._write(shown[..., first:end], new)
        self._fill(shown, slice(kept, first), first)
        self._fill(shown, slice(end, end + behind), end - 1)
        self._kept = _copied(shown[..., max(0, end + behind - (self._wide - 1)) :], self._kept)
        return shown if end + behind >= self._wide else None

    def _write(self, shown: torch.Tensor, new: torch.Tensor) -> None:
        """All rows of some columns."""
        shown[:, :, self._rows : self._rows + new.shape[2]] = new
        if self._rows:
            shown[:, :, : self._rows] = shown[:, :, self._rows, None] if self._replicates else 0
            shown[:, :, -self._rows :] = shown[:, :, -self._rows - 1, None] if self._replicates else 0

    def _fill(self, shown: torch.Tensor, at: slice, column: int) -> None:
        """Columns beside the picture: zeros, or its border, which stands in `column`."""
        shown[..., at] = shown[..., column, None] if self._replicates else 0


def _copied(columns: torch.Tensor, place: torch.Tensor) -> torch.Tensor:
    """In the same place as before where that is as large.

    Small pieces that come and go between large ones would leave the allocator holes that fit neither.
    """
    return place.copy_(columns) if place.shape == columns.shape else columns.clone(memory_format=torch.channels_last)
