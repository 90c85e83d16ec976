"""The training loop: step, throttle, evaluate, save, stop. It knows no network and no recipe by name."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import time
from datetime import UTC, datetime
from typing import Any

import torch

from sr_desktop.core.checkpoint import config_json, save_weights
from sr_desktop.core.devices import pick_device
from sr_desktop.core.errors import BadJob, BadOutput, Diverged
from sr_desktop.core.job import JobSpec
from sr_desktop.core.protocol import Evaluated, Finished, Started, WeightsSaved
from sr_desktop.core.weights_header import WeightsInfo
from trainer.control import Control
from trainer.data import PatchSource, split_files
from trainer.emitter import Emitter, StepMeter
from trainer.evaluate import Evaluator, mean_psnr
from trainer.job import arch_of
from trainer.recipes import RECIPES
from trainer.run_dir import RunDir


class Run:
    """One training run from its job, new or resumed."""

    def __init__(self, job: JobSpec, run_dir: RunDir, emitter: Emitter, control: Control) -> None:
        if job.recipe not in RECIPES:
            raise BadJob(field="recipe", value=job.recipe, allowed=", ".join(RECIPES))
        if job.threads:
            torch.set_num_threads(job.threads)
        self._job, self._dir, self._emitter, self._control = job, run_dir, emitter, control
        self._spec, self._config = arch_of(job)
        self._device = pick_device(job.device)
        split = split_files(job.data)
        self._data = PatchSource(job, self._spec.input_space, split.train, emitter.warn)
        self._evaluator = Evaluator(split.validation, job.scales, self._spec.channels, emitter.warn)
        self._recipe = RECIPES[job.recipe](job, self._spec.build(self._config), self._device)
        self._step, self._best, self._seconds = 0, -math.inf, 0.0
        self._restore()

    def run(self) -> None:
        """Train until all steps are done or the control says stop; the result is saved either way. Raises Diverged."""
        self._emitter.emit(self._started())
        per_epoch = max(1.0, self._data.pixels / (self._job.data.patch**2 * self._job.optim.batch))
        meter = StepMeter(self._job.optim.batch, per_epoch)
        began = saved = time.monotonic()
        while self._step < self._job.optim.steps and not self._control.stopped:
            self._control.wait_while_paused()
            self._take_step(meter)
            if self._step % self._job.evaluate_every == 0 or self._step == self._job.optim.steps:
                self._evaluate()
            now = time.monotonic()
            if now - saved >= self._job.save_every:
                self._seconds, began, saved = self._seconds + now - began, now, now
                self._save()
        self._seconds += time.monotonic() - began
        self._save()
        if not self._dir.best.exists():
            self._evaluate()
        best = self._best if math.isfinite(self._best) else None
        self._emitter.emit(
            Finished(
                reason="completed" if self._step >= self._job.optim.steps else "stopped",
                step=self._step,
                best_psnr=best,
                weights=str(self._dir.best),
            )
        )

    def _take_step(self, meter: StepMeter) -> None:
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

    def _evaluate(self) -> None:
        module = copy.deepcopy(self._recipe.module)
        module.load_state_dict(self._recipe.averaged.state)
        try:
            results = self._evaluator.evaluate(module, self._spec, self._config, str(self._device))
        except BadOutput:
            raise Diverged(step=self._step) from None
        best = mean_psnr(results) > self._best
        for result in results:
            self._emitter.emit(Evaluated(step=self._step, dataset="validation", best=best, **dataclasses.asdict(result)))
        if best:
            self._best = mean_psnr(results)
            self._write("best")

    def _save(self) -> None:
        self._write("last")
        self._dir.save_state({"step": self._step, "best": self._best, "seconds": self._seconds, "recipe": self._recipe.state()})
        self._emitter.emit(WeightsSaved(step=self._step, path=str(self._dir.state), kind="state", best=False))

    def _write(self, kind: str) -> None:
        path = self._dir.best if kind == "best" else self._dir.last
        save_weights(path, self._recipe.averaged.state, self._info())
        self._emitter.emit(
            WeightsSaved(step=self._step, path=str(path), kind="best" if kind == "best" else "last", best=kind == "best")
        )

    def _info(self) -> WeightsInfo:
        return WeightsInfo(
            model=self._job.name,
            title=self._job.title or self._spec.title,
            arch=self._spec.id,
            config=config_json(self._config),
            scales=tuple(map(float, self._job.scales)),
            recipe=json.dumps({"job": dataclasses.asdict(self._job), "steps": self._step, "device": str(self._device)}),
            licence=self._job.licence,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _restore(self) -> None:
        state, problems = self._dir.load_state()
        for problem in problems:
            self._emitter.warn("state_damaged", problem)
        if state is None:
            return
        values: dict[str, Any] = state
        self._step, self._best, self._seconds = int(values["step"]), float(values["best"]), float(values["seconds"])
        self._recipe.load_state(values["recipe"])

    def _started(self) -> Started:
        return Started(
            run_id=self._dir.path.name,
            arch=self._spec.id,
            recipe=self._job.recipe,
            device=str(self._device),
            params=sum(parameter.numel() for parameter in self._recipe.module.parameters()),
            total_steps=self._job.optim.steps,
            resume_step=self._step,
        )
