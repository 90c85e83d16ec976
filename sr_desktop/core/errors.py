"""Every failure that a user may meet, each with what failed and what to do.

A class carries two sentences as templates; an instance fills them. The templates are the keys by which the window
finds the translation, so that the engine process, the command line and the window share one text (see error_index.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from types import MappingProxyType
from typing import ClassVar

from sr_desktop.core.texts import QT_TRANSLATE_NOOP

Value = str | int | float


class SrError(Exception):
    """An expected failure: one sentence of what failed, one of what to do.

    Subclasses set `code` (stable, for programs) and the two templates; the constructor takes exactly the fields that
    the templates name and raises TypeError otherwise.
    """

    code: ClassVar[str] = "error"
    message_template: ClassVar[str] = ""
    hint_template: ClassVar[str] = ""

    def __init__(self, **values: Value) -> None:
        wanted = _fields(self.message_template) | _fields(self.hint_template)
        if wanted != set(values):
            raise TypeError(f"{type(self).__name__} takes the fields {sorted(wanted)}, not {sorted(values)}")
        self.values: Mapping[str, Value] = MappingProxyType({name: _printable(value) for name, value in values.items()})
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """What failed, in English."""
        return self.message_template.format(**self.values)

    @property
    def hint(self) -> str:
        """What to do about it, in English."""
        return self.hint_template.format(**self.values)

    @property
    def text(self) -> str:
        """Message and hint in English, for the command line and logs."""
        return f"{self.message.rstrip('. ')}. {self.hint}"


def _printable(value: Value) -> Value:
    # File names may hold bytes that are no text; printing such a message would raise an error of its own.
    return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


# --- pictures ---------------------------------------------------------------------------------------------------


class BadImage(SrError):
    """A picture cannot be read."""

    code = "bad_image"
    message_template = QT_TRANSLATE_NOOP("errors", "The picture {path} cannot be read: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Open it in another program and save it again as PNG, then retry.")


class ImageMissing(BadImage):
    """There is no file at the path."""

    code = "image_missing"
    message_template = QT_TRANSLATE_NOOP("errors", "There is no file {path}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check the name; the file may have been moved or renamed.")


class ImageEmpty(BadImage):
    """The file has no bytes."""

    code = "image_empty"
    message_template = QT_TRANSLATE_NOOP("errors", "The file {path} is empty (0 bytes).")
    hint_template = QT_TRANSLATE_NOOP("errors", "Its copy or download was probably interrupted; fetch it again.")


class NotAnImage(BadImage):
    """The content is of no picture format that we read, whatever the file's name says."""

    code = "not_an_image"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} is not a picture, or of a format that is not supported.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Supported are JPEG, PNG, WebP, TIFF, AVIF, BMP and GIF.")


class ImageTruncated(BadImage):
    """The file ends before the picture does."""

    code = "image_truncated"
    message_template = QT_TRANSLATE_NOOP("errors", "The picture {path} is cut short or damaged: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Copy or download it again; a part of it is missing.")


class ImageUnreadable(BadImage):
    """The operating system refuses to read the file."""

    code = "image_unreadable"
    message_template = QT_TRANSLATE_NOOP("errors", "The file {path} may not be read: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check the permissions of the file and of its folder.")


class ImageTooLarge(BadImage):
    """The source or the result has more pixels than the program works with."""

    code = "image_too_large"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{path} would become {width} x {height} pixels; the limit is {limit} megapixels."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a smaller scale, or cut the picture into parts.")


class SourceTooLarge(ImageTooLarge):
    """The source itself has more pixels than the program decodes."""

    code = "source_too_large"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{path} has {width} x {height} pixels; only up to {limit} megapixels are read."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Cut the picture into parts with another program first.")


# --- sizes, models, devices -------------------------------------------------------------------------------------


class BadSize(SrError):
    """The wished size cannot be made by upscaling."""

    code = "bad_size"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{width} x {height} pixels cannot be upscaled by the factor {scale}; it must be over 1 and at most {limit}."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a larger target, or another factor.")


class UnknownModel(SrError):
    """No model has this id."""

    code = "unknown_model"
    message_template = QT_TRANSLATE_NOOP("errors", "There is no model named {model}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "The models are: {known}.")


class BadCheckpoint(SrError):
    """A weights file is damaged or not one of ours."""

    code = "bad_checkpoint"
    message_template = QT_TRANSLATE_NOOP("errors", "The weights file {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Get the file again, or remove it from the models folder.")


class ForeignWeights(BadCheckpoint):
    """The file is sound but none of ours."""

    code = "foreign_weights"
    message_template = QT_TRANSLATE_NOOP("errors", "The weights file {path} was not made by SR Desktop.")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Add it on the page Models or with `add-model`, which make a file of ours of it; remove this one."
    )


class CutWeights(BadCheckpoint):
    """The file is no safetensors file, or its end is missing."""

    code = "cut_weights"
    message_template = QT_TRANSLATE_NOOP("errors", "The file {path} is no safetensors file, or is cut short.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Copy or download the file again; a part of it may be missing.")


class DamagedWeights(BadCheckpoint):
    """The description at the file's start cannot be read."""

    code = "damaged_weights"
    message_template = QT_TRANSLATE_NOOP("errors", "The description in the weights file {path} is damaged.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Get the file again, or train the model anew.")


class UnsupportedModel(SrError):
    """The file holds weights of an architecture that this program does not have."""

    code = "unsupported_model"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} holds a network of the kind {arch}, which is not supported.")
    hint_template = QT_TRANSLATE_NOOP("errors", "A newer version of the program may know it.")


