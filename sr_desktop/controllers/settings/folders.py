"""The folders on the Settings page: a change holds at once, and a folder that does not serve is told with a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import cast

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import error_text
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.core.errors import SrError
from sr_desktop.core.folder_check import check_folder
from sr_desktop.ui.dialogs import ask_folder
from sr_desktop.ui.settings.folders_section import FolderKind, FoldersSection


class SettingsFolders(QObject):
    """Serves the section; what is chosen is tried first, in the background."""

    def __init__(self, section: FoldersSection, context: Context) -> None:
        super().__init__(section)
        self._section, self._context = section, context
        section.seen.connect(self._look)
        section.open_wanted.connect(self._open)
        section.change_wanted.connect(self._ask)
        section.usual_wanted.connect(lambda kind: self._take(kind, ""))
        context.preferences.saving_changed.connect(lambda _: self._show("results"))
        for kind in section.rows:
            self._show(kind)

    def reset(self) -> None:
        """The usual folders for runs and sets; that of results is among the choices about saving."""
        self._take("runs", "")
        self._take("sets", "")

    def choose(self, kind: FolderKind, folder: str) -> None:
        """Use this folder from now on, if one can write to it."""
        self._try(kind, Path(folder), lambda: self._take(kind, folder))

    def _folder(self, kind: FolderKind) -> Path | None:
        """Where things of this kind are kept; None: beside each picture."""
        settings = self._context.settings
        if kind == "results":
            return Path(settings.output_folder) if settings.output_folder else None
        if kind == "runs":
            return self._context.training.store.folder
        if kind == "sets":
            return Path(settings.sets_folder or paths.sets_dir())
        return paths.models_dir() if kind == "models" else paths.user_dir()

    def _take(self, kind: str, folder: str) -> None:
        context = self._context
        if kind == "results":
            context.preferences.set_saving(replace(context.preferences.saving, folder=folder))
        elif kind == "runs":
            context.settings.runs_folder = folder
            context.training.keep_runs_in(Path(folder or paths.runs_dir()))
        else:
            context.settings.sets_folder = folder
        self._show(cast(FolderKind, kind))

    def _show(self, kind: FolderKind) -> None:
        settings, folder = self._context.settings, self._folder(kind)
        chosen = {"results": settings.output_folder, "runs": settings.runs_folder, "sets": settings.sets_folder}
        row = self._section.rows[kind]
        row.set_problem(None)
        row.set_folder(str(folder) if folder else "", is_usual=not chosen.get(kind))

    def _look(self) -> None:
        """A drive may have been taken away since."""
        for kind in self._section.rows:
            folder = self._folder(kind)
            if folder:
                self._try(kind, folder, lambda: None)

    def _open(self, kind: FolderKind) -> None:
        folder = self._folder(kind)
        if folder:
            self._try(kind, folder, lambda: show_folder(folder, self._context.reporter))

    def _ask(self, kind: FolderKind) -> None:
        begin = self._folder(kind) or paths.pictures_dir()
        ask_folder(self._context.window, str(begin), lambda folder: self.choose(kind, folder))

    def _try(self, kind: FolderKind, folder: Path, then: Callable[[], None]) -> None:
        row = self._section.rows[kind]

        def fine(_: None) -> None:
            row.set_problem(None)
            then()

        def refused(error: SrError) -> None:
            row.set_problem(error_text(error))

        attempt(
            self._context.calls,
            lambda: check_folder(folder),
            done=fine,
            refused=refused,
            failed=self._context.reporter.mention,
        )
