"""Models from elsewhere on their way into the list: dropped or chosen, read one by one by a process of their own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QObject

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import failure_text
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, ModelNotAdded
from sr_desktop.core.messages.base import Event
from sr_desktop.jobs.model_jobs import AddingProcess, launch_adding
from sr_desktop.ui.dialogs import ask_models
from sr_desktop.ui.models.page import ModelsPage
from sr_desktop.ui.parts.banner import BannerText

_MOST_SENTENCES = 4


class ModelAdding(QObject):
    """One process at a time; files that come meanwhile are read after it."""

    def __init__(self, page: ModelsPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._process: AddingProcess | None = None
        self._waiting: list[str] = []
        self._refused: list[ModelNotAdded] = []
        self._added: list[ModelAdded] = []
        page.strip.cancel_wanted.connect(self.cancel)
        context.catalog.changed.connect(self._show_added)

    def ask(self) -> None:
        """Let the user choose files."""
        ask_models(self._context.window, self._context.settings.last_folder, self.add)

    def take_drop(self, mime: QMimeData) -> None:
        """Add the files that were dropped."""
        self.add([url.toLocalFile() for url in mime.urls() if url.isLocalFile()])

    def add(self, files: list[str]) -> None:
        """Read these files and keep what is a model."""
        self._waiting += [file for file in files if file not in self._waiting]
        if self._waiting and self._process is None:
            self._begin()

    def cancel(self) -> None:
        """Stop at once; models that were added stay."""
        self._waiting.clear()
        if self._process:
            self._process.kill()

    def close(self) -> None:
        """End the process."""
        self._waiting.clear()
        if self._process:
            self._process.close()
            self._process = None

    def _begin(self) -> None:
        self._page.banner.clear()
        self._refused, self._added = [], []
        try:
            launch = launch_adding(self._waiting)
        except OSError as error:
            self._waiting.clear()
            report_failure(self._page.banner, CannotWrite(path=str(error.filename), detail=error.strerror or str(error)))
            return
        self._waiting = []
        self._process = process = AddingProcess(launch, self)
        process.happened.connect(self._on_event)
        process.ended.connect(self._on_ended)
        self._page.strip.show_progress(lambda: self.tr("Getting ready to read model files..."), 0, 0)
        process.start()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, AddingModel):
            name, number, count = Path(event.path).name, event.number, event.count
            self._page.strip.show_progress(
                lambda: self.tr("Reading {name} ({number} of {count})").format(name=name, number=number, count=count),
                number - 1,
                count if count > 1 else 0,
            )
        elif isinstance(event, ModelAdded):
            self._added.append(event)
        elif isinstance(event, ModelNotAdded):
            self._refused.append(event)
        elif isinstance(event, AddingEnded):
            self._tell()

    def _on_ended(self, error: SrError | None) -> None:
        process, self._process = self._process, None
        if process:
            process.deleteLater()
        self._page.strip.hide()
        if error:
            report_failure(self._page.banner, error)
        if self._added:
            self._context.catalog.refresh()
        if self._waiting:
            self._begin()

    def _tell(self) -> None:
        refused, added = list(self._refused), list(self._added)
        if len(refused) == 1:
            only = refused[0]
            self._page.banner.show_text(lambda: failure_text(only))
        elif refused:
            self._page.banner.show_text(lambda: self._many(refused))
        if len(added) == 1:
            one = added[0]
            self._context.reporter.say(lambda: self._welcome(one))
        elif added:
            count = len(added)
            self._context.reporter.say(lambda: self.tr("{count} models are in the list now.").format(count=count))

    def _welcome(self, added: ModelAdded) -> str:
        if added.is_new:
            text = self.tr("{title} is in the list of models now: {architecture}, ×{scale}.")
        else:
            text = self.tr("{title} is in the list already: {architecture}, ×{scale}.")
        return text.format(title=added.title, architecture=added.architecture, scale=added.scale)

    def _many(self, refused: list[ModelNotAdded]) -> BannerText:
        sentences = [failure_text(each) for each in refused]
        return BannerText(
            message=self.tr("{count} files are not taken as models.").format(count=len(refused)),
            hint="\n".join(each.message for each in sentences[:_MOST_SENTENCES]),
            details="\n\n".join(each.details for each in sentences),
        )

    def _show_added(self) -> None:
        """Look at the model that came last, once the list has it."""
        if self._added and self._process is None:
            self._page.choose_file(self._added[-1].file)
            self._added = []
