"""The bottom of the window: what happened last, how far the work is, and the way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import Text, View, set_role


class StatusRegion(View):
    """One line: a sentence, its button, the progress and Cancel while work is going on, and the engine's state."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        set_role(self, "status")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._sentence: Text = lambda: ""
        self._engine: Text = lambda: ""
        self._numbers_text: Text = lambda: ""
        self._text = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._bar, self._numbers, self._engine_text = QProgressBar(), QLabel(), QLabel()
        self.folder_button = ActionButton(actions.show_in_folder)
        self.cancel_button = ActionButton(actions.cancel)
        self._lay_out()
        self.show_idle()
        self.retranslate()

    def say(self, sentence: Text, *, with_folder: bool = False) -> None:
        """Show a sentence; with_folder: offer "Show in folder" beside it."""
        self._sentence = sentence
        self.folder_button.setVisible(with_folder)
        self.retranslate()

    def say_engine(self, sentence: Text) -> None:
        """Show in what state the engine is."""
        self._engine = sentence
        self.retranslate()

    @property
    def sentence(self) -> str:
        """What is said at present."""
        return self._sentence()

    def show_working(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show the progress; total 0: nothing is known yet; all done: the view is still to be made. Offers Cancel."""
        # The views of a huge result take minutes after its last tile: "100 %" would look as if it hung.
        self._show_progress(done, 0 if done == total else total, lambda: self._tiles_text(done, total, seconds_left))
        self.cancel_button.show()

    def show_saving(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show how far the writing of a file is. Without Cancel: an engine that did not hear it would lose the result."""
        self._show_progress(done, total, lambda: " · ".join(self._share_and_time(done, total, seconds_left)))
        self.cancel_button.hide()

    def show_idle(self) -> None:
        """Take the progress and Cancel away."""
        self._numbers_text = lambda: ""
        for widget in (self._bar, self._numbers, self.cancel_button):
            widget.hide()
        self._engine_text.show()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._text.setText(self._sentence())
        self._text.setAccessibleName(self._sentence())
        self._engine_text.setText(self._engine())
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setToolTip(self.tr("Progress of the work"))
        self._numbers.setText(self._numbers_text())

    def _show_progress(self, done: int, total: int, numbers: Text) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._numbers_text = numbers
        self._numbers.setText(numbers())
        self._bar.show()
        self._numbers.show()
        self._engine_text.hide()

    def _tiles_text(self, done: int, total: int, seconds: float | None) -> str:
        if not total:
            return self.tr("Preparing")
        if done == total:
            return self.tr("Getting the view ready")
        share, *time = self._share_and_time(done, total, seconds)
        return " · ".join([share, self.tr("tile {done} of {total}").format(done=done, total=total), *time])

    def _share_and_time(self, done: int, total: int, seconds: float | None) -> list[str]:
        left = [] if seconds is None else [self.tr("{time} left").format(time=duration_text(seconds))]
        return [f"{100 * done // total} %", *left]

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 6, 12, 6)
        row.setSpacing(12)
        self.setMinimumHeight(44)
        self._bar.setFixedWidth(180)
        self._bar.setTextVisible(False)
        set_role(self._engine_text, "hint")
        self.folder_button.hide()
        for widget, stretch in (
            (self._text, 1),
            (self.folder_button, 0),
            (self._numbers, 0),
            (self._bar, 0),
            (self.cancel_button, 0),
            (self._engine_text, 0),
        ):
            row.addWidget(widget, stretch)
