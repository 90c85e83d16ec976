"""The Settings page's words on what "automatic" stands for, told and measured by the engine."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import failure_text
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.protocol import RequestCancelled, RequestFailed
from sr_desktop.core.tuning.choice import Tuned
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.settings.tuning_view import TuningView


class TuningController(QObject):
    """For the model that is chosen, with what the user chose himself; one measurement at a time."""

    def __init__(self, view: TuningView, context: Context) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._request: int | None = None
        view.measure_wanted.connect(self._measure)
        view.strip.cancel_wanted.connect(self._cancel)
        context.link.became_ready.connect(lambda engine: self.look())
        context.link.lost.connect(self._end)
        context.preferences.run_changed.connect(lambda choices: self.look())
        context.upscaling.result_changed.connect(self.look)

    def look(self) -> None:
        """Ask the engine what was chosen before, and show it."""
        if self._request is None and self._context.link.engine is not None:
            self._ask(anew=False)

    def _measure(self) -> None:
        if self._request is None:
            title = self._title(self._context.preferences.model)
            self._view.show_measuring(lambda: self.tr("Measuring {title}...").format(title=title))
            self._request = self._ask(anew=True)

    def _ask(self, *, anew: bool) -> int:
        run, model = self._context.preferences.run, self._context.preferences.model
        return self._context.link.ask(
            lambda number: TuneModel(
                request=number, model=model, device=run.device, precision=run.precision, tile=run.tile, anew=anew
            ),
            lambda answer: self._on_answer(answer, anew=anew),
        )

    def _on_answer(self, answer: Answer, *, anew: bool) -> None:
        if anew:
            self._request = None
        if isinstance(answer, ModelTuned) and self._request is None:
            title = self._title(answer.model)
            self._view.show_found(lambda: self._said(title, answer.found, anew=anew))
        elif isinstance(answer, RequestFailed) and anew:
            self._view.show_found(lambda: failure_text(answer).message)
        elif isinstance(answer, RequestCancelled) and anew:
            self.look()

    def _said(self, title: str, found: tuple[Tuned, ...], *, anew: bool) -> str:
        if not found and anew:
            return self.tr("{title} runs in one way only; there is nothing to choose.").format(title=title)
        if not found:
            text = self.tr("For {title} nothing was measured yet; that is done once the time that it saves is worth it.")
            return text.format(title=title)
        kinds = {(each.choice.device, each.choice.precision, each.choice.tile) for each in found}
        lines = [f"{title}: {note_text((found[0].choice.how,))}"]
        if len(kinds) > 1:
            lines = [f"{title} ×{each.scale:g}: {note_text((each.choice.how,))}" for each in found]
        lines.append(self.tr("The speed is that of the network alone."))
        if not all(each.choice.compared for each in found):
            lines.append(self.tr("The machine was too busy, or the network too slow, to compare: this is the usual way."))
        return "\n".join(lines)

    def _title(self, model: str) -> str:
        card = self._context.catalog.card(model)
        return model_text.title(card) if card else model

    def _cancel(self) -> None:
        if self._request is not None:
            self._context.link.give_up(self._request, late=lambda answer: None)
            self._end()
            self.look()

    def _end(self) -> None:
        if self._request is not None:
            self._request = None
            self._view.show_found(str)
