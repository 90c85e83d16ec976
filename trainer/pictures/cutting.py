"""Patches cut from pairs: on the CPU by slices, on a graphics card all at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from sr_desktop.core.pictures.picture import FloatArray
from trainer.pictures.pair_store import PairStore, planes
from trainer.pictures.pairs import Plane
from trainer.pictures.sampling import Cut

Batch = tuple[torch.Tensor, torch.Tensor]
"""Inputs N x C x P x P and truths N x C x fP x fP in 0..1, float32, channels last."""

_LEVELS = (np.arange(256, dtype=np.float32) / np.float32(255.0)).astype(np.float16)
"""What a byte is worth: rounded as everything else is, so that a picture gives the same batches however it is kept."""
_VALUES = _LEVELS.astype(np.float32)
_SHARE = 0.5
"""How much of a card's free memory the pairs may take; the rest is the network's."""


class SlicedPatches:
    """Cuts on the CPU and copies the batch to the device."""

    def __init__(self, store: PairStore, *, patch: int, factor: int) -> None:
        self._store, self._patch, self._factor = store, patch, factor

    def batch(self, cuts: Sequence[Cut], device: torch.device) -> Batch:
        """The patches of `cuts`."""
        pairs = [self._store.pair(cut.pair) for cut in cuts]
        lows = [_cut(pair.low, cut, self._patch, 1) for pair, cut in zip(pairs, cuts, strict=True)]
        highs = [_cut(pair.high, cut, self._patch, self._factor) for pair, cut in zip(pairs, cuts, strict=True)]
        return _tensor(lows, device), _tensor(highs, device)


class DevicePatches:
    """Keeps all pairs on the device and cuts there, every patch of a batch by one look-up."""

    def __init__(self, store: PairStore, device: torch.device, *, patch: int, factor: int) -> None:
        self._patch, self._factor, self._device = patch, factor, device
        channels = store.pair(0).low.shape[2]
        self._low, self._high = _Flat(channels), _Flat(channels)
        for _, pair, shared in planes(store):
            self._low.plan(pair.low)
            self._high.plan(pair.high, again=shared)
        self._low.open(device)
        self._high.open(device)
        for number, pair, shared in planes(store):
            self._low.put(number, pair.low)
            if not shared:
                self._high.put(number, pair.high)

    def batch(self, cuts: Sequence[Cut], device: torch.device) -> Batch:
        """The patches of `cuts`; `device` is the one that the pairs are on."""
        table = np.array([(cut.pair, cut.top, cut.left, cut.turns, cut.mirrored) for cut in cuts], dtype=np.int64)
        where = torch.from_numpy(table).to(self._device, non_blocking=True)
        return self._low.patches(where, self._patch, 1), self._high.patches(where, self._patch, self._factor)


class _Flat:
    """Planes one after another in one tensor; bytes only where all of them are."""

    def __init__(self, channels: int) -> None:
        self._channels, self._length, self._is_bytes = channels, 0, True
        self._begins: list[int] = []
        self._widths: list[int] = []

    def plan(self, plane: Plane, *, again: bool = False) -> None:
        """Keep a place for the next plane; again: it is the plane before."""
        self._begins.append(self._begins[-1] if again else self._length)
        self._widths.append(int(plane.shape[1]))
        self._length += 0 if again else plane.size
        self._is_bytes = self._is_bytes and plane.dtype == np.uint8

    def open(self, device: torch.device) -> None:
        """Take the memory of all planes that were planned."""
        self._values = torch.empty(self._length, dtype=torch.uint8 if self._is_bytes else torch.float16, device=device)
        self._begin = torch.tensor(self._begins, device=device)
        self._width = torch.tensor(self._widths, device=device)
        self._levels = torch.from_numpy(_VALUES).to(device)

    def put(self, number: int, plane: Plane) -> None:
        """Copy one plane to its place."""
        values = plane if self._is_bytes else _halves(plane)
        begin = self._begins[number]
        # A copy: the tensor would share memory that may not be written to.
        self._values[begin : begin + plane.size] = torch.from_numpy(np.array(values).ravel()).to(self._values.device)

    def patches(self, where: torch.Tensor, patch: int, factor: int) -> torch.Tensor:
        """N x C x fP x fP of the N x 5 rows (pair, top, left, turns, mirrored)."""
        pair, top, left, turns, mirrored = (column[:, None, None] for column in where.unbind(1))
        side = patch * factor
        row, column = _turned_places(side, turns, mirrored)
        pixel = (top * factor + row) * self._width[pair] + left * factor + column
        start = self._begin[pair] + pixel * self._channels
        values = self._values[start[..., None] + torch.arange(self._channels, device=where.device)]
        shown = self._levels[values.int()] if self._is_bytes else values.float()
        return shown.permute(0, 3, 1, 2)


def device_patches_fit(store: PairStore, device: torch.device) -> bool:
    """Whether the pairs are worth keeping on the device: it is a CUDA card with room for them."""
    if device.type != "cuda":
        return False
    needed = sum(pair.low.nbytes + (0 if shared else pair.high.size * 2) for _, pair, shared in planes(store))
    free, _ = torch.cuda.mem_get_info(device)
    return needed <= _SHARE * free


def cut_plane(plane: Plane, cut: Cut, patch: int, factor: int = 1) -> FloatArray:
    """One patch as it is fed, fP x fP x C in 0..1."""
    return _halves(_cut(plane, cut, patch, factor)).astype(np.float32)


def _turned_places(side: int, turns: torch.Tensor, mirrored: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Row and column, N x side x side, from which each pixel of the turned, then mirrored patch comes."""
    along = torch.arange(side, device=turns.device)
    row, column = along[None, :, None], along[None, None, :]
    column = torch.where(mirrored > 0, side - 1 - column, column)
    last = side - 1
    from_row = torch.where(turns == 0, row, torch.where(turns == 1, column, torch.where(turns == 2, last - row, last - column)))
    from_column = torch.where(
        turns == 0, column, torch.where(turns == 1, last - row, torch.where(turns == 2, last - column, row))
    )
    return from_row, from_column


def _cut(plane: Plane, cut: Cut, patch: int, factor: int) -> Plane:
    top, left, side = cut.top * factor, cut.left * factor, patch * factor
    turned = np.rot90(plane[top : top + side, left : left + side], cut.turns)
    return turned[:, ::-1] if cut.mirrored else turned


def _halves(plane: Plane) -> npt.NDArray[np.float16]:
    return _LEVELS[plane] if plane.dtype == np.uint8 else plane.astype(np.float16, copy=False)


def _tensor(patches: Sequence[Plane], device: torch.device) -> torch.Tensor:
    # By numpy, on this thread: for so little work, torch's threads wait for each other longer than they work.
    if all(patch.dtype == np.uint8 for patch in patches):
        values = _VALUES.take(np.stack(patches))
    else:
        values = np.stack([_halves(patch) for patch in patches]).astype(np.float32)
    stacked = torch.from_numpy(values)
    if device.type == "cuda":
        stacked = stacked.pin_memory()
    # Stacked as N x H x W x C, so that the permuted view is channels-last without another copy.
    return stacked.to(device, non_blocking=True).permute(0, 3, 1, 2)
