"""What can be wrong with a model file from elsewhere (standard library only)."""

from __future__ import annotations

from sr_desktop.core.errors import SrError
from sr_desktop.core.texts import QT_TRANSLATE_NOOP


class ModelRefused(SrError):
    """A file from elsewhere is not taken as a model."""

    code = "model_refused"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} is not taken as a model: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Nothing of it was run. Get the file again from its author's page.")


class ModelUnreadable(ModelRefused):
    """The operating system does not let us read the file."""

    code = "model_unreadable"
    message_template = QT_TRANSLATE_NOOP("errors", "The model file {path} cannot be read: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Check that the file is there and that you may read it.")


class ModelEmpty(ModelRefused):
    """The file has no bytes."""

    code = "model_empty"
    message_template = QT_TRANSLATE_NOOP("errors", "The model file {path} is empty (0 bytes).")
    hint_template = QT_TRANSLATE_NOOP("errors", "Its download was probably interrupted; download it again.")


class ModelTooBig(ModelRefused):
    """The file is larger than any network for pictures."""

    code = "model_too_big"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "The model file {path} has {size} MB; networks for pictures are far smaller than {limit} MB."
    )
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Models that make pictures from words do not work here; choose one that enlarges pictures."
    )


class ModelIsWebPage(ModelRefused):
    """A page was saved in place of the file."""

    code = "model_is_web_page"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} is a web page and no model.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Open the page in a browser and download the model itself.")


class ModelIsPointer(ModelRefused):
    """Git's large file storage left a note in place of the file."""

    code = "model_is_pointer"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} only says where the model lies (Git LFS); the model is not in it.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Download the file itself, or fetch it with `git lfs pull`.")


class NotAModel(ModelRefused):
    """The content is of no kind that holds weights."""

    code = "not_a_model"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} is no file of weights that is known here.")
    hint_template = QT_TRANSLATE_NOOP("errors", "Known are .pth, .pt and .ckpt files of PyTorch, and .safetensors.")


class ModelCut(ModelRefused):
    """The file is cut short or damaged."""

    code = "model_cut"
    message_template = QT_TRANSLATE_NOOP("errors", "The model file {path} is cut short or damaged: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Download it again and compare its size with the one on the page.")


class ModelHoldsCode(ModelRefused):
    """There is more than numbers in the file."""

    code = "model_holds_code"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} holds program code or objects beside numbers: {detail}")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Nothing of it was run. Look for the same model as .safetensors, or as plain weights (a state dict)."
    )


class ModelLies(ModelRefused):
    """The file claims to hold more than it does: a bomb."""

    code = "model_lies"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} claims to hold more than it does: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Files are made so to bring programs down. Do not use it.")


class ModelBadNumbers(ModelRefused):
    """Weights that are no numbers, or not of a kind that a network has."""

    code = "model_bad_numbers"
    message_template = QT_TRANSLATE_NOOP("errors", "The weights in {path} are not usable: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "Its training or its conversion went wrong; ask its author for another file.")


class UnknownNet(ModelRefused):
    """No known architecture has these weights."""

    code = "unknown_net"
    message_template = QT_TRANSLATE_NOOP("errors", "The weights in {path} belong to no network that is known here.")
    hint_template = QT_TRANSLATE_NOOP(
        "errors", "Known are ESRGAN, Real-ESRGAN, SwinIR, HAT, DAT, SPAN and about 35 more; see the documentation."
    )


class NetDoesNotFit(ModelRefused):
    """The architecture was found, but the weights are not what it needs."""

    code = "net_does_not_fit"
    message_template = QT_TRANSLATE_NOOP("errors", "{path} looks like {architecture}, but its weights do not fit: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "The file may be of a newer variant of that network, or damaged.")


class NotForPictures(ModelRefused):
    """A sound network that does something else than turn one picture into another."""

    code = "not_for_pictures"
    message_template = QT_TRANSLATE_NOOP(
        "errors", "{path} is a network of the kind {architecture}, which cannot be used: {detail}"
    )
    hint_template = QT_TRANSLATE_NOOP("errors", "Choose a network that turns one picture into a larger or cleaner one.")


class ModelTooHeavy(ModelRefused):
    """Reading it would take more memory or time than a file of its size may."""

    code = "model_too_heavy"
    message_template = QT_TRANSLATE_NOOP("errors", "Reading {path} was stopped: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "No sound model of that size needs so much; do not use the file.")


class ModelReaderBroke(ModelRefused):
    """The process that reads model files ended without a word."""

    code = "model_reader_broke"
    message_template = QT_TRANSLATE_NOOP("errors", "Reading {path} made its process break down: {detail}")
    hint_template = QT_TRANSLATE_NOOP("errors", "The file is damaged or made to do harm; nothing else was touched.")
