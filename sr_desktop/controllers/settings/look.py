"""Language and theme, changed while the program runs."""

from __future__ import annotations

from typing import cast, get_args

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, QTranslator, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from sr_desktop import paths
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.settings import LanguageChoice, Settings, ThemeChoice
from sr_desktop.ui.theme import apply_theme

# Not translated: whoever needs this sentence could not read its translation.
_NO_CHINESE_FONT = (
    "No font with Chinese characters is installed, so Chinese text shows as boxes. Install one, for example the package "
    "fonts-wqy-microhei (Debian, Ubuntu) or google-noto-sans-cjk-fonts (Fedora), and start the program again."
)


class Look(QObject):
    """Applies the remembered language and theme, and new choices at once."""

    language_changed = Signal()
    """Texts come in the new language from now on; the widgets' own turn comes with the next events."""

    def __init__(self, application: QApplication, settings: Settings) -> None:
        super().__init__(application)
        self._application, self._settings = application, settings
        self._translators: list[QTranslator] = []
        self._reporter: Reporter | None = None
        self._load_language()
        apply_theme(application, settings.theme)

    @property
    def language(self) -> LanguageChoice:
        """The chosen language."""
        return self._settings.language

    @property
    def theme(self) -> ThemeChoice:
        """The chosen theme."""
        return self._settings.theme

    def report_to(self, reporter: Reporter) -> None:
        """Say what stands in the way of a language from now on, beginning with the present one."""
        self._reporter = reporter
        self._check_font()

    def set_language(self, language: str) -> None:
        """Change the language of everything that is shown. Raises ValueError for an unknown one."""
        self._settings.language = cast(LanguageChoice, language)
        self._load_language()
        self._check_font()
        self.language_changed.emit()

    def set_theme(self, theme: str) -> None:
        """Change the colours. Raises ValueError for an unknown theme."""
        self._settings.theme = cast(ThemeChoice, theme)
        apply_theme(self._application, self._settings.theme)

    def _load_language(self) -> None:
        for translator in self._translators:
            self._application.removeTranslator(translator)
            translator.deleteLater()
        self._translators = []
        if effective_language(self._settings.language) == "zh_CN":
            self._install("sr_desktop_zh_CN", str(paths.resources_dir() / "i18n"))
            self._install("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self)
        if not translator.load(name, folder):
            raise FileNotFoundError(f"the translation {name}.qm is not in {folder}")
        self._translators.append(translator)
        self._application.installTranslator(translator)

    def _check_font(self) -> None:
        chinese = effective_language(self._settings.language) == "zh_CN"
        if self._reporter and chinese and not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
            self._reporter.inform(lambda: _NO_CHINESE_FONT)


def effective_language(choice: LanguageChoice) -> LanguageChoice:
    """The language behind "system": Simplified Chinese where the system asks for it, else English."""
    if choice != "system":
        return choice
    for name in QLocale.system().uiLanguages():
        parts = name.split("-")
        if parts[0] == "zh" and not {"Hant", "TW", "HK", "MO"} & set(parts):
            return "zh_CN"
        if parts[0] in get_args(LanguageChoice):
            return "en"
    return "en"
