"""Tiled equals untiled, for every registered network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from nets import lively_net

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.backends.ensemble_backend import EnsembleBackend
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.errors import BadOutput
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.upscaling.inference import TiledNet


def _tiled(spec: ArchSpec, tile: int) -> TiledNet:
    config = spec.config()
    return TiledNet(geometry=spec.geometry(config), backend=TorchBackend(lively_net(spec), device="cpu"), tile=tile)


def _factor(spec: ArchSpec) -> int:
    scales = spec.scales(spec.config())
    return int(scales[0]) if scales else 2


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
@pytest.mark.parametrize("shape", [(59, 83), (64, 1), (1, 70), (3, 3)], ids=str)
def test_tiled_equals_untiled(spec, shape) -> None:
    low = np.random.default_rng(0).random((*shape, spec.channels), dtype=np.float32)
    whole = _tiled(spec, 4096).enhance(low, _factor(spec))
    tiled = _tiled(spec, 1).enhance(low, _factor(spec))
    assert whole.shape == (shape[0] * _factor(spec), shape[1] * _factor(spec), spec.channels)
    scale = max(1.0, float(np.abs(whole).max()))
    assert float(np.abs(tiled - whole).max()) / scale <= 1e-5


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_the_receptive_radius_is_exact(spec) -> None:
    """A changed input pixel reaches exactly as far as the specification says, so the halo is neither short nor wasteful."""
    config: Any = spec.config()
    backend = TorchBackend(lively_net(spec), device="cpu")
    radius = spec.radius(config)
    side = 2 * radius + 21
    planes = np.random.default_rng(0).random((spec.channels, 1 if radius > 30 else 5, side), dtype=np.float32)
    changed = planes.copy()
    changed[:, :, side // 2] += 50.0
    moved = np.abs(backend.run(changed) - backend.run(planes)).max(axis=(0, 1))
    factor = len(moved) // side
    reach = np.nonzero(moved > 0)[0] // factor
    assert side // 2 - reach.min() == radius
    assert reach.max() - side // 2 == radius


def test_a_halo_that_is_too_short_shows() -> None:
    """The check above can fail: with half the halo, tiles do differ."""
    spec = ARCHS[0]
    low = np.random.default_rng(0).random((59, 83, spec.channels), dtype=np.float32)
    short = _tiled(spec, 32)
    short.radius //= 2
    assert float(np.abs(short.enhance(low, 2) - _tiled(spec, 4096).enhance(low, 2)).max()) > 1e-3


def test_cancelling_stops_between_tiles() -> None:
    net = _tiled(ARCHS[0], 32)
    token = CancelToken()
    seen: list[int] = []

    def progress(done: int, total: int) -> None:
        seen.append(done)
        token.cancel()

    with pytest.raises(Cancelled):
        net.run((100, 100), lambda box: np.zeros((1, box.height, box.width), np.float32), lambda *_: None,
                progress=progress, cancel=token)  # fmt: skip
    assert seen == [1]


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_cancelling_stops_inside_a_tile(spec) -> None:
    backend = TorchBackend(lively_net(spec), device="cpu")
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        backend.run(np.zeros((spec.channels, 16, 16), np.float32), token)
    assert backend.run(np.zeros((spec.channels, 16, 16), np.float32)).shape[0] == spec.channels


def test_answers_that_are_no_numbers_are_an_error() -> None:
    net = _tiled(ARCHS[0], 32)
    low = np.full((20, 20, 1), np.nan, dtype=np.float32)
    with pytest.raises(BadOutput, match="no numbers"):
        net.enhance(low, 2)


def test_an_rgb_network_refuses_a_foreign_factor() -> None:
    spec = next(spec for spec in ARCHS if spec.channels == 3)
    with pytest.raises(ValueError, match="upscales by"):
        _tiled(spec, 0).enhance(np.zeros((8, 8, 3), np.float32), 7)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_the_ensemble_is_the_mean_of_all_turned_and_mirrored_answers(spec) -> None:
    config = spec.config()
    backend = TorchBackend(lively_net(spec), device="cpu")
    geometry = spec.geometry(config)
    net = TiledNet(geometry=geometry, backend=backend)
    ensemble = TiledNet(geometry=geometry, backend=EnsembleBackend(backend), tile=1)
    scale = float(geometry.factor) if geometry.factor > 1 else 2.0
    low = np.random.default_rng(3).random((14, 9, geometry.channels), dtype=np.float32)
    answers = []
    for mirrored in (False, True):
        for quarters in range(4):
            turned = np.rot90(low[:, ::-1] if mirrored else low, quarters)
            answer = np.rot90(net.enhance(np.ascontiguousarray(turned), scale), -quarters)
            answers.append(answer[:, ::-1] if mirrored else answer)
    wanted = np.mean(answers, axis=0)
    assert float(np.abs(ensemble.enhance(low, scale) - wanted).max()) < 1e-4 * float(np.abs(wanted).max())
