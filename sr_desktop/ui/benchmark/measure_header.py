"""How far the measurement is, and the buttons that steer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from sr_desktop.ui.actions import Actions, described, plain_text
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.view import View, set_role

MeasureState = Literal["idle", "looking", "starting", "running", "paused", "stopping", "completed", "stopped", "failed"]
_LIVE = ("starting", "running", "paused", "stopping")


@dataclass(frozen=True, kw_only=True)
class MeasureFacts:
    """done and total count each picture once for each scale and model; cached: of them, known before the start."""

    state: MeasureState = "idle"
    done: int = 0
    total: int = 0
    cached: int = 0
    seconds_left: float | None = None


class MeasureHeader(View):
    """A strip above the tabs; hidden until there is something to tell."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._facts = MeasureFacts()
        self._state, self._line, self.bar = QLabel(), QLabel(), QProgressBar()
        self.bar.setTextVisible(False)
        set_role(self._state, "title")
        set_role(self._line, "hint")
        self._actions = actions
        self.pause_button, self.cancel_button = QPushButton(), QPushButton()
        for button, action in ((self.pause_button, actions.bench_pause), (self.cancel_button, actions.bench_cancel)):
            button.clicked.connect(action.trigger)
            button.setEnabled(action.isEnabled())
            action.enabledChanged.connect(button.setEnabled)
        frame = QFrame()
        set_role(frame, "card")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._state)
        row.addWidget(self._line, 1)
        row.addWidget(self.pause_button)
        row.addWidget(self.cancel_button)
        column.addLayout(row)
        column.addWidget(self.bar)
        self.show_facts(MeasureFacts())
        self.redraw_icons()
        self.retranslate()

    def show_facts(self, facts: MeasureFacts) -> None:
        """Show these."""
        if facts == self._facts and not self.isHidden():
            return
        if (facts.state == "paused") != (self._facts.state == "paused"):
            self._facts = facts
            self.redraw_icons()
        self._facts = facts
        self.setVisible(facts.state not in ("idle", "looking"))
        live = facts.state in _LIVE
        self.bar.setVisible(live)
        # Before the first word of the process nothing is known: the bar is busy.
        self.bar.setRange(0, 0 if live and not facts.total else max(1, facts.total))
        self.bar.setValue(facts.done)
        self.pause_button.setVisible(live)
        self.cancel_button.setVisible(live)
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.bar.setAccessibleName(self.tr("Progress of the measurement"))
        self.cancel_button.setText(self.tr("Cancel"))
        for button, action in (
            (self.pause_button, self._actions.bench_pause),
            (self.cancel_button, self._actions.bench_cancel),
        ):
            button.setToolTip(described(action))
            button.setAccessibleName(plain_text(action))
        self._say()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.pause_button.setIcon(icon("play" if self._facts.state == "paused" else "pause"))
        self.cancel_button.setIcon(icon("stop"))

    def _say(self) -> None:
        facts = self._facts
        self._state.setText(self._state_text())
        paused = facts.state == "paused"
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        parts = []
        if facts.total:
            parts.append(self.tr("{done} of {total} measurements").format(done=f"{facts.done:,}", total=f"{facts.total:,}"))
        if facts.cached:
            parts.append(self.tr("{count} of them known before").format(count=f"{facts.cached:,}"))
        if facts.seconds_left is not None and facts.state in ("running", "paused"):
            parts.append(self.tr("about {time} left").format(time=duration_text(facts.seconds_left)))
        self._line.setText(" · ".join(parts))

    def _state_text(self) -> str:
        return {
            "idle": "",
            "looking": "",
            "starting": self.tr("Starting"),
            "running": self.tr("Measuring"),
            "paused": self.tr("Paused"),
            "stopping": self.tr("Ending"),
            "completed": self.tr("Measured"),
            "stopped": self.tr("Stopped; what was measured is kept"),
            "failed": self.tr("Broke off; what was measured is kept"),
        }[self._facts.state]
