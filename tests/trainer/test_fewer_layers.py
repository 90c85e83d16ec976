"""A VDSR that learns with fewer layers first learns as the shallower one would, and then with all."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from nets import save_net

from sr_desktop.core.archs import vdsr
from sr_desktop.core.errors import BadJob
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.training.job import JobSpec
from trainer.job import arch_of, check_job
from trainer.recipes.supervised import Supervised

CPU = torch.device("cpu")


def _job(depth: int, arch: str = "vdsr", **optim: object) -> JobSpec:
    return check_job(
        {
            "name": "tiny", "arch": arch, "scales": [2], "net": {"depth": depth, "width": 8} if arch == "vdsr" else {},
            "data": {"root": ".", "folders": ["p"], "patch": 12},
            "optim": {"steps": 8, "batch": 2, "init": "he", "lr": 1e-2, "method": "muon", **optim},
        }
    )  # fmt: skip


def _recipe(job: JobSpec) -> Supervised:
    spec, config = arch_of(job)
    return Supervised(job, spec.build(config), CPU)


def _learn(recipe: Supervised, steps: range) -> list[float]:
    losses = []
    for step in steps:
        high = torch.rand(2, 1, 12, 12, generator=torch.Generator().manual_seed(step))
        losses.append(float(recipe.step(step, high * 0.9, high)["l1"]))
    return losses


def _same(one: dict[str, torch.Tensor], other: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(one[name], other[name]) for name in one)


def test_at_first_it_learns_bit_for_bit_as_the_shallower_one() -> None:
    shallow, deep = _recipe(_job(4)), _recipe(_job(9, shallow_share=0.625, shallow_depth=4))
    assert _learn(deep, range(1, 6)) == _learn(shallow, range(1, 6))
    assert _same(deep.module.deepened(shallow.module.state_dict()), deep.module.state_dict())
    assert _same(deep.module.deepened(shallow.averaged.state), deep.averaged.state)


def test_then_every_layer_learns() -> None:
    recipe = _recipe(_job(9, shallow_share=0.625, shallow_depth=4))
    _learn(recipe, range(1, 6))
    before = {name: tensor.clone() for name, tensor in recipe.module.state_dict().items()}
    _learn(recipe, range(6, 9))
    after = recipe.module.state_dict()
    assert not any(torch.equal(before[name], after[name]) for name in after if name.endswith("weight"))


def test_the_rate_is_lower_once_every_layer_learns() -> None:
    def rates(depth: int) -> list[float]:
        recipe = _recipe(_job(depth, schedule="constant", shallow_share=0.625, shallow_depth=4, deep_rate=0.25))
        found = []
        for step in range(1, 9):
            _learn(recipe, range(step, step + 1))
            found.append(recipe.rate)
        return found

    assert rates(9) == pytest.approx([1e-2] * 5 + [2.5e-3] * 3)
    assert rates(4) == pytest.approx([1e-2] * 8)
    with pytest.raises(BadJob, match=r"optim\.deep_rate"):
        _job(9, deep_rate=0.0)


@pytest.mark.parametrize("stop", [3, 5, 6])
def test_resumed_around_the_change_it_goes_on_as_without_the_break(stop: int) -> None:
    job = _job(9, shallow_share=0.625, shallow_depth=4)
    whole, first, second = _recipe(job), _recipe(job), _recipe(job)
    _learn(whole, range(1, 9))
    _learn(first, range(1, stop + 1))
    second.load_state(first.state())
    _learn(second, range(stop + 1, 9))
    assert _same(second.module.state_dict(), whole.module.state_dict())
    assert _same(second.averaged.state, whole.averaged.state)


def test_with_no_more_layers_than_at_first_all_learn_from_the_start() -> None:
    plain, early = _recipe(_job(4)), _recipe(_job(4, shallow_share=0.625, shallow_depth=4))
    assert _learn(early, range(1, 9)) == _learn(plain, range(1, 9))
    assert _same(early.module.state_dict(), plain.module.state_dict())


def test_a_start_with_all_layers_is_refused_with_what_to_change(tmp_path) -> None:
    config = vdsr.VdsrConfig(depth=9, width=8)
    start = str(save_net(tmp_path, vdsr.SPEC, scales=(2.0,), config=config))
    assert _same(_recipe(_job(9, start=start)).module.state_dict(), load_net(Path(start)).module.state_dict())
    with pytest.raises(BadJob, match=r"optim\.start") as error:
        _recipe(_job(9, start=start, shallow_share=0.5, shallow_depth=4))
    assert "unless optim.shallow_share is 0" in error.value.hint


def test_a_start_with_the_first_layers_is_learned_on(tmp_path) -> None:
    start = save_net(tmp_path, vdsr.SPEC, scales=(2.0,), config=vdsr.VdsrConfig(depth=4, width=8))
    recipe = _recipe(_job(9, start=str(start), shallow_share=0.5, shallow_depth=4))
    assert _same(recipe.module.deepened(load_net(start).module.state_dict()), recipe.module.state_dict())


def test_what_cannot_be_is_named() -> None:
    with pytest.raises(BadJob, match=r"optim\.shallow_share"):
        _recipe(_job(4, arch="srcnn", shallow_share=0.5))
    with pytest.raises(BadJob, match=r"optim\.shallow_share"):
        _job(9, shallow_share=1.0)
