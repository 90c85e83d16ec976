"""What can be wrong with a result: nothing of it is saved."""

from __future__ import annotations

from sr_desktop.core.errors import BadOutput, SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class BlackOutput(BadOutput):
    """The result of a picture that is not black is black all over."""

    code = "black_output"
    message_template = QT_TRANSLATE_NOOP("errors", "The model {model} made the picture black all over; nothing was saved.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose the precision fp32, the processor as device, or another model.")


class FileTooLarge(SrError):
    """The file format cannot hold a file of this size."""

    code = "file_too_large"
    message_template = QT_TRANSLATE_NOOP("errors", "{format} cannot hold {width} x {height} pixels; its files end at 4 GB.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Save it as PNG or TIFF.")
