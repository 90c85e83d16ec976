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
        self._flat: dict[tuple[torch.dtype, int], torch.Tensor] = {}

    def place(self, shape: tuple[int, int, int], kind: torch.dtype, number: int) -> torch.Tensor:
        """1 x C x H x W for `shape` of C, H, W, dense in channels-last order; the numbers of a layer have different ones."""
        channels, height, width = shape
        flat = self._flat.get((kind, number))
        if flat is None or flat.numel() < prod(shape):
            flat = self._flat[kind, number] = torch.empty(prod(shape), dtype=kind)
        return flat[: prod(shape)].view(1, height, width, channels).permute(0, 3, 1, 2)


class Sight:
    """Keeps the columns that a convolution still needs, and shows them with new ones behind, in the type that it takes."""

    def __init__(self, conv: Convolution, room: Workspace) -> None:
        self._rows, self._margin = (conv.margin[0] if conv.replicates else 0), conv.margin[1]
        self._replicates, self._type, self._splits = conv.replicates, conv.type, conv.kind == "split"
        self._wide, self._room = conv.wide, room
        self._kept: list[torch.Tensor] = []

    def show(self, new: torch.Tensor | None, last: bool) -> list[torch.Tensor]:
        """What the convolution is called with, until the next call; nothing where that is no column of an answer yet.

        new: 1 x C x H x W; None where nothing new came. last: the picture ends with it.
        """
        if new is None and not (last and self._kept):
            return []
        kept = self._kept[0].shape[3] if self._kept else 0
        before, behind = 0 if self._kept else self._margin, self._margin if last else 0
        first, end = kept + before, kept + before + (0 if new is None else new.shape[3])
        parts = self._places(end + behind, new)
        for part, old in zip(parts, self._kept, strict=False):
            part[..., :kept] = old
        if new is not None:
            self._write(parts, new, first)
        for part in parts:
            self._fill(part, slice(kept, first), first)
            self._fill(part, slice(end, end + behind), end - 1)
        self._keep(parts)
        return parts if end + behind >= self._wide else []

    def _places(self, columns: int, new: torch.Tensor | None) -> list[torch.Tensor]:
        if self._kept:
            count, (channels, rows) = len(self._kept), self._kept[0].shape[1:3]
        elif new is not None:
            count = 2 if self._splits and new.dtype != self._type else 1
            channels, rows = new.shape[1], new.shape[2] + 2 * self._rows
        else:
            return []
        return [self._room.place((channels, rows, columns), self._type, number) for number in range(count)]

    def _write(self, parts: list[torch.Tensor], new: torch.Tensor, first: int) -> None:
        height, columns = new.shape[2:]
        rows, at = slice(self._rows, self._rows + height), slice(first, first + columns)
        parts[0][:, :, rows, at] = new
        if len(parts) > 1:
            # Sums of tensors of two types take twice the time of making them one type first.
            low = parts[0][:, :, rows, at].float()
            parts[1][:, :, rows, at] = torch.sub(new, low, out=low)
        if self._rows:
            for part in parts:
                part[:, :, : self._rows, at] = part[:, :, self._rows, None, at]
                part[:, :, -self._rows :, at] = part[:, :, -self._rows - 1, None, at]

    def _fill(self, part: torch.Tensor, at: slice, column: int) -> None:
        """Columns beside the picture: zeros, or its border, which stands in `column`."""
        part[..., at] = part[..., column, None] if self._replicates else 0

    def _keep(self, parts: list[torch.Tensor]) -> None:
        """A copy of the last columns, as many as the next call needs; in the same place where that is as large.

        Small pieces that come and go between large ones would leave the allocator holes that fit neither.
        """
        columns = min(self._wide - 1, parts[0].shape[3])
        ends = [part[..., part.shape[3] - columns :] for part in parts]
        if [each.shape for each in self._kept] == [each.shape for each in ends]:
            for kept, end in zip(self._kept, ends, strict=True):
                kept.copy_(end)
        else:
            self._kept = [end.clone(memory_format=torch.channels_last) for end in ends]
