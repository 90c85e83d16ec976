"""Which crop is measured: one that follows the mouse, or one that stays where it was marked."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRect

from sr_desktop.core.bench.crop import Crop

_STEPS = 8


class MarkedCrop:
    """side: of the square that follows the mouse; pictures have `width` x `height` pixels, 0 x 0 for none."""

    def __init__(self, side: int) -> None:
        self.side = side
        self._width = self._height = 0
        self._hovered: tuple[int, int] | None = None
        self._pinned: Crop | None = None

    @property
    def pinned(self) -> bool:
        """Whether it stays where it was marked."""
        return self._pinned is not None

    @property
    def crop(self) -> Crop | None:
        """The crop at present."""
        if self._pinned is not None or self._hovered is None or not self._width:
            return self._pinned
        return self._around(*self._hovered)

    @property
    def rect(self) -> QRect:
        """The same as a rectangle, empty for none."""
        crop = self.crop
        return QRect(crop.left, crop.top, crop.width, crop.height) if crop else QRect()

    def set_picture(self, width: int, height: int) -> None:
        """Another size; a crop that lies in it stays."""
        self._width, self._height = width, height
        pinned = self._pinned
        if pinned and (pinned.left + pinned.width > width or pinned.top + pinned.height > height):
            self._pinned = None

    def hover(self, x: int, y: int) -> None:
        """The mouse is over this pixel; (-1, -1): over none."""
        self._hovered = (x, y) if x >= 0 else None

    def pin(self, marked: QRect) -> None:
        """Mark these pixels; around a single one, the square that follows the mouse."""
        if marked.width() == marked.height() == 1:
            self._pinned = self._around(marked.x(), marked.y())
        else:
            self._pinned = Crop(left=marked.x(), top=marked.y(), width=marked.width(), height=marked.height())

    def move(self, across: int, down: int) -> None:
        """Move what is marked by eighths of itself."""
        if self._pinned:
            crop = self._pinned
            left = crop.left + across * max(1, crop.width // _STEPS)
            top = crop.top + down * max(1, crop.height // _STEPS)
            left, top = min(max(0, left), self._width - crop.width), min(max(0, top), self._height - crop.height)
            self._pinned = replace(crop, left=left, top=top)

    def unpin(self) -> None:
        """Follow the mouse again."""
        self._pinned = None

    def _around(self, x: int, y: int) -> Crop:
        return Crop.around(x, y, self.side, width=self._width, height=self._height)
