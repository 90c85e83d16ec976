"""Jobs in another size, and one for a first try. Standard library only."""

from __future__ import annotations

from dataclasses import replace

from sr_desktop.core.training.job import DataOptions, JobSpec, OptimOptions

_SMALL_NET = 150_000
_STEPS_SMALL, _STEPS_LARGE = 2000, 300
_VALIDATIONS_SMALL, _VALIDATIONS_LARGE = 20, 6
"""A large network's validation takes as long as many of its steps."""
_SAVE_EVERY_S = 20.0


def first_job(folder: str) -> JobSpec:
    """A first training on the few small pictures in `folder`: it passes bicubic within five minutes on two cores.

    It starts as plain interpolation and is measured often, so that even a busy computer soon shows it above bicubic.
    """
    return JobSpec(
        name="first",
        title="SRCNN 9-1-5",
        arch="srcnn",
        scales=(2,),
        net={"kernels": (9, 1, 5), "widths": (64, 32)},
        data=DataOptions(folders=(folder,), validation=1, patch=33),
        optim=OptimOptions(steps=300, batch=16, lr=1e-3, warmup=25, ema=0.99, loss="l1", init="identity", schedule="cosine"),
        evaluate_every=25,
        save_every=_SAVE_EVERY_S,
    )


def quick(job: JobSpec, params: int) -> JobSpec:
    """`job` in a size that ends within minutes on two cores, for a network of `params` weights: it shows the tendency only."""
    is_small = params < _SMALL_NET
    steps = min(job.optim.steps, _STEPS_SMALL if is_small else _STEPS_LARGE)
    every = max(1, steps // (_VALIDATIONS_SMALL if is_small else _VALIDATIONS_LARGE))
    optim = replace(job.optim, steps=steps, warmup=min(job.optim.warmup, steps // 20), batch=min(job.optim.batch, 16))
    return replace(job, optim=optim, evaluate_every=every, save_every=_SAVE_EVERY_S)
