"""Updates made of several passes, and passes in bf16, for every recipe."""

from __future__ import annotations

import copy
import dataclasses

import pytest
import torch
from picture_sets import make_job, save_pictures
from torch import nn

from sr_desktop.core.archs import srcnn, srresnet
from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.training.job import GanOptions, JobSpec
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import split_files
from trainer.recipes.srgan import Srgan
from trainer.recipes.supervised import Supervised

SMALL = srresnet.SrresnetConfig(scale=2, blocks=1, width=8)
CPU = torch.device("cpu")


def _supervised(root, **optim: object) -> tuple[JobSpec, Supervised]:
    job = make_job(root)
    job = dataclasses.replace(job, optim=dataclasses.replace(job.optim, loss="l2", init="identity", **optim))
    return job, Supervised(job, srcnn.Srcnn(srcnn.SrcnnConfig(kernels=(5, 3), widths=(4,))), CPU)


def _srgan(root, **optim: object) -> Srgan:
    job = make_job(root, arch="srresnet", patch=16)
    options = dataclasses.replace(job.optim, lr=1e-2, method="sgd", **optim)
    gan = GanOptions(from_scratch=True, adversarial=0.1)
    return Srgan(dataclasses.replace(job, recipe="srgan", optim=options, gan=gan), srresnet.Srresnet(SMALL), CPU)


def _patches(count: int) -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    return torch.rand(count, 3, 16, 16, generator=generator), torch.rand(count, 3, 32, 32, generator=generator)


def _largest_difference(one: nn.Module, other: nn.Module) -> float:
    pairs = zip(one.parameters(), other.parameters(), strict=True)
    return max(float((a - b).detach().abs().max()) for a, b in pairs)


def test_two_passes_of_8_equal_one_of_16(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    files = split_files(make_job(tmp_path).data).train
    modules = []
    for options in ({"batch": 8, "accumulate": 2}, {"batch": 16, "accumulate": 1}):
        job, recipe = _supervised(tmp_path, steps=20, clip="norm", clip_value=0.1, **options)
        source = PatchSource(job, InputSpace.LUMA_UPSCALED, files, lambda code, message: None, cache=tmp_path)
        start = copy.deepcopy(recipe.module)
        for step in range(1, 21):
            low, high = source.batch(step, CPU)
            assert len(low) == 16
            losses = recipe.step(step, low, high)
        assert set(losses) == {"l2"}
        modules.append(recipe.module)
        assert _largest_difference(recipe.module, start) > 1e-3
    assert _largest_difference(*modules) < 1e-5


def test_two_passes_of_a_gan_change_both_networks_as_one_does(tmp_path) -> None:
    # The same patches twice: only then are the statistics of a pass those of the whole batch.
    low, high = (torch.cat([part, part]) for part in _patches(2))
    one, two = (_srgan(tmp_path, accumulate=passes) for passes in (1, 2))
    before = [copy.deepcopy(one.module), copy.deepcopy(one.discriminator)]
    for recipe in (one, two):
        # Adam would turn the rounding of small gradients into differences as large as its rate.
        groups = [{"params": list(recipe.discriminator.parameters()), "peak": 1e-2}]
        recipe._judge_optimizer = torch.optim.SGD(groups, lr=1e-2)
    losses = [[recipe.step(step, low, high) for step in (1, 2)][-1] for recipe in (one, two)]
    for module, other, start in zip(_networks(one), _networks(two), before, strict=True):
        change = _largest_difference(module, start)
        assert change > 1e-3
        assert _largest_difference(module, other) < 1e-2 * change
    for name, loss in losses[0].items():
        assert float(loss) == pytest.approx(float(losses[1][name]), rel=1e-4), name


def _networks(recipe: Srgan) -> tuple[nn.Module, nn.Module]:
    return recipe.module, recipe.discriminator


def test_the_statistics_of_a_pass_are_counted_once(tmp_path) -> None:
    low, high = _patches(4)
    one, two = (_srgan(tmp_path, accumulate=passes) for passes in (1, 2))
    momentum = 0.1
    for recipe in (one, two):
        recipe.step(1, low, high)
    first = next(layer for layer in one.module.modules() if isinstance(layer, nn.BatchNorm2d))
    again = next(layer for layer in two.module.modules() if isinstance(layer, nn.BatchNorm2d))
    assert again.momentum == momentum
    # From 0, once towards the mean of 4 patches, or twice towards those of 2: their weights are 0.1 and 0.1 + 0.1 * 0.9.
    ratio = float(again.running_mean.norm() / first.running_mean.norm())
    assert ratio == pytest.approx(1.9, rel=0.05)


@pytest.mark.parametrize("accumulate", [1, 2])
def test_bf16_is_used_by_the_networks_and_weights_stay_exact(accumulate, tmp_path) -> None:
    options = {"precision": "bf16", "accumulate": accumulate}
    supervised, srgan = _supervised(tmp_path, **options)[1], _srgan(tmp_path, **options)
    seen: list[torch.dtype] = []

    def note(layer: nn.Module, inputs: object, output: torch.Tensor) -> None:
        seen.append(output.dtype)

    for module in (supervised.module, srgan.module, srgan.discriminator):
        layer = next(each for each in module.modules() if isinstance(each, nn.Conv2d))
        layer.register_forward_hook(note)
    low, high = _patches(4)
    losses = {**supervised.step(1, low[:, :1], low[:, 1:2]), **srgan.step(1, low, high)}
    assert set(seen) == {torch.bfloat16}
    assert {loss.dtype for loss in losses.values()} == {torch.float32}
    assert all(bool(torch.isfinite(loss)) for loss in losses.values())
    for recipe in (supervised, srgan):
        assert {tensor.dtype for tensor in recipe.module.parameters()} == {torch.float32}


def test_bf16_learns_nearly_what_fp32_does(tmp_path) -> None:
    low, high = _patches(4)
    losses = []
    for precision in ("fp32", "bf16"):
        recipe = _srgan(tmp_path, precision=precision)
        for step in range(1, 6):
            made = recipe.step(step, low, high)
        losses.append(float(made["content"]))
    assert losses[1] == pytest.approx(losses[0], rel=0.1)
