"""The Train page with all that serves it. Importing this loads pyqtgraph: TrainingDesk does so in the background."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.train.data_check import DataCheck
from sr_desktop.controllers.train.run_monitor import RunMonitor
from sr_desktop.controllers.train.runs_controller import RunsController
from sr_desktop.controllers.train.setup import TrainSetup
from sr_desktop.controllers.vgg_offer import VggLayers, VggOffer
from sr_desktop.core.errors import BadJob
from sr_desktop.core.training.job import DataOptions, JobSpec
from sr_desktop.ui.train.page import TrainPage


@dataclass(frozen=True, kw_only=True)
class TrainParts:
    """The page, and those of its controllers that have something to end."""

    page: TrainPage
    setup: TrainSetup
    check: DataCheck
    vgg: VggOffer

    def close(self) -> None:
        """End what was asked of the trainer and the network."""
        self.setup.close()
        self.check.close()
        self.vgg.close()


def build_parts(context: Context) -> TrainParts:
    """Make the page."""
    # Until the recipes are listed there is no job to show; no field of this one is seen.
    page = TrainPage(JobSpec(name="srcnn", arch="srcnn", data=DataOptions(folders=("pictures",))))
    setup = TrainSetup(page, context)
    check = DataCheck(page, context, setup.job)
    monitor = RunMonitor(page, context)
    RunsController(page, context, setup, monitor)
    vgg = VggOffer(page.options.vgg, page.banner, context, lambda: _vgg_of(page))
    setup.changed.connect(vgg.refresh)
    return TrainParts(page=page, setup=setup, check=check, vgg=vgg)


def _vgg_of(page: TrainPage) -> VggLayers:
    """What of VGG-19 the present job needs without naming a file for it; nothing where the job is not complete."""
    try:
        gan = page.form.job().gan
    except BadJob:
        return "none"
    if gan is None or gan.content == "mse" or gan.vgg:
        return "none"
    return "conv3_1" if gan.content == "vgg22" else "all"
