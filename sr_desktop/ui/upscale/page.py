"""The page of the main job: settings on the left in the order of their use, the picture in the middle."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from sr_desktop.ui.actions import Actions
from sr_desktop.ui.compare import CompareView, ZoomWish
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.forms import RunForm
from sr_desktop.ui.parts.section import FoldedSection
from sr_desktop.ui.parts.side_panel import scrolled, side_panel
from sr_desktop.ui.upscale.compare_toolbar import CompareToolbar
from sr_desktop.ui.upscale.empty_state import EmptyState
from sr_desktop.ui.upscale.model_section import ModelSection
from sr_desktop.ui.upscale.output_section import OutputSection
from sr_desktop.ui.upscale.picture_section import PictureSection
from sr_desktop.ui.upscale.preset_button import PresetButton
from sr_desktop.ui.upscale.size_section import SizeSection
from sr_desktop.ui.view import View

if TYPE_CHECKING:
    from sr_desktop.ui.panes import TruthPanes
    from sr_desktop.ui.panes.preview_panes import PreviewPanes

PANEL_WIDTH = 320
_ROOM_FOR_WORDS = 900
_PREVIEW_SHARES = [40, 60]
"""Of the height, for the picture and for the preview of a spot."""


class UpscalePage(View):
    """Holds the sections, the comparison and the buttons as attributes; controllers connect them."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.presets = PresetButton(actions)
        self.picture = PictureSection(actions)
        self.models = ModelSection()
        self.size_section = SizeSection()
        self.run_form = RunForm()
        self.advanced = FoldedSection(self.run_form)
        self.output = OutputSection()
        self.upscale_button = ActionButton(actions.upscale, role="accent", with_icon=False)
        self.save_button = ActionButton(actions.save, with_icon=False)
        self.save_as_button = ActionButton(actions.save_as, with_icon=False)
        self.banner = Banner()
        self.toolbar = CompareToolbar(actions)
        self.compare = CompareView()
        self.empty = EmptyState(actions)
        self._invitation = scrolled(self.empty)
        self.truth_panes: TruthPanes | None = None
        self.preview_panes: PreviewPanes | None = None
        self._has_picture = self._shows_truth = False
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._centre = QStackedWidget()
        self._lay_out()
        self.setFocusProxy(self.picture.open_button)
        self.models.rebuilt.connect(self._order_tabs)
        self.retranslate()

    def show_compare(self, shown: bool) -> None:
        """Show the picture (True) or the invitation to bring one."""
        self._has_picture = shown
        self._show_centre()

    def set_truth_panes(self, panes: TruthPanes) -> None:
        """Give the page the view that shows the picture as the truth."""
        self.truth_panes = panes
        self._centre.addWidget(panes)

    def show_truth(self, shown: bool) -> None:
        """Show the picture as the truth (True), or as what is to be upscaled. Raises ValueError without `set_truth_panes`."""
        if shown and self.truth_panes is None:
            raise ValueError("there is no view for the truth")
        self._shows_truth = shown
        self._show_centre()

    def set_preview_panes(self, panes: PreviewPanes) -> None:
        """Give the page the view that stands below the picture and shows a spot of it."""
        self.preview_panes = panes
        panes.hide()
        self._split.addWidget(panes)
        self._split.setSizes(_PREVIEW_SHARES)

    def show_preview(self, shown: bool) -> None:
        """Let a click in the picture choose a spot, and show the preview below."""
        if self.preview_panes is not None:
            self.preview_panes.setVisible(shown)
        self.compare.set_spotting(shown)

    def zoom(self, how: ZoomWish) -> None:
        """Zoom what is shown."""
        if self._shows_truth and self.truth_panes is not None:
            self.truth_panes.zoom(how)
        else:
            self.compare.zoom(how)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.advanced.heading.setText(self.tr("Advanced"))
        self.advanced.heading.setToolTip(self.tr("Device, precision and tile size"))
        self.advanced.heading.setAccessibleName(self.tr("Advanced"))
        self.compare.setAccessibleName(self.tr("Picture"))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Leave the words out of the toolbar where they would not fit."""
        super().resizeEvent(event)
        self.toolbar.set_compact(self.width() - PANEL_WIDTH < _ROOM_FOR_WORDS)

    def _show_centre(self) -> None:
        if not self._has_picture:
            shown: QWidget = self._invitation
        else:
            shown = self.truth_panes if self._shows_truth and self.truth_panes is not None else self._split
        self._centre.setCurrentWidget(shown)
        self.toolbar.setVisible(shown is self._split)

    def _order_tabs(self) -> None:
        first_size = next(iter(self.size_section.factors.buttons.values()))
        for before, after in pairwise(
            [self.picture.open_button, self.presets.button, *self.models.buttons.values(), first_size]
        ):
            self.setTabOrder(before, after)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._make_panel())
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.banner)
        column.addWidget(self.toolbar)
        column.addWidget(self._centre, 1)
        self._centre.addWidget(self._invitation)
        self._split.addWidget(self.compare)
        self._split.setChildrenCollapsible(False)
        self._centre.addWidget(self._split)
        row.addLayout(column, 1)
        self.show_compare(False)

    def _make_panel(self) -> QWidget:
        sections = (self.presets, self.picture, self.models, self.size_section, self.advanced, self.output)
        saving = QHBoxLayout()
        saving.setSpacing(8)
        saving.addWidget(self.save_button, 1)
        saving.addWidget(self.save_as_button, 1)
        return side_panel(sections, [self.upscale_button, saving], width=PANEL_WIDTH)
