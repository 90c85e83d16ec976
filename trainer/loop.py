"""The training loop: step, throttle, evaluate, save, stop. It knows no network and no recipe by name."""

from __future__ import annotations

import math
import time
from typing import Any

import torch

from sr_desktop.core.devices import pick_device
from sr_desktop.core.errors import BadJob, Diverged
from sr_desktop.core.job import JobSpec
from sr_desktop.core.trainer_messages import Finished, Started
from trainer.control import Control
from trainer.data import PatchSource
from trainer.emitter import Emitter, StepMeter
from trainer.evaluate import Evaluator
from trainer.job import arch_of
from trainer.keeper import Keeper
from trainer.picture_files import split_files
from trainer.recipes import RECIPES
from trainer.run_dir import RunDir

_SLOWER = 0.5


class Run:
    """One training run from its job, new or resumed."""

    def __init__(self, job: JobSpec, run_dir: RunDir, emitter: Emitter, control: Control) -> None:
        if job.recipe not in RECIPES:
            raise BadJob(field="recipe", value=job.recipe, allowed=", ".join(RECIPES))
        if job.threads:
            torch.set_num_threads(job.threads)
        self._job, self._dir, self._emitter, self._control = job, run_dir, emitter, control
        spec, config = arch_of(job)
        self._arch = spec.id
        self._device = pick_device(job.device)
        split = split_files(job.data)
        self._data = PatchSource(job, spec.input_space, split.train, emitter.warn, cache=run_dir.cache)
        evaluator = Evaluator(split, job, spec.channels, emitter.warn)
        self._keeper = Keeper(job, run_dir, emitter, evaluator, spec=spec, config=config, device=self._device)
        self._recipe = RECIPES[job.recipe](job, spec.build(config), self._device)
        self._step, self._seconds = 0, 0.0
        self._fell_back = False
        self._restore()

    def run(self) -> None:
        """Train until all steps are done, nothing improves, or the control says stop; the result is saved every time.

        Raises Diverged where the loss is no number a second time, after one return to the last state at a lower rate.
        """
        self._emitter.emit(self._started())
        if self._step == 0:
            # Something to fall back to, however soon the first misfortune comes.
            self._keeper.save(0, 0.0, self._recipe)
            self._keeper.show(0, self._recipe)
        per_epoch = max(1.0, self._data.pixels / (self._job.data.patch**2 * self._job.optim.batch))
        meter = StepMeter(self._job.optim.batch, per_epoch, self._device)
        began = saved = time.monotonic()
        while not self._is_over():
            self._control.wait_while_paused()
            try:
                self._advance(meter)
            except Diverged as error:
                self._fall_back(error)
            now = time.monotonic()
            if now - saved >= self._job.save_every:
                self._seconds, began, saved = self._seconds + now - began, now, now
                self._keeper.save(self._step, self._seconds, self._recipe)
        self._seconds += time.monotonic() - began
        self._finish()

    def _is_over(self) -> bool:
        patience = self._job.patience
        tired = patience > 0 and self._keeper.stale >= patience
        return self._step >= self._job.optim.steps or tired or self._control.stopped

    def _advance(self, meter: StepMeter) -> None:
        step = self._step + 1
        losses = self._recipe.step(step, *self._data.batch(step, self._device))
        values = {name: float(loss) for name, loss in losses.items()}
        if not all(map(math.isfinite, values.values())):
            raise Diverged(step=step)
        self._step = step
        meter.add(values)
        event = meter.event(step, self._recipe.rate, force=step == self._job.optim.steps)
        if event:
            self._emitter.emit(event)
        if step % self._job.evaluate_every == 0 or step == self._job.optim.steps:
            self._keeper.evaluate(step, self._recipe)

    def _fall_back(self, error: Diverged) -> None:
        state, _ = self._dir.load_state()
        if self._fell_back or state is None:
            raise error
        self._fell_back = True
        self._load(state)
        self._recipe.rate_scale *= _SLOWER
        self._emitter.warn("fell_back", f"{error.message} It goes on from step {self._step} at a lower rate.")

    def _finish(self) -> None:
        self._keeper.save(self._step, self._seconds, self._recipe)
        if not self._dir.best.exists():
            self._keeper.evaluate(self._step, self._recipe)
        if self._step >= self._job.optim.steps or not self._control.stopped:
            # All steps done, or nothing improved any more: whoever resumes this run needs no more batches.
            self._data.discard()
        self._emitter.emit(
            Finished(
                reason="completed" if self._step >= self._job.optim.steps else "stopped",
                step=self._step,
                best_psnr=self._keeper.best if math.isfinite(self._keeper.best) else None,
                weights=str(self._dir.best),
            )
        )

    def _restore(self) -> None:
        state, problems = self._dir.load_state()
        for problem in problems:
            self._emitter.warn("state_damaged", problem)
        if state is not None:
            self._load(state)

    def _load(self, state: dict[str, Any]) -> None:
        self._step, self._seconds = int(state["step"]), float(state["seconds"])
        self._keeper.best, self._keeper.stale = float(state["best"]), int(state["stale"])
        self._recipe.load_state(state["recipe"])

    def _started(self) -> Started:
        return Started(
            run_id=self._dir.path.name,
            arch=self._arch,
            recipe=self._job.recipe,
            device=str(self._device),
            params=sum(parameter.numel() for parameter in self._recipe.module.parameters()),
            total_steps=self._job.optim.steps,
            resume_step=self._step,
        )
