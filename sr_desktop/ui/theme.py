"""The look: colour tokens for light and dark, the palette and the style sheet made of them."""

from __future__ import annotations

from dataclasses import dataclass, fields
from string import Template
from typing import Literal

from PySide6.QtCore import QDir, QObject, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from sr_desktop.paths import resources_dir

ThemeChoice = Literal["system", "light", "dark"]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """Colours by what they are for, as #rrggbb. Texts reach a contrast of 4.5:1 on what they stand on, disabled ones 3:1."""

    name: str
    window: str
    panel: str
    field: str
    canvas: str
    hover: str
    line: str
    field_line: str
    text: str
    hint: str
    disabled: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    selection: str
    focus: str
    link: str
    error: str
    error_back: str
    info_back: str
    tooltip: str
    on_tooltip: str


LIGHT = Theme(
    name="light",
    window="#f5f6f8",
    panel="#ffffff",
    field="#ffffff",
    canvas="#e3e6ea",
    hover="#eceff3",
    line="#dde1e7",
    field_line="#858e9d",
    text="#1b2028",
    hint="#59626f",
    disabled="#7b838e",
    accent="#1a62c9",
    accent_hover="#1555b2",
    accent_pressed="#114895",
    on_accent="#ffffff",
    selection="#dfeafb",
    focus="#1a62c9",
    link="#1a62c9",
    error="#b3261e",
    error_back="#fdecea",
    info_back="#e6f0fd",
    tooltip="#262b33",
    on_tooltip="#f3f5f8",
)

DARK = Theme(
    name="dark",
    window="#16181c",
    panel="#1e2126",
    field="#262a31",
    canvas="#101215",
    hover="#2b3038",
    line="#31363f",
    field_line="#707987",
    text="#e8eaee",
    hint="#a5adb9",
    disabled="#7f8793",
    accent="#4c8df0",
    accent_hover="#6aa1f4",
    accent_pressed="#3b7ce0",
    on_accent="#0b1220",
    selection="#263a58",
    focus="#7db0ff",
    link="#7db0ff",
    error="#ff8f85",
    error_back="#3a2322",
    info_back="#1f2d42",
    tooltip="#e8eaee",
    on_tooltip="#16181c",
)

