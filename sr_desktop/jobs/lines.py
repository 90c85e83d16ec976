"""Lines of a child as messages."""

from __future__ import annotations

from sr_desktop.core.messages.base import Message
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.protocol import decode


def message_of(line: str) -> Message | None:
    """The message in a line of a child's output, None for one that is cut: the last one of a process that was killed.

    A living child sends no line that we cannot read.
    """
    try:
        return decode(line)
    except WireError:
        return None
