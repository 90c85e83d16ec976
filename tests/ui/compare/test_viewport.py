"""Zoom and pan as geometry."""

from __future__ import annotations

import pytest

from sr_desktop.ui.compare.viewport import MAX_ZOOM, Viewport

VIEW = Viewport(width=800, height=600, grid_width=4000, grid_height=2000).fitted()


def test_fit_shows_the_whole_picture_in_the_middle() -> None:
    assert VIEW.zoom == pytest.approx(0.2)
    assert VIEW.to_screen(0, 0) == pytest.approx((0, 100))
    assert VIEW.to_screen(4000, 2000) == pytest.approx((800, 500))


@pytest.mark.parametrize("point", [(400, 300), (100, 150), (600, 400)])
def test_zooming_keeps_what_is_under_the_cursor(point) -> None:
    before = VIEW.to_grid(*point)
    zoomed = VIEW.zoomed(3.0, *point)
    assert zoomed.to_grid(*point) == pytest.approx(before)
    assert zoomed.zoomed(5.0, *point).to_grid(*point) == pytest.approx(before)


def test_panning_stops_at_the_border() -> None:
    zoomed = VIEW.zoomed(1.0, 400, 300)
    assert zoomed.panned(1e6, 1e6).to_grid(0, 0) == pytest.approx((0, 0))
    assert zoomed.panned(-1e6, -1e6).to_grid(800, 600) == pytest.approx((4000, 2000))
    moved = zoomed.panned(10, -20)
    assert (moved.centre_x - zoomed.centre_x, moved.centre_y - zoomed.centre_y) == pytest.approx((-10, 20))


def test_zoom_has_limits() -> None:
    assert VIEW.zoomed(1e9, 0, 0).zoom == MAX_ZOOM
    assert VIEW.zoomed(1e-9, 0, 0).zoom == pytest.approx(48 / 4000)


def test_fit_stays_fit_when_the_view_changes() -> None:
    assert VIEW.resized(400, 300).is_fit
    assert not VIEW.zoomed(1.0, 0, 0).resized(400, 300).is_fit


def test_a_finer_grid_shows_the_same_spot_at_the_same_size() -> None:
    zoomed = VIEW.zoomed(2.0, 200, 200)
    finer = zoomed.regridded(12000, 6000)
    assert finer.zoom == pytest.approx(2.0 / 3)
    assert finer.to_grid(123, 456) == pytest.approx(tuple(3 * value for value in zoomed.to_grid(123, 456)))
    assert VIEW.regridded(12000, 6000).is_fit


@pytest.mark.parametrize("size", [(1, 1), (20000, 1), (1, 20000)])
def test_extreme_pictures_fit(size) -> None:
    view = Viewport(width=800, height=600, grid_width=size[0], grid_height=size[1]).fitted()
    left, top = view.to_screen(0, 0)
    right, bottom = view.to_screen(*size)
    assert left >= -1e-6
    assert top >= -1e-6
    assert right <= 800 + 1e-6
    assert bottom <= 600 + 1e-6
