"""The result's way to the disk: never over anything unless the user said so in the dialog."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.catalog_controller import CatalogController
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.settings.preferences import Preferences
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.pictures.formats import SUFFIXES, choose_format
from sr_desktop.core.pictures.naming import output_name
from sr_desktop.core.protocol import RequestFailed, ResultSaved, SaveResult, Working
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.settings import OnExists
from sr_desktop.ui.choices import SaveChoices
from sr_desktop.ui.dialogs import ask_folder, ask_target
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.upscale.page import UpscalePage


@dataclass(frozen=True, kw_only=True)
class _Proposal:
    """The file that saving would write, and what there is to say about its format."""

    path: Path
    note: Note | None


class SaveController(QObject):
    """Saves the present result, names the file beforehand, and shows it in its folder afterwards."""

    saved = Signal(object)
    """Carries ResultSaved."""

    def __init__(
        self,
        *,
        window: MainWindow,
        page: UpscalePage,
        link: EngineLink,
        catalog: CatalogController,
        pictures: PictureController,
        upscaling: UpscaleController,
        preferences: Preferences,
        reporter: Reporter,
    ) -> None:
        super().__init__(window)
        self._window, self._page, self._link = window, page, link
        self._pictures, self._upscaling = pictures, upscaling
        self._preferences, self._reporter = preferences, reporter
        self._request: int | None = None
        self._last: Path | None = None
        actions = window.actions_of
        actions.save.triggered.connect(self.save)
        actions.save_as.triggered.connect(self.ask)
        actions.show_in_folder.triggered.connect(self.show_in_folder)
        page.output.form.set_choices(preferences.saving)
        page.output.form.changed.connect(preferences.set_saving)
        page.output.form.folder_wanted.connect(self.ask_folder)
        preferences.saving_changed.connect(self._on_choices)
        upscaling.result_changed.connect(self._refresh)
        pictures.opened.connect(self._refresh)
        catalog.changed.connect(self._refresh)
        page.models.chosen.connect(self._refresh)
        page.size_section.changed.connect(self._refresh)
        link.lost.connect(self._on_lost)
        self._refresh()

    def save(self) -> None:
        """Save the result under the name that the page shows; a taken name gets a number."""
        proposal = self._proposal()
        if proposal is not None:
            self.save_to(proposal.path, on_exists="rename")

    def ask(self) -> None:
        """Let the user choose the file; a name that is taken was confirmed by the dialog."""
        proposal = self._proposal()
        if proposal is not None:
            ask_target(self._window, str(proposal.path), self._on_target)

    def ask_folder(self) -> None:
        """Let the user choose the folder for results."""
        ask_folder(self._window, str(self.folder), self._on_folder)

    def save_to(self, target: Path, *, on_exists: OnExists) -> None:
        """Save the result to this file, in the format of its suffix."""
        if self._upscaling.result is None or self._request is not None:
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            self._reporter.fail(CannotWrite(path=str(target), detail=error.strerror or str(error)))
            return
        self._reporter.clear()
        self._reporter.say(lambda: self.tr("Saving {name}...").format(name=target.name))
        self._request = self._link.ask(
            lambda number: SaveResult(
                request=number,
                path=str(target),
                rules=self._preferences.saving.file,
                on_exists=on_exists,
            ),
            self._on_answer,
        )
        self._refresh()

    @property
    def folder(self) -> Path:
        """Where saving puts results of the open picture."""
        chosen = self._preferences.saving.folder
        return Path(chosen) if chosen else self._home()

    def show_in_folder(self) -> None:
        """Show the folder of the file that was saved last."""
        if self._last is not None:
            show_folder(self._last.parent, self._reporter)

    def _on_target(self, chosen: str) -> None:
        target = Path(chosen)
        if target.suffix.lower() in SUFFIXES:
            self.save_to(target, on_exists="replace")
        else:  # the dialog asked about the name without the suffix that it now gets
            self.save_to(target.with_name(target.name + ".png"), on_exists="rename")

    def _on_folder(self, folder: str) -> None:
        self._preferences.set_saving(replace(self._preferences.saving, folder=folder))

    def _on_answer(self, answer: Answer) -> None:
        status = self._window.status
        if isinstance(answer, Working):
            # A run that was begun meanwhile waits for the engine and shows its own.
            if not self._upscaling.running:
                status.show_saving(answer.done, answer.total, answer.seconds_left)
            return
        self._request = None
        if not self._upscaling.running:
            status.show_idle()
        self._refresh()
        if isinstance(answer, ResultSaved):
            self._last = path = Path(answer.path)
            self._window.actions_of.show_in_folder.setEnabled(True)
            self._reporter.say(
                lambda: self.tr("Saved as {name} in {folder}").format(name=path.name, folder=path.parent), with_folder=True
            )
            if answer.notes:
                notes = answer.notes
                self._reporter.inform(lambda: note_text(notes))
            self.saved.emit(answer)
        elif isinstance(answer, RequestFailed):
            self._reporter.fail(answer)

    def _on_lost(self) -> None:
        self._request = None
        self._refresh()

    def _on_choices(self, choices: SaveChoices) -> None:
        self._page.output.form.set_choices(choices)
        self._refresh()

    def _home(self) -> Path:
        """Beside the source; for what has no folder of the user's own, the pictures folder."""
        picture = self._pictures.picture
        source = Path(picture.path) if picture else None
        if source is None or self._pictures.is_pasted(source) or source.is_relative_to(paths.resources_dir()):
            return paths.pictures_dir()
        return source.parent

    def _proposal(self) -> _Proposal | None:
        """The file that saving would choose for the result, or for the result that a run would have."""
        result, picture, card = self._upscaling.result, self._pictures.picture, self._upscaling.model
        choices = self._preferences.saving
        if result is not None:
            model, scale = result.upscaled.model, result.upscaled.scale
            width, height = result.upscaled.width, result.upscaled.height
        else:
            size = self._upscaling.size
            if picture is None or card is None or size is None:
                return None
            model, scale, width, height = card.id, size.scale, size.width, size.height
        if picture is None:
            return None
        source = Path(picture.path)
        chosen = choose_format(source, picture.format, choices.file.format, width, height)
        name = output_name(source, model=model, scale=scale, suffix=chosen.suffix)
        return _Proposal(path=self.folder / name, note=chosen.note)

    def _refresh(self) -> None:
        possible = self._upscaling.result is not None and self._request is None
        actions = self._window.actions_of
        actions.save.setEnabled(possible)
        actions.save_as.setEnabled(possible)
        actions.show_in_folder.setEnabled(self._last is not None)
        proposal = self._proposal()
        self._page.output.show_name(proposal.path.name if proposal else "", proposal.note if proposal else None)
