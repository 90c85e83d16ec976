"""Marks for texts that the window translates but that rooms without Qt define."""

from __future__ import annotations

from dataclasses import dataclass, field


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: N802 - the name lupdate looks for
    """Mark `text` for the translators without importing Qt; returns it unchanged."""
    return text


@dataclass(frozen=True, kw_only=True)
class Note:
    """A sentence for the user as a template and its values, so that the window can translate it (context "notes")."""

    template: str
    values: dict[str, str | int | float] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence in English."""
        return self.template.format(**self.values)
