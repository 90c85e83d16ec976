"""What a convolution sees of a picture that comes in columns."""

from __future__ import annotations

import torch

from sr_desktop.core.backends.packed_conv import Convolution


class Sight:
    """Columns that were kept and new ones behind them, in one place of the type that a convolution takes.

    parts: what the convolution is called with; count: columns that are in them.
    """

    def __init__(self, conv: Convolution) -> None:
        self._rows, self._margin = (conv.margin[0] if conv.replicates else 0), conv.margin[1]
        self._replicates, self._type, self._splits = conv.replicates, conv.type, conv.kind == "split"
        self.parts: list[torch.Tensor] = []
        self.count = 0

    def add(self, new: torch.Tensor, last: bool) -> None:
        """New columns, 1 x C x H x W. last: the picture ends with them."""
        before, behind = 0 if self.parts else self._margin, self._margin if last else 0
        self._make_room(before + new.shape[3] + behind, new)
        self.count += before
        self._write(new)
        self._fill(slice(0, before), before)
        if last:
            self._fill(slice(self.count, self.count + behind), self.count - 1)
            self.count += behind

    def end(self) -> None:
        """The picture has ended with what came before."""
        self._make_room(self._margin, self.parts[0])
        self._fill(slice(self.count, self.count + self._margin), self.count - 1)
        self.count += self._margin

    def keep(self, columns: int) -> None:
        """Only the last `columns` are needed from now on."""
        first = self.count - columns
        for part in self.parts:
            kept = part[..., first : self.count]
            part[..., :columns] = kept.clone() if first < columns else kept
        self.count = columns

    def _make_room(self, more: int, like: torch.Tensor) -> None:
        """For so many more columns and none beyond, since oneDNN takes what is dense in memory as it is."""
        channels, height, columns = like.shape[1], like.shape[2], self.count + more
        parts, rows = 2 if self._splits and like.dtype != self._type else 1, height + 2 * self._rows
        if self.parts:
            parts, rows = len(self.parts), self.parts[0].shape[2]
            if self.parts[0].shape[3] == columns:
                return
        places = [
            torch.empty((1, channels, rows, columns), dtype=self._type, memory_format=torch.channels_last) for _ in range(parts)
        ]
        for place, part in zip(places, self.parts, strict=False):
            place[..., : self.count] = part[..., : self.count]
        self.parts = places

    def _write(self, new: torch.Tensor) -> None:
        height, columns = new.shape[2:]
        rows, at = slice(self._rows, self._rows + height), slice(self.count, self.count + columns)
        self.parts[0][:, :, rows, at] = new
        if len(self.parts) > 1:
            # Sums of tensors of two types take twice the time of making them one type first.
            low = self.parts[0][:, :, rows, at].float()
            self.parts[1][:, :, rows, at] = torch.sub(new, low, out=low)
        if self._rows:
            for part in self.parts:
                part[:, :, : self._rows, at] = part[:, :, self._rows, None, at]
                part[:, :, -self._rows :, at] = part[:, :, -self._rows - 1, None, at]
        self.count += columns

    def _fill(self, at: slice, column: int) -> None:
        """Columns beside the picture: zeros, or its border, which stands in `column`."""
        for part in self.parts:
            part[..., at] = part[..., column, None] if self._replicates else 0
