"""What can be wrong with the room that large pictures take while they are worked on (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class NoRoom(SrError):
    """The disk has not enough left for the pixels of a picture that goes beyond the memory for pictures."""

    code = "no_room"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "A picture of this size is worked on in {folder}, which needs {needed}; only {free} are free there."
    )
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Free some of that disk, choose a smaller size, or allow more memory for pictures in the settings."
    )


class RoomLost(SrError):
    """The pixels of a picture could not be put on the disk."""

    code = "room_lost"
    message_template = QT_TRANSLATE_NOOP("errors", "The pixels of the picture could not be kept in {folder}: {detail}")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Free some of that disk, choose a smaller size, or allow more memory for pictures in the settings."
    )
