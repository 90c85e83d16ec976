"""What can go wrong while measuring, and what a row of the table may have to say (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import BadImage, SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class ScaleNotServed(SrError):
    """A model was asked for a factor at which it does not work itself."""

    code = "scale_not_served"
    message_template = QT_TRANSLATE_NOOP("errors", "The model {model} has no weights for x{scale}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Train or get weights for this factor, or leave it out.")


class PictureTooSmall(BadImage):
    """A picture has fewer pixels than measuring needs, the border left out."""

    code = "picture_too_small"
    message_template = QT_TRANSLATE_NOOP(
        "errors",
        "The picture {path} has {width} x {height} pixels: too few to be measured at x{scale}, which takes {least} a side.",
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Take it out of the set, or choose a smaller factor.")


class TruthTooSmall(PictureTooSmall):
    """A picture that is to serve as the truth has fewer pixels than measuring needs."""

    code = "truth_too_small"
    message_template = QT_TRANSLATE_NOOP(
        "errors",
        "The picture {path} has {width} x {height} pixels: too few to be the truth at x{scale}, which takes {least} a side.",
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Open a larger picture, or choose a smaller factor.")


class WholeFactorWanted(SrError):
    """A truth is to be compared at a factor that no small picture can be made by."""

    code = "whole_factor_wanted"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "With the truth, pictures can be compared at whole factors from 2 to {most} only, not at ×{scale}."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose ×2, ×3 or ×4 as the size.")


class TooSmallForMsSsim(BadImage):
    """A picture is too small for the five scales of MS-SSIM."""

    code = "too_small_for_ms_ssim"
    message_template = QT_TRANSLATE_NOOP(
        "errors",
        "The picture {path} has {width} x {height} pixels: too few for MS-SSIM at x{scale}, which takes {least} a side.",
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Measure larger pictures, or go without MS-SSIM.")


class CannotCompare(BadImage):
    """An answer cannot be compared with its truth."""

    code = "cannot_compare"
    message_template = QT_TRANSLATE_NOOP("errors", "The answer to the picture {path} cannot be compared with it: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check the model; its answers must be as large as the picture.")


class BadPlan(SrError):
    """A file is no plan of a measurement."""

    code = "bad_plan"
    message_template = QT_TRANSLATE_NOOP("errors", "The plan {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Start the measurement again from the benchmark page.")


class VggMissing(SrError):
    """The perceptual distance was asked for without the network that it is measured by."""

    code = "vgg_missing"
    message_template = QT_TRANSLATE_NOOP("errors", "The perceptual distance needs VGG-19's weights, and there are none.")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Name the file (vgg19-dcbb9e9d.pth, or safetensors with conv1_1 to conv3_1), or go without this metric."
    )


class MeasuringCrashed(SrError):
    """A measuring process ended without a last word."""

    code = "measuring_crashed"
    message_template = QT_TRANSLATE_NOOP("errors", "The measurement stopped unexpectedly ({detail}).")
    hint_template = QT_TRANSLATE_NOOP("errors", "What was measured is kept: run it again, and it goes on from there.")


class NotThePublishedSet(SrError):
    """What was downloaded does not hold the pictures of the set."""

    code = "not_the_published_set"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "The file from {host} holds {found} of the {count} pictures of {dataset}; nothing was kept."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Get the set from its authors' page, and choose its folder.")


ANSWERS_EQUAL_TRUTH = QT_TRANSLATE_NOOP("errors", "An answer equals its truth: the mean PSNR is infinite.")
