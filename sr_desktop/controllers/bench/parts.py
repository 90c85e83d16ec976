"""The Benchmark page with all that serves it. Importing this loads pyqtgraph: BenchmarkDesk does so in the background."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.controllers.bench.atoms import BenchmarkAtoms
from sr_desktop.controllers.bench.export import BenchmarkExport
from sr_desktop.controllers.bench.monitor import BenchmarkMonitor
from sr_desktop.controllers.bench.mos_tests import OpinionTests
from sr_desktop.controllers.bench.sets import KnownSets
from sr_desktop.controllers.bench.setup import BenchmarkSetup
from sr_desktop.controllers.bench.viewer import BenchmarkViewer
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.vgg_offer import VggOffer
from sr_desktop.ui.benchmark.page import BenchmarkPage


@dataclass(frozen=True, kw_only=True)
class BenchmarkParts:
    """The page, and those of its controllers that are asked from outside or have something to end."""

    page: BenchmarkPage
    setup: BenchmarkSetup
    known: KnownSets
    monitor: BenchmarkMonitor
    viewer: BenchmarkViewer
    vgg: VggOffer
    opinions: OpinionTests

    def close(self) -> None:
        """End checks, downloads and timers."""
        self.setup.close()
        self.known.close()
        self.monitor.close()
        self.vgg.close()
        self.opinions.close()


def build_parts(context: Context) -> BenchmarkParts:
    """Make the page."""
    page = BenchmarkPage(context.window.actions_of)
    setup = BenchmarkSetup(page, context)
    known = KnownSets(page, context, setup)
    monitor = BenchmarkMonitor(page, context, setup)
    BenchmarkExport(page, context, monitor)
    BenchmarkAtoms(page.atoms, context)
    viewer = BenchmarkViewer(page, context, monitor)
    vgg = VggOffer(page.measure.vgg, page.banner, context, lambda: "conv3_1" if "distance" in page.measure.extra else "none")
    opinions = OpinionTests(page, context, setup)
    setup.changed.connect(vgg.refresh)
    setup.begin()
    return BenchmarkParts(page=page, setup=setup, known=known, monitor=monitor, viewer=viewer, vgg=vgg, opinions=opinions)
