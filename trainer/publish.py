"""A finished run's best weights as a model to ship: measured once on the benchmarks, with its story in the file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from pathlib import Path

import torch

from sr_desktop.core.bench.scores import with_bicubic
from sr_desktop.core.checkpoint import load_net, save_weights
from sr_desktop.core.weights_header import WeightsInfo
from trainer.job import portable
from trainer.measure import measure_weights
from trainer.run_dir import RunDir


def publish(run_dir: Path, benchmark: Path, names: Sequence[str], target: Path) -> WeightsInfo:
    """Write RUN_DIR/best.safetensors to `target` with the scores of the named data sets at its scales.

    Raises BadJob, BadCheckpoint, BadDataset or CannotWrite.
    """
    run, job = RunDir.open(run_dir)
    loaded = load_net(run.best)
    recipe = json.loads(loaded.info.recipe)
    recipe["job"] = dataclasses.asdict(portable(job))
    recipe["seconds"] = _seconds(run)
    recipe["torch"] = str(torch.__version__)
    scores = with_bicubic(measure_weights(run.best, benchmark, names), benchmark, names)
    info = dataclasses.replace(loaded.info, recipe=json.dumps(recipe), scores=scores)
    return save_weights(target, loaded.module.state_dict(), info)


def _seconds(run: RunDir) -> float:
    state, _ = run.load_state()
    return round(float(state["seconds"]), 1) if state else 0.0
