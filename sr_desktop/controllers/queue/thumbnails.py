"""Thumbnails for the rows that are in sight, and the sizes of their pictures."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage, QPixmap

from sr_desktop import paths
from sr_desktop.controllers.queue.session import QueueSession
from sr_desktop.core.messages.thumbnail import ThumbnailMade
from sr_desktop.jobs.thumbnail_job import ThumbnailJob, launch_thumbnailer
from sr_desktop.ui.queue.page import QueuePage
from sr_desktop.ui.queue.row import Row


class QueueThumbnails(QObject):
    """Asks for what is seen and not there yet, and forgets what has scrolled away."""

    def __init__(self, page: QueuePage, session: QueueSession) -> None:
        super().__init__(page)
        self._session = session
        self._wanted: dict[str, list[int]] = {}
        self._job = ThumbnailJob(launch_thumbnailer(str(paths.thumbnails_dir())), self)
        self._job.made.connect(self._on_made)
        page.list.in_sight.connect(self._want)

    def close(self) -> None:
        """End the process that makes them."""
        self._job.close()

    def _want(self, rows: list[Row]) -> None:
        wanted: defaultdict[str, list[int]] = defaultdict(list)
        for row in rows:
            if row.thumbnail is None and not row.looked_at:
                wanted[row.entry.source].append(row.entry.id)
        # What is still on its way keeps its rows.
        self._wanted = {**self._wanted, **wanted} if wanted else self._wanted
        self._job.want(list(wanted))

    def _on_made(self, made: ThumbnailMade) -> None:
        numbers = self._wanted.pop(made.path, [])
        for number in numbers:
            row = self._session.model.row_of(number)
            if row is not None:
                row.looked_at = True
        if made.file:
            self._session.store.background(lambda: QImage(made.file), lambda image: self._show(numbers, image, made))

    def _show(self, numbers: list[int], image: QImage, made: ThumbnailMade) -> None:
        pixmap = None if image.isNull() else QPixmap.fromImage(image, Qt.ImageConversionFlag.AutoColor)
        for number in numbers:
            self._session.model.set_thumbnail(number, pixmap, made.width, made.height)
