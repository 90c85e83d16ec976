"""Above the list: how many pictures there are in which state, how far the work is and how long it takes still."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import View, set_role


@dataclass(frozen=True, kw_only=True)
class QueueFigures:
    """Numbers of pictures; seconds_left None while unknown; working: the process is at work or starts."""

    waiting: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    seconds_left: float | None = None
    working: bool = False

    @property
    def total(self) -> int:
        """All pictures."""
        return self.waiting + self.done + self.failed + self.skipped


class QueueHeader(View):
    """The title, the figures, a bar and the switch for gentle work."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._figures = QueueFigures()
        self.retry_button = ActionButton(actions.queue_retry)
        self._title, self._text = QLabel(), ElidedLabel(Qt.TextElideMode.ElideRight)
        set_role(self._title, "heading")
        set_role(self._text, "hint")
        self.bar, self.gentle = QProgressBar(), QCheckBox()
        self.bar.setTextVisible(False)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._title)
        row.addStretch(1)
        row.addWidget(self.retry_button)
        row.addWidget(self.gentle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row)
        column.addWidget(self._text)
        column.addWidget(self.bar)
        self.retranslate()

    @property
    def text(self) -> str:
        """What the line under the title says."""
        return self._figures_text()

    def show_figures(self, figures: QueueFigures) -> None:
        """Show these."""
        self._figures = figures
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Queue"))
        self.gentle.setText(self.tr("Be gentle"))
        self.gentle.setToolTip(
            self.tr("Work with a lower priority and leave one core free; holds from the next start of the queue.")
        )
        self.gentle.setAccessibleName(self.tr("Be gentle"))
        self.bar.setAccessibleName(self.tr("Progress of the queue"))
        self.bar.setToolTip(self.tr("Progress of the queue"))
        self._say()

    def _say(self) -> None:
        figures = self._figures
        self._text.setText(self._figures_text())
        self.bar.setRange(0, max(1, figures.total))
        self.bar.setValue(figures.total - figures.waiting)
        self.bar.setVisible(figures.working)
        self.retry_button.setVisible(figures.failed > 0)

    def _figures_text(self) -> str:
        figures = self._figures
        if not figures.total:
            return self.tr("No pictures yet.")
        parts = [self.tr("{done} of {total} done").format(done=f"{figures.done:,}", total=f"{figures.total:,}")]
        if figures.failed:
            parts.append(self.tr("{count} failed").format(count=f"{figures.failed:,}"))
        if figures.skipped:
            parts.append(self.tr("{count} skipped").format(count=f"{figures.skipped:,}"))
        if figures.working and figures.seconds_left is not None:
            parts.append(self.tr("{time} left").format(time=duration_text(figures.seconds_left)))
        elif figures.working:
            parts.append(self.tr("the time is being measured"))
        return " · ".join(parts)
