"""What a run leaves behind: measured weights, the state to resume from, pictures of its progress."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.errors import BadOutput, Diverged
from sr_desktop.core.messages.trainer import Evaluated, WeightsSaved
from sr_desktop.core.models.checkpoint import config_json, save_weights
from sr_desktop.core.models.weights_header import WeightsInfo
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.clock import Clock
from trainer.emitter import Emitter
from trainer.evaluate import VALIDATION, Evaluator, mean_psnr
from trainer.job import portable, recipe_of
from trainer.pictures.crops import choose_crops
from trainer.previews import Previews
from trainer.recipes import Recipe
from trainer.run_dir import RunDir


class Keeper:
    """Measures and saves one run. `best` in dB; `stale`: validations since it last rose."""

    def __init__(
        self,
        job: JobSpec,
        run_dir: RunDir,
        emitter: Emitter,
        evaluator: Evaluator,
        *,
        spec: ArchSpec,
        config: Any,  # noqa: ANN401 - each architecture has its own
        device: torch.device,
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._job, self._dir, self._emitter, self._evaluator = job, run_dir, emitter, evaluator
        self._spec, self._config, self._device = spec, config, device
        crops = choose_crops(evaluator.validation.examples, job, spec.channels)
        self._before = recipe_of(Path(job.optim.start)) if job.optim.start else None
        self._previews = Previews(crops, run_dir, spec, config)
        self.best = -math.inf
        self.stale = 0

    def evaluate(self, step: int, recipe: Recipe) -> None:
        """Measure the averaged weights, keep them if they are the best, show what they do. Raises Diverged."""
        module, net = self._averaged_net(recipe)
        try:
            results = self._evaluator.evaluate(net)
        except BadOutput:
            raise Diverged(step=step) from None
        best = mean_psnr(results) > self.best or not recipe.psnr_decides
        for result in results:
            decides = best and result.dataset == VALIDATION
            self._emitter.emit(Evaluated(step=step, best=decides, **dataclasses.asdict(result)))
        self.stale = 0 if best else self.stale + 1
        if best:
            self.best = mean_psnr(results)
            self._write(step, recipe, "best")
        self._show(step, module, net)

    def show(self, step: int, recipe: Recipe) -> None:
        """Write pictures of what the averaged weights do. Raises Diverged."""
        self._show(step, *self._averaged_net(recipe))

    def save(self, step: int, recipe: Recipe) -> None:
        """Write the last weights and all that a resumed run needs."""
        self._write(step, recipe, "last")
        self._dir.save_state(
            {"step": step, "best": self.best, "stale": self.stale, "seconds": self._clock.seconds, "recipe": recipe.state()}
        )
        self._emitter.emit(WeightsSaved(step=step, path=str(self._dir.state), kind="state", best=False))

    def _show(self, step: int, module: nn.Module, net: TiledNet) -> None:
        try:
            for preview in self._previews.show(step, module, net):
                self._emitter.emit(preview)
        except BadOutput:
            raise Diverged(step=step) from None

    def _averaged_net(self, recipe: Recipe) -> tuple[nn.Module, TiledNet]:
        module = copy.deepcopy(recipe.module)
        module.load_state_dict(recipe.averaged.state)
        backend = TorchBackend(module, device=str(self._device), precision="fp32")
        return module, TiledNet(geometry=self._spec.geometry(self._config), backend=backend, name=self._spec.id)

    def _write(self, step: int, recipe: Recipe, kind: Literal["best", "last"]) -> None:
        path = self._dir.best if kind == "best" else self._dir.last
        save_weights(path, recipe.averaged.state, self._info(step))
        self._emitter.emit(WeightsSaved(step=step, path=str(path), kind=kind, best=kind == "best"))

    def _info(self, step: int) -> WeightsInfo:
        return WeightsInfo(
            model=self._job.name,
            title=self._job.title or self._spec.title,
            arch=self._spec.id,
            config=config_json(self._config),
            scales=tuple(map(float, self._job.scales)),
            recipe=self._recipe(step),
            licence=self._job.licence,
            created=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _recipe(self, step: int) -> str:
        job = dataclasses.asdict(portable(self._job))
        told = {"job": job, "steps": step, "device": str(self._device), "seconds": round(self._clock.seconds, 3)}
        return json.dumps({**told, "before": self._before} if self._before else told)
