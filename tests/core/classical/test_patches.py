"""Patches: their description by one matrix, and what becomes of their overlaps."""

from __future__ import annotations

import numpy as np
import pytest

from sr_desktop.core.classical.patches import (
    MARGIN,
    REACH,
    SIDE,
    WINDOW,
    gradient_operator,
    overlap_average,
    padded,
    some_surroundings,
    surroundings,
)
from sr_desktop.core.resize import imresize


def _picture(height: int, width: int) -> np.ndarray:
    return np.random.default_rng(4).random((height, width), dtype=np.float32)


@pytest.mark.parametrize("factor", [2, 3, 4])
def test_the_matrix_gives_the_derivatives_of_the_upscaled_picture(factor) -> None:
    low = _picture(21, 17)
    large = imresize(low, float(factor)).astype(np.float64)
    row, column = 6, 4
    described = surroundings(low)[row, column].astype(np.float64) @ gradient_operator(factor)
    top, left, side = (row + REACH) * factor, (column + REACH) * factor, WINDOW * factor

    def at(rows: int, columns: int) -> np.ndarray:
        return large[top + rows : top + rows + side, left + columns : left + columns + side]

    ahead, behind = (factor + 1) // 2, factor // 2
    wanted = [
        at(0, ahead) - at(0, -behind),
        at(ahead, 0) - at(-behind, 0),
        (at(0, factor) + at(0, -factor)) / 2 - at(0, 0),
        (at(factor, 0) + at(-factor, 0)) / 2 - at(0, 0),
    ]
    np.testing.assert_allclose(described, np.concatenate([plane.ravel() for plane in wanted]), atol=2e-6)


def test_a_constant_has_no_derivatives() -> None:
    assert float(np.abs(gradient_operator(3).sum(axis=0)).max()) < 1e-5


def test_chosen_surroundings_are_those_of_all() -> None:
    low = _picture(14, 12)
    rows, columns = np.array([0, 3, 5]), np.array([1, 0, 3])
    np.testing.assert_array_equal(some_surroundings(low, rows, columns), surroundings(low)[rows, columns])


def test_mirroring_serves_pictures_smaller_than_the_margin() -> None:
    low = _picture(2, 1)
    larger = padded(low)
    assert larger.shape == (2 + 2 * MARGIN, 1 + 2 * MARGIN)
    assert larger[MARGIN - 1, MARGIN] == low[0, 0]
    assert larger[MARGIN - 2, MARGIN] == low[1, 0]
    assert larger.shape[0] - SIDE + 1 == 2 + WINDOW - 1


@pytest.mark.parametrize("factor", [2, 3])
def test_overlapping_parts_of_a_picture_average_to_the_picture(factor) -> None:
    height, width = 5, 7
    large = _picture((height + 4) * factor, (width + 4) * factor)
    side = WINDOW * factor
    patches = np.stack(
        [
            np.stack([large[r * factor :, c * factor :][:side, :side].ravel() for c in range(width + 2)])
            for r in range(height + 2)
        ]
    )
    inner = large[2 * factor : (2 + height) * factor, 2 * factor : (2 + width) * factor]
    np.testing.assert_allclose(overlap_average(patches, factor), inner, atol=1e-6)
