"""What other threads do around a network while a device computes: inputs that it will want, answers that are put away."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from types import TracebackType
from typing import Any, Self, TypeVar

import torch

from sr_desktop.core.backends.face import Backend

T = TypeVar("T")
_MOST = 8
"""Threads that numpy feeds one device with."""


class Errands:
    """On so many threads, and at most so many of each kind ahead; with none they are done at once by who asks.

    To be left only when all are done.
    """

    def __init__(self, threads: int) -> None:
        self._count = threads
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="errand") if threads else None
        self._ahead: deque[Future[Any]] = deque()
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
            if self._threads:
                self._threads.shutdown()

    def fetched(self, errands: Iterable[Callable[[], T]]) -> Iterator[T]:
        """What they give, in their order. Raises what they do when their turn comes."""
        waiting = iter(errands)
        if not self._threads:
            yield from (errand() for errand in waiting)
            return
        self._ahead.extend(self._threads.submit(errand) for errand in islice(waiting, self._count))
        while self._ahead:
            first: Future[T] = self._ahead.popleft()
            self._ahead.extend(self._threads.submit(errand) for errand in islice(waiting, 1))
            yield first.result()

    def store(self, errand: Callable[[], None]) -> None:
        """Do it soon. Raises MemoryError where an earlier one finds too little even alone, and then does not take this one."""
        if not self._threads:
            errand()
            return
        while len(self._storing) >= self._count:
            self._end_first()
        self._storing.append((self._threads.submit(errand), errand))

    def _end_first(self) -> None:
        """Where it raises, the errand stays the first one: no answer is lost."""
        done, errand = self._storing[0]
        try:
            done.result()
        except MemoryError:
            errand()
        self._storing.popleft()


def errands_beside(backend: Backend) -> Errands:
    """While a graphics card computes, processors are free; where they compute themselves, more threads would only disturb."""
    return Errands(0 if backend.device == "cpu" else min(_MOST, torch.get_num_threads()))
