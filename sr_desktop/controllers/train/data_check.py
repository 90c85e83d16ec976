"""The check of the pictures: findings as they come, and the patches that would be fed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.pair_image import pair_image
from sr_desktop.controllers.train.trainer_question import TrainerQuestion
from sr_desktop.core.errors import BadJob, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import DataFinding, DataReport, Failed, Preview
from sr_desktop.core.training.job import JobSpec
from sr_desktop.ui.train.page import TrainPage


class DataCheck(QObject):
    """Asks the trainer to look at the folders of `job()` and shows what it tells."""

    def __init__(self, page: TrainPage, context: Context, job: Callable[[], JobSpec]) -> None:
        super().__init__(page)
        self._page, self._context, self._job = page, context, job
        self._previews: list[Preview] = []
        self._question = TrainerQuestion(context.calls, self)
        self._question.happened.connect(self._on_event)
        self._question.ended.connect(self._on_end)
        page.data.check_wanted.connect(self.start)

    def start(self) -> None:
        """Look at the pictures now."""
        try:
            job = self._job()
        except BadJob as error:
            report_failure(self._page.banner, error)
            return
        self._previews = []
        self._page.patches.clear()
        self._page.tabs.setCurrentWidget(self._page.patches)
        self._page.data.set_checking(True)
        self._page.data.say(lambda: self.tr("Looking at the pictures..."))
        scratch = self._context.training.scratch
        out = str(scratch / "check")
        self._question.ask_about(job, scratch / "check.toml", lambda file: ("check", file, "--out", out))

    def close(self) -> None:
        """End a check that goes on."""
        self._question.close()

    def _on_event(self, event: Event) -> None:
        if isinstance(event, DataFinding):
            self._page.patches.add_finding(event)
        elif isinstance(event, DataReport):
            self._page.patches.show_report(event)
            self._page.data.say(lambda: self._verdict(event))
        elif isinstance(event, Preview):
            self._previews.append(event)
        elif isinstance(event, Failed):
            self._page.data.say(lambda: "")
            report_failure(self._page.banner, event)

    def _on_end(self, error: SrError | None) -> None:
        self._page.data.set_checking(False)
        if error:
            self._page.data.say(lambda: "")
            report_failure(self._page.banner, error)
            return
        pairs = [(preview.path, preview.truth) for preview in self._previews]
        self._context.calls.start(
            lambda: [image for pair in pairs if not (image := pair_image(*pair)).isNull()],
            done=self._page.patches.show_patches,
            failed=self._context.reporter.mention,
        )

    def _verdict(self, report: DataReport) -> str:
        found = sum(report.findings.values())
        if not found:
            return self.tr("{pictures} pictures, all usable.").format(pictures=report.pictures)
        text = self.tr("{pictures} usable pictures; remarks: {found}, see the tab Data.")
        return text.format(pictures=report.pictures, found=found)
