"""The head of the monitor: which run, how far, how good, and the buttons that steer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout

from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import View, set_role

HeaderState = Literal["none", "starting", "running", "paused", "stopping", "finished", "stopped", "failed", "interrupted"]


@dataclass(frozen=True, kw_only=True)
class RunFacts:
    """What the head shows; psnr and bicubic in dB, memory in MB; None or 0 where it is not known."""

    name: str = ""
    state: HeaderState = "none"
    step: int = 0
    total_steps: int = 0
    seconds_left: float | None = None
    psnr: float | None = None
    gain: float | None = None
    patches_per_s: float | None = None
    memory_mb: float | None = None
    device: str = ""
    waiting: int = 0
    warnings: int = 0
    is_live: bool = False
    resumable: bool = False
    usable: bool = False


class RunHeader(View):
    """One strip above the tabs."""

    pause_wanted = Signal()
    resume_wanted = Signal()
    stop_wanted = Signal()
    cancel_wanted = Signal()
    use_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._facts = RunFacts()
        self._name, self._state, self._line = ElidedLabel(), QLabel(), QLabel()
        set_role(self._name, "title")
        set_role(self._state, "hint")
        set_role(self._line, "hint")
        self._line.setWordWrap(True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.pause_button, self.stop_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self.use_button = QPushButton()
        self._lay_out()
        self.pause_button.clicked.connect(self._pause_or_resume)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.cancel_button.clicked.connect(self.cancel_wanted)
        self.use_button.clicked.connect(self.use_wanted)
        self.redraw_icons()
        self.retranslate()

    def show_facts(self, facts: RunFacts) -> None:
        """Show these."""
        self._facts = facts
        self.setVisible(facts.state != "none")
        self.bar.setRange(0, max(1, facts.total_steps))
        self.bar.setValue(facts.step)
        going = facts.is_live and facts.state in ("running", "paused")
        self.pause_button.setVisible(going or (not facts.is_live and facts.resumable))
        self.stop_button.setVisible(going)
        self.cancel_button.setVisible(facts.is_live and facts.state != "none")
        self.cancel_button.setEnabled(facts.state != "stopping")
        self.use_button.setVisible(facts.usable)
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        for button, text, tip in (
            (self.stop_button, self.tr("Stop early"), self.tr("End after this step and keep the result")),
            (self.cancel_button, self.tr("Cancel"), self.tr("End at once; what was saved last is kept")),
            (self.use_button, self.tr("Use this model"), self.tr("Put the best weights into the list of models")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._say()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.stop_button.setIcon(icon("stop"))
        self.cancel_button.setIcon(icon("cancel"))
        self.use_button.setIcon(icon("model"))
        self._say_pause()

    def _say(self) -> None:
        facts = self._facts
        self._name.setText(facts.name)
        self._state.setText(self._state_text())
        parts = [self.tr("Step {step} of {total}").format(step=f"{facts.step:,}", total=f"{facts.total_steps:,}")]
        if facts.seconds_left is not None and facts.is_live:
            parts.append(self.tr("{time} left").format(time=duration_text(facts.seconds_left)))
        if facts.psnr is not None and facts.gain is not None:
            parts.append(
                self.tr("{psnr} dB, {gain} against bicubic").format(psnr=f"{facts.psnr:.2f}", gain=f"{facts.gain:+.2f}")
            )
        if facts.patches_per_s is not None:
            parts.append(self.tr("{count} patches/s").format(count=f"{facts.patches_per_s:.0f}"))
        if facts.memory_mb:
            parts.append(self.tr("{size} MB").format(size=f"{facts.memory_mb:,.0f}"))
        if facts.device:
            parts.append(facts.device)
        if facts.warnings:
            parts.append(self.tr("warnings: {count}, see the tab Data").format(count=facts.warnings))
        if facts.waiting:
            parts.append(self.tr("{count} waiting").format(count=facts.waiting))
        self._line.setText(" · ".join(parts))
        self._say_pause()

    def _say_pause(self) -> None:
        if self._facts.is_live and self._facts.state == "running":
            text, tip, name = self.tr("Pause"), self.tr("Wait after this step"), "pause"
        else:
            text, tip, name = self.tr("Resume"), self.tr("Go on where it stands"), "play"
        self.pause_button.setText(text)
        self.pause_button.setToolTip(tip)
        self.pause_button.setAccessibleName(text)
        self.pause_button.setIcon(icon(name))

    def _state_text(self) -> str:
        return {
            "none": "",
            "starting": self.tr("starting"),
            "running": self.tr("learning"),
            "paused": self.tr("paused"),
            "stopping": self.tr("saving"),
            "finished": self.tr("finished"),
            "stopped": self.tr("stopped early"),
            "failed": self.tr("failed"),
            "interrupted": self.tr("broke off"),
        }[self._facts.state]

    def _pause_or_resume(self) -> None:
        is_running = self._facts.is_live and self._facts.state == "running"
        (self.pause_wanted if is_running else self.resume_wanted).emit()

    def _lay_out(self) -> None:
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
        row.addWidget(self._name, 1)
        row.addWidget(self._state)
        for button in (self.pause_button, self.stop_button, self.cancel_button, self.use_button):
            row.addWidget(button)
        column.addLayout(row)
        column.addWidget(self.bar)
        column.addWidget(self._line)
