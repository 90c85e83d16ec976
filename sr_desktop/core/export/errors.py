"""What can go wrong when a model is written for other programs (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class NothingToExport(SrError):
    """The model is a formula and has no network."""

    code = "nothing_to_export"
    message_template = QT_TRANSLATE_NOOP("errors", "{model} has no network that could be exported.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Interpolation and classical methods are program code; choose a network.")


class WhichScale(SrError):
    """The model has one network for each factor."""

    code = "which_scale"
    message_template = QT_TRANSLATE_NOOP("errors", "{model} can be exported for these scales: {scales}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Name one of them.")


class ExportNeedsPackages(SrError):
    """The optional packages are not there."""

    code = "export_needs_packages"
    message_template = QT_TRANSLATE_NOOP("errors", "Writing ONNX needs the package {package}, which is not installed.")
    hint_template = QT_TRANSLATE_NOOP(
        "errors",
        "From source: pip install {wanted}. A program that came with its own Python has no ONNX: export as .safetensors.",
    )


class ExportFailed(SrError):
    """The exporter cannot write this network."""

    code = "export_failed"
    message_template = QT_TRANSLATE_NOOP("errors", "{model} cannot be written in that format: {detail}")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Nothing was written. Export it as .safetensors, which holds the weights alone."
    )


class ExportDiffers(SrError):
    """The written file does not answer as the network does."""

    code = "export_differs"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "The exported {model} answers differently from the network, by {difference} where {allowed} is allowed."
    )
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Nothing was written. Export it as .safetensors, which holds the weights alone."
    )
