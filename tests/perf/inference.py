"""One table: how fast networks run here, by plain torch, by other programs' ways, by other run times, and by ours.

    python tests/perf/inference.py [--nets srcnn,vdsr,srresnet] [--sides 512,1024,2048] [--runs 3] [--device cpu|cuda:0]
    python tests/perf/inference.py --quick        a small grid, once: under a minute

Each way is a process of its own that waits for its turn, so that its peak memory is its own (above what it takes with
network and libraries loaded) and all ways meet the same moments of a busy machine. Ratios are taken round by round. The
side is that of the result; useful work counts each pixel of it once, whatever halos cost. Ours run with the program's settings
for memory and threads, the others as they come. `pip install .[perf]` adds the others.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).resolve().parent)]

from sr_desktop.core.brief_waits import wait_briefly
from sr_desktop.core.flat_memory import keep_freed_memory, prepare_memory

if any(word.startswith("ours") for word in sys.argv):
    # A process that runs ours: memory and threads as the program has them, told before torch is loaded.
    wait_briefly()
    prepare_memory()
    keep_freed_memory()

import numpy as np
import torch
from inference_way import WAYS, main_of_way, network_file
from torch import nn

from sr_desktop.core.devices import computes_bf16, pick_device
from sr_desktop.core.models.checkpoint import load_net

PLAIN = next(iter(WAYS))
NAMES = ("fp32", "bf16")


@dataclass
class Way:
    """A process that runs one net in one way, and what it did."""

    name: str
    process: subprocess.Popen[str]
    how: str = ""
    seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    answer: Path | None = None

    def ask(self, word: str) -> dict[str, object]:
        """Send a word, wait for the answer."""
        if self.process.stdin is None or self.process.stdout is None:
            raise ValueError("no pipes")
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()
        return dict(json.loads(self.process.stdout.readline()))


def matrix_peak(device: torch.device, kind: torch.dtype) -> float:
    """GFLOP/s of a large matrix product, the best of some."""
    side = 2048 if device.type == "cpu" else 8192
    left = torch.rand(side, side, device=device).to(kind)
    return max(2 * side**3 / _product_seconds(left) / 1e9 for _ in range(4))


def _product_seconds(left: torch.Tensor) -> float:
    if left.is_cuda:
        torch.cuda.synchronize()
    began = time.perf_counter()
    torch.mm(left, left)
    if left.is_cuda:
        torch.cuda.synchronize()
    return time.perf_counter() - began


def flops_a_pixel(module: nn.Module, channels: int) -> float:
    """Of convolutions, two for each multiplication, for a pixel of the result."""
    total = 0

    def count(layer: nn.Module, _: object, answer: torch.Tensor) -> None:
        nonlocal total
        if isinstance(layer, nn.Conv2d):
            total += 2 * layer.weight[0].numel() * answer.numel()

    handles = [layer.register_forward_hook(count) for layer in module.modules()]
    with torch.inference_mode():
        pixels = module(torch.rand(1, channels, 16, 16))[0, 0].numel()
    for handle in handles:
        handle.remove()
    return total / pixels


def measured(net: Path, side: int, runs: int, device: str, folder: Path) -> list[Way]:
    """All ways that there are here, run in turn."""
    ways = [_started(name, net, side, device, folder) for name in WAYS]
    ways = [way for way in ways if way is not None]
    for number in range(runs + 1):
        for way in ways:
            seconds = float(str(way.ask("run")["seconds"]))
            # The first time makes ready what is made once.
            if number:
                way.seconds.append(seconds)
    for way in ways:
        last = way.ask("end")
        way.megabytes, way.answer = float(str(last["megabytes"])), Path(str(last["answer"]))
        way.process.communicate()
    return ways


def _started(name: str, net: Path, side: int, device: str, folder: Path) -> Way | None:
    words = [sys.executable, __file__, "--way", name, str(net), str(side), device, str(folder)]
    way = Way(name=name, process=subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True))
    first = way.process.stdout.readline() if way.process.stdout else ""
    how = json.loads(first)["how"] if first else None
    if how is None:
        way.process.communicate()
        return None
    way.how = how
    return way


def table(net: str, side: int, ways: list[Way], work: float, peaks: dict[str, float]) -> None:
    """Print what was measured of one net on one grid."""
    plain = next(way for way in ways if way.name == PLAIN)
    exact = np.load(plain.answer or "")
    print(f"\n{net}, result {side} x {side}, {work:.0f} GFLOP of useful work")
    print(f"{'way':<46}{'s':>9}{'MP/s':>8}{'GFLOP/s':>9}{'of peak':>9}{'MB':>7}{'x plain':>9}{'differs':>9}")
    for way in ways:
        seconds = statistics.median(way.seconds)
        ratio = statistics.median(one / other for one, other in zip(plain.seconds, way.seconds, strict=True))
        differs = float(np.abs(np.load(way.answer or "") - exact).max())
        peak = peaks["bf16" if "bf16" in way.how else "fp32"]
        rate, name = work / seconds, ", ".join(filter(None, (way.name, way.how)))
        print(
            f"{name:<46}{seconds:>9.3f}{side * side / seconds / 1e6:>8.2f}{rate:>9.0f}"
            f"{rate / peak:>9.0%}{way.megabytes:>7.0f}{ratio:>9.2f}{differs:>9.0e}"
        )


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nets", default="srcnn,vdsr,srresnet")
    parser.add_argument("--sides", default="512,1024,2048")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    nets, sides = options.nets.split(","), [int(side) for side in options.sides.split(",")]
    runs = options.runs
    if options.quick:
        nets, sides, runs = nets[:1], [256], 1
    device = pick_device(options.device)
    kinds = [torch.float32, torch.bfloat16] if computes_bf16(device) else [torch.float32]
    with tempfile.TemporaryDirectory() as name:
        for net in nets:
            file = network_file(net)
            loaded = load_net(file)
            work = flops_a_pixel(loaded.module, loaded.spec.channels)
            for side in sides:
                before = [matrix_peak(device, kind) for kind in kinds]
                ways = measured(file, side, runs, options.device, Path(name))
                after = [matrix_peak(device, kind) for kind in kinds]
                peaks = dict(zip(NAMES, map(max, before, after), strict=False))
                table(net, side, ways, work * side * side / 1e9, peaks)
                names = ", ".join(f"{kind} {peak:.0f}" for kind, peak in peaks.items())
                print(f"matrix product (the peak), GFLOP/s: {names}; {torch.get_num_threads()} threads, {device}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        main_of_way(*sys.argv[2:])
    else:
        main()
