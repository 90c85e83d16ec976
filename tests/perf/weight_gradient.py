"""The gradient of a convolution's weights on the processor: torch's own and ours, in turn in one run, layer by layer.

`python tests/perf/weight_gradient.py [--rounds 9] [--threads 2]`
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import torch

from trainer.weight_gradient import kernel_gradient

_SIDE = 1024
"""Of the matrices whose product is the machine's measure."""


@dataclass(frozen=True)
class Layer:
    """A convolution of a square kernel, and the pictures it sees."""

    name: str
    count: int
    side: int
    channels: int
    out: int
    kernel: int
    margin: int

    @property
    def answer_side(self) -> int:
        """Pixels a side of the answer."""
        return self.side + 2 * self.margin - self.kernel + 1

    @property
    def gflop(self) -> float:
        """Of the gradient."""
        return 2 * self.channels * self.out * self.kernel**2 * self.count * self.answer_side**2 / 1e9


LAYERS = (
    Layer("SRCNN, first", 16, 48, 1, 64, 9, 0),
    Layer("SRCNN 9-5-5, second", 16, 40, 64, 32, 5, 0),
    Layer("VDSR, first", 16, 41, 1, 64, 3, 1),
    Layer("VDSR, inner", 16, 41, 64, 64, 3, 1),
    Layer("SRResNet, block", 16, 24, 64, 64, 3, 1),
    Layer("SRResNet, before the shuffle", 16, 24, 64, 256, 3, 1),
    Layer("discriminator", 16, 48, 128, 128, 3, 1),
)


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rounds", type=int, default=9)
    options.add_argument("--threads", type=int, default=torch.get_num_threads())
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    square = torch.rand(_SIDE, _SIDE)
    (product,) = _median_seconds([lambda: square @ square], given.rounds)
    print(f"{given.threads} threads; matrix product {2 * _SIDE**3 / 1e9 / product:.0f} GFLOP/s")
    print(f"{'layer':<30}{'torch ms':>10}{'GFLOP/s':>9}{'ours ms':>10}{'GFLOP/s':>9}{'times':>8}")
    for layer in LAYERS:
        torchs, ours = _median_seconds(_ways(layer), given.rounds)
        rates = layer.gflop / torchs, layer.gflop / ours
        print(f"{layer.name:<30}{1e3 * torchs:>10.1f}{rates[0]:>9.0f}{1e3 * ours:>10.1f}{rates[1]:>9.0f}{torchs / ours:>8.2f}")


def _ways(layer: Layer) -> list[Callable[[], torch.Tensor]]:
    shape = (layer.count, layer.channels, layer.side, layer.side)
    given = torch.rand(shape).contiguous(memory_format=torch.channels_last)
    wanted = torch.rand(layer.count, layer.out, layer.answer_side, layer.answer_side)
    gradient = wanted.contiguous(memory_format=torch.channels_last)
    size = (layer.kernel, layer.kernel)
    weight = torch.rand(layer.out, layer.channels, *size).contiguous(memory_format=torch.channels_last)
    margins, ones, zeros = [layer.margin] * 2, [1, 1], [0, 0]

    def torchs() -> torch.Tensor:
        result: torch.Tensor = torch.ops.aten.convolution_backward(
            gradient, given, weight, None, ones, margins, ones, False, zeros, 1, [False, True, False]
        )[1]
        return result

    return [torchs, lambda: kernel_gradient(given, gradient, size, layer.margin)]


def _median_seconds(ways: list[Callable[[], torch.Tensor]], rounds: int) -> list[float]:
    times: list[list[float]] = [[] for _ in ways]
    for round_number in range(rounds + 1):
        for way, taken in zip(ways, times, strict=True):
            begun = time.perf_counter()
            way()
            if round_number:
                taken.append(time.perf_counter() - begun)
    return [statistics.median(taken) for taken in times]


if __name__ == "__main__":
    main()
