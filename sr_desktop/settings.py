"""What the program remembers between two starts, typed, in one INI file of the user's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Generic, Literal, Self, TypeVar, get_args, overload

from PySide6.QtCore import QByteArray, QSettings

from sr_desktop.core.upscaling.settings import MEMORY_MEGABYTES, MetadataRule, OutputFormat, Precision, ProfileRule
from sr_desktop.core.upscaling.size import PRINT_DPI, SizeKind

T = TypeVar("T")
LanguageChoice = Literal["system", "en", "zh_CN"]
ThemeChoice = Literal["system", "light", "dark"]
Switch = Literal["on", "off"]
"""A yes or no: an INI file holds words, and every word but the empty one would be true."""

_MARK = "settings/version"
_VERSION = 1


class Remembered(Generic[T]):
    """One remembered value: `default` until set, and again where the stored value is of no allowed kind.

    allowed: the values that are valid (words, or a `range` for whole numbers); empty: every value of the default's type.
    """

    def __init__(self, key: str, default: T, allowed: tuple[Any, ...] | range = ()) -> None:
        self.key, self.default, self.allowed = key, default, allowed

    @overload
    def __get__(self, settings: None, owner: type) -> Self: ...
    @overload
    def __get__(self, settings: Settings, owner: type) -> T: ...
    def __get__(self, settings: Settings | None, owner: type) -> T | Self:
        if settings is None:
            return self
        stored = settings.store.value(self.key)
        return self.default if stored is None else self._typed(stored)

    def __set__(self, settings: Settings, value: T) -> None:
        if self.allowed and value not in self.allowed:
            raise ValueError(f"{self.key} cannot be {value!r}")
        settings.store.setValue(self.key, value)

    def _typed(self, stored: Any) -> T:  # noqa: ANN401 - an INI file holds words of any kind
        kind: Any = type(self.default)
        try:
            value: T = stored if isinstance(stored, kind) else kind(stored)
        except (TypeError, ValueError):
            return self.default
        return self.default if self.allowed and value not in self.allowed else value


class Settings:
    """The remembered values as attributes; writing one writes it to the file within moments.

    damaged: where a file that could not be read was put aside, or None.
    """

    language = Remembered[LanguageChoice]("look/language", "system", get_args(LanguageChoice))
    theme = Remembered[ThemeChoice]("look/theme", "system", get_args(ThemeChoice))
    geometry = Remembered[QByteArray]("look/geometry", QByteArray())
    last_folder = Remembered[str]("files/last_folder", "")
    output_folder = Remembered[str]("files/output_folder", "")
    runs_folder = Remembered[str]("files/runs_folder", "")
    sets_folder = Remembered[str]("files/sets_folder", "")
    model = Remembered[str]("upscale/model", "srcnn")
    size_kind = Remembered[SizeKind]("upscale/size_kind", "scale", get_args(SizeKind))
    size_value = Remembered[float]("upscale/size_value", 3.0)
    size_dpi = Remembered[float]("upscale/size_dpi", PRINT_DPI)
    ensemble = Remembered[Switch]("upscale/ensemble", "off", get_args(Switch))
    device = Remembered[str]("upscale/device", "auto")
    precision = Remembered[Precision]("upscale/precision", "auto", get_args(Precision))
    tile = Remembered[int]("upscale/tile", 0, range(16385))
    memory = Remembered[int]("upscale/memory", 0, range(MEMORY_MEGABYTES.stop))
    format = Remembered[OutputFormat]("save/format", "keep", get_args(OutputFormat))
    quality = Remembered[int]("save/quality", 95, range(1, 101))
    profile = Remembered[ProfileRule]("save/profile", "keep", get_args(ProfileRule))
    metadata = Remembered[MetadataRule]("save/metadata", "keep", get_args(MetadataRule))
    provenance = Remembered[int]("save/provenance", 1, range(2))
    train_folders = Remembered[str]("train/folders", "")
    bench_folders = Remembered[str]("benchmark/folders", "")
    bench_plan = Remembered[str]("benchmark/plan", "")
    truth_models = Remembered[str]("upscale/truth_models", "")
    queue_settings = Remembered[str]("queue/settings", "")
    queue_gentle = Remembered[int]("queue/gentle", 0, range(2))
    preview_models = Remembered[str]("upscale/preview_models", "")
    keep_history = Remembered[Switch]("history/keep", "on", get_args(Switch))
    compare_mode = Remembered[str]("compare/mode", "")
    before_filter = Remembered[str]("compare/before", "")
    report_paths = Remembered[Switch]("help/report_paths", "off", get_args(Switch))

    def __init__(self, path: Path) -> None:
        """Read the settings at `path`; a file that is not ours or is damaged is renamed, never lost."""
        self.path = path
        self.damaged = _put_aside(path) if _is_damaged(path) else None
        self.store = QSettings(str(path), QSettings.Format.IniFormat)
        if _version_in(self.store) < _VERSION:
            self.store.setValue(_MARK, _VERSION)

    def write(self) -> bool:
        """Bring everything to the disk now; False where that failed."""
        self.store.sync()
        return self.store.status() is QSettings.Status.NoError


def _version_in(store: QSettings) -> int:
    """Which version wrote the file; a newer one's mark stays, and so does what it alone knows."""
    mark = str(store.value(_MARK, ""))
    return int(mark) if mark.isdecimal() else 0


def _is_damaged(path: Path) -> bool:
    """Qt reads most rubbish without complaint, so our own mark must be there as well."""
    if not path.exists() or path.stat().st_size == 0:
        return False
    store = QSettings(str(path), QSettings.Format.IniFormat)
    return store.status() is not QSettings.Status.NoError or not store.contains(_MARK)


def _put_aside(path: Path) -> Path:
    number = 1
    while (target := path.with_name(f"{path.stem}.damaged-{number}{path.suffix}")).exists():
        number += 1
    return path.rename(target)
