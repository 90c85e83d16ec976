"""What errors say in their part {detail}, where the words are our own: templates that the window translates.

Libraries and the operating system say the rest, and stay as they are. tests/core/test_details.py finds what is missing here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from sr_desktop.core.texts import QT_TRANSLATE_NOOP

DETAILS = (
    # files and folders
    QT_TRANSLATE_NOOP("details", "it holds no pictures"),
    QT_TRANSLATE_NOOP("details", "neither it nor any folder in it holds pictures"),
    QT_TRANSLATE_NOOP("details", "it does not exist; {root} holds {have}"),
    QT_TRANSLATE_NOOP("details", "it is a folder"),
    QT_TRANSLATE_NOOP("details", "it is no ordinary file"),
    QT_TRANSLATE_NOOP("details", "it is gone"),
    QT_TRANSLATE_NOOP("details", "its folder does not exist"),
    QT_TRANSLATE_NOOP("details", "its folder is read only"),
    QT_TRANSLATE_NOOP("details", "a folder has this name"),
    QT_TRANSLATE_NOOP("details", "the disk is full"),
    QT_TRANSLATE_NOOP("details", "{needed} MB are needed, {free} MB are free"),
    QT_TRANSLATE_NOOP("details", "it could not be opened"),
    QT_TRANSLATE_NOOP("details", "it broke off before the file was complete"),
    QT_TRANSLATE_NOOP("details", "no answer came in time"),
    # pictures
    QT_TRANSLATE_NOOP("details", "there is not enough memory to decode it"),
    QT_TRANSLATE_NOOP("details", "it is a camera's raw file, whose first picture is only a preview"),
    QT_TRANSLATE_NOOP("details", "unknown"),
    QT_TRANSLATE_NOOP("details", "damaged"),
    QT_TRANSLATE_NOOP("details", "it is too large"),
    QT_TRANSLATE_NOOP("details", "it has been changed in the meantime"),
    QT_TRANSLATE_NOOP("details", "the crop does not lie within its {width} x {height} pixels"),
    QT_TRANSLATE_NOOP("details", "the format {suffix} cannot be written; use {usual}"),
    QT_TRANSLATE_NOOP("details", "what was written is not what was meant; the file was removed"),
    # names, presets, the queue, opinion tests, measuring
    QT_TRANSLATE_NOOP("details", "{sign} cannot be in a file name"),
    QT_TRANSLATE_NOOP("details", "{field} is not known"),
    QT_TRANSLATE_NOOP("details", "it is empty"),
    QT_TRANSLATE_NOOP("details", "it is too long"),
    QT_TRANSLATE_NOOP("details", "it is no preset of this program"),
    QT_TRANSLATE_NOOP("details", "the entry {number} is gone"),
    QT_TRANSLATE_NOOP("details", "{names} is not set; start the command with torchrun"),
    QT_TRANSLATE_NOOP("details", "it holds no {file}"),
    QT_TRANSLATE_NOOP("details", "line {number} of {file}: {fault}"),
    QT_TRANSLATE_NOOP("details", "it holds another message"),
    QT_TRANSLATE_NOOP("details", "it has no figures"),
    # runs and their pictures
    QT_TRANSLATE_NOOP("details", "it holds neither {job} nor {events}"),
    QT_TRANSLATE_NOOP("details", "its events are damaged, or of another version of the program"),
    QT_TRANSLATE_NOOP("details", "none of the pictures held out for validation can be measured"),
    QT_TRANSLATE_NOOP("details", "none of its pictures can be measured"),
    QT_TRANSLATE_NOOP("details", "none of its pictures can be learned from"),
    QT_TRANSLATE_NOOP("details", "no picture is as large as a patch of {patch} pixels; the largest has {size}"),
    QT_TRANSLATE_NOOP(
        "details",
        "no picture is as large as a patch of {patch} pixels (at x{at}, {side} pixels of the picture); the largest has {size}",
    ),
    QT_TRANSLATE_NOOP("details", "the processes that train together see different pictures in it"),
    QT_TRANSLATE_NOOP("details", "{count} pictures are too few to hold out {held}"),
    QT_TRANSLATE_NOOP("details", "of its {count} pictures, {held} cannot be held out"),
    # weights of our own and of the networks' authors
    QT_TRANSLATE_NOOP("details", "it changed meanwhile; list the models again"),
    QT_TRANSLATE_NOOP("details", "it changed while it was copied ({error})"),
    QT_TRANSLATE_NOOP("details", "its content changed after it was written"),
    QT_TRANSLATE_NOOP("details", "its configuration is damaged ({error})"),
    QT_TRANSLATE_NOOP("details", "its tensors are damaged ({error})"),
    QT_TRANSLATE_NOOP("details", "it is damaged ({error})"),
    QT_TRANSLATE_NOOP("details", "weights are missing ({missing}) or too many ({extra})"),
    QT_TRANSLATE_NOOP("details", "{name} has the wrong shape or type"),
    QT_TRANSLATE_NOOP("details", "{name} holds values that are no numbers"),
    QT_TRANSLATE_NOOP("details", "its first layer cannot be read ({error})"),
    QT_TRANSLATE_NOOP("details", "its first layer is no set of filters ({shape})"),
    QT_TRANSLATE_NOOP("details", "it holds no dictionaries ({error})"),
    QT_TRANSLATE_NOOP("details", "its weights do not fit together ({error})"),
    QT_TRANSLATE_NOOP("details", "it holds neither SRCNN (weights_conv1) nor VDSR (model)"),
    QT_TRANSLATE_NOOP("details", "it is no MATLAB file of version 5 to 7, or damaged ({error})"),
    QT_TRANSLATE_NOOP("details", "its name does not tell the factor (as in x3.mat); give --scale"),
    QT_TRANSLATE_NOOP("details", "it has no layer {name}; a VGG-19 that goes so far is needed"),
    QT_TRANSLATE_NOOP("details", "{name} is not a layer of VGG-19"),
    QT_TRANSLATE_NOOP("details", "it holds no state of a network"),
    # networks of other programs
    QT_TRANSLATE_NOOP("details", "its table of contents is ambiguous"),
    QT_TRANSLATE_NOOP("details", "its table of contents is damaged"),
    QT_TRANSLATE_NOOP("details", "a table of contents of {size} MB"),
    QT_TRANSLATE_NOOP("details", "it ends before its table of contents does"),
    QT_TRANSLATE_NOOP("details", "it ends before its last tensor does"),
    QT_TRANSLATE_NOOP("details", "{record} would end behind the file"),
    QT_TRANSLATE_NOOP("details", "{record} is packed"),
    QT_TRANSLATE_NOOP("details", "its records overlap"),
    QT_TRANSLATE_NOOP("details", "a list of {size} MB"),
    QT_TRANSLATE_NOOP("details", "{count} records"),
    QT_TRANSLATE_NOOP("details", "{count} tensors"),
    QT_TRANSLATE_NOOP("details", "{name} is {size} made of {held}"),
    QT_TRANSLATE_NOOP("details", "{size} of weights in a file of {held}"),
    QT_TRANSLATE_NOOP("details", "a tensor with an endless name"),
    QT_TRANSLATE_NOOP("details", "a layer number {number}"),
    QT_TRANSLATE_NOOP("details", "a {kind} where weights by name were expected"),
    QT_TRANSLATE_NOOP("details", "a name that is no text but {kind}"),
    QT_TRANSLATE_NOOP("details", "{name} is no tensor but {kind}"),
    QT_TRANSLATE_NOOP("details", "{name} is of a kind that is not read"),
    QT_TRANSLATE_NOOP("details", "{name} is of the type {kind}"),
    QT_TRANSLATE_NOOP("details", "{name} holds whole numbers"),
    QT_TRANSLATE_NOOP("details", "there are none"),
    QT_TRANSLATE_NOOP("details", "the network answers with values that are no numbers"),
    QT_TRANSLATE_NOOP("details", "its answer has the shape {shape}, not {wanted}"),
    QT_TRANSLATE_NOOP("details", "it is found to be {name} now"),
    QT_TRANSLATE_NOOP("details", "it fills holes and needs a mask beside the picture"),
    QT_TRANSLATE_NOOP("details", "it only restores faces that were cut out before"),
    QT_TRANSLATE_NOOP("details", "{before} channels in, {after} out; pictures have 1 or 3"),
    QT_TRANSLATE_NOOP("details", "a factor of {factor}"),
    QT_TRANSLATE_NOOP("details", "it asked for too much memory"),
    QT_TRANSLATE_NOOP("details", "it asked for more memory or time than its size explains"),
    QT_TRANSLATE_NOOP("details", "it took more than {seconds} s"),
    # processes
    QT_TRANSLATE_NOOP("details", "exit code {code}"),
    QT_TRANSLATE_NOOP("details", "ended by {signal}"),
    QT_TRANSLATE_NOOP("details", "it crashed, code {code}"),
)


@lru_cache(maxsize=256)
def find_detail(text: str) -> tuple[str, Mapping[str, str]] | None:
    """The template that `text` was made of, and its values; None where the words are not our own."""
    for template, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            return template, MappingProxyType(found.groupdict())
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    # The most words of its own first: "it holds no {file}" must not take what has a sentence of its own.
    by_words = sorted(DETAILS, key=lambda template: len(re.sub(r"\{\w+\}", "", template)), reverse=True)
    return [(template, re.compile(_pattern(template), re.DOTALL)) for template in by_words]


def _pattern(template: str) -> str:
    return re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+?)", re.escape(template))
