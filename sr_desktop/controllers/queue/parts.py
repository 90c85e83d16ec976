"""The page Queue and what it does: its list, its buttons, its settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import error_text
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.queue.compare import QueueCompare
from sr_desktop.controllers.queue.names import name_preview
from sr_desktop.controllers.queue.settings import QueueChoices
from sr_desktop.controllers.queue.thumbnails import QueueThumbnails
from sr_desktop.core.errors import BadTemplate, SrError
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.models.model_card import in_order_of_choice
from sr_desktop.core.pictures.naming import check_template
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.ui.dialogs import ask_folder, ask_pictures
from sr_desktop.ui.parts.banner import BannerText
from sr_desktop.ui.queue.header import QueueFigures
from sr_desktop.ui.queue.page import QueuePage
from sr_desktop.ui.queue.row import Row, size_text

_EVERY_MS = 80
_SETTLED_MS = 300
"""How long choices for marked pictures rest before they are written: a spin box passes many on its way."""


class QueueParts(QObject):
    """Connects the page with the session."""

    def __init__(self, context: Context, choices: QueueChoices) -> None:
        super().__init__(context.window)
        self._context, self._session, self._choices = context, context.queue, choices
        self.page = QueuePage(context.window.actions_of, self._session.model)
        self._compare = QueueCompare(context)
        self._thumbnails = QueueThumbnails(self.page, self._session)
        self._edited = False
        self._pending: tuple[list[int], UpscaleSettings] | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._write_settings)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_EVERY_MS)
        self._soon.timeout.connect(self._refresh)
        self.page.settings.show_settings(choices.present, marked=0)
        self._fill_choices()
        self._connect()
        self._on_marked()
        self._refresh()
        self._session.store.open()

    def add(self, files: Sequence[Path]) -> None:
        """Put these behind the others, with the choices for new pictures."""
        self.page.banner.clear()
        self._session.add(files, self._choices.present)

    def report(self, failure: SrError | Failed) -> None:
        """Show what failed."""
        report_failure(self.page.banner, failure)

    def close(self) -> None:
        """Write what is pending and end what runs beside."""
        if self._settled.isActive():
            self._settled.stop()
            self._write_settings()
        self._soon.stop()
        self._thumbnails.close()

    def _connect(self) -> None:
        page, session = self.page, self._session
        page.add.files_button.clicked.connect(self._ask_files)
        page.add.folder_button.clicked.connect(self._ask_folder)
        page.settings.changed.connect(self._on_settings)
        page.settings.saving.form.folder_wanted.connect(self._ask_output)
        page.list.marked.connect(self._on_marked)
        page.list.opened.connect(self._compare.show)
        page.list.remove_wanted.connect(self._remove)
        page.compare_button.clicked.connect(lambda: self._compare.show(self._one))
        page.open_button.clicked.connect(self._open)
        page.folder_button.clicked.connect(self._show_folder)
        page.again_button.clicked.connect(self._do_again)
        page.remove_button.clicked.connect(self._remove)
        page.up_button.clicked.connect(lambda: self._shift(-1))
        page.down_button.clicked.connect(lambda: self._shift(1))
        page.header.gentle.setChecked(bool(self._context.settings.queue_gentle))
        page.header.gentle.toggled.connect(self._set_gentle)
        session.changed.connect(self._refresh_soon)
        session.put_aside.connect(self._tell_put_aside)
        session.added.connect(self._on_added)
        self._context.catalog.changed.connect(self._fill_choices)
        self._context.link.became_ready.connect(lambda _: self._fill_choices())

    @property
    def _one(self) -> Row | None:
        rows = self.page.list.marked_rows
        return rows[0] if len(rows) == 1 else None

    @property
    def _marked_ids(self) -> list[int]:
        return [row.entry.id for row in self.page.list.marked_rows]

    # --- settings ---------------------------------------------------------------------------------------------------

    def _fill_choices(self) -> None:
        self.page.settings.model.set_cards(in_order_of_choice(self._context.catalog.cards))
        engine = self._context.link.engine
        self.page.settings.run_form.set_devices(engine.devices if engine else ())

    def _on_settings(self, settings: UpscaleSettings) -> None:
        if self._say_name(settings):
            marked = self._marked_ids
            if marked:
                self._edited = True
                self._pending = (marked, settings)
                self._settled.start()
            else:
                self._choices.keep(settings)

    def _write_settings(self) -> None:
        if self._pending:
            self._session.store.set_settings(*self._pending)
            self._pending = None

    def _on_marked(self) -> None:
        if self._settled.isActive():
            self._settled.stop()
            self._write_settings()
        self._edited = False
        rows = self.page.list.marked_rows
        settings = rows[0].entry.settings if rows else self._choices.present
        self.page.settings.show_settings(settings, marked=len(rows))
        self._say_name(settings)
        self._say_size()
        self._allow()

    def _say_name(self, settings: UpscaleSettings) -> bool:
        """Show how a result would be called; False where the template cannot be used."""
        naming = self.page.settings.saving.naming
        rows = self.page.list.marked_rows or list(self._session.model.rows[:1])
        try:
            check_template(settings.output.name)
        except BadTemplate as error:
            failure = error
            naming.show_preview(lambda: error_text(failure).message, failed=True)
            return False
        row = rows[0] if rows else None
        naming.show_preview(lambda: self.tr("Example: {name}").format(name=name_preview(row, settings)))
        return True

    def _say_size(self) -> None:
        row = self._one
        text = size_text(row) if row else ""
        everybody = self.tr("Each picture's new size stands in the list.")
        self.page.settings.size_section.show_outcome(lambda: text or everybody)

    def _ask_output(self) -> None:
        start = self.page.settings.settings.output.folder or self._context.settings.last_folder
        ask_folder(self._context.window, start, self.page.settings.set_folder)

    def _set_gentle(self, gentle: bool) -> None:
        self._context.settings.queue_gentle = int(gentle)

    # --- pictures ---------------------------------------------------------------------------------------------------

    def _ask_files(self) -> None:
        ask_pictures(
            self._context.window, self._context.settings.last_folder, lambda files: self.add([Path(file) for file in files])
        )

    def _ask_folder(self) -> None:
        ask_folder(self._context.window, self._context.settings.last_folder, lambda folder: self.add([Path(folder)]))

    def _on_added(self, count: int) -> None:
        self._context.reporter.say(lambda: self.tr("{count} pictures were added to the queue.").format(count=f"{count:,}"))

    def _remove(self) -> None:
        marked = [row.entry.id for row in self.page.list.marked_rows if row.entry.state not in ("working", "writing")]
        if marked:
            self._session.store.remove(marked)

    def _do_again(self) -> None:
        marked = self._marked_ids
        self._session.store.retry(marked)
        if self._edited:
            self._session.store.set_settings(marked, self.page.settings.settings)

    def _shift(self, step: int) -> None:
        model = self._session.model
        places = [place for place, row in enumerate(model.rows) if row.entry.id in set(self._marked_ids)]
        before = max(0, places[0] - 1) if step < 0 else min(len(model.rows), places[-1] + 2)
        self._session.move(self._marked_ids, before)

    def _open(self) -> None:
        row = self._one
        if row and row.entry.outcome:
            QDesktopServices.openUrl(QUrl.fromLocalFile(row.entry.outcome.target))

    def _show_folder(self) -> None:
        row = self._one
        if row:
            path = row.entry.outcome.target if row.entry.outcome else row.entry.source
            show_folder(Path(path).parent, self._context.reporter)

    # --- what is seen -----------------------------------------------------------------------------------------------

    def _refresh_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _refresh(self) -> None:
        session = self._session
        count = session.model.count
        self.page.header.show_figures(
            QueueFigures(
                waiting=count("waiting", "working", "writing"),
                done=count("done"),
                failed=count("failed"),
                skipped=count("skipped"),
                seconds_left=session.seconds_left,
                working=session.is_working,
            )
        )
        self.page.show_working(working=session.is_working)
        self.page.show_list()
        self._allow()

    def _allow(self) -> None:
        rows, one = self.page.list.marked_rows, self._one
        result = bool(one and one.entry.outcome)
        idle = all(row.entry.state not in ("working", "writing") for row in rows)
        self.page.allow(one=one is not None, some=bool(rows), result=result, idle=idle)

    def _tell_put_aside(self, name: str) -> None:
        self.page.banner.show_text(
            lambda: BannerText(
                message=self.tr("The queue's journal could not be read, so the queue is empty; it was kept as {name}.").format(
                    name=name
                )
            ),
            "info",
        )