_STYLE = Template("""
QToolTip { background: $tooltip; color: $on_tooltip; border: 0; padding: 5px 8px; }
QMainWindow, QDialog { background: $window; }
QMenuBar { background: $panel; border-bottom: 1px solid $line; }
QMenuBar::item { padding: 5px 10px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $panel; border: 1px solid $line; padding: 5px; }
QMenu::item { padding: 6px 26px 6px 10px; border-radius: 4px; }
QMenu::icon { padding-left: 8px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $line; margin: 5px 8px; }
QPushButton, QToolButton { background: $field; border: 1px solid $line; border-radius: 6px; padding: 6px 12px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $selection; }
QPushButton:disabled, QToolButton:disabled { color: $disabled; background: $window; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 5px 11px; }
QFileDialog QToolButton { padding: 3px; }
QToolButton[role="flat"] { background: transparent; border: 2px solid transparent; padding: 5px 8px; }
QToolButton[role="flat"]:hover { background: $hover; }
QToolButton[role="flat"]:pressed, QToolButton[role="flat"]:checked { background: $selection; }
QToolButton[role="flat"]:checked:disabled { background: $hover; }
QToolButton[role="flat"]:focus { border-color: $focus; }
QToolButton[role="small"] { background: transparent; border: 2px solid transparent; border-radius: 5px; padding: 2px; }
QToolButton[role="small"]:hover { background: $hover; }
QToolButton[role="small"]:focus { border-color: $focus; }
QToolButton[popupMode="2"] { padding-right: 22px; }
QToolButton::menu-indicator { subcontrol-origin: padding; subcontrol-position: center right; right: 6px; }
QPushButton[role="accent"] {
    background: $accent; color: $on_accent; border: 1px solid $accent; font-weight: 600; padding: 9px 12px; }
QPushButton[role="accent"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[role="accent"]:pressed { background: $accent_pressed; border-color: $accent_pressed; }
QPushButton[role="accent"]:focus { border: 2px solid $text; padding: 8px 11px; }
QPushButton[role="accent"]:disabled { background: $hover; color: $disabled; border-color: $line; }
QToolButton[role="choice"] { padding: 6px 8px; }
QToolButton[role="choice"]:checked, QPushButton[role="choice"]:checked {
    background: $selection; border-color: $accent; }
QWidget[role="rail"] { background: $panel; border-right: 1px solid $line; }
QToolButton[role="rail"] { background: transparent; border: 2px solid transparent; border-radius: 8px;
    padding: 8px 0 6px 0; color: $hint; }
QToolButton[role="rail"]:hover { background: $hover; }
QToolButton[role="rail"]:checked { background: $selection; color: $text; font-weight: 600; }
QToolButton[role="rail"]:focus { border-color: $focus; }
QToolButton[role="fold"], QPushButton[role="fold"] { background: transparent; border: 2px solid transparent; padding: 2px 0;
    margin-left: -8px; font-weight: 600; text-align: left; }
QToolButton[role="fold"]:focus, QPushButton[role="fold"]:focus { border-color: $focus; }
QFrame[role="panel"] { background: $panel; border: 0; border-right: 1px solid $line; }
QWidget[role="panel-body"] { background: $panel; }
QFrame[role="run-bar"] { background: $panel; border: 0; border-top: 1px solid $line; }
QFrame[role="card"], QWidget[role="card"] { background: $panel; border: 1px solid $line; border-radius: 8px; }
QWidget[role="card"]:hover { background: $hover; }
QWidget[role="card"]:checked { background: $selection; border-color: $accent; }
QWidget[role="card"]:focus { border: 2px solid $focus; }
QWidget[role="status"] { background: $panel; border-top: 1px solid $line; }
QFrame[role="drop-card"] { background: $panel; border: 2px dashed $field_line; border-radius: 14px; }
QToolButton[role="sample"] { padding: 6px; border: 2px solid $line; }
QToolButton[role="sample"]:focus { border-color: $focus; padding: 6px; }
QFrame[role="line"] { background: $line; border: 0; max-height: 1px; }
QFrame[role="divider"] { background: $line; border: 0; max-width: 1px; margin: 4px 0; }
QFrame[role="banner-error"] { background: $error_back; border: 0; border-left: 4px solid $error; }
QFrame[role="banner-info"] { background: $info_back; border: 0; border-left: 4px solid $accent; }
QWidget[role="drop-overlay"] { background: $selection; border: 3px dashed $accent; border-radius: 12px; }
QLabel { background: transparent; }
QLabel[role="heading"] { font-size: 17pt; font-weight: 600; }
QLabel[role="title"] { font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="changed"] { color: $link; font-weight: 600; }
QLabel[role="hint"] { color: $hint; }
QLabel[role="error"] { color: $error; }
QLabel[role="key"] { background: $hover; border: 1px solid $line; border-radius: 4px; padding: 2px 6px; }
QLabel:disabled { color: $disabled; }
QComboBox, QSpinBox, QDoubleSpinBox, QLineEdit, QKeySequenceEdit {
    background: $field; border: 1px solid $field_line; border-radius: 6px; padding: 4px 8px; min-height: 20px;
    selection-background-color: $accent; selection-color: $on_accent; }
QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus, QLineEdit:focus { border: 2px solid $focus; padding: 3px 7px; }
QComboBox:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QLineEdit:disabled { color: $disabled; border-color: $line; }
QAbstractSpinBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }
QComboBox::drop-down { border: 0; width: 26px; }
QComboBox::down-arrow { image: url(icons:down-$name.svg); width: 12px; height: 12px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { border: 0; width: 22px; background: transparent; }
QAbstractSpinBox::up-arrow { image: url(icons:up-$name.svg); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url(icons:down-$name.svg); width: 10px; height: 10px; }
QComboBox QAbstractItemView { background: $panel; border: 1px solid $line; selection-background-color: $selection;
    selection-color: $text; outline: 0; }
QListView, QTreeView, QTableView { background: $panel; border: 1px solid $line; border-radius: 8px; outline: 0;
    alternate-background-color: $window; gridline-color: $line; }
QListView::item, QTreeView::item { padding: 5px 8px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QListView:focus, QTreeView:focus, QTableView:focus { border: 2px solid $focus; }
QHeaderView::section { background: $window; color: $hint; border: 0; border-bottom: 1px solid $line; padding: 6px 8px; }
QTableCornerButton::section { background: $window; border: 0; border-bottom: 1px solid $line; }
QPlainTextEdit, QTextEdit, QTextBrowser { background: $field; border: 1px solid $field_line; border-radius: 6px; padding: 4px; }
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus { border: 2px solid $focus; padding: 3px; }
QCheckBox, QRadioButton { spacing: 8px; }
QCheckBox::indicator, QRadioButton::indicator { width: 16px; height: 16px; border: 1px solid $field_line; background: $field; }
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QListView::indicator { width: 16px; height: 16px; border: 1px solid $field_line; background: $field; border-radius: 4px; }
QListView::indicator:checked { background: $accent; border-color: $accent; image: url(icons:check-$name.svg); }
QListView::indicator:disabled { border-color: $line; background: $window; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { background: $hover; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url(icons:check-$name.svg); }
QCheckBox::indicator:indeterminate { background: $accent; border-color: $accent; image: url(icons:partly-$name.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(icons:dot-$name.svg); }
QCheckBox::indicator:checked:disabled, QCheckBox::indicator:indeterminate:disabled, QRadioButton::indicator:checked:disabled {
    background: $disabled; border-color: $disabled; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; width: 14px; height: 14px; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QTabWidget::pane { border: 1px solid $line; border-radius: 8px; background: $panel; top: -1px; }
QTabBar::tab { padding: 7px 14px; border: 0; border-bottom: 2px solid transparent; color: $hint; }
QTabBar::tab:hover { background: $hover; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::tab:focus { border: 2px solid $focus; padding: 5px 12px 7px 12px; }
QProgressBar { background: $hover; border: 0; border-radius: 4px; min-height: 8px; max-height: 8px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $accent; }
QSlider::sub-page:horizontal:disabled, QSlider::handle:horizontal:disabled { background: $disabled; }
QSlider::handle:horizontal:focus { border: 2px solid $text; width: 12px; height: 12px; }
QSplitter::handle { background: $line; }
QScrollArea { border: 0; background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $field_line; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def theme_of(application: QApplication) -> Theme:
    """The theme that the application's palette shows at present."""
    return DARK if application.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def current_theme() -> Theme:
    """`theme_of` the running application; LIGHT without one."""
    application = QApplication.instance()
    return theme_of(application) if isinstance(application, QApplication) else LIGHT


def apply_theme(application: QApplication, choice: ThemeChoice) -> None:
    """Show the chosen theme from now on; "system" follows the system whenever that changes."""
    _Follower.of(application).choose(choice)


class _Follower(QObject):
    """Holds the choice of one application and follows its system."""

    _NAME = "theme-follower"

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.setObjectName(self._NAME)
        self._application = application
        self._choice: ThemeChoice = "system"
        application.setStyle("Fusion")
        QDir.setSearchPaths("icons", [str(resources_dir() / "icons")])  # where the style sheet's url(icons:...) look
        application.styleHints().colorSchemeChanged.connect(self._follow)

    @classmethod
    def of(cls, application: QApplication) -> _Follower:
        found = application.findChild(cls, cls._NAME)
        return found if isinstance(found, _Follower) else cls(application)

    def choose(self, choice: ThemeChoice) -> None:
        self._choice = choice
        schemes = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._application.styleHints().setColorScheme(schemes[choice])  # title bars and the system's own dialogs
        self._follow()

    def _follow(self) -> None:
        system_is_dark = self._application.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = system_is_dark if self._choice == "system" else self._choice == "dark"
        theme = DARK if dark else LIGHT
        self._application.setPalette(_palette(theme))
        self._application.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The style sheet in the colours of `theme`."""
    return _STYLE.substitute({field.name: getattr(theme, field.name) for field in fields(Theme)})


def _palette(theme: Theme) -> QPalette:
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, theme.window), (role.WindowText, theme.text), (role.Base, theme.field), (role.Text, theme.text),
        (role.AlternateBase, theme.hover), (role.Button, theme.field), (role.ButtonText, theme.text),
        (role.ToolTipBase, theme.tooltip), (role.ToolTipText, theme.on_tooltip), (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent), (role.PlaceholderText, theme.hint), (role.Link, theme.link),
        (role.Light, theme.panel), (role.Midlight, theme.hover), (role.Mid, theme.line), (role.Dark, theme.field_line),
        (role.Accent, theme.accent), (role.BrightText, theme.error),
    ):  # fmt: skip
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(theme.disabled))
    return palette
