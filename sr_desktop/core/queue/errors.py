"""Failures of the queue (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class QueueBusy(SrError):
    """Another process is working through the same queue."""

    code = "queue_busy"
    message_template = QT_TRANSLATE_NOOP("errors", "Another process is working through the queue {path}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Wait for its end, or stop it; no picture is done twice.")


class JournalLost(SrError):
    """The queue's journal cannot be read or written any more."""

    code = "journal_lost"
    message_template = QT_TRANSLATE_NOOP("errors", "The queue's journal {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check free space and permissions, then start the queue again.")


class OneFileForMany(SrError):
    """Several pictures shall become one file."""

    code = "one_file_for_many"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} is one file for {count} pictures.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Name a folder for the results.")


class GivenUp(SrError):
    """The program ended several times while it worked on one picture."""

    code = "given_up"
    message_template = QT_TRANSLATE_NOOP("errors", "The program was ended {times} times while it worked on {path}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Try smaller tiles or another device, then retry it; the others went on.")


class QueueCrashed(SrError):
    """The process that works through the queue ended without a last word."""

    code = "queue_crashed"
    message_template = QT_TRANSLATE_NOOP("errors", "The work on the queue stopped unexpectedly ({detail}).")
    hint_template = QT_TRANSLATE_NOOP("errors", "What is finished is kept; press Start to go on with the rest.")
