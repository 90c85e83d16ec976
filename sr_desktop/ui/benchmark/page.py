"""The Benchmark page: what to measure at the left in the order of its choices, what came of it at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.benchmark.atoms_view import AtomsView
from sr_desktop.ui.benchmark.charts_view import ChartsView
from sr_desktop.ui.benchmark.known_sets_view import KnownSetsView
from sr_desktop.ui.benchmark.measure_header import MeasureHeader
from sr_desktop.ui.benchmark.measure_section import MeasureSection, ProtocolSection
from sr_desktop.ui.benchmark.models_section import ModelsSection
from sr_desktop.ui.benchmark.pictures_table import PicturesTable
from sr_desktop.ui.benchmark.protocol_card import ProtocolCard
from sr_desktop.ui.benchmark.results_table import ResultsTable
from sr_desktop.ui.benchmark.sets_section import SetsSection
from sr_desktop.ui.mos.view import OpinionView
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.side_panel import side_panel
from sr_desktop.ui.view import View

PANEL_WIDTH = 320
_MARGIN = 12


class BenchmarkPage(View):
    """Holds its parts as attributes; controllers connect them."""

    picture_wanted = Signal(str, int, list)
    """The user opens a picture: its path, the scale, and the ids of the models that answered it."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.sets, self.models = SetsSection(), ModelsSection()
        self.measure, self.protocol = MeasureSection(), ProtocolSection()
        self.run_button = ActionButton(actions.bench_run, role="accent", with_icon=False)
        self.banner, self.finding = Banner(), Banner()
        self.card, self.header = ProtocolCard(), MeasureHeader(actions)
        self.tabs = QTabWidget()
        self.table, self.pictures = ResultsTable(), PicturesTable()
        self.charts, self.known, self.atoms = ChartsView(), KnownSetsView(), AtomsView()
        self.opinions = OpinionView()
        self._viewer: QWidget | None = None
        self._lay_out()
        self.setFocusProxy(self.sets.list)
        self.pictures.picture_wanted.connect(self.picture_wanted)
        self.retranslate()

    def set_viewer(self, viewer: QWidget) -> None:
        """Give the comparison of one picture with its truth a tab of its own."""
        self._viewer = viewer
        self.tabs.insertTab(self.tabs.indexOf(self.charts), viewer, "")
        self.retranslate()

    def show_viewer(self) -> None:
        """Bring that tab to the front."""
        if self._viewer is not None:
            self.tabs.setCurrentWidget(self._viewer)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        titles: list[tuple[QWidget, str, str]] = [
            (self.table, self.tr("Table"), self.tr("Means over each set, with the published figures")),
            (self.pictures, self.tr("Pictures"), self.tr("Every picture of a set")),
            (self.charts, self.tr("Charts"), self.tr("PSNR against time and weights, and differences of two methods")),
            (self.known, self.tr("Sets"), self.tr("Where the published sets come from, and whether yours are complete")),
            (self.atoms, self.tr("Filters"), self.tr("Sparse coding seen as a network: its atoms beside SRCNN's filters")),
            (self.opinions, self.tr("Opinions"), self.tr("Which pictures look best? A blind test with people (MOS)")),
        ]
        if self._viewer is not None:
            titles.append((self._viewer, self.tr("Comparison"), self.tr("One picture: truth, bicubic, models, error maps")))
        for view, title, tip in titles:
            index = self.tabs.indexOf(view)
            self.tabs.setTabText(index, title)
            self.tabs.setTabToolTip(index, tip)
        self.tabs.setAccessibleName(self.tr("Results"))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        sections = (self.sets, self.models, self.measure, self.protocol)
        row.addWidget(side_panel(sections, [self.run_button], width=PANEL_WIDTH))
        right = QVBoxLayout()
        right.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        right.setSpacing(8)
        for strip in (self.banner, self.card, self.header, self.finding):
            right.addWidget(strip)
        for view in (self.table, self.pictures, self.charts, self.known, self.atoms, self.opinions):
            self.tabs.addTab(view, "")
        self.tabs.setDocumentMode(True)
        right.addWidget(self.tabs, 1)
        row.addLayout(right, 1)
