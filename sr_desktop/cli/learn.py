"""What the command `learn` does: a classical method learns from a folder of pictures and becomes a model of the picker."""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.scores import measure_scores, with_bicubic
from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.classical import METHODS
from sr_desktop.core.classical.face import Learn, Learned, Lesson, MethodSpec
from sr_desktop.core.classical.weights import save_learned
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.models.catalog import SUFFIX
from sr_desktop.core.models.model_card import ModelCard, Score
from sr_desktop.core.models.training_story import TrainingStory, learned_recipe
from sr_desktop.core.models.weights_header import WeightsInfo

_SETS = ("Set5", "Set14", "B100")
_LINE_SECONDS = 5.0
"""How often a log that is no terminal gets a line while one stage goes on."""


@dataclass(frozen=True, kw_only=True)
class LearnOptions:
    """pictures: a folder; scales: whole factors; samples: 0 for the method's own number.

    out: where the files go; replace: whether files of the same name are replaced, else the model gets a free name.
    benchmark: a folder of sets to measure on, None for no figures in the files.
    """

    pictures: Path
    scales: tuple[int, ...]
    out: Path
    replace: bool
    seed: int = 0
    samples: int = 0
    title: str = ""
    benchmark: Path | None = None


def learnable(name: str) -> tuple[MethodSpec, Learn]:
    """The method of that id. Raises UsageError for one that is unknown or learns nothing."""
    for spec in METHODS:
        if spec.id == name and spec.learn:
            return spec, spec.learn
    known = ", ".join(spec.id for spec in METHODS if spec.learn)
    raise click.BadParameter(f"{name!r} is no method that learns; those are: {known}", param_hint="METHOD")


def learn_models(method: str, options: LearnOptions) -> int:
    """Learn every factor; each file is printed as soon as it is written. Raises UsageError, BadDataset and other SrErrors."""
    spec, learn = learnable(method)
    pictures = tuple(list_pictures(options.pictures))
    _check_folder(options.out)
    model = spec.id if options.replace else _free_name(spec.id, options)
    for scale in options.scales:
        lesson = Lesson(pictures=pictures, factor=scale, seed=options.seed, samples=options.samples)
        began = time.monotonic()
        learned = learn(lesson, StageLog(f"{spec.title} x{scale}"))
        info = _info(spec, options, lesson, learned, model=model, seconds=time.monotonic() - began)
        path = options.out / f"{model}_x{scale}{SUFFIX}"
        complete = save_learned(path, learned, info)
        if options.benchmark is not None:
            complete = save_learned(path, learned, replace(complete, scores=_scores(spec, path, scale, options.benchmark)))
        click.echo(str(path))
        for score in complete.scores:
            click.echo(
                f"{score.dataset} x{scale} {score.psnr:.3f} dB {score.ssim:.4f}, bicubic {score.bicubic:.3f} dB", err=True
            )
    return 0


def _check_folder(folder: Path) -> None:
    """Raise CannotWrite now rather than after minutes of learning."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CannotWrite(path=str(folder), detail=error.strerror or str(error)) from error


def _free_name(wished: str, options: LearnOptions) -> str:
    """Files of one model belong together, so a name is free where no factor of it is taken."""
    number, name = 2, wished
    while any(options.out.glob(f"{name}_x*{SUFFIX}")):
        name, number = f"{wished}-{number}", number + 1
    return name


def _info(
    spec: MethodSpec, options: LearnOptions, lesson: Lesson, learned: Learned, *, model: str, seconds: float
) -> WeightsInfo:
    folder = options.pictures.resolve().name
    story = TrainingStory(
        job=spec.id,
        recipe="",
        folders=(folder,),
        steps=0,
        device="cpu",
        seconds=round(seconds, 1),
        samples=learned.samples,
    )
    return WeightsInfo(
        model=model,
        title=options.title or f"{spec.title} ({folder})",
        arch=spec.id,
        config="{}",
        scales=(float(lesson.factor),),
        recipe=learned_recipe(story, pictures=len(lesson.pictures), seed=lesson.seed),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _scores(spec: MethodSpec, path: Path, scale: int, benchmark: Path) -> tuple[Score, ...]:
    card = ModelCard(id=spec.id, title=spec.title, arch=spec.id, scales=(float(scale),), files=(str(path),))
    return with_bicubic(measure_scores(Method(card), benchmark, _SETS, card.scales), benchmark, _SETS)


class StageLog:
    """A StageProgress on standard error: one line that changes on a terminal, else a line at times and at each end."""

    def __init__(self, title: str) -> None:
        self._title = title
        self._stage, self._told = "", 0.0
        self._changes = sys.stderr.isatty()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """See StageProgress."""
        now = time.monotonic()
        ended = done >= total
        if not ended and stage == self._stage and now - self._told < (0.1 if self._changes else _LINE_SECONDS):
            return
        self._stage, self._told = stage, now
        text = f"{self._title}: {stage} {done} of {total}"
        click.echo(f"\r{text:<70}" if self._changes else text, nl=ended or not self._changes, err=True)
