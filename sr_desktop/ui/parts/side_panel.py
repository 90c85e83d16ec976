"""The panel at the left of a page: sections that scroll, and under them a bar with the page's main buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from sr_desktop.ui.view import set_role


def side_panel(sections: Sequence[QWidget], bar: Sequence[QWidget | QLayout], *, width: int) -> QWidget:
    """A panel `width` pixels wide; `bar` stays in sight however far the sections are scrolled."""
    panel = QFrame()
    panel.setFixedWidth(width)
    set_role(panel, "panel")
    column = QVBoxLayout(panel)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_stacked(sections), 1)
    column.addWidget(_bar(bar))
    return panel


def scrolled(inside: QWidget) -> QScrollArea:
    """`inside` as wide as there is room, scrolled where it is higher; the focus goes to what is in it."""
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def _stacked(sections: Sequence[QWidget]) -> QScrollArea:
    inside = QWidget()
    set_role(inside, "panel-body")
    column = QVBoxLayout(inside)
    column.setContentsMargins(16, 16, 16, 16)
    column.setSpacing(20)
    for section in sections:
        column.addWidget(section)
    column.addStretch(1)
    area = scrolled(inside)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _bar(parts: Sequence[QWidget | QLayout]) -> QFrame:
    bar = QFrame()
    set_role(bar, "run-bar")
    column = QVBoxLayout(bar)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(8)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    return bar
