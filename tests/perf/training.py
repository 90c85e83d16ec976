"""Steps a second of our training loop against a plain one, in turn in one run: the same network, batch, patches and pictures.

The plain loop is what most scripts do: a DataLoader whose two workers read a PNG, crop it and resize it for every sample;
fp32, no memory format. "the network alone" repeats steps on one batch that is there already: no loop can be faster.

`python tests/perf/training.py [FOLDER] [--seconds 20] [--rounds 3] [--workers 2] [--recipes]`

FOLDER holds PNG pictures; without it T91 of the shared data, or made-up ones. --recipes (on a graphics card always): steps a
second of each recipe, and its share of the arithmetic that the device does at its best, both in bf16 where the device has it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torch.utils.flop_counter import FlopCounterMode

from sr_desktop.core.devices import computes_bf16, pick_device
from sr_desktop.core.training.job import DataOptions, GanOptions, JobSpec, OptimOptions
from trainer.job import arch_of
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import split_files
from trainer.recipes import RECIPES, Recipe
from trainer.recipes.supervised import centre

SHARED = ROOT.parent / "shared" / "data" / "train" / "T91"
Pair = tuple[torch.Tensor, torch.Tensor]


@dataclass(kw_only=True)
class Times:
    """Of one way: seconds of each step, whole and in the network."""

    whole: list[float] = field(default_factory=list)
    network: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Steps a second, all rounds together."""
        return len(self.whole) / sum(self.whole)

    @property
    def share(self) -> float:
        """Of the time in the network, 0..1."""
        return sum(self.network) / sum(self.whole)


