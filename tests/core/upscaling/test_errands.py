"""Inputs that are made ahead, answers that are put away, and what becomes of them when something goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch
from nets import lively_net

from sr_desktop.core.archs import srresnet, vdsr
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.upscaling.errands import Errands, errands_beside
from sr_desktop.core.upscaling.inference import TiledNet

COUNTS = pytest.mark.parametrize("threads", [0, 1, 4])


@COUNTS
def test_inputs_come_in_their_order(threads: int) -> None:
    with Errands(threads) as errands:
        assert list(errands.fetched((lambda number=number: number) for number in range(30))) == list(range(30))


@COUNTS
def test_all_answers_are_put_away_at_the_end(threads: int) -> None:
    stored: list[int] = []
    with Errands(threads) as errands:
        for number in range(30):
            errands.store(lambda number=number: stored.append(number))
    assert sorted(stored) == list(range(30))


def test_no_more_is_made_ahead_than_there_are_threads() -> None:
    begun: list[int] = []
    with Errands(3) as errands:
        inputs = errands.fetched((lambda number=number: begun.append(number)) for number in range(30))
        for taken in range(1, 6):
            next(inputs)
            assert len(begun) <= taken + 3


@COUNTS
def test_an_input_that_fails_fails_at_its_turn(threads: int) -> None:
    def errand(number: int) -> int:
        if number == 2:
            raise MemoryError
        return number

    taken: list[int] = []

    def take(errands: Errands) -> None:
        for each in errands.fetched((lambda number=number: errand(number)) for number in range(9)):
            taken.append(each)

    with pytest.raises(MemoryError), Errands(threads) as errands:
        take(errands)
    assert taken == [0, 1]


def _lacking(times: int, stored: list[str]) -> Callable[[], None]:
    """What finds too little memory so often, and then enough."""
    left: Iterator[None] = iter([None] * times)

    def errand() -> None:
        for _ in left:
            raise MemoryError
        stored.append("late")

    return errand


def test_an_answer_that_finds_no_memory_is_put_away_later() -> None:
    stored: list[str] = []
    with Errands(2) as errands:
        errands.store(_lacking(1, stored))
        errands.store(lambda: stored.append("other"))
    assert sorted(stored) == ["late", "other"]


def test_an_answer_is_not_lost_where_memory_lacks_for_long() -> None:
    stored: list[str] = []
    with Errands(1) as errands:
        errands.store(_lacking(2, stored))
        with pytest.raises(MemoryError):
            errands.store(lambda: stored.append("this one was not taken"))
    assert stored == ["late"]


def test_other_errors_come_out_at_the_end() -> None:
    def fail() -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"), Errands(2) as errands:
        errands.store(fail)


class Elsewhere(TorchBackend):
    """Says that it is a graphics card. most: tiles before it cancels."""

    def __init__(self, spec, token: CancelToken | None = None, most: int = 0) -> None:
        super().__init__(lively_net(spec), device="cpu")
        self.device, self._token, self._left = "cuda:0", token, most
        self.threads: set[str] = set()

    def run(self, planes, cancel=None):
        self.threads.add(threading.current_thread().name)
        self._left -= 1
        if self._token and not self._left:
            self._token.cancel()
        return super().run(planes, cancel)


def test_processors_that_compute_themselves_are_not_disturbed() -> None:
    assert errands_beside(TorchBackend(lively_net(vdsr.SPEC), device="cpu"))._threads is None
    with errands_beside(Elsewhere(vdsr.SPEC)) as errands:
        assert errands._threads is not None and errands._count <= torch.get_num_threads()


@pytest.mark.parametrize("spec", [vdsr.SPEC, srresnet.SPEC], ids=lambda spec: spec.id)
def test_a_picture_is_the_same_as_without(spec) -> None:
    geometry, backend = spec.geometry(spec.config()), Elsewhere(spec)
    low = np.random.default_rng(1).random((150, 170, geometry.channels), dtype=np.float32)
    scale = float(geometry.factor) if geometry.factor > 1 else 1.5
    fed = TiledNet(geometry=geometry, backend=backend, tile=1).enhance(low, scale)
    alone = TorchBackend(lively_net(spec), device="cpu")
    assert np.array_equal(fed, TiledNet(geometry=geometry, backend=alone, tile=1).enhance(low, scale))
    assert len(backend.threads) == 1, "the device is asked by one thread alone"


def test_no_thread_goes_on_after_a_cancel() -> None:
    token = CancelToken()
    backend = Elsewhere(vdsr.SPEC, token, 3)
    net = TiledNet(geometry=vdsr.SPEC.geometry(vdsr.SPEC.config()), backend=backend, tile=1)
    low = np.zeros((300, 300, 1), np.float32)
    with pytest.raises(Cancelled):
        net.enhance(low, 1.5, cancel=token)
    assert [thread for thread in threading.enumerate() if thread.name.startswith("errand")] == []
