"""Where on the screen a grid of pixels lies: zoom and pan, without any widget."""

from __future__ import annotations

from dataclasses import dataclass, replace

MAX_ZOOM = 32.0
"""Physical screen pixels per grid pixel."""
_MIN_SHOWN = 48.0
"""Zooming out ends where the longer side has this many screen pixels, if fit and 100 % are not smaller still."""


@dataclass(frozen=True, kw_only=True)
class Viewport:
    """A view of `width` x `height` screen pixels on a grid of `grid_width` x `grid_height` pixels.

    zoom: device-independent screen pixels per grid pixel. (centre_x, centre_y): the grid point in the middle of the
    view. ratio: physical pixels per device-independent one, which count for the largest zoom. All methods return new
    viewports that obey the limits: nothing but the picture is shown where it is large enough.
    """

    width: float
    height: float
    grid_width: int
    grid_height: int
    zoom: float = 1.0
    centre_x: float = 0.0
    centre_y: float = 0.0
    ratio: float = 1.0

    @property
    def fit_zoom(self) -> float:
        """The zoom at which the whole picture just fits."""
        return min(self._max_zoom(), self.width / self.grid_width, self.height / self.grid_height)

    @property
    def is_fit(self) -> bool:
        """Whether the whole picture is shown as large as it fits."""
        return abs(self.zoom - self.fit_zoom) < 1e-9

    def fitted(self) -> Viewport:
        """The whole picture, as large as it fits."""
        return replace(self, zoom=self.fit_zoom, centre_x=self.grid_width / 2, centre_y=self.grid_height / 2)

    def resized(self, width: float, height: float, ratio: float = 1.0) -> Viewport:
        """The same spot in a view of another size or on another screen; a fitted picture stays fitted."""
        larger = replace(self, width=max(1.0, width), height=max(1.0, height), ratio=ratio)
        return larger.fitted() if self.is_fit else larger._limited()

    def regridded(self, grid_width: int, grid_height: int) -> Viewport:
        """The same spot at the same apparent size on a finer or coarser grid of the same picture."""
        factor_x, factor_y = grid_width / self.grid_width, grid_height / self.grid_height
        moved = replace(
            self,
            grid_width=grid_width,
            grid_height=grid_height,
            zoom=self.zoom / factor_x,
            centre_x=self.centre_x * factor_x,
            centre_y=self.centre_y * factor_y,
        )
        return moved.fitted() if self.is_fit else moved._limited()

    def zoomed(self, zoom: float, x: float, y: float) -> Viewport:
        """Another zoom; the grid point under the screen point (x, y) stays there."""
        grid_x, grid_y = self.to_grid(x, y)
        zoom = min(self._max_zoom(), max(self._min_zoom(), zoom))
        centre_x = grid_x - (x - self.width / 2) / zoom
        centre_y = grid_y - (y - self.height / 2) / zoom
        return replace(self, zoom=zoom, centre_x=centre_x, centre_y=centre_y)._limited()

    def panned(self, dx: float, dy: float) -> Viewport:
        """The picture moved by (dx, dy) screen pixels."""
        return replace(self, centre_x=self.centre_x - dx / self.zoom, centre_y=self.centre_y - dy / self.zoom)._limited()

    def to_grid(self, x: float, y: float) -> tuple[float, float]:
        """The grid point under a screen point."""
        return self.centre_x + (x - self.width / 2) / self.zoom, self.centre_y + (y - self.height / 2) / self.zoom

    def to_screen(self, grid_x: float, grid_y: float) -> tuple[float, float]:
        """The screen point of a grid point."""
        return (grid_x - self.centre_x) * self.zoom + self.width / 2, (grid_y - self.centre_y) * self.zoom + self.height / 2

    def snapped(self) -> Viewport:
        """Moved by less than a physical pixel so that the grid begins on one: unscaled pixels then stay sharp."""
        left, top = self.to_screen(0, 0)
        moved_x, moved_y = (round(value * self.ratio) / self.ratio - value for value in (left, top))
        return replace(self, centre_x=self.centre_x - moved_x / self.zoom, centre_y=self.centre_y - moved_y / self.zoom)

    def _max_zoom(self) -> float:
        return MAX_ZOOM / self.ratio

    def _min_zoom(self) -> float:
        return min(self.fit_zoom, 1 / self.ratio, _MIN_SHOWN / max(self.grid_width, self.grid_height))

    def _limited(self) -> Viewport:
        return replace(
            self,
            centre_x=_limit(self.centre_x, self.grid_width, self.width / self.zoom),
            centre_y=_limit(self.centre_y, self.grid_height, self.height / self.zoom),
        )


def _limit(centre: float, length: float, shown: float) -> float:
    if shown >= length:
        return length / 2
    return min(max(centre, shown / 2), length - shown / 2)
