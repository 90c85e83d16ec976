"""What the variants of a sweep reached, read from their run folders."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sr_desktop.core.messages.trainer import Failed, Finished
from sr_desktop.core.models.model_card import Score
from sr_desktop.core.runs.log import RunLog, log_of
from trainer.run_dir import RunDir
from trainer.sweeps.sweep_file import Variant

_VALIDATION = "validation"
_STEP = '"type":"step"'
_HEAD = 40


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Validation at one scale: steps and PSNR in dB, and bicubic's PSNR on the same pictures."""

    scale: float
    steps: tuple[int, ...]
    psnr: tuple[float, ...]
    baseline: float


@dataclass(frozen=True, kw_only=True)
class VariantResult:
    """One line of the table.

    best: PSNR in dB by scale, of the weights that are kept; ended: all steps done, no better for long, or failed;
    problem: why it failed. benchmark: what the weights reach on a benchmark, where that was asked for.
    """

    label: str
    params: int = 0
    steps: int = 0
    seconds: float = 0.0
    curves: tuple[Curve, ...] = ()
    best: dict[float, float] = field(default_factory=dict)
    weights: str = ""
    ended: bool = False
    problem: str = ""
    code: str = ""
    benchmark: tuple[Score, ...] = ()

    @property
    def psnr(self) -> float | None:
        """Mean over scales in dB; None where nothing can be used."""
        return sum(self.best.values()) / len(self.best) if self.best and not self.problem else None

    @property
    def baseline(self) -> float | None:
        """Bicubic's mean over the same scales in dB; None before the first validation."""
        return sum(curve.baseline for curve in self.curves) / len(self.curves) if self.curves else None

    @property
    def gain(self) -> float | None:
        """Mean PSNR over bicubic in dB: comparable between variants that serve different scales."""
        return None if self.psnr is None or self.baseline is None else self.psnr - self.baseline


def read_result(variant: Variant, run: RunDir, *, ended: bool) -> VariantResult:
    """What the run folder of a variant tells so far."""
    log = _read_log(run)
    failure = log.ended if isinstance(log.ended, Failed) else None
    state, _ = run.load_state()
    return VariantResult(
        label=variant.label,
        params=log.started.params if log.started else 0,
        steps=log.ended.step if isinstance(log.ended, Finished) else int(state["step"]) if state else 0,
        seconds=float(state["seconds"]) if state else 0.0,
        curves=_curves(log),
        best=_best(log),
        weights=str(run.best) if run.best.exists() else "",
        ended=ended,
        problem=f"{failure.message.rstrip('. ')}. {failure.hint}".strip() if failure else "",
        code=failure.code if failure else "",
    )


def best_result(results: Iterable[VariantResult]) -> VariantResult | None:
    """The one furthest over bicubic, None where all failed."""
    good = [(result.gain, result) for result in results if result.gain is not None and result.weights]
    return max(good, key=lambda pair: pair[0])[1] if good else None


def _read_log(run: RunDir) -> RunLog:
    if not run.events.exists():
        return RunLog()
    with run.events.open(encoding="utf-8", errors="replace") as lines:
        # There may be a million steps, of which nothing is wanted here.
        return log_of(line for line in lines if _STEP not in line[:_HEAD])


def _curves(log: RunLog) -> tuple[Curve, ...]:
    return tuple(
        Curve(
            scale=key.scale,
            steps=tuple(map(int, scores.psnr.steps)),
            psnr=tuple(map(float, scores.psnr.values)),
            baseline=scores.baseline_psnr,
        )
        for key, scores in sorted(log.scores.items())
        if key.dataset == _VALIDATION
    )


def _best(log: RunLog) -> dict[float, float]:
    """PSNR by scale of the kept weights."""
    if log.best is None:
        return {}
    return {
        curve.scale: psnr
        for curve in _curves(log)
        for step, psnr in zip(curve.steps, curve.psnr, strict=True)
        if step == log.best.step
    }
