"""What the window must know of a page before the page exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from sr_desktop.ui.view import Text


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One entry of the navigation rail; `build` makes the page when it is first shown.

    take_drop: what the page does with something dropped while it is shown; where there is none, the window opens it.
    drop_says: that in words, for a page that has it.
    """

    id: str
    icon: str
    title: Text
    build: Callable[[], QWidget]
    take_drop: Callable[[QMimeData], None] | None = None
    drop_says: Text | None = None
