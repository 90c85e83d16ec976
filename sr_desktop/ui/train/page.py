"""The Train page: what to train at the left in the order of its choices, what is learned at the right."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from sr_desktop.core.training.job import JobSpec
from sr_desktop.ui.curves import CurvesView
from sr_desktop.ui.icons import icon
from sr_desktop.ui.job_form import JobForm
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.side_panel import side_panel
from sr_desktop.ui.theme import current_theme
from sr_desktop.ui.train.advice_list import AdviceList
from sr_desktop.ui.train.data_section import DataSection
from sr_desktop.ui.train.data_view import DataView
from sr_desktop.ui.train.estimate_section import EstimateSection
from sr_desktop.ui.train.experiments_view import ExperimentsView
from sr_desktop.ui.train.learned_view import LearnedView
from sr_desktop.ui.train.network_section import NetworkSection
from sr_desktop.ui.train.options_section import OptionsSection
from sr_desktop.ui.train.pictures_view import PicturesView
from sr_desktop.ui.train.run_header import RunHeader
from sr_desktop.ui.train.runs_view import RunsView
from sr_desktop.ui.view import View, set_role

PANEL_WIDTH = 340
_MARGIN = 12


class TrainPage(View):
    """Holds its parts as attributes; controllers connect them."""

    start_wanted = Signal()

    def __init__(self, job: JobSpec) -> None:
        super().__init__()
        self.network = NetworkSection()
        self.data = DataSection()
        self.form = JobForm(job)
        self.options = OptionsSection(self.form)
        self.estimate = EstimateSection()
        self.start_button = QPushButton()
        set_role(self.start_button, "accent")
        self.banner = Banner()
        self.header = RunHeader()
        self.advice = AdviceList()
        self.tabs = QTabWidget()
        self.curves = CurvesView()
        self.pictures = PicturesView()
        self.learned = LearnedView()
        self.patches = DataView()
        self.experiments = ExperimentsView()
        self.runs = RunsView()
        self._has_running = False
        self._lay_out()
        self.setFocusProxy(self.network)
        self.start_button.clicked.connect(self.start_wanted)
        self.redraw_icons()
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """Whether a training is at work, so that another one would wait for it."""
        self._has_running = busy
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        titles: tuple[tuple[QWidget, str, str], ...] = (
            (self.curves, self.tr("Curves"), self.tr("Loss, PSNR, SSIM, learning rate and speed")),
            (self.pictures, self.tr("Pictures"), self.tr("What the network makes of pictures it never saw")),
            (self.learned, self.tr("Learned"), self.tr("Filters, feature maps and the residual")),
            (self.patches, self.tr("Data"), self.tr("What is in the folders, and the patches that are fed")),
            (self.experiments, self.tr("Experiments"), self.tr("Experiments of the papers, ready to run")),
            (self.runs, self.tr("Runs"), self.tr("Every run that was kept")),
        )
        for view, title, tip in titles:
            index = self.tabs.indexOf(view)
            self.tabs.setTabText(index, title)
            self.tabs.setTabToolTip(index, tip)
        self.tabs.setAccessibleName(self.tr("Monitor"))
        text = self.tr("Train after the present run") if self._has_running else self.tr("Train")
        self.start_button.setText(text)
        self.start_button.setAccessibleName(text)
        self.start_button.setToolTip(self.tr("Start learning; you can go on working meanwhile"))

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        self.start_button.setIcon(icon("train", current_theme().on_accent))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        sections = (self.network, self.data, self.options, self.estimate)
        row.addWidget(side_panel(sections, [self.start_button], width=PANEL_WIDTH))
        right = QVBoxLayout()
        right.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        right.setSpacing(8)
        for strip in (self.banner, self.header, self.advice):
            right.addWidget(strip)
        views: tuple[QWidget, ...] = (
            self.curves,
            self.pictures,
            self.learned,
            self.patches,
            self.experiments,
            self.runs,
        )
        for view in views:
            self.tabs.addTab(view, "")
        self.tabs.setDocumentMode(True)
        right.addWidget(self.tabs, 1)
        row.addLayout(right, 1)
