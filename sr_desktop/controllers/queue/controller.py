"""The Queue page's entry, and what of it lives on while other pages are shown."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, QObject
from PySide6.QtWidgets import QWidget

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.queue.notice import QueueNotice
from sr_desktop.controllers.queue.parts import QueueParts
from sr_desktop.controllers.queue.settings import QueueChoices
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.trainer import Failed
from sr_desktop.core.queue.messages import QueueEnded
from sr_desktop.ui.page import PageEntry


def queue_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    desk = QueueDesk(context)
    return PageEntry(
        id="queue",
        icon="queue",
        title=lambda: QCoreApplication.translate("Pages", "Queue"),
        build=desk.build,
        take_drop=desk.take_drop,
        drop_says=lambda: QCoreApplication.translate("Pages", "Drop to add to the queue"),
    )


class QueueDesk(QObject):
    """Builds the page when it is first shown; takes what is dropped, answers the actions and tells of the end."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.window)
        self._context, self._session = context, context.queue
        self._choices = QueueChoices(context)
        self._notice = QueueNotice(context.window)
        self._parts: QueueParts | None = None
        actions, session = context.window.actions_of, context.queue
        actions.queue_start.triggered.connect(self._start)
        actions.queue_finish.triggered.connect(session.finish)
        actions.queue_pause.triggered.connect(session.pause)
        actions.queue_retry.triggered.connect(self._retry_failed)
        session.changed.connect(self._allow)
        session.ended.connect(self._on_ended)
        session.failed.connect(self._on_failed)
        context.pictures.several.connect(self._take_several)
        context.window.closing.connect(self._close)
        self._allow()

    def build(self) -> QWidget:
        """Make the page."""
        self._parts = QueueParts(self._context, self._choices)
        return self._parts.page

    def take_drop(self, mime: QMimeData) -> None:
        """Put what was dropped into the queue."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        if files and self._parts:
            self._parts.add(files)

    def _take_several(self, files: list[Path]) -> None:
        self._context.window.show_page("queue")
        if self._parts:
            self._parts.add(files)

    def _start(self) -> None:
        self._context.window.show_page("queue")
        self._session.start(gentle=bool(self._context.settings.queue_gentle))

    def _retry_failed(self) -> None:
        failed = self._session.model.ids("failed")
        if failed:
            self._session.store.retry(failed)

    def _allow(self) -> None:
        actions, session = self._context.window.actions_of, self._session
        actions.queue_start.setEnabled(not session.is_working and session.model.count("waiting") > 0)
        actions.queue_finish.setEnabled(session.state == "working")
        actions.queue_pause.setEnabled(session.is_working)
        actions.queue_retry.setEnabled(session.model.count("failed") > 0)
        total = len(session.model.rows)
        left = session.model.count("waiting", "working", "writing")
        self._notice.show_progress((total - left) / total if session.is_working and total else None)

    def _on_ended(self, ended: QueueEnded) -> None:
        self._context.reporter.say(lambda: self._notice.text(ended))
        self._notice.tell(ended)

    def _on_failed(self, failure: SrError | Failed) -> None:
        # Without a page nobody has asked for anything that could fail but the start, which shows it.
        if self._parts:
            self._parts.report(failure)

    def _close(self) -> None:
        self._notice.show_progress(None)
        self._notice.close()
        if self._parts:
            self._parts.close()
        self._session.close()
