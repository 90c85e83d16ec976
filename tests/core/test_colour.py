"""BT.601 studio range: known colours, and back again."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.core.colour import rgb_to_grey, rgb_to_luma, rgb_to_ycbcr, ycbcr_to_rgb


@pytest.mark.parametrize(
    ("rgb", "ycbcr"),
    [
        ((0, 0, 0), (16, 128, 128)),
        ((1, 1, 1), (235, 128, 128)),
        ((1, 0, 0), (81.481, 90.203, 240)),
        ((0, 0, 1), (40.966, 240, 109.786)),
    ],
)
def test_known_colours(rgb, ycbcr) -> None:
    pixel = np.array([[rgb]], dtype=np.float32)
    np.testing.assert_allclose(rgb_to_ycbcr(pixel)[0, 0] * 255, ycbcr, atol=1e-3)
    np.testing.assert_allclose(rgb_to_luma(pixel)[0, 0] * 255, ycbcr[0], atol=1e-3)


def test_there_and_back() -> None:
    rgb = np.random.default_rng(1).random((20, 30, 3), dtype=np.float32)
    np.testing.assert_allclose(ycbcr_to_rgb(rgb_to_ycbcr(rgb)), rgb, atol=1e-5)


def test_grey_stays_what_it_is() -> None:
    grey = np.linspace(0, 1, 11, dtype=np.float32)
    rgb = np.repeat(grey[None, :, None], 3, axis=2)
    np.testing.assert_allclose(rgb_to_grey(rgb)[0], grey, atol=1e-6)
