"""libvips reading from and writing to Python's files, so that every name works on every platform."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, TypeVar

# libvips prints warnings about odd files on stderr; what matters arrives as an error.
os.environ.setdefault("VIPS_WARNING", "1")

import pyvips

from sr_desktop.core.progress import Cancelled, ProgressCallback

# libvips would keep the last thousand operations with their pixels, in case one is asked for again; ours never is.
pyvips.cache_set_max(0)

T = TypeVar("T")


class VipsStream:
    """`file` as a source or a target of libvips; must outlive all use of the images that come from it.

    What the file refuses is kept, since libvips itself tells only that it failed. watch: called with every piece that is read
    or written, and may raise Cancelled, which is kept as well.
    """

    def __init__(self, file: BinaryIO, watch: Callable[[], None] | None = None) -> None:
        self._file, self._watch = file, watch
        self._error: OSError | Cancelled | None = None
        # The callbacks live as long as the Python objects that they were connected to; libvips does not keep those.
        self._connected: list[Any] = []
        self._head, self._insert, self._insert_at = b"", b"", 0

    def source(self) -> Any:  # noqa: ANN401 - pyvips is untyped
        """For the loaders; reads from the file's beginning."""
        source = pyvips.SourceCustom()
        self._connected.append(source)
        source.on_read(self._read)
        source.on_seek(self._seek)
        return source

    def target(self, *, insert: bytes = b"", at: int = 0) -> Any:  # noqa: ANN401
        """For the savers; the file must be readable, too, for TIFF. insert: bytes that go between what is written, at `at`."""
        self._insert, self._insert_at = insert, at
        target = pyvips.TargetCustom()
        self._connected.append(target)
        target.on_write(self._write)
        target.on_read(self._read)
        target.on_seek(self._seek)
        return target

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Around everything that uses the stream: raises what was kept instead of libvips' pyvips.Error."""
        try:
            yield
        except pyvips.Error:
            if self._error:
                raise self._error from None
            raise

    def _read(self, length: int) -> bytes:
        return self._kept(lambda: self._file.read(length), b"")

    def _write(self, chunk: Any) -> int:  # noqa: ANN401
        return self._kept(lambda: self._with_inserted(bytes(chunk)) if self._insert else self._file.write(chunk), -1)

    def _with_inserted(self, chunk: bytes) -> int:
        self._head += chunk
        if len(self._head) >= self._insert_at:
            at = self._insert_at
            self._file.write(self._head[:at] + self._insert + self._head[at:])
            self._insert = b""
        return len(chunk)

    def _seek(self, offset: int, whence: int) -> int:
        return self._kept(lambda: self._file.seek(offset, whence), -1)

    def _kept(self, action: Callable[[], T], failed: T) -> T:
        # An exception cannot pass through C; it would be printed and forgotten.
        try:
            if self._watch:
                self._watch()
            return action()
        except (OSError, Cancelled) as error:
            self._error = error
            return failed


def tell_progress(image: Any, progress: ProgressCallback) -> None:  # noqa: ANN401 - pyvips is untyped
    """Call `progress` with percent and 100 while the pixels of `image` are computed for whoever takes them."""
    image.set_progress(True)
    image.signal_connect("eval", lambda _, state: progress(int(state.percent), 100))


def write_raw(image: Any, take: Callable[[bytes], None]) -> None:  # noqa: ANN401 - pyvips is untyped
    """Compute all pixels of `image` and give their bytes to `take`, piece by piece, row after row; raises what that does."""
    kept: list[Exception] = []

    def on_write(piece: Any) -> int:  # noqa: ANN401
        try:
            take(piece)
        except Exception as error:  # noqa: BLE001 - cannot pass through C; raised again below
            kept.append(error)
            return -1
        return len(piece)

    target = pyvips.TargetCustom()
    target.on_write(on_write)
    try:
        image.rawsave_target(target)
    except pyvips.Error:
        if kept:
            raise kept[0] from None
        raise
