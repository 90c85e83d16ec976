"""A deeper VDSR that starts from a shallower one answers what that one does, and then learns."""

from __future__ import annotations

import pytest
import torch

from sr_desktop.core.archs.deepening import kept_places
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


@pytest.mark.parametrize(("depth", "places"), [(3, [0, 1, 9]), (5, [0, 1, 4, 7, 9]), (9, [0, 1, 3, 4, 5, 6, 7, 8, 9])])
def test_where_the_old_layers_come_to_lie(depth: int, places: list[int]) -> None:
    assert kept_places(depth, 10) == places


def test_used_with_fewer_layers_it_is_the_shallower_network_whatever_the_others_hold() -> None:
    torch.manual_seed(0)
    deep = Vdsr(VdsrConfig(depth=9, width=8, residual=False))
    shallow = deep.shallower(4)
    assert (len(shallow.layers), shallow.residual) == (4, False)
    for place, layer in zip(kept_places(4, 9), shallow.layers, strict=True):
        deep.layers[place].load_state_dict(layer.state_dict())
    luma = torch.rand(1, 1, 12, 9)
    whole = deep(luma)
    deep.use_depth(4)
    torch.testing.assert_close(deep(luma), shallow(luma), rtol=0, atol=0)
    deep.use_depth(None)
    torch.testing.assert_close(deep(luma), whole, rtol=0, atol=0)
