"""The page of settings; every change holds at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from sr_desktop.ui.actions import Actions, plain_text
from sr_desktop.ui.parts.forms import RunForm, labelled_rows
from sr_desktop.ui.parts.save_form import SaveForm
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.settings.folders_section import FoldersSection
from sr_desktop.ui.settings.memory_form import MemoryForm
from sr_desktop.ui.settings.tuning_view import TuningView
from sr_desktop.ui.view import View, set_role

LANGUAGES = ("system", "en", "zh_CN")
THEMES = ("system", "light", "dark")


class SettingsPage(View):
    """Language, theme, the two forms of the Upscale page, folders, reports, the list of shortcuts, and all that as new."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    paths_allowed = Signal(bool)
    """Whether reports may name folders and files from now on."""
    reset_wanted = Signal()
    """The user wants everything on this page as in a new program."""

    def __init__(self, actions: Actions, pages: Sequence[QAction]) -> None:
        super().__init__()
        self._listed = [*pages, *actions.all_with_shortcut()]
        self._title = QLabel()
        set_role(self._title, "heading")
        self.look = _LookSection()
        self.run_form, self.save_form = RunForm(), SaveForm()
        self._run, self._save = _PlainSection(), _PlainSection()
        self._run.body.addWidget(self.run_form)
        self.memory_form = MemoryForm()
        self._run.body.addWidget(self.memory_form)
        self.tuning = TuningView()
        self._run.body.addWidget(self.tuning)
        self._save.body.addWidget(self.save_form)
        self.folders, self._shortcuts = FoldersSection(), _PlainSection()
        self._reports, self.paths_box, self.reset_button = _PlainSection(), QCheckBox(), QPushButton()
        self._keys = QGridLayout()
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._lay_out()
        self.setFocusProxy(self.look.language)
        self.retranslate()
        self.look.language.activated.connect(lambda: self.language_chosen.emit(self.look.language.currentData()))
        self.look.theme.activated.connect(lambda: self.theme_chosen.emit(self.look.theme.currentData()))
        self.paths_box.clicked.connect(self.paths_allowed)
        self.reset_button.clicked.connect(self.reset_wanted)

    def set_look(self, language: str, theme: str) -> None:
        """Show these as chosen."""
        self.look.language.setCurrentIndex(LANGUAGES.index(language))
        self.look.theme.setCurrentIndex(THEMES.index(theme))

    def set_paths_allowed(self, allowed: bool) -> None:
        """Show whether reports may name folders and files."""
        self.paths_box.setChecked(allowed)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Settings"))
        self._run.set_heading(self.tr("Upscaling"))
        self._save.set_heading(self.tr("Saving"))
        self._reports.set_heading(self.tr("Reports and reset"))
        self.paths_box.setText(self.tr("Reports that I copy may name my folders and files"))
        self.paths_box.setToolTip(self.tr("Without this, a report of an error says <path> in their place"))
        self.paths_box.setAccessibleName(self.paths_box.text())
        self.reset_button.setText(self.tr("Reset this page..."))
        self.reset_button.setToolTip(self.tr("Everything on this page as in a new program, after a question"))
        self.reset_button.setAccessibleName(self.tr("Reset this page"))
        self._shortcuts.set_heading(self.tr("Keyboard"))
        shown = [(plain_text(action), _keys_of(action.shortcuts())) for action in self._listed]
        shown.append((self.tr("Show the original (while held, in the picture)"), self.tr("Space")))
        for (name, keys), (text, key) in zip(self._rows, shown, strict=True):
            name.setText(text)
            keys.setText(key)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(24)
        for _ in range(len(self._listed) + 1):
            self._add_shortcut_row()
        self._reports.body.addWidget(self.paths_box)
        self._reports.body.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._keys.setHorizontalSpacing(24)
        self._keys.setColumnStretch(1, 1)
        self._shortcuts.body.addLayout(self._keys)
        column.addWidget(self._title)
        for section in (self.look, self._run, self._save, self.folders, self._reports, self._shortcuts):
            section.setMaximumWidth(560)
            column.addWidget(section)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(inside))

    def _add_shortcut_row(self) -> None:
        name, keys = QLabel(), QLabel()
        set_role(keys, "key")
        self._keys.addWidget(keys, len(self._rows), 0, Qt.AlignmentFlag.AlignLeft)
        self._keys.addWidget(name, len(self._rows), 1)
        self._rows.append((name, keys))


class _LookSection(Section):
    """Language and theme."""

    def __init__(self) -> None:
        super().__init__()
        self.language, self.theme = QComboBox(), QComboBox()
        for value in LANGUAGES:
            self.language.addItem("", value)
        for value in THEMES:
            self.theme.addItem("", value)
        form = QGridLayout()
        self._labels = labelled_rows(form, self.language, self.theme)
        self.body.addLayout(form)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language; a language's name stays in itself."""
        self.set_heading(self.tr("Appearance"))
        for index, text in enumerate((self.tr("As the system"), "English", "简体中文")):
            self.language.setItemText(index, text)
        for index, text in enumerate((self.tr("As the system"), self.tr("Light"), self.tr("Dark"))):
            self.theme.setItemText(index, text)
        names = self.tr("Language"), self.tr("Theme")
        tips = self.tr("The language of the program; changes at once"), self.tr("Light or dark colours; changes at once")
        for label, box, name, tip in zip(self._labels, (self.language, self.theme), names, tips, strict=True):
            label.setText(name)
            box.setAccessibleName(name)
            box.setToolTip(tip)


class _PlainSection(Section):
    """A heading that the page sets, over what the page puts there."""

    def retranslate(self) -> None:
        """The page translates for its sections."""


def _keys_of(shortcuts: list[QKeySequence]) -> str:
    return shortcuts[0].toString(QKeySequence.SequenceFormat.NativeText) if shortcuts else ""
