"""From a plan to its events: finds sets and models, opens the cache, tells what is amiss, measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

from sr_desktop.core.bench.cache import ResultCache
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.distance import PerceptualDistance
from sr_desktop.core.bench.errors import BadPlan, VggMissing
from sr_desktop.core.bench.messages import BenchmarkStarted, RowMeasured
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import BenchmarkPlan, SetChoice
from sr_desktop.core.bench.rows import note_of
from sr_desktop.core.bench.run import Benchmark
from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.devices import list_devices
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Warned
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.models.catalog import find_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.vgg_file import BESIDE, named_or_found
from sr_desktop.core.protocol import decode


def read_plan(path: Path) -> BenchmarkPlan:
    """The plan in a file. Raises BadPlan."""
    try:
        message = decode(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadPlan(path=str(path), detail=error.strerror or str(error)) from None
    except (WireError, UnicodeDecodeError) as error:
        raise BadPlan(path=str(path), detail=str(error)) from None
    if not isinstance(message, BenchmarkPlan):
        raise BadPlan(path=str(path), detail="it holds another message")
    return message


def plan_events(plan: BenchmarkPlan, cards: Sequence[ModelCard], control: Control) -> Iterator[Event]:
    """Measure what `plan` asks for, with models of `cards`; the last event is BenchmarkEnded.

    A set or a model that cannot be used is told in rows with a problem, and the others go on. Raises CannotWrite where the
    cache cannot be used, VggMissing, and BadCheckpoint for a file that is no VGG-19.
    """
    with ExitStack() as held:
        cache = held.enter_context(ResultCache(Path(plan.cache))) if plan.cache else None
        if cache and cache.damaged:
            yield Warned(code="cache_damaged", message=f"The kept results were damaged; they are put aside as {cache.damaged}.")
        sets, bad_sets = _sets(plan)
        methods, bad_models = _methods(plan, cards)
        metrics = _metrics(plan)
        benchmark = Benchmark(sets, methods, plan.scales, metrics, cache=cache, control=control, known_only=plan.known_only)
        for event in benchmark.events():
            yield event
            if isinstance(event, BenchmarkStarted):
                yield from _rows_without_figures(plan, bad_sets, bad_models)


def _sets(plan: BenchmarkPlan) -> tuple[list[Dataset], dict[str, SrError]]:
    found, bad = [], {}
    for choice in plan.sets:
        try:
            found.append(_dataset(choice, plan.limit))
        except SrError as error:
            bad[choice.name] = error
    return found, bad


def _dataset(choice: SetChoice, limit: int) -> Dataset:
    pictures = list_pictures(Path(choice.folder))
    return Dataset(name=choice.name, pictures=tuple(pictures[:limit] if limit else pictures))


def _methods(plan: BenchmarkPlan, cards: Sequence[ModelCard]) -> tuple[list[Method], dict[str, SrError]]:
    found, bad = [], {}
    for model in dict.fromkeys(plan.models):
        try:
            found.append(Method(find_model(cards, model), device=plan.device))
        except SrError as error:
            bad[model] = error
    return found, bad


def _metrics(plan: BenchmarkPlan) -> MetricSet:
    distance = None
    if "distance" in plan.extra:
        path = named_or_found(plan.vgg) or (BESIDE if BESIDE.exists() else None)
        if path is None:
            raise VggMissing
        # It is torch's own; on a device that only other backends know, the models run alone.
        distance = PerceptualDistance(path, plan.device if plan.device in list_devices() else "auto")
    return MetricSet(plan.protocol, "ms_ssim" in plan.extra, distance)


def _rows_without_figures(plan: BenchmarkPlan, sets: dict[str, SrError], models: dict[str, SrError]) -> Iterator[RowMeasured]:
    for choice in plan.sets:
        for scale in plan.scales:
            for model in dict.fromkeys(plan.models):
                error = sets.get(choice.name) or models.get(model)
                if error:
                    yield RowMeasured(
                        dataset=choice.name,
                        scale=scale,
                        model=model,
                        images=0,
                        psnr=None,
                        ssim=None,
                        seconds=None,
                        problem=note_of(error),
                    )
