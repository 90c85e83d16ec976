"""Which layers may be rounded: by made-up costs and changes, and on the networks that ship."""

from __future__ import annotations

from math import inf
from pathlib import Path

import pytest
import torch

from sr_desktop.core.backends.choice import make_backend
from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.plan import plan_of
from sr_desktop.core.devices import computes_bf16
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.agreement import agreement
from sr_desktop.core.tuning.choice import Agreement
from sr_desktop.core.tuning.layers import Option, Options, bearable_layers, chosen
from sr_desktop.core.tuning.rounding import Rounding
from sr_desktop.core.upscaling.settings import LayerKind
from sr_desktop.paths import resources_dir, samples_dir

SHIPPED = [samples_dir() / sample.file for sample in SAMPLES]
IN_BF16 = pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")


def options(*, fp32: float, mixed: tuple[float, float], bf16: tuple[float, float]) -> Options:
    """fp32: cost; the others: change and cost."""
    return {
        "fp32": Option(change=0, cost=fp32),
        "mixed": Option(change=mixed[0], cost=mixed[1]),
        "bf16": Option(change=bf16[0], cost=bf16[1]),
    }


LOUD = options(fp32=10, mixed=(1, 5), bf16=(9, 2))
QUIET = options(fp32=10, mixed=(0.01, 5), bf16=(0.1, 2))
LOUD_AND_LARGE = options(fp32=100, mixed=(1, 50), bf16=(9, 20))


def test_without_a_limit_all_are_as_fast_as_can_be() -> None:
    assert chosen([LOUD, QUIET], inf) == ("bf16", "bf16")


def test_the_layer_that_shows_is_made_more_exact_by_as_much_as_it_takes() -> None:
    assert chosen([LOUD, QUIET], 2) == ("mixed", "bf16")
    assert chosen([LOUD, QUIET], 0.5) == ("fp32", "bf16")
    assert chosen([LOUD, QUIET], 0.05) == ("fp32", "mixed")
    assert chosen([LOUD, QUIET], 0) == ("fp32", "fp32")


def test_of_two_that_show_the_cheaper_one_goes_first() -> None:
    assert chosen([LOUD_AND_LARGE, LOUD], 11) == ("bf16", "mixed")


def test_what_is_neither_faster_nor_exact_is_not_taken() -> None:
    slow = options(fp32=1, mixed=(1, 3), bf16=(9, 2))
    assert chosen([slow], inf) == ("fp32",)


def test_what_gives_no_numbers_is_never_taken() -> None:
    broken = options(fp32=10, mixed=(inf, 5), bf16=(inf, 2))
    assert chosen([broken, QUIET], 1) == ("fp32", "bf16")


def test_without_pictures_nothing_is_known() -> None:
    loaded = load_net(resources_dir() / "weights" / "srcnn_x2.safetensors")
    steps = plan_of(loaded)
    assert steps is not None
    assert bearable_layers(steps, loaded.spec.geometry(loaded.config), 2, []) == ()


@IN_BF16
def test_it_stops_for_a_cancel() -> None:
    loaded = load_net(resources_dir() / "weights" / "srcnn_x2.safetensors")
    steps, token = plan_of(loaded), CancelToken()
    assert steps is not None
    token.cancel()
    with pytest.raises(Cancelled):
        bearable_layers(steps, loaded.spec.geometry(loaded.config), 2, SHIPPED, token)


def _rounding(name: str, scale: int) -> Rounding:
    loaded = load_net(resources_dir() / "weights" / f"{name}.safetensors")
    steps = plan_of(loaded)
    assert steps is not None
    return Rounding(steps, loaded.spec.geometry(loaded.config), scale, SHIPPED, None)


@IN_BF16
def test_changes_and_costs_are_measured() -> None:
    rounding = _rounding("srcnn_x2", 2)
    assert rounding.layers == 3
    assert 1e-5 < rounding.error < 1e-2
    for layer in range(3):
        assert 0 < rounding.change(layer, "bf16") < rounding.error
        assert set(rounding.costs(layer)) == {"fp32", *rounding.kinds(layer)}
        assert not layer or 0 < rounding.change(layer, "mixed") < rounding.change(layer, "bf16") / 100
        assert min(rounding.costs(layer).values()) > 0


@IN_BF16
@pytest.mark.parametrize(("name", "ends"), [("srcnn_x2", False), ("srresnet_x4", False), ("vdsr", True)])
def test_the_picture_itself_is_neither_told_nor_made_in_bf16(name: str, ends: bool) -> None:
    """What the first layer sees has no channels that lead; the last one of VDSR makes what is added to it alone."""
    rounding = _rounding(name, 4 if name == "srresnet_x4" else 2)
    last = rounding.layers - 1
    assert rounding.kinds(0) == ("bf16",)
    assert {rounding.kinds(layer) for layer in range(1, last)} == {("bf16", "mixed")}
    assert rounding.kinds(last) == (("bf16", "mixed") if ends else ("mixed",))


@IN_BF16
def test_layers_on_the_larger_grid_cost_more() -> None:
    rounding = _rounding("srresnet_x4", 4)
    after_first, after_second = (rounding.costs(layer)["fp32"] for layer in (34, 35))
    assert after_second == pytest.approx(4 * after_first), "of the same shape, on four times as many pixels"


def _found(name: str, scale: int, pictures: list[Path], monkeypatch: pytest.MonkeyPatch) -> Agreement:
    costs: dict[LayerKind, float] = {"fp32": 10, "mixed": 5, "bf16": 1}
    monkeypatch.setattr(Rounding, "costs", lambda self, layer: costs)
    loaded = load_net(resources_dir() / "weights" / f"{name}.safetensors")
    steps, geometry = plan_of(loaded), loaded.spec.geometry(loaded.config)
    assert steps is not None
    layers = bearable_layers(steps, geometry, scale, SHIPPED)[0]
    assert sum(kind != "fp32" for kind in layers) > len(layers) / 2, layers
    rounded = Way(backend="torch", device="cpu", precision="bf16", layers=layers)
    exact, other = (make_backend(loaded, way) for way in (Way(backend="torch", device="cpu"), rounded))
    return agreement(exact, other, geometry, scale, pictures)


NETWORKS = [("srcnn_x2", 2), ("srcnn_x3", 3), ("vdsr", 2), ("vdsr", 3), ("srresnet_x4", 4), ("srgan_x4", 4)]


@IN_BF16
@pytest.mark.parametrize(("name", "scale"), NETWORKS)
def test_what_is_rounded_of_our_networks_is_not_seen(name: str, scale: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _found(name, scale, SHIPPED, monkeypatch).is_near_enough


@IN_BF16
@pytest.mark.parametrize(("name", "scale"), NETWORKS)
def test_nor_on_set5(name: str, scale: int, monkeypatch: pytest.MonkeyPatch, benchmark_dir: Path) -> None:
    """On other pictures than those by which layers were chosen."""
    assert _found(name, scale, sorted((benchmark_dir / "Set5").glob("*.png")), monkeypatch).is_near_enough
