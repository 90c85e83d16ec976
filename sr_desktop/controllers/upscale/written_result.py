"""A result that was written before beside its original, on the page Upscale."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.protocol import ImageOpened


class WrittenResult(QObject):
    """Opens the original, and when it is there, its result."""

    def __init__(self, pictures: PictureController, upscaling: UpscaleController, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures, self._upscaling = pictures, upscaling
        self._wanted: tuple[Path, Callable[[ImageOpened], OpenResult]] | None = None
        pictures.opening.connect(self._forget)
        pictures.opened.connect(self._on_opened)

    def show(self, source: Path, result: Callable[[ImageOpened], OpenResult] | None) -> None:
        """Show beside `source` what `result` says of it, once it is open (its number does not count); None: it alone."""
        self._pictures.open_all([source])
        # After the wish is told, which takes back any former one.
        self._wanted = (source, result) if result else None

    def _forget(self) -> None:
        self._wanted = None

    def _on_opened(self, picture: ImageOpened) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None or Path(picture.path) != wanted[0].absolute():
            return
        result = wanted[1](picture)
        self._upscaling.show_written(lambda number: replace(result, request=number), result.model, Path(result.path))
