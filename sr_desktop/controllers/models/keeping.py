"""What is done with a model of the user's own: named, shown in its folder, exported, moved to the trash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.weights_copy import describe_weights
from sr_desktop.jobs.model_jobs import ExportProcess, launch_export
from sr_desktop.jobs.trash import trash_files
from sr_desktop.ui.dialogs import ask_choice, ask_export_target
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.models.edit_dialog import ModelEditDialog, ModelWords
from sr_desktop.ui.models.page import ModelsPage

Result = TypeVar("Result")


class ModelKeeping(QObject):
    """Files are touched on a background thread, and networks are written by a process of their own."""

    def __init__(self, page: ModelsPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._export: ExportProcess | None = None

    @property
    def is_exporting(self) -> bool:
        """Whether a model is being written."""
        return self._export is not None

    def edit(self, card: ModelCard) -> None:
        """Ask what the model is to be called and note it in its files."""
        dialog = ModelEditDialog(self._context.window, card)
        dialog.edited.connect(lambda words: self._describe(card, words))
        dialog.open()

    def reveal(self, card: ModelCard) -> None:
        """Show the folder of the model's files."""
        show_folder(Path(card.files[0]).parent, self._context.reporter)

    def ask_delete(self, card: ModelCard) -> None:
        """Ask whether the model is to go to the trash."""
        files = [*dict.fromkeys(card.files), *card.samples]
        ask_choice(
            self._context.window,
            self.tr("Move the model {title} to the trash?").format(title=model_text.title(card)),
            "\n".join(Path(file).name for file in files),
            [(self.tr("Move to the trash"), lambda: self._delete(card, files))],
        )

    def ask_export(self, card: ModelCard) -> None:
        """Ask for the scale where there are several, then for the file."""
        if len(set(card.files)) > 1:
            choices = [(f"×{scale:g}", lambda scale=scale: self._ask_target(card, scale)) for scale in card.scales]
            ask_choice(
                self._context.window,
                self.tr("Which network of {title} is to be exported?").format(title=model_text.title(card)),
                self.tr("There is one for each scale."),
                choices,
            )
        else:
            self._ask_target(card, None)

    def close(self) -> None:
        """End an export; nothing half written is left."""
        if self._export:
            self._export.close()
            self._export = None

    def _ask_target(self, card: ModelCard, scale: float | None) -> None:
        which = f"_x{card.scales[0] if scale is None else scale:g}"
        proposal = Path(self._context.settings.last_folder or Path.home()) / f"{card.id}{which}"
        ask_export_target(self._context.window, str(proposal), lambda path: self._write(card, path, scale))

    def _write(self, card: ModelCard, path: str, scale: float | None) -> None:
        if self._export is not None:
            return
        try:
            launch = launch_export(card.id, path, scale)
        except OSError as error:
            self._on_refused(CannotWrite(path=str(error.filename), detail=error.strerror or str(error)))
            return
        self._page.banner.clear()
        self._export = process = ExportProcess(launch, self)
        process.happened.connect(self._on_event)
        process.ended.connect(self._on_ended)
        title = model_text.title(card)
        self._context.reporter.say(
            lambda: self.tr("Exporting {title} and comparing it with the network...").format(title=title)
        )
        process.start()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, ModelExported):
            path, difference = Path(event.path), event.difference
            self._context.reporter.say(
                lambda: self.tr("{name} is written; it answers as the network does, to {difference}.").format(
                    name=path.name, difference=f"{difference:.1g}"
                )
            )
        elif isinstance(event, Failed):
            self._context.reporter.say(str)
            report_failure(self._page.banner, event)

    def _on_ended(self, error: SrError | None) -> None:
        process, self._export = self._export, None
        if process:
            process.deleteLater()
        if error:
            self._on_refused(error)

    def _describe(self, card: ModelCard, words: ModelWords) -> None:
        files = [Path(file) for file in dict.fromkeys(card.files)]
        self._try(
            lambda: describe_weights(files, title=words.title, licence=words.licence, commercial=words.commercial),
            lambda _: self._context.catalog.refresh(),
        )

    def _delete(self, card: ModelCard, files: list[str]) -> None:
        title = model_text.title(card)
        self._try(lambda: trash_files([Path(file) for file in files]), lambda _: self._on_deleted(title))

    def _on_deleted(self, title: str) -> None:
        self._context.catalog.refresh()
        self._context.reporter.say(lambda: self.tr("{title} is in the trash.").format(title=title))

    def _try(self, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        self._page.banner.clear()
        attempt(self._context.calls, call, done=done, refused=self._on_refused, failed=self._context.reporter.mention)

    def _on_refused(self, error: SrError) -> None:
        report_failure(self._page.banner, error)
        self._context.catalog.refresh()
