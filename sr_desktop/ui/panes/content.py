"""What the panes hold: the truth, answers and error map with their names and figures, for a view that steers them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from sr_desktop.core.bench.crop import Crop, CropFigures
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.truth import AnswerCompared, TruthShown
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.panes.figures import crop_text, place_of, protocol_caption, whole_text
from sr_desktop.ui.panes.grid import PaneGrid
from sr_desktop.ui.panes.pane import Pane
from sr_desktop.ui.panes.toolbar import PanesToolbar
from sr_desktop.ui.panes.working_row import WorkingRow
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.view import Text, View, set_role

TRUTH, LOW, ERROR, BICUBIC = "truth", "low", "error", "bicubic"
"""Keys of panes; a model's pane has its id with a colon before it."""
MOST_MODELS = 4
_MARGIN = 12


class PanesContent(View):
    """Panes for one comparison after another; which of them are shown stays."""

    crop_changed = Signal(object)
    """Another Crop is to be measured, or None."""
    models_chosen = Signal(tuple)
    """The user wants these models compared, too."""
    strip_wanted = Signal()
    cancel_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.banner, self.toolbar, self.grid = Banner(), PanesToolbar(), PaneGrid()
        self._working, self._caption = WorkingRow(), ElidedLabel(Qt.TextElideMode.ElideRight)
        self._title_of: Callable[[str], str] = lambda model: model
        self._protocol, self._scale = Protocol(), 0
        self._models: tuple[str, ...] = ()
        self._truth: TruthShown | None = None
        self._answers: dict[str, AnswerCompared] = {}
        self._is_going = False
        self._hint: Text = lambda: ""
        self._panes: dict[str, Pane] = {}
        self._hidden = {LOW}
        self._measured: tuple[Crop | None, Mapping[str, CropFigures | None]] = (None, {})
        self._lay_out()
        self._working.cancel_wanted.connect(self.cancel_wanted)
        self.retranslate()

    # --- what is compared ---------------------------------------------------------------------------------------------

    @property
    def truth(self) -> TruthShown | None:
        """What the panes compare with."""
        return self._truth

    @property
    def answers(self) -> tuple[AnswerCompared, ...]:
        """Those that are there, in the order of their panes."""
        return tuple(self._answers[model] for model in self._models if model in self._answers)

    @property
    def measured(self) -> tuple[Crop | None, Mapping[str, CropFigures | None]]:
        """The crop whose figures are shown, None for none, and its figures by models."""
        return self._measured

    @property
    def shown_answers(self) -> tuple[AnswerCompared, ...]:
        """Those with a picture whose panes are shown."""
        return tuple(each for each in self.answers if each.pixels and _key(each.model) not in self._hidden)

    def begin(self, models: Sequence[str], scale: int, protocol: Protocol, title_of: Callable[[str], str]) -> None:
        """A comparison of `models` with bicubic begins; panes wait for their pictures. Raises ValueError for over four."""
        if len(set(models) - {BICUBIC}) > MOST_MODELS:
            raise ValueError(f"no more than {MOST_MODELS} models can stand beside bicubic")
        self._models = tuple(dict.fromkeys((BICUBIC, *models)))
        self._scale, self._protocol, self._title_of = scale, protocol, title_of
        self._truth, self._answers, self._is_going = None, {}, True
        self._measured = (None, {})
        self.banner.clear()
        self._offer_errors()
        self._make_panes()
        self.show_progress(0, 0, None)
        self.retranslate()

    def show_truth(self, shown: TruthShown) -> None:
        """Show the truth and the small picture."""
        self._truth = shown
        self._panes[TRUTH].canvas.show_pixels(shown.truth)
        self._panes[LOW].canvas.show_pixels(shown.low, pixels=True)
        self.grid.set_picture(shown.width, shown.height)

    def show_answer(self, answer: AnswerCompared) -> None:
        """Show what a model made of it, or why there is nothing."""
        self._answers[answer.model] = answer
        canvas = self._panes[_key(answer.model)].canvas
        if answer.pixels is not None:
            canvas.show_pixels(answer.pixels)
        if answer.model == self.toolbar.error_of:
            self._show_error()
        self._say_texts()

    def show_progress(self, done: int, total: int, seconds_left: float | None) -> None:
        """Show how far the comparison is; total 0: nothing is known yet."""
        self._working.show_working(done, total, seconds_left)

    def end(self) -> None:
        """The comparison is over, complete or not."""
        self._is_going = False
        self._working.hide()
        self._say_waiting()

    def show_figures(self, crop: Crop, figures: Mapping[str, CropFigures | None]) -> None:
        """Show the figures of a crop by models."""
        self._measured = (crop, figures)
        self._say_texts()

    def clear(self) -> None:
        """Show nothing."""
        self._models, self._truth, self._answers, self._measured = (), None, {}, (None, {})
        self._working.hide()
        self._is_going = False
        self._make_panes()

    def set_hint(self, hint: Text) -> None:
        """Say this while nothing is compared."""
        self._hint = hint
        self.retranslate()

    def offer_models(self, choices: Sequence[tuple[str, str, bool]], most: int) -> None:
        """Offer models (id, title, whether chosen) to compare besides those of `begin`, up to `most`."""
        self.toolbar.set_models(choices, most)

    # --- texts --------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setAccessibleName(self.tr("Comparison with the truth"))
        self._caption.setText(protocol_caption(self._protocol, self._scale) if self._scale else "")
        self.grid.say(self._hint())
        self._offer_errors()
        self._offer_panes()
        self._say_waiting()
        self._say_texts()

    def _say_waiting(self) -> None:
        text = self.tr("Working...") if self._is_going else self.tr("Not compared.")
        for pane in self._waiting():
            pane.canvas.show_text(text)

    def _say_texts(self) -> None:
        for number, pane in enumerate(self.grid.panes, start=1):
            pane.set_title(f"{number}  {self._name(pane.key)}")
            pane.canvas.setAccessibleDescription(
                self.tr(
                    "Arrow keys move all panes, plus and minus zoom, numbers let one pane fill the place and 0 shows all, "
                    "Enter marks a crop in the middle and Shift with the arrows moves it."
                )
            )
        crop, figures = self._measured
        if self._truth is not None:
            self._panes[TRUTH].set_lines(f"{self._truth.width} × {self._truth.height}", place_of(crop) if crop else "")
            low = self._truth.low.levels[0]
            self._panes[LOW].set_lines(f"{low.width} × {low.height}", "")
        best = max((answer.psnr for answer in self.answers if answer.psnr is not None), default=None)
        for answer in self.answers:
            pane = self._panes[_key(answer.model)]
            if answer.problem is not None:
                pane.canvas.show_text(note_text((answer.problem,), context="errors"))
                pane.set_lines("–", "")
            else:
                is_best = answer.equal or (answer.psnr is not None and answer.psnr == best)
                pane.set_lines(whole_text(answer), crop_text(figures.get(answer.model)) if crop else "", best=is_best)

    def _name(self, key: str) -> str:
        if key == TRUTH:
            return self.tr("Truth (HR)")
        if key == LOW:
            return self.tr("Small picture (LR)")
        if key == ERROR:
            model = self.toolbar.error_of
            name = self.tr("Error map: {model}, ×{gain}")
            return name.format(model=self._title_of(model) if model else "–", gain=self.toolbar.gain)
        return self._title_of(key[1:])

    # --- panes --------------------------------------------------------------------------------------------------------

    def _keys(self) -> list[str]:
        return [TRUTH, LOW, *(_key(model) for model in self._models), ERROR] if self._models else []

    def _make_panes(self) -> None:
        keys = self._keys()
        for key in [key for key in self._panes if key not in keys]:
            pane = self._panes.pop(key)
            pane.hide()
            pane.deleteLater()
        for key in keys:
            if key not in self._panes:
                self._panes[key] = self._new_pane(key)
            else:
                self._panes[key].set_lines("", "")
        self._arrange()

    def _new_pane(self, key: str) -> Pane:
        pane = self.grid.new_pane(key)
        if key == ERROR:
            pane.add_bar().set_gain(self.toolbar.gain)
        return pane

    def _arrange(self) -> None:
        self.grid.set_panes([self._panes[key] for key in self._keys() if key not in self._hidden])
        self._offer_panes()
        self._say_texts()

    def _waiting(self) -> list[Pane]:
        """Panes whose pictures are still to come."""
        there = {_key(model) for model in self._answers}
        if self._truth is not None:
            there |= {TRUTH, LOW}
        if self.toolbar.error_of in self._answers:
            there.add(ERROR)
        return [pane for key, pane in self._panes.items() if key not in there]

    def _offer_panes(self) -> None:
        self.toolbar.set_panes([(key, self._name(key), key not in self._hidden) for key in self._keys()])

    def _offer_errors(self) -> None:
        present = self.toolbar.error_of
        chosen = present if present in self._models and present != BICUBIC else next(iter(self._models[1:]), BICUBIC)
        self.toolbar.set_errors([(model, self._title_of(model)) for model in self._models], chosen)

    def _choose_panes(self, keys: tuple[str, ...]) -> None:
        # Without any pane there would be no way to see what one does.
        wanted = set(keys) or {TRUTH}
        self._hidden = (self._hidden - set(self._keys())) | {key for key in self._keys() if key not in wanted}
        self._arrange()

    def _show_error(self) -> None:
        answer, pane = self._answers.get(self.toolbar.error_of), self._panes.get(ERROR)
        if pane is None:
            return
        if answer is None:
            self._say_waiting()
        elif answer.error is None:
            pane.canvas.show_text(self.tr("There is no answer to compare."))
        else:
            pane.canvas.show_error(answer.error, self.toolbar.gain)
        self._say_texts()

    def _set_gain(self, gain: int) -> None:
        pane = self._panes.get(ERROR)
        if pane is not None and pane.bar is not None:
            pane.bar.set_gain(gain)
            pane.canvas.set_gain(gain)
        self._say_texts()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        set_role(self._caption, "hint")
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.toolbar)
        column.addWidget(self._working)
        column.addWidget(self.grid, 1)
        column.addWidget(self._caption)


def _key(model: str) -> str:
    return f":{model}"
