"""What the picker, the command line and the cards know of a model (standard library only: it crosses the pipe)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sr_desktop.core.models.licence_terms import Commercial
from sr_desktop.core.models.training_story import TrainingStory
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.speed import Speed

ModelSource = Literal["built-in", "shipped", "user"]


@dataclass(frozen=True, kw_only=True)
class Score:
    """A measurement on one test set; psnr in dB, ssim 0..1, both on Y as the protocol says.

    bicubic: plain interpolation's PSNR on the same pictures, measured in the same run; None in files without it.
    """

    dataset: str
    scale: float
    psnr: float
    ssim: float
    bicubic: float | None = None


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """One row of the picker. `files` are the weights, one per entry of `scales` or one for all.

    scales: the factors the weights were made for; any_scale: whether the model itself also runs at every factor between.
    channels: 1 (luminance) or 3 (RGB). params: weights of one network. problem: why it cannot be used (a text of the context
    "errors"), None if it can. story: how it was trained, None where its file does not tell. samples: pictures that show a
    crop by bicubic, by the model and as it truly is, one per factor. architecture: as people call it, "" for interpolation;
    size_bytes: of all files together; commercial: whether it may be used for money; origin: the name of the file that it was
    read from, "" for models of our own; weights: the first file's SHA-256 over its tensors, by which measurements know it.
    is_network: whether it is one, which can be exported. speeds: as measured on this machine, one for each device.
    colour_shift: how far flat colours are moved, in levels of 255, by the worst of the files; None where one does not tell.
    """

    id: str
    title: str
    arch: str
    summary: str = ""
    scales: tuple[float, ...] = ()
    any_scale: bool = False
    channels: int = 1
    params: int = 0
    licence: str = ""
    source: ModelSource = "built-in"
    scores: tuple[Score, ...] = ()
    files: tuple[str, ...] = ()
    problem: Note | None = None
    story: TrainingStory | None = None
    samples: tuple[str, ...] = ()
    architecture: str = ""
    size_bytes: int = 0
    commercial: Commercial = "unknown"
    origin: str = ""
    weights: str = ""
    is_network: bool = False
    speeds: tuple[Speed, ...] = ()
    colour_shift: float | None = None


def in_order_of_choice(cards: Iterable[ModelCard]) -> tuple[ModelCard, ...]:
    """The cards as a picker lists them: our networks, the user's, classical methods, interpolation, what cannot be used."""
    return tuple(sorted(cards, key=_rank))


def _rank(card: ModelCard) -> int:
    if card.problem:
        return 4
    if card.is_network:
        return 1 if card.source == "user" else 0
    return 3 if card.source == "built-in" and card.any_scale else 2
