"""How fast a model is on this machine, and a sample of what it does."""

from __future__ import annotations

from pathlib import Path

from sr_desktop.core.bench.sample_strip import Crop, Trial, write_strip
from sr_desktop.core.messages.measure import MeasureModel, ModelMeasured
from sr_desktop.core.models.catalog import sample_path
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.progress import CancelToken, ProgressCallback
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.speed import SpeedBook

_USUAL_SCALE = 2.0
_SHORT_S = 1.0
"""A first run that is shorter measures what is made ready once; the second one counts then."""
_CROP = Crop(left=90, top=30, side=100)
"""Of the sample that comes with the program: eyes and fur."""


def measure_model(
    request: MeasureModel,
    card: ModelCard,
    speeds: SpeedBook,
    *,
    tuner: Tuner | None = None,
    progress: ProgressCallback,
    cancel: CancelToken | None = None,
) -> ModelMeasured:
    """Run the model of `card` at each of its factors and answer for the fastest that is measured well.

    Of the user's own models that have no sample yet, one is written for each factor. Raises Cancelled and what reading the
    picture, loading, upscaling and writing do.
    """
    upscaler = Upscaler(card, device=request.device, precision=request.precision, tuner=tuner)
    scales = card.scales or (_USUAL_SCALE,)
    rates: list[float] = []
    device = precision = ""
    for number, scale in enumerate(scales):
        trial = Trial.of(Path(request.picture), scale)

        def told(done: int, total: int, before: int = number) -> None:
            progress(before * total + done, len(scales) * total)

        answer = trial.answer(upscaler, progress=told, cancel=cancel)
        if answer.seconds < _SHORT_S:
            answer = trial.answer(upscaler, progress=told, cancel=cancel)
        device, precision = answer.device, answer.precision
        work = upscaler.work((trial.low.height, trial.low.width), trial.size)
        speeds.note(card.id, device, precision, work=work, seconds=answer.seconds)
        rates.append(work / answer.seconds)
        if card.source == "user" and not card.samples and card.files:
            first = Path(card.files[0])
            write_strip(trial, answer, card.title, _CROP, sample_path(first.parent, read_info(first).model, scale))
    return ModelMeasured(
        request=request.request, model=card.id, device=device, precision=precision, megapixels_per_s=sum(rates) / len(rates)
    )
