"""VGG-19, for the perceptual loss and the distance: whether it is there, and the download that the user may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.download import VGG19
from sr_desktop.core.models.vgg_file import BESIDE, NAMES
from sr_desktop.jobs.download_job import DownloadJob, DownloadProgress
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.vgg_need import VggNeed

VggLayers = Literal["none", "conv3_1", "all"]
"""How much of VGG-19 is needed."""


class VggOffer(QObject):
    """Offers the download where `needed` says so and no file is found. Ask anew by `refresh`."""

    def __init__(self, view: VggNeed, banner: Banner, context: Context, needed: Callable[[], VggLayers]) -> None:
        super().__init__(view)
        self._view, self._context, self._needed = view, context, needed
        self._job = DownloadJob(self)
        view.download_wanted.connect(lambda: self._job.start(VGG19, paths.user_dir()))
        view.cancel_wanted.connect(self._job.cancel)
        self._job.progress.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(lambda error: report_failure(banner, error))
        for signal in (self._job.finished, self._job.failed, self._job.cancelled):
            signal.connect(lambda *_: self._on_end())

    def refresh(self) -> None:
        """See whether a file is needed that is not there."""
        layers = self._needed()
        if layers == "none":
            self._view.show_need(False)
            return
        home = paths.user_dir()
        self._context.calls.start(
            lambda: _is_there(home, layers),
            done=lambda there: self._view.show_need(not there and self._needed() != "none"),
            failed=self._context.reporter.mention,
        )

    def close(self) -> None:
        """Stop a download that goes on; what has arrived is kept for the next time."""
        self._job.close()

    def _on_progress(self, progress: DownloadProgress) -> None:
        self._view.show_progress(progress.done, progress.total)

    def _on_finished(self, path: Path) -> None:
        self._context.reporter.say(lambda: self.tr("VGG-19 found: {name}").format(name=path.name))

    def _on_end(self) -> None:
        self._view.end_progress()
        self.refresh()


def _is_there(home: Path, layers: VggLayers) -> bool:
    """Whether a child process will find a file: in the user's folder, or the one that developers share, which ends early."""
    mine = any(True for folder in (home, home / "models") for pattern in NAMES for _ in folder.glob(pattern))
    return mine or (layers == "conv3_1" and BESIDE.exists())
