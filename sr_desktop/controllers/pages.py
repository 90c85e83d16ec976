"""The pages, in the order of the rail: one line each."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from sr_desktop.controllers.bench.controller import benchmark_entry
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.history_controller import history_entry
from sr_desktop.controllers.models.controller import models_entry
from sr_desktop.controllers.queue.controller import queue_entry
from sr_desktop.controllers.settings.controller import settings_entry
from sr_desktop.controllers.train.controller import train_entry
from sr_desktop.ui.page import PageEntry


def upscale_entry(context: Context) -> PageEntry:
    """The page of the main job; it exists from the start."""
    return PageEntry(
        id="upscale",
        icon="upscale",
        title=lambda: QCoreApplication.translate("Pages", "Upscale"),
        build=lambda: context.upscale_page,
    )


PAGES: tuple[Callable[[Context], PageEntry], ...] = (
    upscale_entry,
    queue_entry,
    train_entry,
    benchmark_entry,
    models_entry,
    history_entry,
    settings_entry,
)
