"""Where pixels lie while pictures are worked on: in memory as far as that is allowed, else on the disk.

What goes to the disk is written from top to bottom into a file without a name, which is gone with its process whatever ends
that, and is read through a mapping. Mapped pages count as memory of the process until they are let go: whoever has gone
through a part of a picture calls `release`. So both look alike to all who work with pixels: an array.
"""

from __future__ import annotations

import mmap
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import prod
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sr_desktop.core.atomic import reason_of
from sr_desktop.core.machine_memory import installed_memory
from sr_desktop.core.pictures.picture import Picture, Pixels
from sr_desktop.core.pictures.room_errors import NoRoom, RoomLost
from sr_desktop.core.resize import Shape

MB = 1_000_000
"""In which people choose how much memory pictures may take."""
_SHARE = 8
_LEAST_AUTOMATIC, _MOST_AUTOMATIC = 256 * MB, 1024 * MB
_ONE_PICTURE = 4
"""A source, its result and what lies between them are in memory at once, and something must be left to work with."""
_BAND_BYTES = 8 * MB
Array = npt.NDArray[Any]


def automatic_memory() -> int:
    """Bytes for pictures where nobody chose: an eighth of the machine's, from 256 MB to 1 GB."""
    return min(_MOST_AUTOMATIC, max(_LEAST_AUTOMATIC, installed_memory() // _SHARE))


class Shelf(Protocol):
    """Takes an array from its first to its last row."""

    def put(self, rows: Array) -> None:
        """The next rows. Raises RoomLost."""
        ...

    def taken(self) -> Array:
        """The array, once all its rows are there."""
        ...


class Workroom:
    """folder: an existing one on a disk, or None where everything shall stay in memory.

    memory: bytes for pictures, 0 for automatic. A picture that takes more than a quarter of that goes to the disk.
    """

    def __init__(self, folder: Path | None = None, memory: int = 0) -> None:
        self.folder = folder
        self.memory = 0
        self.allow(memory)
        self._filled: tuple[weakref.ref[Picture], Picture] | None = None

    def allow(self, memory: int) -> None:
        """Have another limit from now on; 0 for automatic."""
        self.memory = memory or automatic_memory()

    def holds(self, size: int) -> bool:
        """Whether an array of so many bytes stays in memory."""
        return self.folder is None or size <= self.memory // _ONE_PICTURE

    def shelf(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> Shelf:
        """Room for an array. Raises NoRoom, RoomLost."""
        size = prod(shape) * kind.itemsize
        if self.folder is None or self.holds(size):
            return _InMemory(shape, kind)
        return _OnDisk(shape, kind, self.folder)

    def picture_shelf(self, like: Picture, shape: Shape, bits: int) -> PictureShelf:
        """Room for a picture of the kind of `like`, of another size and depth. Raises NoRoom, RoomLost."""
        return PictureShelf(self, like, shape, bits)

    def kept(self, array: Array) -> Array:
        """An array that is in memory already, where it belongs. Raises NoRoom, RoomLost."""
        if self.holds(array.nbytes):
            return array
        shelf = self.shelf(array.shape, array.dtype)
        for top, bottom in bands(array):
            shelf.put(array[top:bottom])
        return shelf.taken()

    def filled_once(self, picture: Picture, fill: Callable[[Picture], Picture]) -> Picture:
        """`fill(picture)`, kept for the next time the same picture comes."""
        kept = self._filled
        if kept is None or kept[0]() is not picture:
            self._filled = None
            kept = weakref.ref(picture, self._forget), fill(picture)
            self._filled = kept
        return kept[1]

    def _forget(self, gone: weakref.ref[Picture]) -> None:
        if self._filled is not None and self._filled[0] is gone:
            self._filled = None


class PictureShelf:
    """Takes a picture from its first to its last row; see Workroom.picture_shelf."""

    def __init__(self, room: Workroom, like: Picture, shape: Shape, bits: int) -> None:
        self._like = like
        kind = np.dtype(np.uint16 if bits == 16 else np.uint8)
        self._pixels = room.shelf((*shape, like.pixels.shape[2]), kind)
        self._alpha = None if like.alpha is None else room.shelf(shape, kind)

    def put(self, rows: Picture) -> None:
        """The next rows. Raises RoomLost."""
        self._pixels.put(rows.pixels)
        if self._alpha is not None and rows.alpha is not None:
            self._alpha.put(rows.alpha)

    def taken(self) -> Picture:
        """The picture, once all its rows are there."""
        alpha = None if self._alpha is None else self._alpha.taken()
        return replace(self._like, pixels=self._pixels.taken(), alpha=alpha)


IN_MEMORY = Workroom()
"""For pictures that are known to be small, and for those who need them whole anyhow."""


def bands(array: Array, step: int = 1, most_bytes: int = _BAND_BYTES) -> Iterator[tuple[int, int]]:
    """(first row, row behind the last) of parts of about `most_bytes`, `step` rows or a multiple of it each."""
    row = max(1, array[:1].nbytes)
    rows = max(1, most_bytes // row // step) * step
    for top in range(0, len(array), rows):
        yield top, min(top + rows, len(array))


def walk(*arrays: Array) -> Iterator[tuple[int, int]]:
    """`bands` of the first array; of all arrays what lies behind is let go."""
    for band in bands(arrays[0]):
        yield band
        release(*arrays)


def release(*arrays: Array | None) -> None:
    """Let go of the pages of arrays that lie on the disk; they come again when they are looked at."""
    for array in arrays:
        mapping = None if array is None else _mapping(array)
        # Windows has no such call and takes pages from whoever has many when memory gets short.
        if mapping is not None and hasattr(mmap, "MADV_DONTNEED"):
            mapping.madvise(mmap.MADV_DONTNEED)


def release_picture(picture: Picture) -> None:
    """`release` for all of a picture."""
    release(picture.pixels, picture.alpha)


def any_over(pixels: Pixels, level: int) -> bool:
    """Whether a value is over `level`."""
    return any(bool((pixels[top:bottom] > level).any()) for top, bottom in walk(pixels))


def _mapping(array: Array) -> mmap.mmap | None:
    base: Any = array
    while isinstance(base, np.ndarray):
        base = base.base
    owner = base.obj if isinstance(base, memoryview) else base
    return owner if isinstance(owner, mmap.mmap) else None


class _InMemory:
    def __init__(self, shape: tuple[int, ...], kind: np.dtype[Any]) -> None:
        self._array: Array = np.empty(shape, kind)
        self._rows = 0

    def put(self, rows: Array) -> None:
        if not self._rows and rows.shape == self._array.shape and rows.flags.c_contiguous and rows.flags.owndata:
            # All of it at once: it stays where it is.
            self._array = rows
        else:
            self._array[self._rows : self._rows + len(rows)] = rows
        self._rows += len(rows)

    def taken(self) -> Array:
        return self._array


class _OnDisk:
    def __init__(self, shape: tuple[int, ...], kind: np.dtype[Any], folder: Path) -> None:
        self._shape, self._kind, self._folder = shape, kind, folder
        needed = prod(shape) * kind.itemsize
        try:
            free = shutil.disk_usage(folder).free
            if free < needed:
                raise NoRoom(folder=str(folder), needed=_size_text(needed), free=_size_text(free))
            self._file = tempfile.TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 - closed by `taken`, or with this
            weakref.finalize(self, self._file.close)
        except OSError as error:
            raise self._lost(error) from error

    def put(self, rows: Array) -> None:
        left = np.ascontiguousarray(rows).data.cast("B")
        # Written, not mapped: a mapping that meets a full disk ends the whole process.
        try:
            while left:
                left = left[self._file.write(left) :]
        except OSError as error:
            raise self._lost(error) from error

    def taken(self) -> Array:
        try:
            mapping = mmap.mmap(self._file.fileno(), prod(self._shape) * self._kind.itemsize, access=mmap.ACCESS_READ)
            self._file.close()
        except OSError as error:
            raise self._lost(error) from error
        return np.frombuffer(mapping, dtype=self._kind).reshape(self._shape)

    def _lost(self, error: OSError) -> RoomLost:
        return RoomLost(folder=str(self._folder), detail=reason_of(error))


def _size_text(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{max(1, round(size / MB))} MB"
