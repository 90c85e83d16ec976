"""What every page's controller is given."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.controllers.bench.session import BenchmarkSession
from sr_desktop.controllers.catalog_controller import CatalogController
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.history_keeper import HistoryKeeper
from sr_desktop.controllers.queue.session import QueueSession
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.settings.look import Look
from sr_desktop.controllers.settings.preferences import Preferences
from sr_desktop.controllers.train.training_queue import TrainingQueue
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.controllers.upscale.save_controller import SaveController
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.settings import Settings
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.upscale.page import UpscalePage


@dataclass(frozen=True, kw_only=True)
class Context:
    """The parts of the running desktop that pages share."""

    window: MainWindow
    upscale_page: UpscalePage
    link: EngineLink
    calls: BackgroundCalls
    catalog: CatalogController
    preferences: Preferences
    pictures: PictureController
    upscaling: UpscaleController
    saving: SaveController
    history: HistoryKeeper
    queue: QueueSession
    training: TrainingQueue
    benchmark: BenchmarkSession
    settings: Settings
    look: Look
    reporter: Reporter
