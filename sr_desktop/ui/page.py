"""What the window must know of a page before the page exists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sr_desktop.ui.view import Text


@dataclass(frozen=True, kw_only=True)
class PageEntry:
    """One entry of the navigation rail; `build` makes the page when it is first shown."""

    id: str
    icon: str
    title: Text
    build: Callable[[], QWidget]