class Samples(Dataset[Pair]):
    """What a data set class of a common framework does: one picture file for every sample."""

    def __init__(self, files: list[Path], job: JobSpec, count: int) -> None:
        self._files, self._scales, self._patch, self._count = files, job.scales, job.data.patch, count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, number: int) -> Pair:
        """Luminance of a patch that was made smaller and larger again, and of the patch, 1 x P x P in 0..1."""
        rng = np.random.default_rng(number)
        scale = int(rng.choice(self._scales))
        with Image.open(self._files[int(rng.integers(len(self._files)))]) as file:
            picture = file.convert("YCbCr").getchannel(0)
        side = self._patch // scale * scale
        left, top = (int(rng.integers(length - self._patch + 1)) for length in picture.size)
        high = picture.crop((left, top, left + self._patch, top + self._patch))
        small = high.resize((side // scale, side // scale), Image.Resampling.BICUBIC)
        low = small.resize((self._patch, self._patch), Image.Resampling.BICUBIC)
        turns, mirrored = int(rng.integers(4)), bool(rng.integers(2))
        return _plane(low, turns, mirrored), _plane(high, turns, mirrored)


def _plane(image: Image.Image, turns: int, mirrored: bool) -> torch.Tensor:
    turned = np.rot90(np.asarray(image, dtype=np.float32) / 255.0, turns)
    return torch.from_numpy(np.ascontiguousarray(turned[:, ::-1] if mirrored else turned))[None]


class Plain:
    """The plain loop."""

    def __init__(self, job: JobSpec, device: torch.device, workers: int) -> None:
        spec, config = arch_of(job)
        self._device, self._job = device, job
        self._module = spec.build(config).to(device)
        self._optimizer = torch.optim.Adam(self._module.parameters(), lr=1e-4)
        files = [file.path for file in split_files(job.data).train]
        samples = Samples(files, job, 10**7)
        self._loader = DataLoader(samples, job.optim.batch, num_workers=workers, pin_memory=device.type == "cuda")

    @contextmanager
    def batches(self) -> Iterator[Callable[[], Pair]]:
        """Batches from workers that have just begun: what they had laid in while others were timed would flatter them."""
        batches = iter(self._loader)
        yield lambda: tuple(part.to(self._device, non_blocking=True) for part in next(batches))

    def step(self, low: torch.Tensor, high: torch.Tensor) -> None:
        """One update."""
        answer = self._module(low)
        loss = nn.functional.l1_loss(answer, centre(high, answer))
        self._optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self._module.parameters(), 0.5)
        self._optimizer.step()
        float(loss.detach())


class Ours:
    """The trainer's source of patches and its recipe."""

    def __init__(self, job: JobSpec, device: torch.device, folder: Path) -> None:
        spec, config = arch_of(job)
        self._device, self._count = device, 0
        self._recipe = RECIPES[job.recipe](job, spec.build(config), device)
        files = split_files(job.data).train
        self._source = PatchSource(job, spec.input_space, files, lambda code, message: None, cache=folder)

    @contextmanager
    def batches(self) -> Iterator[Callable[[], Pair]]:
        """Batches as the loop asks for them."""
        yield self._next

    def _next(self) -> Pair:
        self._count += 1
        return self._source.batch(self._count, self._device)

    def step(self, low: torch.Tensor, high: torch.Tensor) -> None:
        """One update; the losses are read, as the loop does."""
        _step(self._recipe, self._count, (low, high))


class Alone(Ours):
    """The recipe on one batch, again and again."""

    @contextmanager
    def batches(self) -> Iterator[Callable[[], Pair]]:
        """The same batch every time."""
        batch = self._next()
        yield lambda: batch


def _step(recipe: Recipe, number: int, batch: Pair) -> None:
    for loss in recipe.step(number, *batch).values():
        float(loss)


def run(way: Plain | Ours, seconds: float, times: Times, device: torch.device) -> None:
    """Steps for about that long, two at least, after one that is not counted."""
    with way.batches() as following:
        way.step(*following())
        end = time.perf_counter() + seconds
        count = 0
        while count < 2 or time.perf_counter() < end:
            count += 1
            began = time.perf_counter()
            batch = following()
            if device.type == "cuda":
                torch.cuda.synchronize(device)
            ready = time.perf_counter()
            way.step(*batch)
            times.whole.append(time.perf_counter() - began)
            times.network.append(time.perf_counter() - ready)


def compare(job: JobSpec, options: argparse.Namespace, cache: Path) -> dict[str, Times]:
    """Steps of every way, a while of each in turn, so that a busy moment of the machine hits all of them."""
    device = pick_device("auto")
    fast = replace(job, optim=replace(job.optim, precision="bf16"))
    ways: dict[str, Plain | Ours] = {
        "plain DataLoader, fp32": Plain(job, device, options.workers),
        "ours, fp32": Ours(job, device, cache),
        "the network alone, fp32": Alone(job, device, cache),
    }
    if computes_bf16(device):
        ways |= {"ours, bf16": Ours(fast, device, cache), "the network alone, bf16": Alone(fast, device, cache)}
    times = {name: Times() for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            run(way, options.seconds / options.rounds, times[name], device)
    return times


def jobs(folder: Path) -> dict[str, JobSpec]:
    """SRCNN with its paper's batch and patch, VDSR with its own, on luminance, all factors of VDSR mixed."""
    data = DataOptions(root=str(folder.parent), folders=(folder.name,), validation=1, patch=33)
    optim = OptimOptions(batch=128, clip="norm", init="identity", lr=1e-4)
    srcnn = JobSpec(
        name="srcnn", arch="srcnn", scales=(3,), net={"kernels": [9, 5, 5], "widths": [64, 32]}, data=data, optim=optim
    )
    deep = replace(optim, batch=64, init="he")
    vdsr = JobSpec(name="vdsr", arch="vdsr", scales=(2, 3, 4), net={"depth": 20}, data=replace(data, patch=41), optim=deep)
    return {"SRCNN 9-5-5": srcnn, "VDSR-20": vdsr}


def report(title: str, job: JobSpec, times: dict[str, Times]) -> None:
    """One table; the ratio is to the plain loop."""
    plain = times["plain DataLoader, fp32"].rate
    print(f"\n{title}: batches of {job.optim.batch} patches of {job.data.patch} x {job.data.patch}")
    print(f"{'way':<26}{'steps/s':>9}{'median ms':>11}{'network':>9}{'data':>7}{'ratio':>7}")
    for name, each in times.items():
        share, median = each.share, 1000 * statistics.median(each.whole)
        print(f"{name:<26}{each.rate:>9.2f}{median:>11.1f}{share:>9.1%}{1 - share:>7.1%}{each.rate / plain:>7.2f}")


def all_recipes(folder: Path) -> dict[str, JobSpec]:
    """One job of each kind, as published but in bf16 where the device has it."""
    small = jobs(folder)
    data = DataOptions(root=str(folder.parent), folders=(folder.name,), validation=1, patch=24)
    optim = OptimOptions(batch=16, lr=1e-4)
    resnet = JobSpec(name="srresnet", arch="srresnet", scales=(4,), net={"scale": 4, "blocks": 16}, data=data, optim=optim)
    gan = replace(resnet, recipe="srgan", gan=GanOptions(from_scratch=True))
    found = {**small, "SRResNet x4": resnet, "SRGAN-MSE x4": gan}
    if not computes_bf16(pick_device("auto")):
        return found
    return {name: replace(job, optim=replace(job.optim, precision="bf16")) for name, job in found.items()}


def recipe_rates(folder: Path, seconds: float, cache: Path) -> None:
    """Print steps a second and the share of the best rate of matrix products that was measured."""
    device = pick_device("auto")
    kind = torch.bfloat16 if computes_bf16(device) else torch.float32
    peak = peak_of(kind, device)
    print(f"\n{device}: {peak / 1e12:.2f} TFLOP/s in products of matrices, {kind}")
    print(f"{'recipe':<26}{'steps/s':>9}{'GFLOP':>9}{'of peak':>9}")
    for name, job in all_recipes(folder).items():
        way, times = Ours(job, device, cache), Times()
        with way.batches() as following, FlopCounterMode(display=False) as counter:
            way.step(*following())
        run(way, seconds, times, device)
        work = counter.get_total_flops()
        print(f"{name:<26}{times.rate:>9.2f}{work / 1e9:>9.1f}{work * times.rate / peak:>9.1%}")


def peak_of(kind: torch.dtype, device: torch.device) -> float:
    """FLOP/s of the best of several products of large square matrices."""
    side = 8192 if device.type == "cuda" else 1024
    one = torch.randn(side, side, device=device, dtype=kind)
    best = 0.0
    for _ in range(10):
        began = time.perf_counter()
        product = one @ one
        float(product[0, 0])
        best = max(best, 2 * side**3 / (time.perf_counter() - began))
    return best


@contextmanager
def pictures(folder: Path | None) -> Iterator[Path]:
    """A folder of PNG files."""
    if folder or SHARED.is_dir():
        yield folder or SHARED
        return
    with tempfile.TemporaryDirectory() as made:
        target = Path(made) / "pictures"
        target.mkdir()
        for number in range(24):
            coarse = np.random.default_rng(number).integers(0, 256, (20, 30, 3), dtype=np.uint8)
            Image.fromarray(coarse).resize((300, 200), Image.Resampling.BICUBIC).save(target / f"{number:02}.png")
        yield target


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--seconds", type=float, default=20, help="for each way")
    parser.add_argument("--rounds", type=int, default=3, help="turns that they are divided into")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--recipes", action="store_true")
    options = parser.parse_args()
    with pictures(options.folder and options.folder.resolve()) as folder, tempfile.TemporaryDirectory() as cache:
        device = pick_device("auto")
        print(f"{folder.name}, {device}, {torch.get_num_threads()} threads, {options.workers} workers for the plain loop")
        for title, job in jobs(folder).items():
            report(title, job, compare(job, options, Path(cache)))
        if options.recipes or device.type == "cuda":
            recipe_rates(folder, options.seconds, Path(cache))


if __name__ == "__main__":
    main()
