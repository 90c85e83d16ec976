"""A message in the page that stops nobody: what failed, what to do, details to copy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QStyle, QToolButton, QVBoxLayout

from sr_desktop.ui.icons import icon
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.view import View, set_role

BannerKind = Literal["error", "info"]


@dataclass(frozen=True, kw_only=True)
class BannerText:
    """What a banner says: the sentence, what to do, and details for a report ("" for none)."""

    message: str
    hint: str = ""
    details: str = ""


class ReportWish(QEvent):
    """Sent to the window: the user wants a report on `problem`."""

    TYPE = QEvent.Type(QEvent.registerEventType())

    def __init__(self, problem: str) -> None:
        super().__init__(self.TYPE)
        self.problem = problem


class Banner(View):
    """Hidden until it has something to say; a newer message replaces the older."""

    def __init__(self) -> None:
        super().__init__()
        self._text: Callable[[], BannerText] | None = None
        self._kind: BannerKind = "info"
        self._frame = QFrame()
        self._mark, self._message, self._hint = QLabel(), QLabel(), QLabel()
        self.copy_button, self.close_button = QPushButton(), QToolButton()
        self._lay_out()
        self.copy_button.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.hide)
        self.retranslate()
        self.hide()

    def show_text(self, text: Callable[[], BannerText], kind: BannerKind = "error") -> None:
        """Show this message until it is closed or replaced."""
        self._text, self._kind = text, kind
        set_role(self._frame, f"banner-{kind}")
        self.retranslate()
        self.redraw_icons()
        self.show()

    def clear(self) -> None:
        """Forget the message."""
        self._text = None
        self.hide()

    @property
    def message(self) -> str:
        """What is said at present; "" when nothing is."""
        return self._message.text() if self._text else ""

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.copy_button.setText(self.tr("Copy report"))
        self.copy_button.setToolTip(
            self.tr("Copy the message, versions, device and the last lines of the log; nothing is sent anywhere")
        )
        self.copy_button.setAccessibleName(self.tr("Copy report"))
        self.close_button.setToolTip(self.tr("Close this message"))
        self.close_button.setAccessibleName(self.tr("Close this message"))
        if self._text:
            text = self._text()
            self._message.setText(text.message)
            self._hint.setText(text.hint)
            self._hint.setVisible(bool(text.hint))
            self.copy_button.setVisible(bool(text.details))
            self.setAccessibleName(f"{text.message} {text.hint}")

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.close_button.setIcon(icon("close"))
        theme = current_theme()
        mark = icon("error", theme.error) if self._kind == "error" else icon("info", theme.accent)
        self._mark.setPixmap(mark.pixmap(QSize(20, 20)))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 12, 12, 0)
        outer.addWidget(self._frame)
        row = QHBoxLayout(self._frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        set_role(self._message, "strong")
        for label in (self._message, self._hint):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(label)
        set_role(self.close_button, "flat")
        self.close_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.copy_button)
        row.addWidget(self.close_button)
        self._mark.setFixedWidth(self.style().pixelMetric(QStyle.PixelMetric.PM_SmallIconSize) + 4)

    def _copy(self) -> None:
        if self._text:
            text = self._text()
            problem = "\n".join(part for part in (text.message, text.hint, text.details) if part)
            QCoreApplication.sendEvent(self.window(), ReportWish(problem))
