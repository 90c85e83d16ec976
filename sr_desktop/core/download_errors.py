"""What can go wrong with a download."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class NoConnection(SrError):
    """A server could not be reached, or the connection to it broke off."""

    code = "no_connection"
    message_template = QT_TRANSLATE_NOOP("errors", "There is no connection to {host}: {detail}")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Check the network, then download again: what has arrived is kept, and it goes on from there."
    )


class ServerRefused(SrError):
    """A server answered with an error."""

    code = "server_refused"
    message_template = QT_TRANSLATE_NOOP("errors", "The server {host} did not give the file {name}: it answered {status}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Try again later, or get the file elsewhere and put it into {folder}.")


class WrongChecksum(SrError):
    """What arrived is not the file that was published; it was removed."""

    code = "wrong_checksum"
    message_template = QT_TRANSLATE_NOOP("errors", "The file {name} from {host} is not the one that was published.")
    hint_template = QT_TRANSLATE_NOOP("errors", "It was removed. Download it again; a program on the way may have changed it.")
