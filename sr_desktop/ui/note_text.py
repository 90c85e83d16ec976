"""Notes of the core as words, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.texts import Note
from sr_desktop.ui.detail_text import in_words


def note_text(notes: tuple[Note, ...], *, context: str = "notes") -> str:
    """One line for each note; context: that of its template's translation, "errors" for an error's."""
    return "\n".join(QCoreApplication.translate(context, note.template).format(**in_words(note.values)) for note in notes)
