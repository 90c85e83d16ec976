"""What can be shown of runs: which curves belong to which plot, and the values to compare them with. Knows no Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from sr_desktop.core.runs.log import Curve, RunLog

_CHANCES = ("d_real", "d_fake")
LEARNED_FROM = "training"
"""The set of pictures that are learned from; its bicubic value says nothing about the network."""
DECIDING = "validation"


class PlotKind(Enum):
    """The plots, in the order in which they are offered."""

    LOSS = "loss"
    PSNR = "psnr"
    SSIM = "ssim"
    DISCRIMINATOR = "discriminator"
    RATE = "rate"
    SPEED = "speed"
    MEMORY = "memory"

    @property
    def is_score(self) -> bool:
        """Whether it shows measurements of picture sets: exact values, seldom."""
        return self in (PlotKind.PSNR, PlotKind.SSIM)

    @property
    def is_noisy(self) -> bool:
        """Whether a moving average helps to read it."""
        return self in (PlotKind.LOSS, PlotKind.DISCRIMINATOR, PlotKind.SPEED)

    @property
    def can_be_log(self) -> bool:
        """Whether a logarithmic axis makes sense."""
        return self in (PlotKind.LOSS, PlotKind.RATE)


@dataclass(frozen=True, kw_only=True)
class Reference:
    """A published value of a set of pictures at a factor: dB and 0..1, None where there is none."""

    label: str
    dataset: str
    scale: float
    psnr: float | None = None
    ssim: float | None = None


@dataclass(frozen=True, kw_only=True)
class ShownRun:
    """A run to show, live or ended; its log may go on growing."""

    name: str
    log: RunLog
    references: tuple[Reference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What a curve measures: a loss by its name, or a set of pictures at a factor (scale 0: none)."""

    name: str
    scale: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Series:
    """One curve of one run; run: its index."""

    run: int
    metric: Metric
    curve: Curve


@dataclass(frozen=True, kw_only=True)
class Level:
    """A value to compare `metric` with; label: whose, empty for bicubic."""

    metric: Metric
    label: str
    value: float


def kinds_of(runs: Sequence[ShownRun]) -> tuple[PlotKind, ...]:
    """The plots for which there is anything."""
    return tuple(kind for kind in PlotKind if any(len(series.curve) for series in series_of(kind, runs)))


def series_of(kind: PlotKind, runs: Sequence[ShownRun]) -> tuple[Series, ...]:
    """The curves of a plot, run by run; those without a point too."""
    return tuple(
        Series(run=index, metric=metric, curve=curve)
        for index, run in enumerate(runs)
        for metric, curve in _curves_of(kind, run.log)
    )


def metrics_of(series: Sequence[Series]) -> tuple[Metric, ...]:
    """Each metric once, in the order of its first curve."""
    return tuple(dict.fromkeys(each.metric for each in series))


def levels_of(kind: PlotKind, runs: Sequence[ShownRun]) -> tuple[Level, ...]:
    """Bicubic and published values of what the runs measure, each once."""
    levels = [level for run in runs for level in (*_bicubic(kind, run.log), *_published(kind, run))]
    return tuple(dict.fromkeys(levels))


def _curves_of(kind: PlotKind, log: RunLog) -> Iterator[tuple[Metric, Curve]]:
    if kind.is_score:
        for key, scores in sorted(log.scores.items(), key=lambda item: _rank(item[0].dataset, item[0].scale)):
            yield Metric(name=key.dataset, scale=key.scale), scores.psnr if kind is PlotKind.PSNR else scores.ssim
    elif kind in (PlotKind.LOSS, PlotKind.DISCRIMINATOR):
        for name, curve in log.losses.items():
            if (name in _CHANCES) == (kind is PlotKind.DISCRIMINATOR):
                yield Metric(name=name), curve
    else:
        curves = {PlotKind.RATE: log.rate, PlotKind.SPEED: log.speed, PlotKind.MEMORY: log.memory_mb}
        yield Metric(name=kind.value), curves[kind]


def _rank(dataset: str, scale: float) -> tuple[int, str, float]:
    """What decides comes first, what was learned from last."""
    return (dataset == LEARNED_FROM) - (dataset == DECIDING), dataset, scale


def _bicubic(kind: PlotKind, log: RunLog) -> Iterator[Level]:
    if kind is not PlotKind.PSNR:
        return
    for key, scores in log.scores.items():
        if key.dataset != LEARNED_FROM:
            yield Level(metric=Metric(name=key.dataset, scale=key.scale), label="", value=scores.baseline_psnr)


def _published(kind: PlotKind, run: ShownRun) -> Iterator[Level]:
    if not kind.is_score:
        return
    measured = {(key.dataset, key.scale) for key in run.log.scores}
    for each in run.references:
        value = each.psnr if kind is PlotKind.PSNR else each.ssim
        if value is not None and (each.dataset, each.scale) in measured:
            yield Level(metric=Metric(name=each.dataset, scale=each.scale), label=each.label, value=value)
