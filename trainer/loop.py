"""The training loop: step, throttle, evaluate, save, stop. It knows no network and no recipe by name."""

from __future__ import annotations

import math
import time
from enum import IntEnum
from typing import Any

from sr_desktop.core.errors import BadDataset, BadJob, Diverged
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Finished, Started
from sr_desktop.core.training.job import JobSpec
from trainer.clock import Clock
from trainer.distributed import ALONE, Group
from trainer.emitter import Emitter, StepMeter
from trainer.evaluate import Evaluator
from trainer.follower import SilentKeeper
from trainer.job import arch_of
from trainer.keeper import Keeper
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import folders_text, split_files
from trainer.placement import place
from trainer.recipes import RECIPES
from trainer.run_dir import RunDir
from trainer.scalar_log import ScalarLog, require_tensorboard

_SLOWER = 0.5
_PAUSE_S = 0.5
"""How long a pause lasts before all processes are asked again."""


class _Wish(IntEnum):
    """What is to happen before the next step; of several processes, the highest counts."""

    GO = 0
    PAUSE = 1
    STOP = 2
    FALL_BACK = 3


class Run:
    """One training run from its job, new or resumed; of several processes, each has one, and all do the same.

    Raises SrError of many kinds, as does `run`.
    """

    def __init__(self, job: JobSpec, run_dir: RunDir, emitter: Emitter, control: Control, group: Group = ALONE) -> None:
        if job.recipe not in RECIPES:
            raise BadJob(field="recipe", value=job.recipe, allowed=", ".join(RECIPES))
        if job.tensorboard and group.is_first:
            require_tensorboard()
        self._job, self._dir, self._emitter, self._control, self._group = job, run_dir, emitter, control, group
        spec, config = arch_of(job)
        self._arch = spec.id
        self._device = place(job, group, emitter.warn)
        split = split_files(job.data)
        self._data = group.machine_first(
            lambda: PatchSource(job, spec.input_space, split.train, emitter.warn, cache=run_dir.cache)
        )
        self._refuse_other_pictures()
        self._clock = Clock()
        self._keeper: Keeper | SilentKeeper = SilentKeeper()
        if group.is_first:
            evaluator = Evaluator(split, job, spec.channels, emitter.warn)
            self._keeper = Keeper(
                job, run_dir, emitter, evaluator, spec=spec, config=config, device=self._device, clock=self._clock
            )
        self._recipe = RECIPES[job.recipe](job, spec.build(config), self._device, group)
        self._step = 0
        self._fell_back = False
        self._trouble: Diverged | None = None
        self._restore()
        if job.tensorboard and group.is_first:
            emitter.listen(ScalarLog(run_dir.path / "tensorboard", since=self._step).add)

    def run(self) -> None:
        """Train until all steps are done, nothing improves, or the control says stop; the result is saved every time.

        Raises Diverged where the loss is no number a second time, after one return to the last state at a lower rate.
        """
        self._emitter.emit(self._started())
        if self._step == 0:
            self._begin()
        count = self._job.optim.batch * self._job.optim.accumulate * self._group.size
        meter = StepMeter(count, max(1.0, self._data.pixels / (self._job.data.patch**2 * count)), self._device)
        self._clock.start()
        saved = time.monotonic()
        while (wish := self._agreed()) is not _Wish.STOP:
            if wish is _Wish.FALL_BACK:
                self._fall_back()
                continue
            try:
                self._advance(meter)
            except Diverged as error:
                self._trouble = error
            now = time.monotonic()
            if now - saved >= self._job.save_every and not self._trouble:
                saved = now
                self._keeper.save(self._step, self._recipe)
        self._clock.stop()
        self._finish()

    def _begin(self) -> None:
        # Something to fall back to, however soon the first misfortune comes; the other processes start from it, too.
        self._keeper.save(0, self._recipe)
        self._keeper.show(0, self._recipe)
        if self._group.size > 1:
            self._restore()

    def _agreed(self) -> _Wish:
        """What all processes are to do now, the same in each."""
        while True:
            wish = _Wish(self._group.highest(self._wish()))
            if wish is not _Wish.PAUSE:
                self._clock.start()
                return wish
            self._clock.stop()
            self._control.wait_while_paused(_PAUSE_S)

    def _wish(self) -> _Wish:
        if self._trouble:
            return _Wish.FALL_BACK
        tired = 0 < self._job.patience <= self._keeper.stale
        if self._step >= self._job.optim.steps or tired or self._control.stopped:
            return _Wish.STOP
        return _Wish.PAUSE if self._control.paused else _Wish.GO

    def _advance(self, meter: StepMeter) -> None:
        step = self._step + 1
        batch = self._data.batch(step, self._device, rank=self._group.place.rank, ranks=self._group.size)
        losses = self._recipe.step(step, *batch)
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

    def _fall_back(self) -> None:
        error, self._trouble = self._trouble or Diverged(step=self._step), None
        state = self._group.from_first(lambda: self._dir.load_state()[0])
        if self._fell_back or state is None:
            raise error
        self._fell_back = True
        self._load(state)
        self._recipe.rate_scale *= _SLOWER
        self._emitter.warn("fell_back", f"{error.message} It goes on from step {self._step} at a lower rate.")

    def _finish(self) -> None:
        self._keeper.save(self._step, self._recipe)
        if not self._dir.best.exists():
            self._keeper.evaluate(self._step, self._recipe)
        completed = self._step >= self._job.optim.steps
        if completed and self._group.leads_machine:
            # Whoever resumes this run needs no more batches.
            self._data.discard()
        self._emitter.emit(
            Finished(
                reason="completed" if completed else "stopped",
                step=self._step,
                best_psnr=self._keeper.best if math.isfinite(self._keeper.best) else None,
                weights=str(self._dir.best),
            )
        )
        # torchrun, too, expects its processes to end at about the same time.
        self._group.leave_together()

    def _refuse_other_pictures(self) -> None:
        pixels = self._data.pixels
        if self._group.highest(pixels) != -self._group.highest(-pixels):
            detail = "the processes that train together see different pictures in it"
            raise BadDataset(path=folders_text(self._job.data), detail=detail)

    def _restore(self) -> None:
        state, problems = self._group.from_first(self._dir.load_state)
        for problem in problems:
            self._emitter.warn("state_damaged", problem)
        if state is not None:
            self._load(state)

    def _load(self, state: dict[str, Any]) -> None:
        self._step = int(state["step"])
        self._clock.set(float(state["seconds"]))
        self._keeper.best, self._keeper.stale = float(state["best"]), int(state["stale"])
        self._recipe.load_state(state["recipe"])

    def _started(self) -> Started:
        return Started(
            run_id=self._dir.path.name,
            arch=self._arch,
            recipe=self._job.recipe,
            device=str(self._device) if self._group.size == 1 else f"{self._group.size} x {self._device.type}",
            params=sum(parameter.numel() for parameter in self._recipe.module.parameters()),
            total_steps=self._job.optim.steps,
            resume_step=self._step,
        )
