"""A deeper VDSR that starts from a shallower one answers what that one does, and then learns."""

from __future__ import annotations

import pytest
import torch

from sr_desktop.core.archs.vdsr import Vdsr, VdsrConfig


@pytest.mark.parametrize("depth", [4, 5, 9])
def test_the_answers_are_those_of_the_shallower_one(depth: int) -> None:
    torch.manual_seed(0)
    shallow, deep = Vdsr(VdsrConfig(depth=4, width=8)), Vdsr(VdsrConfig(depth=depth, width=8))
    deep.load_state_dict(deep.deepened(shallow.state_dict()))
    luma = torch.rand(1, 1, 12, 9)
    torch.testing.assert_close(deep(luma), shallow(luma))


def test_new_layers_lie_evenly_behind_the_old_ones() -> None:
    shallow, deep = Vdsr(VdsrConfig(depth=5, width=4)), Vdsr(VdsrConfig(depth=11, width=4))
    state, old = deep.deepened(shallow.state_dict()), shallow.state_dict()
    places = [
        number
        for number in range(11)
        if any(torch.equal(state[f"layers.{number}.weight"], old[f"layers.{each}.weight"]) for each in range(5))
    ]
    assert places == [0, 1, 4, 7, 10]


def test_every_new_layer_learns() -> None:
    torch.manual_seed(0)
    shallow, deep = Vdsr(VdsrConfig(depth=3, width=8)), Vdsr(VdsrConfig(depth=6, width=8))
    deep.load_state_dict(deep.deepened(shallow.state_dict()))
    deep(torch.rand(1, 1, 12, 12)).square().sum().backward()
    for layer in deep.layers:
        assert layer.weight.grad is not None and float(layer.weight.grad.abs().max()) > 0


@pytest.mark.parametrize("other", [VdsrConfig(depth=2, width=8), VdsrConfig(depth=9, width=8)])
def test_what_cannot_be_deepened_comes_back_as_it_is(other: VdsrConfig) -> None:
    given = Vdsr(other).state_dict()
    kept = Vdsr(VdsrConfig(depth=6, width=8)).deepened(given)
    assert list(kept) == list(given)
    assert all(kept[name] is given[name] for name in given)
