"""Seconds for a VDSR-size network on a 512 x 512 grid: the plain whole-picture call against ours, in turn in one run.

`python tests/perf/inference.py [--side 512] [--runs 5]`
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import numpy as np
import torch

from sr_desktop.core.archs import vdsr
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.inference import TiledNet
from sr_desktop.core.picture import FloatArray
from sr_desktop.core.resize import Box


def plain(module: torch.nn.Module, grid: FloatArray) -> FloatArray:
    """What most scripts do: the whole picture in one fp32 call."""
    with torch.no_grad():
        return module(torch.from_numpy(grid)[None])[0].numpy()  # type: ignore[no-any-return]


def ours(net: TiledNet, grid: FloatArray) -> FloatArray:
    """The program's path."""
    answer = np.empty_like(grid)

    def fetch(box: Box) -> FloatArray:
        return grid[:, box.top : box.bottom, box.left : box.right]

    def store(box: Box, planes: FloatArray) -> None:
        answer[:, box.top : box.bottom, box.left : box.right] = planes

    net.run((grid.shape[1], grid.shape[2]), fetch, store)
    return answer


def seconds(call: Callable[[], FloatArray]) -> float:
    """Wall time of one call."""
    began = time.perf_counter()
    call()
    return time.perf_counter() - began


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--side", type=int, default=512)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    config = vdsr.VdsrConfig()
    grid = np.random.default_rng(0).random((1, options.side, options.side), dtype=np.float32)
    module = vdsr.Vdsr(config).eval()
    copy = vdsr.Vdsr(config).eval()
    copy.load_state_dict(module.state_dict())
    net = TiledNet(geometry=vdsr.SPEC.geometry(config), backend=TorchBackend(copy, device="cpu"))
    ways = {"plain torch fp32, whole": lambda: plain(module, grid), f"ours, {net.tile} px tiles": lambda: ours(net, grid)}
    difference = float(np.abs(ways[next(iter(ways))]() - ours(net, grid)).max())
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.runs):
        for name, call in ways.items():
            times[name].append(seconds(call))
    work = 2 * 9 * (64 * 64 * (config.depth - 2) + 2 * 64) * options.side**2 / 1e9
    print(f"VDSR, {config.depth} layers, {options.side} x {options.side}, {work:.0f} GFLOP, {torch.get_num_threads()} threads")
    print(f"{'way':<26}{'median s':>10}{'min s':>8}{'GFLOP/s':>10}")
    for name, values in times.items():
        print(f"{name:<26}{statistics.median(values):>10.3f}{min(values):>8.3f}{work / statistics.median(values):>10.0f}")
    ratios = [a / b for a, b in zip(*times.values(), strict=True)]
    print(f"plain / ours, pair by pair: median {statistics.median(ratios):.2f}; largest difference {difference:.1e}")


if __name__ == "__main__":
    main()
