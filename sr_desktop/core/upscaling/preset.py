"""All settings of a run as a file that can be kept and passed on (standard library only).

Not to be confused with core/training/presets.py, which is about jobs of the trainer.
"""

from __future__ import annotations

import json
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.upscaling.settings import UpscaleSettings

SUFFIX = ".srpreset"
_FORMAT, _VERSION = "sr-desktop-preset", 1
_MOST_BYTES = 1_000_000


class BadPreset(SrError):
    """A file holds no settings of a run, or cannot be read."""

    code = "bad_preset"
    message_template = QT_TRANSLATE_NOOP("errors", "The preset {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a file that was saved as a preset; nothing was changed.")


class NewerPreset(BadPreset):
    """A later version of the program wrote the preset."""

    code = "newer_preset"
    message_template = QT_TRANSLATE_NOOP("errors", "The preset {path} was written by a newer version of this program.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Update the program to use it; nothing was changed.")


def save_preset(path: Path, settings: UpscaleSettings) -> None:
    """Write `settings` to `path`, over a file that is there. Raises CannotWrite."""
    plain = {"format": _FORMAT, "version": _VERSION, "settings": to_plain(settings)}
    with atomic_write(path) as file:
        file.write((json.dumps(plain, indent=2, ensure_ascii=True) + "\n").encode())


def load_preset(path: Path) -> UpscaleSettings:
    """The settings in the file at `path`. Raises BadPreset, NewerPreset."""
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise BadPreset(path=str(path), detail=error.strerror or str(error)) from None
    try:
        plain = json.loads(text) if len(text) <= _MOST_BYTES else None
    except (ValueError, RecursionError):
        plain = None
    if not isinstance(plain, dict) or plain.get("format") != _FORMAT:
        raise BadPreset(path=str(path), detail="it is no preset of this program")
    if plain.get("version") != _VERSION:
        raise NewerPreset(path=str(path))
    settings = plain.get("settings")
    try:
        return from_plain(UpscaleSettings, settings if isinstance(settings, dict) else {})
    except WireError as error:
        raise BadPreset(path=str(path), detail=str(error)) from None
