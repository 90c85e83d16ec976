"""The run: which model, how large, start, progress, cancel, result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop.controllers.catalog_controller import CatalogController
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.error_text import error_text
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.settings.preferences import Preferences
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.errors import SrError, UnknownModel
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.models.model_card import ModelCard, in_order_of_choice
from sr_desktop.core.protocol import EngineReady, ImageOpened, ImageUpscaled, RequestFailed, UpscaleImage, Working
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.core.upscaling.size import OutputSize, TargetSize
from sr_desktop.ui.choices import RunChoices, SaveChoices
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.upscale.page import UpscalePage
from sr_desktop.ui.view import Text


@dataclass(frozen=True, kw_only=True)
class Result:
    """A finished run: what the engine answered, of which picture, the model's name, and the file that it is in, if any.

    settings: those of the run; None for a result that was written before.
    """

    upscaled: ImageUpscaled
    source: ImageOpened
    title: str
    file: str = ""
    settings: UpscaleSettings | None = None


class UpscaleController(QObject):
    """One run at a time; a changed model, size or picture ends it, and its late answer is dropped."""

    result_changed = Signal()
    """`result` is another one, or none."""

    started = Signal()
    """A run begins."""

    def __init__(
        self,
        *,
        window: MainWindow,
        page: UpscalePage,
        link: EngineLink,
        catalog: CatalogController,
        pictures: PictureController,
        preferences: Preferences,
        reporter: Reporter,
    ) -> None:
        super().__init__(window)
        self._window, self._page, self._link, self._catalog = window, page, link, catalog
        self._pictures, self._preferences, self._reporter = pictures, preferences, reporter
        self._actions = window.actions_of
        self.result: Result | None = None
        self._request: int | None = None
        self._size: OutputSize | None = None
        page.size_section.set_target(preferences.target)
        page.run_form.set_choices(preferences.run)
        self._connect()
        self._refresh()

    @property
    def running(self) -> bool:
        """Whether a run is going on."""
        return self._request is not None

    @property
    def model(self) -> ModelCard | None:
        """The model that a run would use."""
        return self._catalog.usable(self._preferences.model)

    @property
    def size(self) -> OutputSize | None:
        """The size that a run would make; None without a picture or with a wish that cannot be fulfilled."""
        return self._size

    def run(self) -> None:
        """Start a run with the present choices."""
        picture, card = self._pictures.picture, self.model
        if picture is None or card is None or self.running or self._size is None:
            return
        choices, target, title = self._preferences.run, self._page.size_section.target, model_text.title(card)
        settings = replace(self._preferences.settings, model=card.id, size=target)
        self.started.emit()
        self._window.show_page("upscale")
        self._page.compare.setFocus()
        self._reporter.clear()
        self._reporter.say(lambda: self.tr("Upscaling with {model}...").format(model=title))
        self._window.status.show_working(0, 0, None)
        self._request = self._link.ask(
            lambda number: UpscaleImage(
                request=number,
                model=card.id,
                size=target,
                ensemble=choices.ensemble,
                device=choices.device,
                precision=choices.precision,
                tile=choices.tile,
            ),
            lambda answer: self._on_answer(answer, picture, title, settings=settings),
        )
        self._refresh()

    def take_settings(self, settings: UpscaleSettings, name: str) -> bool:
        """Choose all that these settings, called `name`, choose; ends a run. False, and a sentence, where their model is none
        that can be used.
        """
        preferences, card = self._preferences, self._catalog.card(settings.model)
        if card is None or card.problem:
            known = ", ".join(each.id for each in self._catalog.cards if not each.problem)
            self._reporter.fail(UnknownModel(model=settings.model, known=known))
            return False
        self._window.show_page("upscale")
        preferences.set_run(
            RunChoices(ensemble=settings.ensemble, device=settings.device, precision=settings.precision, tile=settings.tile)
        )
        preferences.set_saving(SaveChoices(folder=settings.output.folder, file=settings.output.file))
        self._page.models.choose(settings.model)
        self._page.size_section.wish(settings.size)
        self._reporter.clear()
        self._reporter.say(lambda: self.tr("The settings are those of {name}.").format(name=name))
        return True

    def show_written(self, request: Callable[[int], OpenResult], model: str, file: Path) -> None:
        """Show a result of the open picture that was written before; `request` makes the engine's request for a number."""
        picture, card = self._pictures.picture, self._catalog.card(model)
        if picture is None or self.running:
            return
        title = model_text.title(card) if card else model
        self._reporter.say(lambda: self.tr("Opening {name}...").format(name=file.name))
        self._request = self._link.ask(request, lambda answer: self._on_answer(answer, picture, title, file.name))
        self._refresh()

    def cancel(self) -> None:
        """End the run now; the result of an earlier one stays."""
        self._stop(lambda: self.tr("Cancelled."))

    def show_size(self) -> None:
        """Say again what size a run makes, after the page has said something else in that place."""
        self._refresh()

    def _connect(self) -> None:
        self._actions.upscale.triggered.connect(self.run)
        self._actions.cancel.triggered.connect(self.cancel)
        self._page.models.chosen.connect(self._choose_model)
        self._page.size_section.changed.connect(self._choose_size)
        self._page.run_form.changed.connect(self._preferences.set_run)
        self._preferences.run_changed.connect(self._on_run_choices)
        self._catalog.changed.connect(self._on_catalog)
        self._pictures.opening.connect(lambda: self._stop(lambda: self.tr("Cancelled: another picture is being opened.")))
        self._pictures.opened.connect(self._on_picture)
        self._link.lost.connect(self._on_lost)
        self._link.became_ready.connect(self._on_ready)

    def _stop(self, reason: Text) -> None:
        if self._request is not None:
            self._link.give_up(self._request, late=self._on_late)
            self._request = None
            self._window.status.show_idle()
            self._reporter.say(reason)
            self._refresh()

    def _on_late(self, answer: Answer) -> None:
        """A run that ended before its cancellation arrived is now what the engine would save: not what is shown."""
        if isinstance(answer, ImageUpscaled) and not self.running:
            self._set_result(None)

    def _on_answer(
        self, answer: Answer, picture: ImageOpened, title: str, file: str = "", settings: UpscaleSettings | None = None
    ) -> None:
        if isinstance(answer, Working):
            self._window.status.show_working(answer.done, answer.total, answer.seconds_left)
            return
        self._request = None
        self._window.status.show_idle()
        if isinstance(answer, ImageUpscaled):
            self._take(Result(upscaled=answer, source=picture, title=title, file=file, settings=settings))
        elif isinstance(answer, RequestFailed):
            self._reporter.fail(answer)
        self._refresh()

    def _take(self, result: Result) -> None:
        upscaled = result.upscaled
        self._set_result(result)
        if result.file:
            self._reporter.say(lambda: self.tr("{name} beside its original.").format(name=result.file))
            return
        self._reporter.say(
            lambda: self.tr("{model} ×{scale}: {width} × {height} in {seconds} s ({how}). Not saved yet.").format(
                model=result.title,
                scale=f"{upscaled.scale:.4g}",
                width=upscaled.width,
                height=upscaled.height,
                seconds=f"{upscaled.seconds:.1f}",
                how=note_text((upscaled.how,)),
            )
        )
        if upscaled.notes:
            self._reporter.inform(lambda: note_text(upscaled.notes))

    def relabel(self) -> None:
        """Say the labels of the comparison in the present language."""
        self._page.compare.set_labels(self._pictures.label, self._label())

    def _set_result(self, result: Result | None) -> None:
        self.result = result
        if result is None:
            self._page.compare.clear_result()
        else:
            self._page.compare.show_result(result.upscaled.pixels, result.upscaled.baseline, self._label())
        self.result_changed.emit()

    def _label(self) -> str:
        if self.result is None:
            return ""
        scale = f"{self.result.upscaled.scale:.4g}"
        return self.tr("Upscaled, {model} ×{scale}").format(model=self.result.title, scale=scale)

    def _choose_model(self, model: str) -> None:
        if model != self._preferences.model:
            self._preferences.model = model
            self._stop(lambda: self.tr("Cancelled: another model was chosen."))
            self._refresh()

    def _choose_size(self, target: TargetSize) -> None:
        self._preferences.target = target
        self._stop(lambda: self.tr("Cancelled: another size was chosen."))
        self._refresh()

    def _on_run_choices(self, choices: RunChoices) -> None:
        self._page.run_form.set_choices(choices)
        self._stop(lambda: self.tr("Cancelled: the settings were changed."))

    def _on_catalog(self) -> None:
        card = self.model
        self._page.models.set_cards(in_order_of_choice(self._catalog.cards), card.id if card else "")
        self._refresh()

    def _on_picture(self) -> None:
        self._set_result(None)
        self._refresh()

    def _on_ready(self, engine: EngineReady) -> None:
        self._page.run_form.set_devices(engine.devices)
        if self.result is not None:  # a new engine, after a stop that the old one did not hear, has no result to save
            self._set_result(None)

    def _on_lost(self) -> None:
        self._request = None
        self._window.status.show_idle()
        self._set_result(None)  # the engine kept it, and its pixels, and is gone
        self._refresh()

    def _resolve_size(self) -> OutputSize | None:
        picture = self._pictures.picture
        if picture is None:
            self._page.size_section.show_outcome(None)
            return None
        try:
            size = self._page.size_section.target.resolve(picture.width, picture.height)
        except SrError as error:
            failure = error
            self._page.size_section.show_outcome(lambda: error_text(failure).message, failed=True)
            return None
        self._page.size_section.show_outcome(lambda: self._size_text(picture, size))
        return size

    def _size_text(self, picture: ImageOpened, size: OutputSize) -> str:
        return self.tr("{old_width} × {old_height} → {width} × {height} ({megapixels} MP)").format(
            old_width=picture.width,
            old_height=picture.height,
            width=size.width,
            height=size.height,
            megapixels=f"{size.width * size.height / 1e6:.1f}",
        )

    def _refresh(self) -> None:
        """Bring the buttons and the lines that depend on several choices up to date."""
        self._size = self._resolve_size()
        if self._size is not None:
            self._page.models.set_scale(self._size.scale)
        possible = self._size is not None and self.model is not None
        self._actions.upscale.setEnabled(possible and not self.running)
        self._actions.cancel.setEnabled(self.running)
