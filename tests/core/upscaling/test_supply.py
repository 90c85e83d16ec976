"""Inputs that are made ahead or together, answers that are put away, and what becomes of them when something goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pytest
import torch
from nets import lively_net

from sr_desktop.core.archs import srresnet, vdsr
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling import groups
from sr_desktop.core.upscaling.errands import Errands
from sr_desktop.core.upscaling.groups import Groups
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.supply import Fetch, Store, Supply, supply_for

SUPPLIES = pytest.mark.parametrize(
    "supply",
    [Groups, lambda fetch, store: Errands(fetch, store, 1), lambda fetch, store: Errands(fetch, store, 4)],
    ids=["groups", "one thread", "four threads"],
)
Make = Callable[[Fetch, Store], Supply]
BOXES = [Box(2, 5, left, left + 4) for left in range(0, 120, 4)]
PICTURE = np.random.default_rng(1).random((2, 6, 120), dtype=np.float32)


@pytest.fixture(autouse=True)
def small_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three boxes."""
    monkeypatch.setattr(groups, "_PIXELS", 30)


def cut(box: Box) -> FloatArray:
    return PICTURE[:, box.top : box.bottom, box.left : box.right]


def nowhere(box: Box, planes: FloatArray) -> None:
    raise AssertionError("nothing is to be stored")


class Shelf:
    """Where answers are put. lacks: how often it finds no memory for the first ones."""

    def __init__(self, lacks: int = 0) -> None:
        self.seen = np.zeros_like(PICTURE)
        self._lacks = lacks

    def put(self, box: Box, planes: FloatArray) -> None:
        if self._lacks and box.left == 0:
            self._lacks -= 1
            raise MemoryError
        self.seen[:, box.top : box.bottom, box.left : box.right] = planes

    def has(self, boxes: list[Box]) -> bool:
        return all(np.array_equal(self.seen[:, box.top : box.bottom, box.left : box.right], cut(box)) for box in boxes)


@SUPPLIES
@pytest.mark.parametrize("count", [1, 3, 4, 30])
def test_inputs_come_in_their_order(supply: Make, count: int) -> None:
    with supply(cut, nowhere) as opened:
        inputs = list(opened.inputs(BOXES[:count]))
    assert len(inputs) == count
    assert all(np.array_equal(planes, cut(box)) for planes, box in zip(inputs, BOXES, strict=False))


def test_inputs_that_overlap_come_in_groups_as_well() -> None:
    boxes = [Box(0, 4, left, left + 9) for left in range(0, 100, 5)]
    fetched: list[Box] = []
    with Groups(lambda box: fetched.append(box) or cut(box), nowhere) as opened:
        assert all(np.array_equal(planes, cut(box)) for planes, box in zip(opened.inputs(boxes), boxes, strict=True))
    assert len(fetched) == len(boxes)
    assert fetched[0] == boxes[0]


@SUPPLIES
@pytest.mark.parametrize("count", [1, 3, 4, 30])
def test_all_answers_are_put_away_at_the_end(supply: Make, count: int) -> None:
    shelf = Shelf()
    with supply(cut, shelf.put) as opened:
        for box in BOXES[:count]:
            opened.store(box, cut(box))
    assert shelf.has(BOXES[:count])
    assert not shelf.seen[:, :, 4 * count :].any()


def test_no_more_is_made_ahead_than_there_are_threads() -> None:
    begun: list[Box] = []

    def fetch(box: Box) -> FloatArray:
        begun.append(box)
        return cut(box)

    with Errands(fetch, nowhere, 3) as opened:
        inputs = opened.inputs(BOXES)
        for taken in range(1, 6):
            next(inputs)
            assert len(begun) <= taken + 3


@SUPPLIES
def test_an_input_that_fails_fails_at_its_turn(supply: Make) -> None:
    def fetch(box: Box) -> FloatArray:
        if box.right > BOXES[3].left:
            raise MemoryError
        return cut(box)

    taken: list[FloatArray] = []

    def take(opened: Supply) -> None:
        for planes in opened.inputs(BOXES):
            taken.append(planes)

    with pytest.raises(MemoryError), supply(fetch, nowhere) as opened:
        take(opened)
    assert len(taken) == 3


@SUPPLIES
@pytest.mark.parametrize("count", [1, 30])
def test_an_answer_that_finds_no_memory_is_put_away_later(supply: Make, count: int) -> None:
    shelf = Shelf(lacks=1)
    with supply(cut, shelf.put) as opened:
        for box in BOXES[:count]:
            opened.store(box, cut(box))
    assert shelf.has(BOXES[:count])


@SUPPLIES
def test_no_answer_is_lost_where_memory_lacks_for_long(supply: Make) -> None:
    """The box at which it is noticed is done again; those before it are not."""
    shelf, lacked = Shelf(lacks=2), []
    with supply(cut, shelf.put) as opened:
        for number, box in enumerate(BOXES):
            try:
                opened.store(box, cut(box))
            except MemoryError:
                lacked.append(number)
                break
    (number,) = lacked
    assert number > 0
    assert shelf.has(BOXES[:number])


@SUPPLIES
def test_other_errors_come_out_at_the_end(supply: Make) -> None:
    def fail(box: Box, planes: FloatArray) -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"), supply(cut, fail) as opened:
        opened.store(BOXES[0], cut(BOXES[0]))


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
    assert isinstance(supply_for(TorchBackend(lively_net(vdsr.SPEC), device="cpu"), cut, nowhere), Groups)
    with supply_for(Elsewhere(vdsr.SPEC), cut, nowhere) as supply:
        assert isinstance(supply, Errands) and supply._count <= torch.get_num_threads()


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
