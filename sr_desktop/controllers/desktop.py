"""The running desktop: the window, its controllers and the engine, put together and taken apart."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from sr_desktop import paths
from sr_desktop.controllers.bench.session import BenchmarkSession
from sr_desktop.controllers.catalog_controller import CatalogController
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.help_desk import HelpDesk
from sr_desktop.controllers.history_keeper import HistoryKeeper
from sr_desktop.controllers.pages import PAGES
from sr_desktop.controllers.queue.session import QueueSession
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.settings.look import Look
from sr_desktop.controllers.settings.preferences import Preferences
from sr_desktop.controllers.train.training_queue import TrainingQueue
from sr_desktop.controllers.upscale.compare_controller import CompareController
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.cost_controller import CostController
from sr_desktop.controllers.upscale.meter_controller import MeterController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.controllers.upscale.preset_controller import PresetController
from sr_desktop.controllers.upscale.preview_mode import PreviewMode
from sr_desktop.controllers.upscale.save_controller import SaveController
from sr_desktop.controllers.upscale.truth_mode import TruthMode
from sr_desktop.core.errors import EngineCrashed, EngineGone
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import Settings
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.upscale.page import UpscalePage


class Desktop(QObject):
    """Owns everything that lives as long as the window. The engine is started by `begin`, not before."""

    def __init__(self, *, settings: Settings, look: Look, client: EngineClient) -> None:
        super().__init__()
        self.settings = settings
        self.window = MainWindow()
        self.page = UpscalePage(self.window.actions_of)
        self.link = EngineLink(client, self)
        self.calls = BackgroundCalls(self)
        self.reporter = Reporter(self.page.banner, self.window.status, self)
        self.preferences = Preferences(settings, self)
        self.catalog = CatalogController(self.link, self.reporter, self)
        self.pictures = PictureController(
            window=self.window, page=self.page, link=self.link, calls=self.calls, settings=settings, reporter=self.reporter
        )
        self.upscaling = UpscaleController(
            window=self.window,
            page=self.page,
            link=self.link,
            catalog=self.catalog,
            pictures=self.pictures,
            preferences=self.preferences,
            reporter=self.reporter,
        )
        self.saving = SaveController(
            window=self.window,
            page=self.page,
            link=self.link,
            catalog=self.catalog,
            pictures=self.pictures,
            upscaling=self.upscaling,
            preferences=self.preferences,
            reporter=self.reporter,
        )
        self._compare = CompareController(
            window=self.window, page=self.page, pictures=self.pictures, upscaling=self.upscaling, settings=settings
        )
        self.queue = QueueSession(self)
        runs = Path(settings.runs_folder or paths.runs_dir())
        self.training = TrainingQueue(self.calls, self.reporter, runs, self)
        self.benchmark = BenchmarkSession(self.calls, self.reporter, self)
        self.help = HelpDesk(
            window=self.window, link=self.link, calls=self.calls, look=look, settings=settings, reporter=self.reporter
        )
        self._add_pages(look)
        self._connect(look)
        self._closed = False

    def show(self) -> None:
        """Show the window where it was left."""
        if not self.settings.geometry.isEmpty():
            self.window.restoreGeometry(self.settings.geometry)
        self.window.show()

    def begin(self, files: list[Path]) -> None:
        """Start the engine process and open what the command line named; called when the window has been painted."""
        self.link.start()
        self.pictures.show_samples()
        if files:
            self.pictures.open_all(files)

    def close(self) -> None:
        """End everything: the running job, the engine, the threads; remember where the window was."""
        if self._closed:
            return
        self._closed = True
        self.settings.geometry = self.window.saveGeometry()
        self.settings.write()
        self.upscaling.cancel()
        self.queue.close()
        self.training.close()
        self.benchmark.close()
        self.link.close()
        self.calls.close()
        self.pictures.forget_pasted()

    def _add_pages(self, look: Look) -> None:
        self.history = HistoryKeeper(
            saving=self.saving,
            upscaling=self.upscaling,
            queue=self.queue,
            catalog=self.catalog,
            calls=self.calls,
            settings=self.settings,
            reporter=self.reporter,
        )
        context = Context(
            window=self.window,
            upscale_page=self.page,
            link=self.link,
            calls=self.calls,
            catalog=self.catalog,
            preferences=self.preferences,
            pictures=self.pictures,
            upscaling=self.upscaling,
            saving=self.saving,
            history=self.history,
            queue=self.queue,
            training=self.training,
            benchmark=self.benchmark,
            settings=self.settings,
            look=look,
            reporter=self.reporter,
        )
        self.costs = CostController(context, pictures=self.pictures, upscaling=self.upscaling)
        self.meter = MeterController(context, upscaling=self.upscaling)
        self.preview = PreviewMode(context, pictures=self.pictures, upscaling=self.upscaling)
        self.presets = PresetController(context, upscaling=self.upscaling)
        self.truth = TruthMode(context, pictures=self.pictures, upscaling=self.upscaling)
        for entry in PAGES:
            self.window.add_page(entry(context))
        self.window.show_page("upscale")

    def _connect(self, look: Look) -> None:
        actions, status = self.window.actions_of, self.window.status
        actions.quit.triggered.connect(self.window.close)
        actions.models_refresh.triggered.connect(self._refresh_models)
        actions.models_folder.triggered.connect(lambda: show_folder(paths.models_dir(), self.reporter))
        self.window.closing.connect(self.close)
        status.say_engine(lambda: _engine_text("starting"))
        self.link.became_ready.connect(lambda: status.say_engine(lambda: _engine_text("ready")))
        self.link.lost.connect(self._on_lost)
        look.report_to(self.reporter)
        look.language_changed.connect(self.upscaling.relabel)
        for user in (self.link, self.queue):
            user.use_memory(self.preferences.memory)
            self.preferences.memory_changed.connect(user.use_memory)
        if self.settings.damaged:
            put_aside = self.settings.damaged.name
            self.reporter.inform(lambda: _damaged_text(put_aside))

    def _on_lost(self, error: EngineCrashed) -> None:
        state = "stopped" if isinstance(error, EngineGone) else "starting"
        self.window.status.say_engine(lambda: _engine_text(state))

    def _refresh_models(self) -> None:
        self.window.show_page("models")
        self.catalog.refresh()


def _engine_text(state: str) -> str:
    if state == "ready":
        return QCoreApplication.translate("Desktop", "Engine ready")
    if state == "stopped":
        return QCoreApplication.translate("Desktop", "Engine stopped")
    return QCoreApplication.translate("Desktop", "Engine is starting...")


def _damaged_text(name: str) -> str:
    return QCoreApplication.translate(
        "Desktop", "The settings could not be read, so all are as new; the damaged file was kept as {name}."
    ).format(name=name)
