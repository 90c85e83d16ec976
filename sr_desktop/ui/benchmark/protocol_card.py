"""The protocol in words, above everything that was measured by it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.ui.benchmark.words import protocol_facts, protocol_title
from sr_desktop.ui.view import View, set_role


class ProtocolCard(View):
    """Two lines: the protocol's name, and channel, border, small picture and rounding."""

    def __init__(self) -> None:
        super().__init__()
        self._protocol = Protocol()
        self.title, self.facts = QLabel(), QLabel()
        frame = QFrame()
        set_role(frame, "card")
        set_role(self.facts, "hint")
        self.facts.setWordWrap(True)
        for label in (self.title, self.facts):
            label.setTextFormat(Qt.TextFormat.PlainText)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.facts)
        self.retranslate()

    def show_protocol(self, protocol: Protocol) -> None:
        """Show this one."""
        self._protocol = protocol
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        # A protocol that papers do not use must not be overlooked.
        set_role(self.title, "title" if self._protocol.is_standard else "changed")
        self.title.setText(protocol_title(self._protocol))
        self.facts.setText(" · ".join(f"{name}: {text}" for name, text in protocol_facts(self._protocol)))
        self.setAccessibleName(f"{self.title.text()}. {self.facts.text()}")
