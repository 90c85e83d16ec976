"""A finished run's best weights as a model to ship: measured once on the benchmarks, with its story in the file."""

from __future__ import annotations

import dataclasses
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import torch

from sr_desktop.core.bench.scores import with_bicubic
from sr_desktop.core.models.checkpoint import State, load_net, save_weights
from sr_desktop.core.models.weights_header import WeightsInfo
from trainer.colour_shift import colour_shift
from trainer.job import portable
from trainer.measure import measure_weights
from trainer.run_dir import RunDir


def publish(run_dir: Path, benchmark: Path, names: Sequence[str], target: Path, *, half: bool = False) -> WeightsInfo:
    """Write RUN_DIR/best.safetensors to `target` with the scores of the named data sets at its scales and its colour shift.

    half: numbers of 16 bits, half the size. Measured is what is written, not what it was rounded from.
    Raises BadJob, BadCheckpoint, BadDataset or CannotWrite.
    """
    run, job = RunDir.open(run_dir)
    loaded = load_net(run.best)
    recipe = json.loads(loaded.info.recipe)
    recipe["job"] = dataclasses.asdict(portable(job))
    recipe["seconds"] = _seconds(run)
    recipe["torch"] = str(torch.__version__)
    info = dataclasses.replace(loaded.info, recipe=json.dumps(recipe))
    state = _rounded(loaded.module.state_dict()) if half else loaded.module.state_dict()
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / target.name
        save_weights(written, state, info)
        scores = with_bicubic(measure_weights(written, benchmark, names), benchmark, names)
        shift = colour_shift(load_net(written))
    return save_weights(target, state, dataclasses.replace(info, scores=scores, colour_shift=shift))


def _rounded(state: State) -> State:
    return {name: tensor.half() if tensor.is_floating_point() else tensor for name, tensor in state.items()}


def _seconds(run: RunDir) -> float:
    state, _ = run.load_state()
    return round(float(state["seconds"]), 1) if state else 0.0
