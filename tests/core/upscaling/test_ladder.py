"""A run that lacks memory, or gets no numbers, goes on in another way, keeps what it has and tells."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from sr_desktop.core.archs.spec import Geometry, InputSpace
from sr_desktop.core.errors import BadOutput, OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.resize import Box
from sr_desktop.core.upscaling.inference import TiledNet

GEOMETRY = Geometry(space=InputSpace.LUMA_UPSCALED, radius=4, factor=1)


class Doubling:
    """A Backend that doubles every value, up to tiles of `most` pixels a side, and from its call `bad_from` on gives NaN."""

    def __init__(self, *, device: str = "cpu", precision: str = "fp32", most: int = 10_000, bad_from: int = 10_000) -> None:
        self.name, self.device, self.precision = "doubling", device, precision
        self._most, self._bad_from = most, bad_from
        self.sides: list[int] = []

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        self.sides.append(max(planes.shape))
        if max(planes.shape) > self._most:
            raise OutOfMemory(device=self.device)
        return planes * np.float32(np.nan if len(self.sides) >= self._bad_from else 2)


class Run:
    """One run over a picture, with how often each of its pixels was stored."""

    def __init__(self, net: TiledNet, shape: tuple[int, int] = (600, 500)) -> None:
        self.source = np.random.default_rng(1).random(shape, dtype=np.float32)
        self.answer = np.zeros_like(self.source)
        self.stored: Counter[Box] = Counter()
        self.told: list[tuple[int, int]] = []
        net.run(shape, self._fetch, self._store, progress=lambda *at: self.told.append(at))

    @property
    def is_right(self) -> bool:
        return bool(np.array_equal(self.answer, self.source * 2)) and set(self.stored.values()) == {1}

    def _fetch(self, box: Box) -> FloatArray:
        return self.source[None, box.top : box.bottom, box.left : box.right]

    def _store(self, box: Box, planes: FloatArray) -> None:
        self.stored[box] += 1
        self.answer[box.top : box.bottom, box.left : box.right] = planes[0]


def _net(backend: Doubling, *others: Doubling) -> TiledNet:
    made = iter(others)

    def remake(device: str, precision: str) -> Doubling:
        other = next(made)
        assert (other.device, other.precision) == (device, precision)
        return other

    return TiledNet(geometry=GEOMETRY, backend=backend, tile=256, name="doubling", remake=remake if others else None)


def _templates(net: TiledNet) -> list[str]:
    return [note.text for note in net.ladder.take_notes()]


def test_smaller_tiles_where_the_memory_does_not_suffice() -> None:
    backend = Doubling(most=100)
    net = _net(backend)
    run = Run(net)
    assert run.is_right
    assert run.told[-1] == (len(run.told), len(run.told)), "each of the tiles that were planned counts once"
    assert net.tile == 64
    assert len(_templates(net)) == 1, "two steps down are told once"
    tried = len([side for side in backend.sides if side > 100])
    assert tried == 2, "what was too large once is not tried again"
    assert Run(net).is_right
    assert len([side for side in backend.sides if side > 100]) == tried, "nor by the next run"
    assert _templates(net) == []


def test_small_tiles_are_told_with_the_first_and_the_last_size() -> None:
    net = _net(Doubling(most=100))
    Run(net)
    (told,) = _templates(net)
    assert told == "The memory of cpu did not suffice for tiles of 254 pixels; the work went on with 64 pixels."


def test_a_picture_below_the_tile_size_is_cut_all_the_same() -> None:
    net = _net(Doubling(most=100))
    assert Run(net, (120, 90)).is_right


def test_the_error_comes_where_nothing_is_left_to_try() -> None:
    with pytest.raises(OutOfMemory, match="not enough memory"):
        Run(_net(Doubling(most=10)))


def test_the_processor_takes_over_from_a_full_gpu_for_that_run() -> None:
    gpu, cpu = Doubling(device="cuda:0", precision="bf16", most=10), Doubling()
    net = _net(gpu, cpu)
    assert Run(net).is_right
    assert (net.backend, net.tile) == (cpu, 256)
    assert any("processor" in text for text in _templates(net))
    gpu._most = 10_000
    before = len(cpu.sides)
    net.ladder.begin()
    assert Run(net).is_right
    assert net.backend is gpu
    assert len(cpu.sides) == before


def test_no_numbers_in_half_precision_go_on_exactly_for_good() -> None:
    half, exact = Doubling(precision="fp16", bad_from=3), Doubling()
    net = _net(half, exact)
    run = Run(net)
    assert run.is_right
    assert len(half.sides) == 3, "what was done before stays done"
    assert net.ladder.unsound == "fp16"
    assert ["fp16" in text for text in _templates(net)] == [True]
    net.ladder.begin()
    assert Run(net).is_right
    assert len(half.sides) == 3


def test_a_device_that_has_half_precision_alone_gives_way_to_the_processor() -> None:
    half, again = (Doubling(device="gpu", precision="fp16", bad_from=3) for _ in range(2))
    exact = Doubling()
    made = iter((again, exact))
    net = TiledNet(geometry=GEOMETRY, backend=half, tile=256, remake=lambda device, precision: next(made))
    assert Run(net).is_right
    assert net.backend is exact


def test_no_numbers_from_exact_arithmetic_are_an_error() -> None:
    with pytest.raises(BadOutput):
        Run(_net(Doubling(bad_from=1), Doubling()))


def test_memory_that_lacks_around_the_network_counts_as_well() -> None:
    net, failures = _net(Doubling()), [1]

    def fetch(box: Box) -> FloatArray:
        if failures:
            failures.pop()
            raise MemoryError
        return np.zeros((1, box.height, box.width), np.float32)

    net.run((300, 300), fetch, lambda *_: None)
    assert net.tile == 77
