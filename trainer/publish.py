"""A finished run's best weights as a model to ship: measured once on the benchmarks, with its story in the file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

from sr_desktop.core.checkpoint import load_net, save_weights
from sr_desktop.core.model_card import Score
from sr_desktop.core.weights_header import WeightsInfo
from trainer.job import portable
from trainer.measure import measure_bicubic, measure_weights
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
    info = dataclasses.replace(loaded.info, recipe=json.dumps(recipe), scores=tuple(_scores(run.best, benchmark, names)))
    return save_weights(target, loaded.module.state_dict(), info)


def _scores(weights: Path, benchmark: Path, names: Sequence[str]) -> Iterator[Score]:
    """The weights' figures with bicubic's on the same pictures."""
    scores = measure_weights(weights, benchmark, names)
    plain = measure_bicubic(benchmark, names, sorted({score.scale for score in scores}))
    bicubic = {(score.dataset, score.scale): score.psnr for score in plain}
    for score in scores:
        yield dataclasses.replace(score, bicubic=bicubic[score.dataset, score.scale])


def _seconds(run: RunDir) -> float:
    state, _ = run.load_state()
    return round(float(state["seconds"]), 1) if state else 0.0
