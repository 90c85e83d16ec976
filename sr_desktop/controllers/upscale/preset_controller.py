"""Presets of runs: saved from the present settings, loaded into them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.core.upscaling.preset import SUFFIX, load_preset, save_preset
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.ui.dialogs import ask_preset, ask_preset_target


class PresetController(QObject):
    """Files are read and written off the window's thread; a preset that cannot be used changes nothing."""

    def __init__(self, context: Context, *, upscaling: UpscaleController) -> None:
        super().__init__(context.window)
        self._context, self._upscaling = context, upscaling
        actions = context.window.actions_of
        actions.preset_save.triggered.connect(self._ask_target)
        actions.preset_load.triggered.connect(self._ask_file)
        context.upscale_page.presets.chosen.connect(lambda path: self.load(Path(path)))
        self._refresh()

    def save(self, path: Path) -> None:
        """Keep the present settings in this file; a name without the suffix gets it."""
        target = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        settings = self._context.preferences.settings

        def write() -> Path:
            save_preset(target, settings)
            return target

        attempt(
            self._context.calls,
            write,
            done=self._on_saved,
            refused=self._context.reporter.fail,
            failed=self._context.reporter.mention,
        )

    def load(self, path: Path) -> None:
        """Take the settings of this file."""
        attempt(
            self._context.calls,
            lambda: load_preset(path),
            done=lambda settings: self._on_loaded(settings, path.stem),
            refused=self._context.reporter.fail,
            failed=self._context.reporter.mention,
        )

    def _on_loaded(self, settings: UpscaleSettings, name: str) -> None:
        self._upscaling.take_settings(settings, name)

    def _on_saved(self, path: Path) -> None:
        self._context.reporter.say(lambda: self.tr("Saved as {name} in {folder}").format(name=path.name, folder=path.parent))
        self._refresh()

    def _refresh(self) -> None:
        self._context.calls.start(
            _kept_presets, done=self._context.upscale_page.presets.set_presets, failed=self._context.reporter.mention
        )

    def _ask_target(self) -> None:
        name = self._context.preferences.model + SUFFIX
        ask_preset_target(self._context.window, str(paths.presets_dir() / name), lambda chosen: self.save(Path(chosen)))

    def _ask_file(self) -> None:
        ask_preset(self._context.window, str(paths.presets_dir()), lambda chosen: self.load(Path(chosen)))


def _kept_presets() -> list[tuple[str, str]]:
    """Path and name of the presets in the user's folder."""
    return [(str(path), path.stem) for path in sorted(paths.presets_dir().glob(f"*{SUFFIX}"))]
