"""The spectral part of the loss hears what VGG's features do not."""

from __future__ import annotations

import math

import pytest
import torch

from trainer.spectrum import SIDE, spectral_distance


@pytest.fixture
def truth() -> torch.Tensor:
    return torch.rand(2, 3, 96, 96, generator=torch.Generator().manual_seed(4)) * 0.4 + 0.3


def _pattern(side: int) -> torch.Tensor:
    return 0.02 * torch.cos(2 * math.pi * torch.arange(side) / 2.6).expand(1, 1, side, side)


def test_equal_pictures_are_not_apart(truth) -> None:
    assert float(spectral_distance(truth, truth)) == pytest.approx(0.0, abs=1e-6)


def test_other_places_and_brightness_are_nearly_the_same_spectrum(truth) -> None:
    """Unlike a difference of pixels: detail counts wherever in a tile it lies."""
    assert float(spectral_distance(truth + 0.1, truth)) == pytest.approx(0.0, abs=1e-4)
    wave = 0.5 + 0.2 * torch.cos(torch.arange(96.0))
    moved = 0.5 + 0.2 * torch.cos(torch.arange(96.0) + 2.0)
    one, other = (line.expand(1, 1, 96, 96) for line in (wave, moved))
    assert float(spectral_distance(other, one)) < 0.05


@pytest.mark.parametrize("gain", [0.1, 10.0])
def test_its_size_is_itakura_and_saitos(gain, truth) -> None:
    grey = truth.mean(dim=(2, 3), keepdim=True)
    changed = grey + (truth - grey) * math.sqrt(gain)
    assert float(spectral_distance(changed, truth)) == pytest.approx(gain - math.log(gain) - 1, rel=0.02)


def test_a_faint_pattern_on_what_is_smooth_is_heard() -> None:
    smooth = torch.linspace(0.2, 0.8, 96).expand(1, 1, 96, 96)
    other = smooth.flip(3)
    assert float(spectral_distance(smooth + _pattern(96), smooth)) > 20 * float(spectral_distance(other, smooth))


def test_detail_elsewhere_does_not_hide_it(truth) -> None:
    picture = torch.cat([truth[:1, :1], torch.full((1, 1, 96, 96), 0.5)], dim=3)
    faint = torch.cat([0.7 * truth[:1, :1] + 0.15, torch.full((1, 1, 96, 96), 0.5)], dim=3)
    both = faint + torch.cat([torch.zeros(1, 1, 96, 96), _pattern(96)], dim=3)
    assert float(spectral_distance(both, picture)) > 10 * float(spectral_distance(faint, picture))


def test_gradients_are_numbers_where_nothing_is_to_be_seen() -> None:
    flat = torch.full((1, 3, SIDE, SIDE), 0.5, requires_grad=True)
    spectral_distance(flat, torch.zeros(1, 3, SIDE, SIDE)).backward()
    assert flat.grad is not None and bool(torch.isfinite(flat.grad).all())


def test_colour_is_seen_by_its_luminance() -> None:
    grey = torch.rand(1, 1, SIDE, SIDE, generator=torch.Generator().manual_seed(5))
    other = grey.flip(3) * 0.5
    wanted = spectral_distance(other, grey)
    torch.testing.assert_close(spectral_distance(other.expand(1, 3, -1, -1), grey.expand(1, 3, -1, -1)), wanted)
