"""Colours can be seen, and told apart, also by those who see fewer of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from PySide6.QtGui import QColor

from sr_desktop.ui.curves.palette import COLOURS, style_of
from sr_desktop.ui.theme import DARK, LIGHT, Theme

# Machado, Oliveira and Fernandes 2009, severity 1.0, for linear RGB.
EYES = {
    "all": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def _linear(colour: str) -> np.ndarray:
    values = np.array(QColor(colour).getRgbF()[:3])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    x, y, z = np.cbrt(np.maximum(TO_XYZ @ np.clip(linear, 0, 1) / [0.9505, 1, 1.089], 0.008856))
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def _contrast(a: str, b: str) -> float:
    low, high = sorted(float(TO_XYZ[1] @ _linear(colour)) for colour in (a, b))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_colour_stands_out_from_the_background(theme: Theme) -> None:
    assert min(_contrast(colour, theme.panel) for colour in COLOURS[theme.name]) >= 3.0


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("eyes", EYES)
def test_colours_can_be_told_apart(theme: Theme, eyes: str) -> None:
    seen = [_lab(np.array(EYES[eyes]) @ _linear(colour)) for colour in COLOURS[theme.name]]
    assert min(np.linalg.norm(a - b) for a, b in combinations(seen, 2)) >= 18


def test_one_run_has_a_colour_for_each_metric_and_several_have_one_for_each_run() -> None:
    single = [style_of(LIGHT, run=0, metric=metric, runs=1) for metric in range(6)]
    assert len({style.colour for style in single}) == 6
    assert len({style.dash for style in single}) == 1
    several = {(run, metric): style_of(LIGHT, run=run, metric=metric, runs=3) for run in range(3) for metric in range(3)}
    assert several[1, 0].colour == several[1, 2].colour != several[2, 0].colour
    assert several[1, 0].dash == several[2, 0].dash != several[1, 1].dash


def test_no_two_of_twenty_curves_look_the_same() -> None:
    styles = [style_of(DARK, run=0, metric=metric, runs=1) for metric in range(20)]
    assert len(set(styles)) == 20
