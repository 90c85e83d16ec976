"""What was saved lately: noted as it is saved, and shown on a page of its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.upscale.written_result import WrittenResult
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.messages.thumbnail import ThumbnailMade
from sr_desktop.core.protocol import ImageOpened
from sr_desktop.core.upscaling.history import FileState, HistoryEntry, HistoryFile, file_state
from sr_desktop.jobs.thumbnail_job import ThumbnailJob, launch_thumbnailer
from sr_desktop.ui.dialogs import ask_choice
from sr_desktop.ui.history_page import HistoryPage
from sr_desktop.ui.page import PageEntry


def history_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    return PageEntry(
        id="history",
        icon="history",
        title=lambda: QCoreApplication.translate("Pages", "History"),
        build=lambda: _build(context),
    )


def _build(context: Context) -> QWidget:
    page = HistoryPage()
    HistoryController(context, page)
    return page


@dataclass(frozen=True, kw_only=True)
class _Found:
    entries: list[HistoryEntry]
    states: list[FileState]


class HistoryController(QObject):
    """The page: reads the file whenever it is shown, and asks for small pictures of files that are still the same."""

    def __init__(self, context: Context, page: HistoryPage) -> None:
        super().__init__(page)
        self._context, self._page = context, page
        self._written = WrittenResult(context.pictures, context.upscaling, self)
        self._redo: HistoryEntry | None = None
        self._thumbnails = ThumbnailJob(launch_thumbnailer(str(paths.thumbnails_dir())), self)
        self._thumbnails.made.connect(self._on_thumbnail)
        context.window.closing.connect(self._thumbnails.close)
        context.history.noted.connect(self.refresh)
        context.pictures.opening.connect(self._forget)
        context.pictures.opened.connect(self._on_opened)
        page.set_keep(context.settings.keep_history == "on")
        page.seen.connect(self.refresh)
        page.redo_wanted.connect(self.redo)
        page.open_wanted.connect(self.open)
        page.folder_wanted.connect(lambda entry: show_folder(Path(entry.output).parent, context.reporter))
        page.remove_wanted.connect(lambda entry: self._change(lambda file: file.remove(entry)))
        page.clear_wanted.connect(self._ask_clear)
        page.keep_changed.connect(self._keep)

    def refresh(self) -> None:
        """Show what is noted, and what became of the files."""
        self._context.calls.start(_found, done=self._show, failed=self._context.reporter.mention)

    def redo(self, entry: HistoryEntry) -> None:
        """Open the entry's original, take its settings, and run."""
        if self._context.upscaling.take_settings(entry.settings, Path(entry.output).name):
            self._context.pictures.open_all([Path(entry.source)])
            self._redo = entry  # after the wish is told, which takes back any former one

    def open(self, entry: HistoryEntry) -> None:
        """Show the entry's result beside its original."""

        def result(_: ImageOpened) -> OpenResult:
            return OpenResult(
                request=0,
                path=entry.output,
                model=entry.settings.model,
                scale=entry.scale,
                seconds=entry.seconds,
                device=entry.device,
            )

        self._written.show(Path(entry.source), result)

    def clear(self) -> None:
        """Forget everything."""
        self._change(HistoryFile.clear)

    def _ask_clear(self) -> None:
        text = self.tr("Forget all results in the list?")
        more = self.tr("The pictures themselves stay where they are.")
        ask_choice(self._context.window, text, more, [(self.tr("Clear the list"), self.clear)])

    def _change(self, change: Callable[[HistoryFile], None]) -> None:
        attempt(
            self._context.calls,
            lambda: change(HistoryFile(paths.history_file())),
            done=lambda _: self.refresh(),
            refused=self._context.reporter.fail,
            failed=self._context.reporter.mention,
        )

    def _keep(self, keep: bool) -> None:
        self._context.settings.keep_history = "on" if keep else "off"

    def _show(self, found: _Found) -> None:
        self._page.set_entries(found.entries, found.states)
        self._thumbnails.want(
            [entry.output for entry, state in zip(found.entries, found.states, strict=True) if state == "same"]
        )

    def _on_thumbnail(self, made: ThumbnailMade) -> None:
        if made.file:
            self._context.calls.start(
                lambda: QImage(made.file),
                done=lambda image: self._page.set_thumbnail(made.path, QPixmap.fromImage(image)),
                failed=self._context.reporter.mention,
            )

    def _forget(self) -> None:
        self._redo = None

    def _on_opened(self, picture: ImageOpened) -> None:
        entry, self._redo = self._redo, None
        if entry is not None and Path(picture.path) == Path(entry.source):
            self._context.upscaling.run()


def _found() -> _Found:
    entries = HistoryFile(paths.history_file()).entries()
    return _Found(entries=entries, states=[file_state(entry) for entry in entries])
