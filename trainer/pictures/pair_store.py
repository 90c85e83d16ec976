"""Pairs in memory, or in a memory-mapped file for sets that are larger than it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np
import numpy.typing as npt

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import CannotWrite
from trainer.pictures.pairs import Pair, Plane
from trainer.pictures.sampling import Size

Bytes = npt.NDArray[np.uint8]

_ALIGNMENT = 64
_KINDS: tuple[np.dtype[np.uint8] | np.dtype[np.float16], ...] = (np.dtype(np.uint8), np.dtype(np.float16))
_NUMBERS = 5
"""What the index says of a plane: where its bytes begin, height, width, channels, and its place in _KINDS."""


class PairStore(Protocol):
    """All pairs of a set, by number. sizes: height and width of each low-resolution picture."""

    sizes: Sequence[Size]

    def pair(self, number: int) -> Pair:
        """One pair, as views."""
        ...


class MemoryPairs:
    """Pairs as arrays."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs = list(pairs)
        self.sizes: Sequence[Size] = [size_of(pair.low) for pair in self._pairs]

    def pair(self, number: int) -> Pair:
        """One pair."""
        return self._pairs[number]


class DiskPairs:
    """Pairs in two .npy files: the bytes of all planes one after another, mapped into memory as they are needed, and
    where each plane is. What the operating system keeps of them in memory it gives back when others need it.

    Both appear complete or not at all, the index last: where it is, the pixels are.
    """

    def __init__(self, folder: Path, key: str) -> None:
        self.folder = folder
        self._pixels_file, self._index_file = folder / f"{key}.pixels.npy", folder / f"{key}.index.npy"
        self._pixels: Bytes = np.empty(0, np.uint8)
        self._index: npt.NDArray[np.int64] = np.empty((0, 2, _NUMBERS), np.int64)
        self.sizes: Sequence[Size] = ()

    def found(self) -> bool:
        """Whether the pairs were written before; they are open then."""
        try:
            index = np.load(self._index_file)
            pixels = np.load(self._pixels_file, mmap_mode="r")
        except (OSError, ValueError, EOFError):
            # None yet, or the file system lost a part of them: they are made anew.
            return False
        if index.dtype != np.int64 or index.shape[1:] != (2, _NUMBERS) or len(pixels) < _end_of(index):
            return False
        self._open(pixels, index)
        return True

    def write(self, pairs: Iterable[Pair]) -> None:
        """Write all pairs, one in memory at a time, and open them; other sets in the folder are removed.

        Raises CannotWrite, and what `pairs` raises; then nothing was written.
        """
        self.remove()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(path=str(self.folder), detail=error.strerror or str(error)) from None
        with atomic_write(self._pixels_file) as file:
            index = _write_planes(file, pairs)
        with atomic_write(self._index_file) as file:
            np.save(file, index)
        self._open(np.load(self._pixels_file, mmap_mode="r"), index)

    def pair(self, number: int) -> Pair:
        """One pair, as views of the file."""
        low, high = self._index[number]
        return Pair(low=self._plane(low), high=self._plane(high))

    def remove(self) -> None:
        """Remove all sets in the folder, and the folder if nothing else is in it. Raises CannotWrite."""
        # The mapping ends with its last view; Windows removes no file that is mapped.
        self._pixels, self._index, self.sizes = np.empty(0, np.uint8), self._index[:0], ()
        try:
            for pattern in ("*.index.npy", "*.pixels.npy", ".sr-*.part"):
                for path in self.folder.glob(pattern):
                    path.unlink()
        except OSError as error:
            raise CannotWrite(path=str(self.folder), detail=error.strerror or str(error)) from None
        # It may hold files of somebody else, or not be there at all.
        with suppress(OSError):
            self.folder.rmdir()

    def _open(self, pixels: Bytes, index: npt.NDArray[np.int64]) -> None:
        # A plain array: every slice of a memmap would cost its bookkeeping again.
        self._pixels, self._index = np.asarray(pixels), index
        self.sizes = [(int(height), int(width)) for height, width in index[:, 0, 1:3]]

    def _plane(self, row: npt.NDArray[np.int64]) -> Plane:
        begin, height, width, channels, kind = map(int, row)
        size = height * width * channels * _KINDS[kind].itemsize
        plane: Plane = self._pixels[begin : begin + size].view(_KINDS[kind]).reshape(height, width, channels)
        return plane


def planes(store: PairStore) -> Iterator[tuple[int, Pair, bool]]:
    """Every pair with its number, and whether its truth is that of the pair before."""
    before: Pair | None = None
    for number in range(len(store.sizes)):
        pair = store.pair(number)
        yield number, pair, before is not None and same_plane(before.high, pair.high)
        before = pair


def same_plane(one: Plane, other: Plane) -> bool:
    """Whether two planes are the same pixels in memory."""
    return bool(one.__array_interface__["data"] == other.__array_interface__["data"])


def size_of(plane: Plane) -> Size:
    """Height and width."""
    return int(plane.shape[0]), int(plane.shape[1])


def _write_planes(file: BinaryIO, pairs: Iterable[Pair]) -> npt.NDArray[np.int64]:
    """One array of bytes as .npy; returns its index, N x 2 (low, high) x 5 numbers."""
    start = _write_header(file, 0)
    rows: list[list[list[int]]] = []
    high: Plane | None = None
    for pair in pairs:
        low_row = _write_plane(file, pair.low, start)
        # The truth of one picture serves several factors.
        high_row = rows[-1][1] if high is not None and same_plane(high, pair.high) else _write_plane(file, pair.high, start)
        high = pair.high
        rows.append([low_row, high_row])
    length = file.tell() - start
    file.seek(0)
    # numpy leaves room for a longer number, so that the header keeps its length.
    if _write_header(file, length) != start:
        raise ValueError("the header of the .npy file changed its length")
    file.seek(0, 2)
    return np.array(rows, dtype=np.int64).reshape(-1, 2, _NUMBERS)


def _write_header(file: BinaryIO, length: int) -> int:
    np.lib.format.write_array_header_1_0(file, {"descr": "|u1", "fortran_order": False, "shape": (length,)})
    return file.tell()


def _write_plane(file: BinaryIO, plane: Plane, start: int) -> list[int]:
    file.write(bytes(-(file.tell() - start) % _ALIGNMENT))
    begin = file.tell() - start
    file.write(np.ascontiguousarray(plane).data)
    return [begin, *plane.shape, _KINDS.index(plane.dtype)]


def _end_of(index: npt.NDArray[np.int64]) -> int:
    if not len(index):
        return 0
    last = index.reshape(-1, _NUMBERS)
    sizes = last[:, 1] * last[:, 2] * last[:, 3] * np.array([kind.itemsize for kind in _KINDS])[last[:, 4]]
    return int((last[:, 0] + sizes).max())
