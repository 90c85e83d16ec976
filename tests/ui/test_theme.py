"""Colours that can be read, icons for every meaning, a look that follows the choice."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from sr_desktop.ui import icons
from sr_desktop.ui.theme import DARK, LIGHT, Theme, apply_theme, style_sheet, theme_of

TEXT_PAIRS = [
    ("text", "window"), ("text", "panel"), ("text", "field"), ("text", "canvas"), ("text", "hover"), ("text", "selection"),
    ("hint", "window"), ("hint", "panel"), ("hint", "field"), ("hint", "selection"), ("on_accent", "accent"),
    ("on_accent", "accent_hover"), ("on_accent", "accent_pressed"), ("error", "panel"), ("error", "error_back"),
    ("text", "error_back"), ("text", "info_back"), ("on_tooltip", "tooltip"),
]  # fmt: skip
MARK_PAIRS = [
    ("disabled", "window"), ("disabled", "panel"), ("focus", "window"), ("focus", "panel"), ("focus", "canvas"),
    ("field_line", "panel"), ("field_line", "field"), ("accent", "panel"),
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


def test_every_icon_can_be_drawn(qapp) -> None:
    for name in icons._GLYPHS:
        assert not icons.icon(name).pixmap(24, 24).isNull()
    assert not icons.app_icon().pixmap(64, 64).isNull()
