"""A page has all the room that there is, and scrolls where it needs more."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sr_desktop.ui.parts.page_place import PagePlace


def test_a_page_fills_its_place_and_scrolls_where_it_needs_more(qtbot) -> None:
    page, inside = QWidget(), QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inside)
    place = PagePlace(page)
    qtbot.addWidget(place)
    place.resize(300, 200)
    place.show()
    assert page.size() == QSize(300, 200)
    inside.setMinimumSize(400, 100)
    qtbot.waitUntil(lambda: page.width() == 400)
    assert place.horizontalScrollBar().isVisible()
    assert not place.verticalScrollBar().isVisible()
    assert page.height() == place.viewport().height()
    inside.setMinimumSize(0, 0)
    qtbot.waitUntil(lambda: page.size() == QSize(300, 200))
    assert not place.horizontalScrollBar().isVisible()
    assert place.minimumSizeHint() == QSize(0, 0)
