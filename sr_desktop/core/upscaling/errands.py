"""Parts of a picture for a graphics card: while it computes, other threads make its inputs and put its answers away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Self

from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.resize import Box


class Errands:
    """A Supply by so many threads, which have as many inputs ready ahead and as many answers to put away at most."""

    def __init__(self, fetch: Callable[[Box], FloatArray], store: Callable[[Box, FloatArray], None], threads: int) -> None:
        self._fetch, self._store, self._count = fetch, store, threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="errand")
        self._ahead: deque[Future[FloatArray]] = deque()
        self._storing: deque[tuple[Future[None], Callable[[], None]]] = deque()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for each in self._ahead:
            each.cancel()
        try:
            while self._storing:
                self._end_first()
        finally:
            self._threads.shutdown()

    def inputs(self, boxes: Sequence[Box]) -> Iterator[FloatArray]:
        """See Supply."""
        for number in range(len(boxes)):
            self._ahead.extend(
                self._threads.submit(self._fetch, box) for box in boxes[number + len(self._ahead) : number + self._count + 1]
            )
            yield self._ahead.popleft().result()

    def store(self, box: Box, planes: FloatArray) -> None:
        """See Supply."""
        while len(self._storing) >= self._count:
            self._end_first()
        errand = partial(self._store, box, planes)
        self._storing.append((self._threads.submit(errand), errand))

    def _end_first(self) -> None:
        """Where it raises, the errand stays the first one: no answer is lost."""
        done, errand = self._storing[0]
        try:
            done.result()
        except MemoryError:
            # Alone it may find enough.
            errand()
        self._storing.popleft()
