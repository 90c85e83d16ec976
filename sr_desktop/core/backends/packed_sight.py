"""What a convolution sees of a picture that comes in rows."""

from __future__ import annotations

from math import prod

import torch

from sr_desktop.core.backends.packed_conv import Convolution
from sr_desktop.core.backends.packed_products import Part


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
    """Keeps the rows that a convolution still needs, and shows them with new ones below, in the parts that it takes of them."""

    def __init__(self, conv: Convolution, parts: tuple[Part, ...], room: Workspace) -> None:
        (self._margin, self._sides), self._conv, self._parts, self._room = conv.margin, conv, parts, room
        self._kept: torch.Tensor | None = None

    def show(self, new: torch.Tensor | None, last: bool) -> list[torch.Tensor] | None:
        """What the convolution is called with, until the next call; None where that is no row of an answer yet.

        new: 1 x C x H x W; None where nothing new came. last: the picture ends with it.
        """
        if self._kept is None and new is not None:
            self._kept = self._beside(new[:, :, :1]).clone(memory_format=torch.channels_last)
        if self._kept is None or (new is None and not last):
            return None
        pieces = [self._kept] if new is None else [self._kept, new]
        if last:
            pieces.append(self._beside(pieces[-1][:, :, -1:]))
        high = sum(piece.shape[2] for piece in pieces)
        shown = self._written(pieces, high) if high >= self._conv.high else None
        if not last:
            self._kept = _ends(pieces, self._conv.high - 1, self._kept)
        return shown

    def _beside(self, edge: torch.Tensor) -> torch.Tensor:
        """Rows above or below the picture: zeros, or its edge again."""
        return (edge if self._conv.replicates else torch.zeros_like(edge)).expand(-1, -1, self._margin, -1)

    def _written(self, pieces: list[torch.Tensor], high: int) -> list[torch.Tensor]:
        wide = pieces[0].shape[3]
        places = [self._room.place((part.channels, high, wide + 2 * self._sides), part.type) for part in self._parts]
        inner = slice(self._sides, self._sides + wide)
        first = 0
        for piece in pieces:
            for part, place in zip(self._parts, places, strict=True):
                part.write(place[:, :, first : first + piece.shape[2], inner], piece)
            first += piece.shape[2]
        for place in places if self._sides else ():
            left, right = (place[..., self._sides, None], place[..., -self._sides - 1, None])
            place[..., : self._sides] = left if self._conv.replicates else 0
            place[..., -self._sides :] = right if self._conv.replicates else 0
        return places


def _ends(pieces: list[torch.Tensor], high: int, place: torch.Tensor) -> torch.Tensor:
    """A copy of the last `high` rows of pieces that stand one below the other, or of all where they are fewer.

    In `place`, where that is as large: small pieces that come and go between large ones would leave the allocator holes that
    fit neither.
    """
    ends = [piece[:, :, max(0, piece.shape[2] - high) :] for piece in pieces]
    rows = ends[-1] if ends[-1].shape[2] == high else torch.cat(ends, dim=2)
    rows = rows[:, :, max(0, rows.shape[2] - high) :]
    return place.copy_(rows) if place.shape == rows.shape else rows.clone(memory_format=torch.channels_last)
