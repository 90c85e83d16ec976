"""What must hold for everything that is shown: each check returns a sentence for every widget that breaks the rule."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QColor, QIcon, QImage, QPainter
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QTextEdit,
    QWidget,
)

from sr_desktop.core.bench.known_sets import KNOWN_SETS
from sr_desktop.core.samples import SAMPLES
from sr_desktop.ui.compare import CompareView
from sr_desktop.ui.parts.elided_label import ElidedLabel

CONTROLS = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit,
    CompareView,
)  # fmt: skip
_OF_QT = (QComboBox, QAbstractItemView, QAbstractSpinBox, QTabBar, QDialogButtonBox, QMessageBox)
_NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client, QAccessible.Role.Window}
_DENSE = 2
"""Painted twice as dense, strokes of letters are wide enough to reach their full colour."""
_SLACK = 1
"""Pixels by which rounding may be off."""


def describe(widget: QWidget) -> str:
    """The widget in words by which it is found in the code."""
    text = getattr(widget, "text", lambda: "")() or widget.accessibleName() or widget.objectName()
    return f"{type(widget).__name__} {text!r} in {type(widget.parentWidget()).__name__}"


def shown(root: QWidget) -> list[QWidget]:
    """The widgets under `root` that are visible and not hidden behind a scrolled edge of no size."""
    return [widget for widget in root.findChildren(QWidget) if widget.isVisible() and widget.width() > 0]


def controls(widgets: Iterable[QWidget]) -> list[QWidget]:
    """What can be operated, without the inner parts of Qt's own widgets."""
    return [widget for widget in widgets if isinstance(widget, CONTROLS) and not _is_inner(widget)]


def _is_inner(widget: QWidget) -> bool:
    if isinstance(widget, (QScrollBar, QHeaderView)) or widget.objectName().startswith("qt_"):
        return True
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, _OF_QT) or parent.metaObject().className().endswith("Container"):
            return True
        parent = parent.parentWidget()
    return False


# --- names, roles and keys ----------------------------------------------------------------------------------------------


def unnamed(widgets: Iterable[QWidget]) -> list[str]:
    """Controls that a screen reader calls nothing or nothing in particular, that nobody explains, or that Tab passes by."""
    found = []
    for widget in controls(widgets):
        face = QAccessible.queryAccessibleInterface(widget)
        if face is None or not face.text(QAccessible.Text.Name):
            found.append(f"no name: {describe(widget)}")
        if not (widget.toolTip() or _has_label(widget) or isinstance(widget, CompareView)):
            found.append(f"no tooltip and no label: {describe(widget)}")
        if face is None or (face.role() in _NO_ROLE and not isinstance(widget, CompareView)):
            found.append(f"no role: {describe(widget)}")
        if not (_takes_tab(widget) or any(_takes_tab(other) for other in _rivals(widget))):
            found.append(f"not reached by Tab: {describe(widget)}")
    return found


def _has_label(widget: QWidget) -> bool:
    return any(label.buddy() is widget for label in widget.window().findChildren(QLabel))


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _rivals(widget: QWidget) -> list[QAbstractButton]:
    """The buttons of which only one can be chosen together with this one: Tab visits one, arrow keys go on from there."""
    if not isinstance(widget, QAbstractButton):
        return []
    if widget.group() and widget.group().exclusive():
        return [button for button in widget.group().buttons() if button is not widget]
    holder = widget.parentWidget()
    return [other for other in holder.findChildren(QAbstractButton) if other.autoExclusive()] if widget.autoExclusive() else []


def unmarked_focus(widgets: Iterable[QWidget]) -> list[str]:
    """Controls that look the same with and without the focus."""
    found = []
    for widget in controls(widgets):
        if not widget.isEnabled() or not _takes_tab(widget):
            continue
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        before = _painted(widget, 1)
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if _painted(widget, 1) == before:
            found.append(f"focus not visible: {describe(widget)}")
    return found


