from __future__ import annotations

from collections.abc import Callable

import pytest

from sr_desktop.core.errors import BadSize, ImageTooLarge
from sr_desktop.core.upscaling.size import MAX_OUTPUT_PIXELS, MAX_SCALE, SIZE_KINDS, OutputSize, SizeKind, TargetSize
from sr_desktop.core.upscaling.size_errors import LargeEnough


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (TargetSize(kind="scale", value=2), OutputSize(scale=2.0, width=200, height=100)),
        (TargetSize(kind="scale", value=1.008), OutputSize(scale=1.008, width=101, height=50)),
        (TargetSize(kind="width", value=150), OutputSize(scale=1.5, width=150, height=75)),
        (TargetSize(kind="height", value=150), OutputSize(scale=3.0, width=300, height=150)),
        (TargetSize(kind="long_side", value=250), OutputSize(scale=2.5, width=250, height=125)),
        (TargetSize(kind="short_side", value=75), OutputSize(scale=1.5, width=150, height=75)),
        (TargetSize(kind="megapixels", value=0.02), OutputSize(scale=2.0, width=200, height=100)),
    ],
)
def test_wide_picture(wish: TargetSize, expected: OutputSize) -> None:
    assert wish.resolve(100, 50) == expected


def test_tall_picture_swaps_the_sides() -> None:
    assert TargetSize(kind="long_side", value=200).resolve(50, 100) == OutputSize(scale=2.0, width=100, height=200)
    assert TargetSize(kind="short_side", value=75).resolve(50, 100) == OutputSize(scale=1.5, width=75, height=150)


def test_every_kind_reaches_its_number() -> None:
    width, height = 641, 487
    reached: dict[SizeKind, Callable[[OutputSize], int]] = {
        "width": lambda size: size.width,
        "height": lambda size: size.height,
        "long_side": lambda size: max(size.width, size.height),
        "short_side": lambda size: min(size.width, size.height),
    }
    assert set(reached) == set(SIZE_KINDS) - {"scale", "megapixels", "at_least", "print"}
    for kind, measure in reached.items():
        for value in range(700, 3000, 97):
            assert measure(TargetSize(kind=kind, value=value).resolve(width, height)) == value


def test_halves_are_rounded_up() -> None:
    assert TargetSize(kind="scale", value=1.5).resolve(3, 5) == OutputSize(scale=1.5, width=5, height=8)


def test_a_side_has_one_pixel_at_least() -> None:
    assert TargetSize(kind="scale", value=1.2).resolve(1, 1) == OutputSize(scale=1.2, width=1, height=1)


@pytest.mark.parametrize("scale", [0.5, 1.0, 0.0, -2.0, MAX_SCALE + 0.01, float("nan"), float("inf")])
def test_factors_out_of_range(scale: float) -> None:
    with pytest.raises(BadSize):
        TargetSize(kind="scale", value=scale).resolve(100, 50)


def test_shrinking_is_refused_with_its_factor() -> None:
    with pytest.raises(BadSize, match=r"100 x 50 pixels .* factor 0\.5;.*at most 16\."):
        TargetSize(kind="width", value=50).resolve(100, 50)


def test_two_gigapixels_are_the_limit() -> None:
    side = int(MAX_OUTPUT_PIXELS**0.5) // 2
    assert TargetSize(kind="scale", value=2).resolve(side, side).width == 2 * side
    with pytest.raises(ImageTooLarge, match=r"^big\.png would become .* limit is 2000 megapixels\.$"):
        TargetSize(kind="scale", value=2).resolve(side + 1, side + 1, path="big.png")
    with pytest.raises(ImageTooLarge, match=r"^40000 x 40000 would become 80000 x 80000 pixels"):
        TargetSize(kind="scale", value=2).resolve(40_000, 40_000)


@pytest.mark.parametrize(("width", "height", "factor"), [(1280, 720, 3), (1920, 1080, 2), (1080, 1920, 2), (3000, 2159, 2)])
def test_at_least_lets_each_picture_pick_its_factor(width: int, height: int, factor: int) -> None:
    size = TargetSize(kind="at_least", value=2160).resolve(width, height)
    assert size == OutputSize(scale=float(factor), width=width * factor, height=height * factor)


def test_a_picture_that_is_large_enough_says_so() -> None:
    with pytest.raises(LargeEnough, match=r"^A picture of 4000 x 2160 pixels is large enough already\.$"):
        TargetSize(kind="at_least", value=2160).resolve(4000, 2160)


def test_a_print_has_the_pixels_of_its_dots() -> None:
    # 30 cm at 300 dots per inch are 3543.3 dots.
    size = TargetSize(kind="print", value=30.0, dpi=300.0).resolve(1000, 1500)
    assert (size.width, size.height, size.dpi) == (2362, 3543, 300.0)
    assert TargetSize(kind="scale", value=2).resolve(10, 10).dpi == 0.0
