"""The comparison's actions and the view that obeys them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.settings import Settings
from sr_desktop.ui.compare import BeforeFilter, CompareMode
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.upscale.page import UpscalePage


class CompareController(QObject):
    """Modes need a result, zooming needs a picture; the chosen mode and filter are remembered."""

    def __init__(
        self,
        *,
        window: MainWindow,
        page: UpscalePage,
        pictures: PictureController,
        upscaling: UpscaleController,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._actions, self._page, self._settings = window.actions_of, page, settings
        self._pictures, self._upscaling = pictures, upscaling
        view, actions = page.compare, window.actions_of
        for mode, action in actions.modes.items():
            action.triggered.connect(lambda _=False, mode=mode: self.set_mode(mode))
        for before, action in actions.filters.items():
            action.triggered.connect(lambda _=False, before=before: self.set_before_filter(before))
        actions.zoom_in.triggered.connect(lambda: page.zoom("in"))
        actions.zoom_out.triggered.connect(lambda: page.zoom("out"))
        actions.zoom_fit.triggered.connect(lambda: page.zoom("fit"))
        actions.zoom_actual.triggered.connect(lambda: page.zoom("actual"))
        view.zoom_changed.connect(page.toolbar.show_zoom)
        view.mode_changed.connect(self._on_mode)
        pictures.opened.connect(self._refresh)
        upscaling.result_changed.connect(self._refresh)
        self._restore()
        self._refresh()

    def set_mode(self, mode: CompareMode) -> None:
        """Compare in this way."""
        self._page.compare.set_mode(mode)

    def set_before_filter(self, before: BeforeFilter) -> None:
        """Bring the original to the result's size in this way."""
        self._page.compare.set_before_filter(before)
        self._actions.filters[before].setChecked(True)
        self._settings.before_filter = before.value

    def _on_mode(self, mode: CompareMode) -> None:
        self._actions.modes[mode].setChecked(True)
        self._settings.compare_mode = mode.value

    def _restore(self) -> None:
        modes = {mode.value: mode for mode in CompareMode}
        filters = {before.value: before for before in BeforeFilter}
        mode = modes.get(self._settings.compare_mode, CompareMode.SPLIT)
        self.set_mode(mode)
        self._on_mode(mode)
        self.set_before_filter(filters.get(self._settings.before_filter, BeforeFilter.BICUBIC))

    def _refresh(self) -> None:
        actions = self._actions
        for action in (*actions.modes.values(), *actions.filters.values()):
            action.setEnabled(self._upscaling.result is not None)
        for action in (actions.zoom_in, actions.zoom_out, actions.zoom_fit, actions.zoom_actual):
            action.setEnabled(self._pictures.picture is not None)
