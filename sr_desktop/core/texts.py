"""Marks for texts that the window translates but that rooms without Qt define."""

from __future__ import annotations


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark `text` for the translators without importing Qt; returns it unchanged."""
    return text
