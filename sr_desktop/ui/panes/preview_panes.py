"""A spot of the picture as several models would make it, side by side; nothing of it is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from sr_desktop.core.messages.preview import SpotPreviewed, SpotShown
from sr_desktop.ui.compare.viewport_view import ARROWS
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.panes.grid import PaneGrid
from sr_desktop.ui.panes.menus import ChoiceMenuButton, flat_button
from sr_desktop.ui.panes.pane import Pane
from sr_desktop.ui.panes.working_row import WorkingRow
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import Text, View, set_role

_MARGIN = 12


class PreviewPanes(View):
    """Drag, wheel and arrows move all panes; 1 to 4 let one fill the place, 0 shows all; Shift with arrows: the next spot.

    What was there stays, marked as of the spot before, until the new answer is there.
    """

    models_chosen = Signal(tuple)
    """The user wants these models previewed besides bicubic and the chosen one."""
    model_wanted = Signal(str)
    """The user takes this model for the run."""
    step_wanted = Signal(int, int)
    """The user wants the spot that many half crops to the right and down."""
    cancel_wanted = Signal()
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner, self.grid, self.working = Banner(), PaneGrid(), PreviewRow()
        self.models_button = ChoiceMenuButton(self.models_chosen.emit)
        self.close_button, self._spot_text, self._zoom = flat_button(), ElidedLabel(Qt.TextElideMode.ElideRight), QLabel()
        self._title_of: Callable[[str], str] = lambda model: model
        self._hint: Text = lambda: ""
        self._models: tuple[str, ...] = ()
        self._chosen = ""
        self._spot: SpotShown | None = None
        self._answers: dict[str, SpotPreviewed] = {}
        self._fresh: set[str] = set()
        self._is_going = False
        self._panes: dict[str, Pane] = {}
        self._lay_out()
        self.close_button.clicked.connect(self.close_wanted)
        self.working.cancel_wanted.connect(self.cancel_wanted)
        self.grid.zoom_changed.connect(lambda zoom: self._zoom.setText(f"{zoom * 100:.0f} %"))
        self.redraw_icons()
        self.retranslate()

    def take_keys(self) -> None:
        """Let the keyboard steer the panes."""
        pane = next((each for each in self.grid.panes if not each.isHidden()), None)
        if pane is not None:
            pane.canvas.setFocus()

    # --- what is previewed --------------------------------------------------------------------------------------------

    def begin(self, models: Sequence[str], chosen: str, title_of: Callable[[str], str]) -> None:
        """Another spot, or the same one in another way, is on its way; chosen: the model that a run would use."""
        self._models, self._chosen, self._title_of = tuple(models), chosen, title_of
        self._fresh, self._is_going = set(), True
        self.banner.clear()
        self._make_panes()
        self.show_progress(0, 0, None)
        self._say_panes()

    def show_spot(self, shown: SpotShown) -> None:
        """The spot is of this size and lies there."""
        is_first, self._spot = self._spot is None, shown
        self.grid.set_picture(shown.new_width, shown.new_height)
        if is_first and self.grid.panes and self.grid.viewport.fit_zoom * self.devicePixelRatioF() < 1:
            # Made smaller, all models look alike.
            self.grid.panes[0].canvas.zoom("actual")
        self._say_spot()

    def show_answer(self, answer: SpotPreviewed) -> None:
        """Show what a model makes there, in place of what it made before."""
        self._answers[answer.model] = answer
        self._fresh.add(answer.model)
        pane = self._panes.get(answer.model)
        if pane is not None and answer.pixels is not None:
            pane.canvas.show_pixels(answer.pixels)
        self._say_panes()

    def show_progress(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show how far the preview is; total 0: nothing is known yet."""
        self.working.show_working(done, total, seconds_left)

    def end(self) -> None:
        """The preview is over, complete or not."""
        self._is_going = False
        self.working.hide()
        self._say_panes()

    def mark_chosen(self, model: str) -> None:
        """A run would use this model."""
        self._chosen = model
        self._say_panes()

    def clear(self) -> None:
        """Show nothing: there is another picture."""
        self._models, self._spot, self._answers, self._fresh = (), None, {}, set()
        self.banner.clear()
        self._make_panes()
        self.end()
        self._say_spot()

    def offer_models(self, choices: Sequence[tuple[str, str, bool]], most: int) -> None:
        """Offer models (id, title, whether chosen) besides bicubic and the chosen one, up to `most`."""
        self.models_button.set_choices(choices, most)
        self.models_button.setEnabled(bool(choices))

    def set_hint(self, hint: Text) -> None:
        """Say this while no spot was chosen."""
        self._hint = hint
        self.retranslate()

    # --- texts --------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Preview of a spot"))
        self.grid.say(self._hint())
        self.models_button.setText(self.tr("Models"))
        self.models_button.setAccessibleName(self.tr("Models to preview"))
        self.models_button.setToolTip(self.tr("Which models are previewed besides bicubic and the chosen one"))
        self.close_button.setAccessibleName(self.tr("Close the preview"))
        self.close_button.setToolTip(self.tr("Close the preview (F4)"))
        self._zoom.setToolTip(self.tr("Zoom: 100 % shows each pixel of the result as one pixel of the screen"))
        self._say_spot()
        self._say_panes()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.close_button.setIcon(icon("close"))

    def _say_spot(self) -> None:
        spot = self._spot
        text = ""
        if spot is not None:
            text = self.tr("{width} × {height} pixels at {left}, {top} → {new_width} × {new_height}").format(
                width=spot.width,
                height=spot.height,
                left=spot.left,
                top=spot.top,
                new_width=spot.new_width,
                new_height=spot.new_height,
            )
        self._spot_text.setText(text)

    def _say_panes(self) -> None:
        for number, pane in enumerate(self.grid.panes, start=1):
            self._say_pane(number, pane)

    def _say_pane(self, number: int, pane: Pane) -> None:
        answer, fresh = self._answers.get(pane.key), pane.key in self._fresh
        pane.set_title(f"{number}  {self._title_of(pane.key)}")
        pane.canvas.setAccessibleDescription(
            self.tr("Arrow keys move all panes, plus and minus zoom, 1 to 4 let one fill the place and 0 shows all.")
        )
        missing = self.tr("Working...") if self._is_going else self.tr("Not previewed.")
        if answer is None or (answer.pixels is None and not fresh):
            pane.canvas.show_text(missing)
        elif answer.problem is not None:
            pane.canvas.show_text(note_text((answer.problem,), context="errors"))
        pane.canvas.set_stale("" if fresh or answer is None or answer.pixels is None else self.tr("As it was before"))
        pane.set_lines(self._time_text(answer) if answer is not None and fresh else "", "")
        is_chosen = pane.key == self._chosen
        button = pane.button
        if button is not None:
            button.setText(self.tr("Chosen") if is_chosen else self.tr("Use this model"))
            button.setEnabled(not is_chosen and not (answer is not None and answer.problem is not None))
            button.setAccessibleName(self.tr("Use {model} for the run").format(model=self._title_of(pane.key)))
            button.setToolTip(button.accessibleName())

    def _time_text(self, answer: SpotPreviewed) -> str:
        if answer.problem is not None:
            return "–"
        return duration_text(answer.seconds) if answer.seconds >= 1 else self.tr("under 1 s")

    # --- inside -------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Do what the class's description says."""
        key, modifiers = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == Qt.KeyboardModifier.NoModifier and Qt.Key.Key_0 <= key <= Qt.Key.Key_4:
            self.grid.enlarge_number(key - Qt.Key.Key_0)
        elif modifiers == Qt.KeyboardModifier.ShiftModifier and key in tuple(ARROWS):
            across, down = ARROWS[Qt.Key(key)]
            self.step_wanted.emit(-across, -down)
        else:
            super().keyPressEvent(event)

    def _make_panes(self) -> None:
        for key in [key for key in self._panes if key not in self._models]:
            self._answers.pop(key, None)
            pane = self._panes.pop(key)
            pane.hide()
            pane.deleteLater()
        for key in self._models:
            if key not in self._panes:
                self._panes[key] = pane = self.grid.new_pane(key)
                pane.add_button().clicked.connect(lambda _=False, key=key: self.model_wanted.emit(key))
        self.grid.set_panes([self._panes[key] for key in self._models])

    def _lay_out(self) -> None:
        set_role(self._spot_text, "hint")
        set_role(self._zoom, "hint")
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.models_button)
        row.addWidget(self._spot_text, 1)
        self._zoom.setMinimumWidth(self.fontMetrics().horizontalAdvance("10000 %"))
        row.addWidget(self._zoom)
        row.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addWidget(self.working)
        column.addWidget(self.grid, 1)


class PreviewRow(WorkingRow):
    """How far a preview is."""

    def _sentence(self, left: str) -> str:
        return self.tr("Previewing, {left} left").format(left=left) if left else self.tr("Previewing...")

    def _names(self) -> tuple[str, str, str]:
        return self.tr("Progress of the preview"), self.tr("Stop; what is there stays"), self.tr("Cancel the preview")
