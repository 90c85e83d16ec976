"""Parts of a picture on several threads are the same as on one."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import torch

from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.resize import CUBIC, Box
from sr_desktop.core.upscaling.enlarge import Interpolation, Part, whole_box
from sr_desktop.core.upscaling.strips import by_strips


@pytest.fixture
def threads():
    """Set how many torch has; as before afterwards."""
    before = torch.get_num_threads()
    yield torch.set_num_threads
    torch.set_num_threads(before)


@pytest.mark.parametrize("count", [1, 2, 3, 7])
@pytest.mark.parametrize("box", [Box(5, 6, 0, 4_000_000), Box(3, 700, 10, 500), Box(0, 20, 0, 20)], ids=str)
def test_strips_are_all_of_the_box_from_top_to_bottom(threads, count: int, box: Box) -> None:
    threads(count)
    strips: list[Box] = []
    by_strips(box, strips.append)
    strips.sort(key=lambda strip: strip.top)
    assert [strip.top for strip in strips] + [box.bottom] == [box.top] + [strip.bottom for strip in strips]
    assert all((strip.left, strip.right, strip.height > 0) == (box.left, box.right, True) for strip in strips)
    assert len(strips) >= min(count, box.height, max(1, box.height * box.width // (1 << 15)))


def test_large_parts_are_worked_on_by_all_threads(threads) -> None:
    threads(3)
    together = threading.Barrier(3, timeout=30)
    by_strips(Box(0, 300, 0, 600), lambda _: together.wait() and None)
    assert not together.broken


def test_little_is_done_at_once(threads) -> None:
    threads(8)
    seen: list[tuple[Box, str]] = []
    by_strips(Box(0, 100, 0, 100), lambda box: seen.append((box, threading.current_thread().name)))
    assert seen == [(Box(0, 100, 0, 100), threading.current_thread().name)]


def test_what_goes_wrong_on_a_strip_comes_out_when_all_have_ended(threads) -> None:
    threads(3)
    ended: list[int] = []

    def work(strip: Box) -> None:
        if strip.top == 0:
            raise MemoryError
        ended.append(strip.top)

    with pytest.raises(MemoryError):
        by_strips(Box(0, 300, 0, 600), work)
    assert sorted(ended) == [100, 200]


@pytest.mark.parametrize("bits", [8, 16])
def test_a_picture_is_the_same_on_one_thread_and_on_many(threads, bits: int) -> None:
    chance = np.random.default_rng(bits)
    kind = np.uint8 if bits == 8 else np.uint16
    pixels = chance.integers(0, np.iinfo(kind).max, (190, 260, 3), dtype=kind, endpoint=True)
    source = Part.of(Picture(pixels=pixels, alpha=pixels[:, :, 0].copy()))
    made = []
    for count in (1, 4):
        threads(count)
        shape = (190 * 5 // 2, 260 * 5 // 2)
        step = Interpolation((190, 260), shape, 2.5, CUBIC)
        made.append(step.run(source, whole_box(shape), bits, lambda: None, None).picture)
    assert np.array_equal(made[0].pixels, made[1].pixels)
    assert made[0].alpha is not None and made[1].alpha is not None and np.array_equal(made[0].alpha, made[1].alpha)
