"""The mean of the answers to all eight turned and mirrored inputs ("self-ensemble", Timofte et al. 2016)."""

from __future__ import annotations

import numpy as np

from sr_desktop.core.backends.face import Backend, Flow, FlowingBackend
from sr_desktop.core.backends.turning import turned, turned_back
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.passes import ORIENTATIONS


def ensemble_of(backend: Backend) -> Backend:
    """A Backend that asks another one eight times, and takes eight times as long; it flows where the other one can."""
    # A band flows from left to right whatever its orientation, so it is the network that is turned.
    sides = [backend.turned(number) for number in range(ORIENTATIONS)] if isinstance(backend, FlowingBackend) else []
    known = [side for side in sides if side is not None]
    return FlowingEnsemble(known) if len(known) == ORIENTATIONS else EnsembleBackend(backend)


class EnsembleBackend:
    """The mean for any backend: the picture is turned."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend
        self.name, self.device, self.precision = backend.name, backend.device, backend.precision

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        total: FloatArray | None = None
        for number in range(ORIENTATIONS):
            if cancel:
                cancel.raise_if_cancelled()
            answer = turned_back(self._backend.run(turned(planes, number), cancel), number)
            total = answer.copy() if total is None else np.add(total, answer, out=total)
        if total is None:
            raise ValueError("there is no orientation")
        total /= np.float32(ORIENTATIONS)
        return total


class FlowingEnsemble:
    """The mean for networks that are turned: a FlowingBackend."""

    def __init__(self, sides: list[FlowingBackend]) -> None:
        self._sides = sides
        self.name, self.device, self.precision = sides[0].name, sides[0].device, sides[0].precision

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        return _mean([side.run(planes, cancel) for side in self._sides])

    def columns(self, rows: int) -> int:
        """See FlowingBackend."""
        return self._sides[0].columns(rows)

    def flow(self) -> Flow:
        """See FlowingBackend."""
        return _EnsembleFlow([side.flow() for side in self._sides])

    def turned(self, number: int) -> FlowingBackend | None:
        """See FlowingBackend: the mean is the same in every orientation."""
        return self


class _EnsembleFlow:
    def __init__(self, flows: list[Flow]) -> None:
        self._flows = flows
        self._waiting: list[FloatArray | None] = [None] * len(flows)

    def push(self, planes: FloatArray, last: bool, cancel: CancelToken | None = None) -> FloatArray | None:
        """See Flow."""
        answers = [flow.push(planes, last, cancel) for flow in self._flows]
        there = [_joined(kept, new) for kept, new in zip(self._waiting, answers, strict=True)]
        known = [each for each in there if each is not None]
        ready = min(each.shape[2] for each in known) if len(known) == len(there) else 0
        if not ready:
            self._waiting = there
            return None
        # A kernel that is not square sees farther ahead in some orientations.
        self._waiting = [each[:, :, ready:] for each in known]
        return _mean([each[:, :, :ready] for each in known])


def _joined(kept: FloatArray | None, new: FloatArray | None) -> FloatArray | None:
    if kept is None or new is None:
        return new if kept is None else kept
    return np.concatenate([kept, new], axis=2)


def _mean(answers: list[FloatArray]) -> FloatArray:
    total = answers[0].copy()
    for answer in answers[1:]:
        total += answer
    total /= np.float32(len(answers))
    return total
