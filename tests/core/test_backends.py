"""Every way of running a network here agrees with plain torch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from nets import lively_net

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.backends.choice import make_backend, ways_for
from sr_desktop.core.backends.face import Way
from sr_desktop.core.checkpoint import LoadedNet
from sr_desktop.core.devices import list_devices
from sr_desktop.core.errors import DeviceUnavailable
from sr_desktop.core.weights_header import WeightsInfo


def _loaded(spec: ArchSpec) -> LoadedNet:
    config = spec.config()
    info = WeightsInfo(model=spec.id, title=spec.title, arch=spec.id, config="{}", scales=(2.0,))
    return LoadedNet(module=lively_net(spec, config), spec=spec, config=config, info=info)


def test_without_a_wish_the_first_way_is_exact_on_the_best_device() -> None:
    ways = ways_for(_loaded(ARCHS[0]))
    assert ways[0] == Way(backend="torch", device=list_devices()[0], precision="fp32")
    assert len(set(ways)) == len(ways)


def test_wishes_narrow_the_ways() -> None:
    loaded = _loaded(ARCHS[0])
    assert {way.device for way in ways_for(loaded, device="cpu")} == {"cpu"}
    assert {way.precision for way in ways_for(loaded, precision="fp32")} == {"fp32"}
    with pytest.raises(DeviceUnavailable):
        ways_for(loaded, device="cuda:99")


def test_less_precision_is_offered_where_the_hardware_has_it_and_given_where_it_is_asked_for(monkeypatch) -> None:
    loaded = _loaded(ARCHS[0])
    for native in (False, True):
        monkeypatch.setattr("sr_desktop.core.backends.torch_backend.computes_bf16", lambda device, native=native: native)
        offered = {way.precision for way in ways_for(loaded, device="cpu")}
        assert offered == ({"fp32", "bf16"} if native else {"fp32"})
        assert [way.precision for way in ways_for(loaded, device="cpu", precision="bf16")] == ["bf16"]


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_every_way_gives_what_plain_torch_gives(spec) -> None:
    loaded = _loaded(spec)
    planes = np.random.default_rng(2).random((spec.channels, 24, 37), dtype=np.float32)
    with torch.inference_mode():
        plain = lively_net(spec)(torch.from_numpy(planes)[None])[0].numpy()
    for way in ways_for(loaded, precision="fp32"):
        backend = make_backend(loaded, way)
        assert (backend.name, backend.device, backend.precision) == (way.backend, way.device, way.precision)
        assert float(np.abs(backend.run(planes) - plain).max()) <= 1e-5 * max(1.0, float(np.abs(plain).max())), way