def _painted(widget: QWidget, density: int) -> QImage:
    """The widget on the colour of windows, `density` pixels for one."""
    image = QImage(widget.size() * density, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(density)
    image.fill(widget.palette().window().color())
    painter = QPainter(image)
    widget.render(painter, QPoint(), widget.rect(), QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren)
    painter.end()
    return image


# --- room for texts -----------------------------------------------------------------------------------------------------


def cut_texts(widgets: Iterable[QWidget], root: QWidget) -> list[str]:
    """Texts that have not the room that they need, by their widget's own hint, or that stand out of what holds them."""
    found = []
    for widget in widgets:
        if isinstance(widget, ElidedLabel) or (_is_inner(widget) and not isinstance(widget, QHeaderView)):
            continue
        missing = _missing(widget)
        if missing:
            found.append(f"cut ({missing}): {describe(widget)}")
        elif _has_text(widget) and (edge := _outside(widget, root)):
            found.append(f"beyond the edge of {edge}: {describe(widget)}")
    return found


def _has_text(widget: QWidget) -> bool:
    return isinstance(widget, (QLabel, QAbstractButton, QComboBox)) and bool(describe(widget).split("'")[1:2])


def _missing(widget: QWidget) -> str:
    """What is too small, "" if nothing is."""
    if isinstance(widget, QLabel):
        return _missing_of_label(widget)
    if isinstance(widget, QAbstractButton):
        return _compared(widget.sizeHint().width(), widget.width())
    if isinstance(widget, QComboBox):
        return _missing_of_box(widget)
    if isinstance(widget, QTabBar):
        wide = max((widget.tabRect(index).right() for index in range(widget.count())), default=0)
        return _compared(wide, widget.width()) if not widget.usesScrollButtons() else ""
    if isinstance(widget, QHeaderView) and widget.orientation() == Qt.Orientation.Horizontal:
        sections = [index for index in range(widget.count()) if not widget.isSectionHidden(index)]
        lacks = [_compared(widget.sectionSizeHint(index), widget.sectionSize(index)) for index in sections]
        return next((lack for lack in lacks if lack), "")
    if isinstance(widget, QLineEdit):
        return _compared(widget.fontMetrics().horizontalAdvance(widget.placeholderText()), widget.contentsRect().width())
    return ""


def _missing_of_label(label: QLabel) -> str:
    if not label.text() or not label.pixmap().isNull():
        return ""
    if not label.wordWrap():
        return _compared(label.sizeHint().width(), label.width()) or _compared(label.sizeHint().height(), label.height())
    word = _compared(label.minimumSizeHint().width(), label.width())
    return word or _compared(label.heightForWidth(label.width()), label.height())


def _missing_of_box(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    option.initFrom(box)
    option.editable = box.isEditable()
    inside = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, box)
    widest = max((box.fontMetrics().horizontalAdvance(box.itemText(index)) for index in range(box.count())), default=0)
    return _compared(widest, inside.width())


def _compared(needed: int, there: int) -> str:
    return f"{there} of {needed} pixels" if needed > there + _SLACK else ""


def _outside(widget: QWidget, root: QWidget) -> str:
    """The widget whose edge cuts this one, "" if none does; what can be scrolled into sight is not cut."""
    rect, holder = widget.rect(), widget
    while holder is not root:
        parent = holder.parentWidget()
        rect = rect.translated(holder.pos())
        area = parent.parentWidget()
        scrolls = isinstance(area, QAbstractScrollArea) and area.viewport() is parent
        room = parent.rect().adjusted(-_SLACK, -_SLACK, _SLACK, _SLACK)
        across = not scrolls or area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if across and (rect.left() < room.left() or rect.right() > room.right()):
            return type(parent).__name__
        if not scrolls and (rect.top() < room.top() or rect.bottom() > room.bottom()):
            return type(parent).__name__
        if scrolls:
            rect = QRect(parent.rect())
        holder = parent
    return ""


# --- colours ------------------------------------------------------------------------------------------------------------


def pale_texts(widgets: Iterable[QWidget], root: QWidget) -> list[str]:
    """Texts of less contrast than 4.5:1 as they are painted; 3:1 for what cannot be operated at present."""
    texts = [widget for widget in widgets if isinstance(widget, (QLabel, QAbstractButton)) and not _is_inner(widget)]
    texts = [text for text in texts if text.text() and not (isinstance(text, QLabel) and not text.pixmap().isNull())]
    buttons = [(text, text.icon()) for text in texts if isinstance(text, QAbstractButton)]
    for button, _ in buttons:
        button.setIcon(QIcon())  # an icon is no text
    faults = _pale(texts, root)
    for button, icon in buttons:
        button.setIcon(icon)
    return faults


def _pale(texts: list[Any], root: QWidget) -> list[str]:
    sheets: dict[QWidget, QImage] = {}
    found = []
    for text in texts:
        sheet = _sheet(text, root)
        if sheet not in sheets:
            sheets[sheet] = _painted(sheet, _DENSE)
        place = QRect(text.mapTo(sheet, QPoint()), text.size())
        ratio, least = _contrast_in(sheets[sheet], place, text), 4.5 if text.isEnabled() else 3.0
        if ratio < least:
            found.append(f"contrast {ratio:.2f}: {describe(text)}")
    return found


def _sheet(widget: QWidget, root: QWidget) -> QWidget:
    """What is painted as a whole: what a scroll area scrolls, or `root`."""
    while widget is not root:
        parent = widget.parentWidget()
        if isinstance(parent.parentWidget(), QScrollArea):
            return widget
        widget = parent
    return root


def _contrast_in(sheet: QImage, place: QRect, text: QWidget) -> float:
    """The contrast of the commonest colour with the colour that differs most from it; a button's edge is left out."""
    inner = place.adjusted(4, 4, -4, -4) if isinstance(text, QAbstractButton) else place
    image = sheet.copy(QRect(inner.topLeft() * _DENSE, inner.size() * _DENSE))
    if image.isNull():
        return 21.0
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
    colours, counts = np.unique(pixels, return_counts=True)
    back = QColor(int(colours[counts.argmax()]))
    return max(contrast(back, QColor(int(colour))) for colour in colours)


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1's contrast ratio, 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# --- language -----------------------------------------------------------------------------------------------------------

_ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,} [a-z]{2,}")


def english_texts(widgets: Iterable[QWidget]) -> list[str]:
    """Sentences in English: three words in a row, in anything that is read or read out; names of people and papers stay."""
    texts = {text for widget in widgets for text in _texts_of(widget)}
    return [f"English: {text!r}" for text in sorted(texts) if _ENGLISH.search(_without_names(text))]


def _without_names(text: str) -> str:
    for name in (*(known.paper for known in KNOWN_SETS), *(sample.credit for sample in SAMPLES)):
        text = text.replace(name, "")
    return text


def _texts_of(widget: QWidget) -> Iterator[str]:
    yield from (widget.toolTip(), widget.accessibleName(), widget.accessibleDescription(), widget.statusTip())
    if isinstance(widget, (QLabel, QAbstractButton)):
        yield widget.text()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(index) for index in range(widget.count()))
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(index) for index in range(widget.count()))
        yield from (widget.tabToolTip(index) for index in range(widget.count()))
    if isinstance(widget, QLineEdit):
        yield widget.placeholderText()
    yield from (action.text() for action in widget.actions())
