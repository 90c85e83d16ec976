"""VGG-19 for the perceptual loss: whether it is there, and the download that the user may ask for."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.train_setup import TrainSetup
from sr_desktop.core.download import VGG19
from sr_desktop.core.errors import BadJob
from sr_desktop.jobs.download_job import DownloadJob, DownloadProgress
from sr_desktop.ui.train.page import TrainPage

_PATTERNS = ("vgg19-*.pth", "vgg19*.safetensors")
_SHARED = paths.resources_dir().parent.parent / "shared" / "weights" / "vgg19_normalised_conv1_1_to_conv3_1.safetensors"


class VggDownload(QObject):
    """Offers the download where the job's loss needs VGG-19 and no file is named or found."""

    def __init__(self, page: TrainPage, context: Context, setup: TrainSetup) -> None:
        super().__init__(page)
        self._page, self._context = page, context
        self._job = DownloadJob(self)
        setup.changed.connect(self.refresh)
        page.options.download_wanted.connect(lambda: self._job.start(VGG19, paths.user_dir()))
        page.options.cancel_wanted.connect(self._job.cancel)
        self._job.progress.connect(self._on_progress)
        self._job.finished.connect(self._on_finished)
        self._job.failed.connect(lambda error: report_failure(page.banner, error))
        for signal in (self._job.finished, self._job.failed, self._job.cancelled):
            signal.connect(lambda *_: self._on_end())

    def refresh(self) -> None:
        """See whether the present job needs a file that is not there."""
        try:
            job = self._page.form.job()
        except BadJob:
            return
        if job.gan is None or job.gan.content == "mse" or job.gan.vgg:
            self._page.options.show_vgg_need(False)
            return
        home, content = paths.user_dir(), job.gan.content
        self._context.calls.start(
            lambda: _is_there(home, content),
            done=lambda there: self._page.options.show_vgg_need(not there),
            failed=lambda _: self._page.options.show_vgg_need(True),
        )

    def close(self) -> None:
        """Stop a download that goes on; what has arrived is kept for the next time."""
        self._job.close()

    def _on_progress(self, progress: DownloadProgress) -> None:
        self._page.options.show_progress(progress.done, progress.total)

    def _on_finished(self, path: Path) -> None:
        self._context.reporter.say(lambda: self.tr("VGG-19 found: {name}").format(name=path.name))

    def _on_end(self) -> None:
        self._page.options.end_progress()
        self.refresh()


def _is_there(home: Path, content: str) -> bool:
    """Whether the trainer will find a file: in the user's folder, or the one that developers share, enough for VGG 2,2."""
    mine = any(True for folder in (home, home / "models") for pattern in _PATTERNS for _ in folder.glob(pattern))
    return mine or (content == "vgg22" and _SHARED.exists())
