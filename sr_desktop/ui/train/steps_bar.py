"""A slider over the steps at which something was saved."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider

from sr_desktop.ui.view import View, set_role


class StepsBar(View):
    """Stays at the newest step while it is there, so that one sees the network learn."""

    moved = Signal(int)
    """Another step is shown; carries it."""

    def __init__(self) -> None:
        super().__init__()
        self._steps: tuple[int, ...] = ()
        self.slider, self._label = QSlider(Qt.Orientation.Horizontal), QLabel()
        self.slider.setPageStep(1)
        set_role(self._label, "hint")
        self._label.setMinimumWidth(86)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.slider, 1)
        row.addWidget(self._label)
        self.slider.valueChanged.connect(self._move)
        self.retranslate()

    @property
    def step(self) -> int | None:
        """The step that is shown."""
        return self._steps[self.slider.value()] if self._steps else None

    def set_steps(self, steps: tuple[int, ...]) -> None:
        """Offer these steps, in rising order."""
        if steps == self._steps:
            return
        before, was_last = self.step, self.slider.value() >= len(self._steps) - 1
        self._steps = steps
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(steps) - 1))
            known = before is not None and before in steps and not was_last
            self.slider.setValue(steps.index(before) if known and before is not None else len(steps) - 1)
        self._move()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.slider.setAccessibleName(self.tr("Step"))
        self.slider.setToolTip(self.tr("Go back and forth in what was learned"))
        self._label.setText("" if self.step is None else self.tr("Step {step}").format(step=f"{self.step:,}"))

    def _move(self) -> None:
        self.retranslate()
        if self.step is not None:
            self.moved.emit(self.step)