class DeviceUnavailable(SrError):
    """The asked device does not exist on this machine."""

    code = "device_unavailable"
    message_template = QT_TRANSLATE_NOOP("errors", "The device {device} is not available here.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose one of: {known}.")


class OutOfMemory(SrError):
    """The memory did not suffice."""

    code = "out_of_memory"
    message_template = QT_TRANSLATE_NOOP("errors", "There is not enough memory for this picture on {device}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose smaller tiles or a smaller scale, or close other programs.")


class BadOutput(SrError):
    """A network answered with something that is no picture."""

    code = "bad_output"
    message_template = QT_TRANSLATE_NOOP("errors", "The model {model} gave values that are no numbers; nothing was saved.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose the precision fp32 or another model.")


# --- writing ----------------------------------------------------------------------------------------------------


class OutputExists(SrError):
    """The target exists and may not be replaced."""

    code = "output_exists"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} exists already; it was left as it is.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose another name, or allow replacing.")


class OutputIsInput(SrError):
    """The target is the source itself, perhaps by another name."""

    code = "output_is_input"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{path} is the picture that is being upscaled; originals are never replaced."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose another name or folder.")


class CannotWrite(SrError):
    """A file could not be written; the old one, if any, is untouched."""

    code = "cannot_write"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} could not be written: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check free space and permissions, or choose another folder.")


class BadTemplate(SrError):
    """A template for the names of results cannot be used."""

    code = "bad_template"
    message_template = QT_TRANSLATE_NOOP("errors", "{template} cannot name results: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Use letters and digits, and in braces: name, model, scale, width, height.")


class FormatLimit(SrError):
    """The file format cannot hold a picture of this size."""

    code = "format_limit"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{format} cannot hold {width} x {height} pixels; its limit is {limit} a side."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Save it as PNG or TIFF.")


# --- training and measuring -------------------------------------------------------------------------------------


class BadJob(SrError):
    """A training job has a field that is missing, unknown or out of range."""

    code = "bad_job"
    message_template = QT_TRANSLATE_NOOP("errors", "The job's field {field} cannot be {value}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Allowed: {allowed}.")


class BadDataset(SrError):
    """A folder of pictures cannot serve for the work at hand."""

    code = "bad_dataset"
    message_template = QT_TRANSLATE_NOOP("errors", "The folder {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a folder that holds pictures.")


class TooFewSamples(SrError):
    """The pictures hold too little for a classical method to learn from."""

    code = "too_few_samples"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "The pictures give {found} patches to learn x{scale} from; at least {least} are needed."
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Add pictures, or larger ones; small and plain ones are passed over.")


class Diverged(SrError):
    """The loss became infinite or not a number."""

    code = "diverged"
    message_template = QT_TRANSLATE_NOOP("errors", "The training diverged at step {step}: the loss is no number any more.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Lower the learning rate; the last good weights are kept.")


class SweepFailed(SrError):
    """No variant of a sweep could be trained."""

    code = "sweep_failed"
    message_template = QT_TRANSLATE_NOOP("errors", "None of the {count} variants could be trained; the last one: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "The table in the folder of the sweep says why each of them failed.")


class BadRun(SrError):
    """A folder is not that of a run, or its record cannot be read."""

    code = "bad_run"
    message_template = QT_TRANSLATE_NOOP("errors", "The run in {path} cannot be used: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Look into the folder; if nothing in it is of use, delete it.")


class NewerRun(BadRun):
    """A folder holds a run that a later version of the program wrote."""

    code = "newer_run"
    message_template = QT_TRANSLATE_NOOP("errors", "The run in {path} was written by a newer version of this program.")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Update the program to go on with it. Nothing was changed; its weights can be used as they are."
    )


class RunBusy(SrError):
    """A run is being trained by a process that lives."""

    code = "run_busy"
    message_template = QT_TRANSLATE_NOOP("errors", "The run in {path} is being trained by {owner}.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Stop it first, or wait for its end.")


class GroupLost(SrError):
    """Another process of a run that several train together ended, or cannot be reached."""

    code = "group_lost"
    message_template = QT_TRANSLATE_NOOP("errors", "The other processes of the run cannot be reached: {detail}")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Look at what the process that ended first has said; `resume` goes on from the last saved state."
    )


class CannotTrash(SrError):
    """A folder could not be moved to the trash; it is where it was."""

    code = "cannot_trash"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} could not be moved to the trash: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Open the folder and delete it by hand; some drives have no trash.")


# --- downloads --------------------------------------------------------------------------------------------------


# --- processes --------------------------------------------------------------------------------------------------


class EngineCrashed(SrError):
    """The inference process ended without being asked to."""

    code = "engine_crashed"
    message_template = QT_TRANSLATE_NOOP("errors", "The engine stopped unexpectedly ({detail}); it was started again.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Try smaller tiles or another device; the picture is still open.")


class EngineGone(EngineCrashed):
    """The inference process ended again and again; it is started anew only when there is work for it."""

    code = "engine_gone"
    message_template = QT_TRANSLATE_NOOP("errors", "The engine stopped several times in a row ({detail}).")
    hint_template = QT_TRANSLATE_NOOP("errors", "Close other programs or choose another device, then try again.")


class TrainerCrashed(SrError):
    """A trainer process ended without a last word."""

    code = "trainer_crashed"
    message_template = QT_TRANSLATE_NOOP("errors", "The training stopped unexpectedly ({detail}).")
    hint_template = QT_TRANSLATE_NOOP("errors", "What a run has saved is kept: Resume goes on from there.")


class InternalError(SrError):
    """A fault of the program itself."""

    code = "internal_error"
    message_template = QT_TRANSLATE_NOOP("errors", "The program made a mistake: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Please report it together with the log.")
