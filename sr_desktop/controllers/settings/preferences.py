"""The choices that two pages show at once, remembered in the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.upscaling.settings import FileRules, OutputRules, UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.settings import Settings
from sr_desktop.ui.choices import RunChoices, SaveChoices


class Preferences(QObject):
    """RunChoices, SaveChoices, model and size; a change is remembered first and then told."""

    run_changed = Signal(object)
    """Carries RunChoices."""
    saving_changed = Signal(object)
    """Carries SaveChoices."""

    memory_changed = Signal(int)
    """Carries megabytes for pictures, 0 for automatic."""

    def __init__(self, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    @property
    def run(self) -> RunChoices:
        """How to compute."""
        remembered = self._settings
        return RunChoices(
            ensemble=remembered.ensemble == "on",
            device=remembered.device,
            precision=remembered.precision,
            tile=remembered.tile,
        )

    def set_run(self, choices: RunChoices) -> None:
        """Remember how to compute."""
        if choices != self.run:
            self._settings.ensemble = "on" if choices.ensemble else "off"
            self._settings.device = choices.device
            self._settings.precision = choices.precision
            self._settings.tile = choices.tile
            self.run_changed.emit(choices)

    @property
    def memory(self) -> int:
        """Megabytes for pictures, 0 for automatic."""
        return self._settings.memory

    def set_memory(self, megabytes: int) -> None:
        """Remember how much memory pictures may take."""
        if megabytes != self.memory:
            self._settings.memory = megabytes
            self.memory_changed.emit(megabytes)

    @property
    def saving(self) -> SaveChoices:
        """How to store results."""
        remembered = self._settings
        file = FileRules(
            format=remembered.format,
            quality=remembered.quality,
            profile=remembered.profile,
            metadata=remembered.metadata,
            provenance=bool(remembered.provenance),
        )
        return SaveChoices(folder=remembered.output_folder, file=file)

    def set_saving(self, choices: SaveChoices) -> None:
        """Remember how to store results."""
        if choices != self.saving:
            self._settings.format = choices.file.format
            self._settings.quality = choices.file.quality
            self._settings.profile = choices.file.profile
            self._settings.metadata = choices.file.metadata
            self._settings.provenance = int(choices.file.provenance)
            self._settings.output_folder = choices.folder
            self.saving_changed.emit(choices)

    @property
    def model(self) -> str:
        """The id of the chosen model."""
        return self._settings.model

    @model.setter
    def model(self, model: str) -> None:
        self._settings.model = model

    @property
    def settings(self) -> UpscaleSettings:
        """All choices of a run."""
        run, saving = self.run, self.saving
        return UpscaleSettings(
            model=self.model,
            size=self.target,
            ensemble=run.ensemble,
            device=run.device,
            precision=run.precision,
            tile=run.tile,
            output=OutputRules(folder=saving.folder, file=saving.file),
        )

    @property
    def target(self) -> TargetSize:
        """The wished size."""
        return TargetSize(kind=self._settings.size_kind, value=self._settings.size_value, dpi=self._settings.size_dpi)

    @target.setter
    def target(self, target: TargetSize) -> None:
        self._settings.size_kind = target.kind
        self._settings.size_value = target.value
        self._settings.size_dpi = target.dpi
