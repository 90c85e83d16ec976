"""One table for each network: what its layers cost exactly, mixed and in bf16, and what that changes.

    python tests/perf/layers.py [--nets srcnn_x2,vdsr,srresnet_x4,srgan_x4]

Times are in nanoseconds for each pixel of the network's input, all kinds of a layer in turns; changes are the standard
deviation of the answer's, in levels of 255, with all other layers exact; the last column is what the tuner would take. Layers
of one shape that follow each other are one line, with the largest change. Only for processors with bf16.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from itertools import groupby
from math import sqrt
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# In place of this folder, whose queue.py would stand for the standard library's.
sys.path[0] = str(ROOT)

import torch

from sr_desktop.core.backends.packed_plan import packed_plan
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.layers import bearable_layers
from sr_desktop.core.tuning.rounding import Rounding
from sr_desktop.core.upscaling.settings import LayerKind
from sr_desktop.paths import resources_dir, samples_dir

SHOWN: tuple[LayerKind, ...] = ("fp32", "mixed", "bf16")


def main() -> int:
    """Print the tables; 1 where the processor has no bf16."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nets", default="srcnn_x2,vdsr,srresnet_x4,srgan_x4")
    nets = parser.parse_args().nets.split(",")
    if not computes_bf16(torch.device("cpu")):
        print("the processor has no instructions for bf16", file=sys.stderr)
        return 1
    for net in nets:
        print_net(resources_dir() / "weights" / f"{net}.safetensors")
    return 0


def print_net(path: Path) -> None:
    """The table of one network."""
    loaded = load_net(path)
    steps, geometry = plan_of(loaded), loaded.spec.geometry(loaded.config)
    if steps is None:
        raise ValueError("a network that is no plan")
    scale, pictures = round(read_info(path).scales[0]), [samples_dir() / sample.file for sample in SAMPLES]
    rounding = Rounding(steps, geometry, scale, pictures, None)
    kinds = bearable_layers(steps, geometry, scale, pictures)[0]
    heads = f"{'fp32':>7} {'mixed':>7} {'bf16':>7} ns   mixed    bf16 levels  taken"
    print(f"\n{path.stem}, x{scale}\n{'layers':>8}  {'shape':16} {heads}")
    convs = [step for step in packed_plan(steps) if step.op == "conv"]
    for (shape, taken), numbers in groupby(range(len(convs)), key=lambda number: (shape_of(convs[number]), kinds[number])):
        print_layers(rounding, shape, taken, list(numbers))


def print_layers(rounding: Rounding, shape: str, taken: LayerKind, numbers: Sequence[int]) -> None:
    """One line."""
    costs, kinds = rounding.costs(numbers[0]), rounding.kinds(numbers[0])
    changes = {kind: 255 * sqrt(max(rounding.change(number, kind) for number in numbers)) for kind in kinds}
    name = f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}-{numbers[-1]}"
    times = " ".join(f"{1e9 * costs[kind]:7.0f}" if kind in costs else 7 * " " for kind in SHOWN)
    levels = "  ".join(f"{changes[kind]:6.3f}" if kind in changes else 6 * " " for kind in SHOWN[1:])
    print(f"{name:>8}  {shape:16} {times}    {levels}         {taken}")


def shape_of(conv: Step) -> str:
    """As "64 > 32, 5 x 5"."""
    if conv.weight is None:
        raise ValueError("a convolution without weights")
    out, channels, high, wide = conv.weight.shape
    return f"{channels} > {out}, {high} x {wide}"


if __name__ == "__main__":
    sys.exit(main())
