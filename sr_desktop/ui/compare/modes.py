"""The ways of looking at two pictures."""

from __future__ import annotations

from enum import Enum


class CompareMode(Enum):
    """How original and result share the view."""

    SPLIT = "split"
    SIDE_BY_SIDE = "side-by-side"
    FLICKER = "flicker"
    DIFFERENCE = "difference"
    HEAT = "heat"


class BeforeFilter(Enum):
    """How the original is brought to the result's grid."""

    NEAREST = "nearest"
    BICUBIC = "bicubic"
