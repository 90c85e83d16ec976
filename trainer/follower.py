"""What processes other than the first one do in place of speaking, measuring and saving: nothing."""

from __future__ import annotations

import math
from types import TracebackType

from sr_desktop.core.messages.base import Event
from trainer.emitter import Emitter
from trainer.recipes import Recipe


class SilentEmitter(Emitter):
    """An emitter that has neither a file nor a stream."""

    def __init__(self) -> None:
        # Not the parent's, which would open a file.
        pass

    def emit(self, event: Event) -> None:
        """The first process says the same."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        pass


class SilentKeeper:
    """A keeper whose run is kept by the first process."""

    def __init__(self) -> None:
        self.best = -math.inf
        self.stale = 0

    def evaluate(self, step: int, recipe: Recipe) -> None:
        """The first process measures."""

    def show(self, step: int, recipe: Recipe) -> None:
        """The first process shows."""

    def save(self, step: int, recipe: Recipe) -> None:
        """The first process saves."""
