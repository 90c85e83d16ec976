"""What can go wrong with an opinion test (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class BadStudy(SrError):
    """A folder holds no opinion test, or one that cannot be read."""

    code = "bad_study"
    message_template = QT_TRANSLATE_NOOP("errors", "The opinion test in {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Set up a new test; ratings that were given stay in the folder.")


class NewerStudy(BadStudy):
    """A later version of the program set the test up."""

    code = "newer_study"
    message_template = QT_TRANSLATE_NOOP("errors", "The opinion test in {path} was set up by a newer version of this program.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Update the program to go on with it; nothing was changed.")


class StudyPictureChanged(SrError):
    """A picture is not the one any more that the test was set up with."""

    code = "study_picture_changed"
    message_template = QT_TRANSLATE_NOOP("errors", "The picture {path} is not the one that the opinion test was set up with.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Put the old file back, or set up a new test.")


class StimulusDiffers(SrError):
    """A shown picture, made again, is not what raters were shown before."""

    code = "stimulus_differs"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "The picture {name} of the opinion test in {path} cannot be made again as it was."
    )
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "A model or this program has changed since. Put the old file back, or set up a new test."
    )


class StimulusChanged(SrError):
    """The file of a picture to rate is missing or not the one that was prepared."""

    code = "stimulus_changed"
    message_template = QT_TRANSLATE_NOOP("errors", "The picture {name} of the opinion test is missing or was changed.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Prepare the test again; ratings that were given are kept.")


class StudyBusy(SrError):
    """Another program is writing ratings of the test, longer than a moment."""

    code = "study_busy"
    message_template = QT_TRANSLATE_NOOP("errors", "Another program is writing to the opinion test in {path}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Close it, then give the rating again.")
