"""The menu Help: the guide, licences, what this is; and reports of errors and of crashes."""

from __future__ import annotations

import platform
import sys

from PySide6.QtCore import QLibraryInfo, QObject
from PySide6.QtGui import QGuiApplication

from sr_desktop import __version__, paths
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.controllers.settings.look import Look, effective_language
from sr_desktop.core.crashes import crash_file, take_crashes
from sr_desktop.core.guide import read_guide
from sr_desktop.core.licences import read_licences
from sr_desktop.core.report import last_lines, report
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.settings import Settings
from sr_desktop.ui.dialogs import show_about
from sr_desktop.ui.guide_window import GuideWindow
from sr_desktop.ui.licences_dialog import LicencesDialog
from sr_desktop.ui.main_window import MainWindow


class HelpDesk(QObject):
    """Answers the menu and the buttons "Copy report", wherever they are."""

    def __init__(
        self,
        *,
        window: MainWindow,
        link: EngineLink,
        calls: BackgroundCalls,
        look: Look,
        settings: Settings,
        reporter: Reporter,
    ) -> None:
        super().__init__(window)
        self._window, self._link, self._calls = window, link, calls
        self._look, self._settings, self._reporter = look, settings, reporter
        self._guide: GuideWindow | None = None
        actions = window.actions_of
        actions.guide.triggered.connect(self.show_guide)
        actions.about.triggered.connect(lambda: show_about(window, self.show_licences))
        actions.licences.triggered.connect(self.show_licences)
        window.report_wanted.connect(self.copy_report)
        look.language_changed.connect(self._retranslate_guide)

    def offer_crashes(self) -> None:
        """Where the program crashed the last time, say so and offer the report."""
        folder = paths.user_dir()
        self._calls.start(
            lambda: take_crashes(folder, crash_file(folder)), done=self._offer_crash, failed=self._reporter.mention
        )

    def show_guide(self) -> None:
        """Show the guide in the present language."""
        if self._guide is None:
            self._guide = GuideWindow(self._window)
        guide, folder, language = self._guide, paths.guide_dir(), effective_language(self._look.language)

        self._calls.start(lambda: read_guide(folder, language), done=guide.show_guide, failed=self._reporter.mention)
        guide.show()
        guide.activateWindow()

    def show_licences(self) -> None:
        """Show who made the parts of the program, and on what terms."""
        folder = paths.licences_dir()
        self._calls.start(
            lambda: read_licences(folder),
            done=lambda licences: LicencesDialog(licences, self._window).open(),
            failed=self._reporter.mention,
        )

    def copy_report(self, problem: str) -> None:
        """Put a report on `problem` on the clipboard."""
        log, about, with_paths = paths.log_file(), self._about(), self._settings.report_paths == "on"
        self._calls.start(
            lambda: report(problem, about, last_lines(log), with_paths=with_paths),
            done=self._copy,
            failed=self._reporter.mention,
        )

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._reporter.say(lambda: self.tr("The report is on the clipboard. Nothing was sent."))

    def _about(self) -> tuple[tuple[str, str], ...]:
        engine = self._link.engine
        return (
            ("SR Desktop", __version__),
            ("System", f"{platform.platform()} {platform.machine()}"),
            ("Python", sys.version.split()[0]),
            ("Qt", QLibraryInfo.version().toString()),
            ("Torch", engine.version if engine else "?"),
            ("Devices", ", ".join(engine.devices) if engine else "?"),
            ("Device chosen", f"{self._settings.device}, {self._settings.precision}"),
            ("Display", f"{QGuiApplication.platformName()}, {QGuiApplication.primaryScreen().devicePixelRatio():g}"),
        )

    def _offer_crash(self, text: str) -> None:
        if text:
            self._reporter.inform(
                lambda: self.tr("The program crashed the last time. A report helps to mend it; nothing is sent by itself."),
                details=text,
            )

    def _retranslate_guide(self) -> None:
        if self._guide is not None and self._guide.isVisible():
            self.show_guide()
