"""The compare view and its choices."""

from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.compare.view import CompareView

__all__ = ["BeforeFilter", "CompareMode", "CompareView"]
