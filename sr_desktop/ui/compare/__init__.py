"""The compare view and its choices."""

from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.view import CompareView
from sr_desktop.ui.compare.viewport_view import ZoomWish

__all__ = ["BeforeFilter", "CompareMode", "CompareView", "ZoomWish"]
