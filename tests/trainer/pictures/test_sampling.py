"""How often each picture is cut from."""

from __future__ import annotations

import pytest

from trainer.pictures.sampling import Sampler, places

_SIZES = [(20, 20), (120, 200), (60, 40)]
_PATCH, _DRAWN = 12, 6000


def _shares(*, even: bool) -> list[float]:
    cuts = Sampler(_SIZES, patch=_PATCH, augment=True, seed=3, even=even).draw(1, _DRAWN)
    return [sum(cut.pair == number for cut in cuts) / _DRAWN for number in range(len(_SIZES))]


def test_each_place_is_as_likely_as_any_other() -> None:
    counts = [places(size, _PATCH) for size in _SIZES]
    assert _shares(even=False) == pytest.approx([count / sum(counts) for count in counts], abs=0.02)


def test_each_picture_is_as_likely_as_any_other() -> None:
    assert _shares(even=True) == pytest.approx([1 / 3] * 3, abs=0.02)


def test_patches_lie_within_their_pictures() -> None:
    for cut in Sampler(_SIZES, patch=_PATCH, augment=True, seed=3, even=True).draw(2, _DRAWN):
        height, width = _SIZES[cut.pair]
        assert 0 <= cut.top <= height - _PATCH
        assert 0 <= cut.left <= width - _PATCH
