"""Step 4 of the Train page: what the training will need, measured before it starts."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton

from sr_desktop.core.messages.trainer import Estimated
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import set_role


class EstimateSection(Section):
    """A button that measures for a few seconds, and what it found."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._estimate: Estimated | None = None
        self._is_measuring = False
        self._text, self.button = QLabel(), QPushButton()
        self._text.setWordWrap(True)
        set_role(self._text, "hint")
        self.body.addWidget(self._text)
        self.body.addWidget(self.button)
        self.button.clicked.connect(self.wanted)
        self.retranslate()

    def show_estimate(self, estimate: Estimated | None) -> None:
        """Show what was measured, None where the job has changed since."""
        self._estimate = estimate
        self.retranslate()

    def set_measuring(self, measuring: bool) -> None:
        """Whether a measurement goes on."""
        self._is_measuring = measuring
        self.button.setEnabled(not measuring)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("4  Time and memory"))
        self.button.setText(self.tr("Measuring...") if self._is_measuring else self.tr("Estimate"))
        self.button.setToolTip(self.tr("Train for a few seconds to see how long it will take and what fits the memory"))
        self.button.setAccessibleName(self.button.text())
        self._text.setText(self._words())

    def _words(self) -> str:
        found = self._estimate
        if found is None:
            return self.tr("Measure a few steps on this computer before you start.")
        text = self.tr("{time} on {device}, {speed} steps a second, {memory} MB; the largest batch that fits is {batch}.")
        return text.format(
            time=duration_text(found.seconds),
            device=found.device,
            speed=f"{found.steps_per_s:.3g}",
            memory=f"{found.memory_mb:,.0f}",
            batch=f"{found.largest_batch:,}",
        )
