"""The events of a run, as a trainer would send them, for the tests of what shows them."""

from __future__ import annotations

from collections.abc import Callable

from sr_desktop.core.messages.trainer import Evaluated, Started, Step, WeightsSaved
from sr_desktop.core.runs.log import RunLog


def started(**changes: object) -> Started:
    """The beginning of a run at second 1000."""
    values = {"run_id": "r", "arch": "a", "recipe": "x", "device": "cpu", "params": 1, "total_steps": 100, "resume_step": 0}
    return Started(**{**values, "t": 1000.0, **changes})


def add_steps(log: RunLog, first: int, last: int, **losses: Callable[[int], float]) -> None:
    """Steps `first` to `last`: two a second, fifty an epoch."""
    losses = losses or {"l1": lambda step: 1.0 / step}
    for step in range(first, last + 1):
        log.add(
            Step(step=step, epoch=step / 50, lr=0.1 / step, losses={name: of(step) for name, of in losses.items()},
                 patches_per_s=100.0 + step, t=1000.0 + step / 2)
        )  # fmt: skip


def add_scores(
    log: RunLog, step: int, psnr: float, *, dataset: str = "validation", scale: float = 2.0, best: bool = True
) -> None:
    """A measurement, and where it decides the weights saved with it."""
    log.add(
        Evaluated(step=step, dataset=dataset, scale=scale, psnr=psnr, ssim=psnr / 40, best=best, baseline_psnr=33.0, t=1000.0)
    )
    if dataset == "validation":
        log.add(WeightsSaved(step=step, path="w", kind="best" if best else "last", best=best))
