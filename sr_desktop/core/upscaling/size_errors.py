"""What may be wrong with a wished size (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import BadSize, ImageTooLarge
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class LargeEnough(BadSize):
    """A picture has at least the wished size already."""

    code = "large_enough"
    message_template = QT_TRANSLATE_NOOP("errors", "A picture of {width} x {height} pixels is large enough already.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Leave it out, or wish a larger size.")


class PassTooLarge(ImageTooLarge):
    """A model that runs several times would make a picture on the way that is too large."""

    code = "pass_too_large"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{model} would go through {width} x {height} pixels on its way; the limit is {limit} megapixels."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a smaller factor, or one that the model reaches exactly.")
