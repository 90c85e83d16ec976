"""Colours that can be read, icons for every meaning, a look that follows the choice."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import QFile, Qt
from PySide6.QtGui import QColor, QIcon, QPalette, QStyleHints
from PySide6.QtWidgets import QApplication

from sr_desktop.ui import icons
from sr_desktop.ui.theme import DARK, LIGHT, Theme, apply_theme, style_sheet, theme_of

BACKS = ("window", "panel", "field", "hover", "selection")
TEXT_PAIRS = [
    *((text, back) for text in ("text", "hint", "link", "error") for back in BACKS),
    *((text, back) for text in ("text", "hint") for back in ("canvas", "error_back", "info_back")),
    ("link", "error_back"), ("link", "info_back"), ("error", "error_back"), ("on_tooltip", "tooltip"),
    ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_accent", "accent_pressed"),
]  # fmt: skip
MARK_PAIRS = [
    *((mark, back) for mark in ("disabled", "focus") for back in BACKS), ("focus", "canvas"),
    ("field_line", "window"), ("field_line", "panel"), ("field_line", "field"), ("accent", "window"), ("accent", "panel"),
]  # fmt: skip


def _luminance(colour: str) -> float:
    parts = (QColor(colour).redF(), QColor(colour).greenF(), QColor(colour).blueF())
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(a: str, b: str) -> float:
    """WCAG 2.1's contrast ratio."""
    high, low = sorted((_luminance(a), _luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("pairs", "least"), [(TEXT_PAIRS, 4.5), (MARK_PAIRS, 3.0)], ids=["texts", "marks"])
def test_contrast(theme: Theme, pairs, least) -> None:
    poor = {(a, b): round(_contrast(getattr(theme, a), getattr(theme, b)), 2) for a, b in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_token_is_filled_in(theme: Theme) -> None:
    assert "$" not in style_sheet(theme)


def test_the_choice_is_shown_at_once(qapp) -> None:
    for choice, theme in (("dark", DARK), ("light", LIGHT)):
        apply_theme(qapp, choice)
        assert theme_of(qapp) is theme
        assert qapp.palette().color(QPalette.ColorRole.Window).name() == theme.window
    qapp.setStyleSheet("")


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_drawing_of_the_style_sheet_is_there(theme: Theme, qapp) -> None:
    apply_theme(qapp, "light")
    qapp.setStyleSheet("")
    named = set(re.findall(r"url\(([^)]*)\)", style_sheet(theme)))
    assert len(named) >= 5
    assert {name for name in named if not QFile.exists(name) or QIcon(name).pixmap(16, 16).isNull()} == set()


class _System:
    """Style hints whose system changes when the test says so."""

    def __init__(self, real: QStyleHints) -> None:
        self.colorSchemeChanged = real.colorSchemeChanged
        self.scheme = Qt.ColorScheme.Light

    def colorScheme(self) -> Qt.ColorScheme:  # noqa: N802 - Qt's name
        return self.scheme

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:  # noqa: N802 - Qt's name
        pass


def test_the_system_is_followed_only_when_it_is_chosen(qapp, monkeypatch) -> None:
    system = _System(qapp.styleHints())
    monkeypatch.setattr(QApplication, "styleHints", lambda _: system)

    def change(scheme: Qt.ColorScheme) -> Theme:
        system.scheme = scheme
        system.colorSchemeChanged.emit(scheme)
        return theme_of(qapp)

    apply_theme(qapp, "system")
    assert change(Qt.ColorScheme.Dark) is DARK
    assert change(Qt.ColorScheme.Light) is LIGHT
    assert change(Qt.ColorScheme.Unknown) is LIGHT
    apply_theme(qapp, "dark")
    assert change(Qt.ColorScheme.Light) is DARK
    apply_theme(qapp, "system")
    assert theme_of(qapp) is LIGHT
    qapp.setStyleSheet("")


def test_icons_are_drawn_in_the_colours_of_the_theme(qapp) -> None:
    def darkest() -> int:
        image = icons.icon("save").pixmap(24, 24).toImage()
        points = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
        return min(colour.lightness() for colour in points if colour.alpha() > 200)

    apply_theme(qapp, "light")
    assert darkest() < 60
    apply_theme(qapp, "dark")
    assert darkest() > 200
    apply_theme(qapp, "light")
    qapp.setStyleSheet("")


def test_every_icon_can_be_drawn(qapp) -> None:
    for name in icons._GLYPHS:
        assert not icons.icon(name).pixmap(24, 24).isNull()
    assert not icons.app_icon().pixmap(64, 64).isNull()
