"""What raters are shown: each method's answer to a small picture made by the protocol, as PNG, with its PSNR."""

from __future__ import annotations

import io
import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from PIL import Image

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.compare import MAX_TRUTH_PIXELS, for_the_eye
from sr_desktop.core.bench.errors import CannotCompare, ScaleNotServed
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.protocol import low_resolution, measure
from sr_desktop.core.bench.sample import Sample, identify, read_sample
from sr_desktop.core.errors import InternalError, SourceTooLarge
from sr_desktop.core.models.catalog import find_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.mos.errors import BadStudy, StimulusDiffers, StudyPictureChanged
from sr_desktop.core.mos.messages import PrepareStimuli, StimuliPrepared
from sr_desktop.core.mos.ratings import digest_of
from sr_desktop.core.mos.study import REFERENCE, STIMULI, Stimulus, Study, StudyPicture, read_study, write_study
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken, ProgressCallback

_PARTS = 100
"""Steps of progress that each method counts for."""
_TRUTH = "truth"


@dataclass(frozen=True)
class _Truth:
    """A sample, and the small picture of it for the eye."""

    sample: Sample
    eye_low: FloatArray


class StimulusDesk:
    """Answers PrepareStimuli, for one thread; models stay loaded until `forget`."""

    def __init__(self) -> None:
        self._methods: dict[tuple[str, str], Method] = {}

    def forget(self) -> None:
        """Let go of the models: their files may have changed."""
        self._methods.clear()

    def prepare(
        self, request: PrepareStimuli, cards: Sequence[ModelCard], *, progress: ProgressCallback, cancel: CancelToken
    ) -> StimuliPrepared:
        """Make what is missing, and describe it in study.json when all of the picture is there.

        Raises BadStudy, StudyPictureChanged, SourceTooLarge, PictureTooSmall, ScaleNotServed, CannotCompare,
        StimulusDiffers, what `read_truth`, `find_model` and models raise, CannotWrite and Cancelled. Nothing is described
        then, and asking again goes on with what is missing.
        """
        folder = Path(request.folder)
        study = read_study(folder)
        if not 0 <= request.picture < len(study.pictures):
            raise InternalError(detail=f"the test has no picture {request.picture}")
        missing = [each for each in study.stimuli if each.picture == request.picture and not _is_there(folder, each)]
        if missing:
            made = self._made(request, study, missing, cards, progress=progress, cancel=cancel)
            stimuli = tuple(made.get(each.name, each) for each in study.stimuli)
            if stimuli != study.stimuli:
                study = replace(study, stimuli=stimuli)
                write_study(folder, study)
        return StimuliPrepared(
            request=request.request,
            folder=request.folder,
            picture=request.picture,
            made=study.made,
            total=len(study.stimuli),
        )

    def _made(
        self,
        request: PrepareStimuli,
        study: Study,
        missing: Sequence[Stimulus],
        cards: Sequence[ModelCard],
        *,
        progress: ProgressCallback,
        cancel: CancelToken,
    ) -> dict[str, Stimulus]:
        # Before any work: whatever cannot be done shall not show after minutes.
        methods = {
            each.method: self._method(each.method, request, study.scale, cards) for each in missing if each.method != REFERENCE
        }
        truth = _read(study, study.pictures[request.picture], methods)
        made = {}
        for number, stimulus in enumerate(missing):
            cancel.raise_if_cancelled()
            share = _share(progress, number, len(missing))
            method = methods.get(stimulus.method)
            made[stimulus.name] = _answered(Path(request.folder), study, stimulus, truth, method, progress=share, cancel=cancel)
            share(1, 1)
        return made

    def _method(self, model: str, request: PrepareStimuli, scale: int, cards: Sequence[ModelCard]) -> Method:
        key = (model, request.device)
        if key not in self._methods:
            self._methods[key] = Method(find_model(cards, model), device=request.device)
        method = self._methods[key]
        if not method.serves(scale):
            raise ScaleNotServed(model=method.card.title, scale=scale)
        method.load(scale)
        return method


def _is_there(folder: Path, stimulus: Stimulus) -> bool:
    if not stimulus.digest:
        return False
    try:
        return digest_of((folder / STIMULI / stimulus.name).read_bytes()) == stimulus.digest
    except FileNotFoundError:
        return False
    except OSError as error:
        raise BadStudy(path=str(folder), detail=error.strerror or str(error)) from error


def _read(study: Study, picture: StudyPicture, methods: dict[str, Method]) -> _Truth:
    path = Path(picture.path)
    file = identify(path)
    if file.digest != picture.digest:
        raise StudyPictureChanged(path=picture.path)
    if file.width * file.height > MAX_TRUTH_PIXELS:
        limit = MAX_TRUTH_PIXELS // 1_000_000
        raise SourceTooLarge(path=picture.path, width=file.width, height=file.height, limit=limit)
    sample = read_sample(file, study.scale, study.protocol, methods.values())
    channels = sample.truth.shape[2]
    return _Truth(sample, low_resolution(sample.truth, study.scale, channels=channels, protocol=study.protocol))


def _answered(
    folder: Path,
    study: Study,
    stimulus: Stimulus,
    truth: _Truth,
    method: Method | None,
    *,
    progress: ProgressCallback,
    cancel: CancelToken,
) -> Stimulus:
    """The stimulus with its figures, its file written; method None for the truth itself."""
    sample, scale = truth.sample, study.scale
    began = time.perf_counter()
    if method is None:
        answer = eye = sample.truth
    else:
        answer = method.enhance(sample.low_for(method, study.protocol), scale, progress=progress, cancel=cancel)
        eye = for_the_eye(method, answer, truth.eye_low, scale)
    seconds = 0.0 if method is None else time.perf_counter() - began
    try:
        figures = measure(sample.truth, answer, scale, study.protocol)
    except ValueError as error:
        raise CannotCompare(path=str(sample.file.path), detail=str(error)) from None
    text = _png(eye)
    digest = digest_of(text)
    if stimulus.digest and stimulus.digest != digest:
        raise StimulusDiffers(name=stimulus.name, path=str(folder))
    cancel.raise_if_cancelled()
    with atomic_write(folder / STIMULI / stimulus.name) as file:
        file.write(text)
    if stimulus.digest:
        return stimulus
    return replace(
        stimulus,
        digest=digest,
        psnr=None if math.isinf(figures.psnr) else figures.psnr,
        ssim=figures.ssim,
        source=_TRUTH if method is None else method.identity(scale),
        seconds=round(seconds, 4),
    )


def _png(values: FloatArray) -> bytes:
    """H x W x 1 or 3 in 0..1 as an RGB file without a word on where it comes from; grey is RGB, too, as all the others."""
    rounded = np.clip(np.floor(values * np.float32(255.0) + np.float32(0.5)), 0, 255).astype(np.uint8)
    rgb = np.repeat(rounded, 3, axis=2) if rounded.shape[2] == 1 else rounded
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(rgb)).save(buffer, format="PNG")
    return buffer.getvalue()


def _share(progress: ProgressCallback, number: int, count: int) -> ProgressCallback:
    """The progress of one of `count` methods as a part of the whole."""
    return lambda done, total: progress(number * _PARTS + _PARTS * done // total, count * _PARTS)
