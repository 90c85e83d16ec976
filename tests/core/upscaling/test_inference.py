"""Tiled equals untiled, for every registered network."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from nets import lively_net, loaded_net

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.backends.ensemble_backend import EnsembleBackend, FlowingEnsemble, ensemble_of
from sr_desktop.core.backends.face import Way
from sr_desktop.core.backends.packed_backend import PackedBackend, _PackedFlow
from sr_desktop.core.backends.plan import Step, plan_of
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.errors import BadOutput, OutOfMemory
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.resize import Box, imresize
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


def _packed(spec: ArchSpec) -> PackedBackend:
    steps = plan_of(loaded_net(spec))
    assert steps is not None
    return PackedBackend(steps, Way(backend="torch", device="cpu"))


def test_what_cannot_be_turned_is_asked_with_turned_pictures() -> None:
    shuffle = Step(op="shuffle", inputs=(-1,), number=2)
    conv = Step(op="conv", inputs=(0,), weight=np.ones((1, 1, 1, 1), np.float32), bias=np.zeros(1, np.float32))
    backend = PackedBackend((shuffle, conv), Way(backend="torch", device="cpu"))
    assert isinstance(ensemble_of(backend), EnsembleBackend)
    assert isinstance(ensemble_of(_packed(ARCHS[0])), FlowingEnsemble)


@pytest.mark.parametrize("made", [lambda spec: ensemble_of(TorchBackend(lively_net(spec), device="cpu")),
                                  lambda spec: ensemble_of(_packed(spec))], ids=["tiles", "flows"])  # fmt: skip
@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_the_ensemble_is_the_mean_of_all_turned_and_mirrored_answers(spec, made, monkeypatch) -> None:
    monkeypatch.setattr(PackedBackend, "columns", lambda self, rows: 5)
    config = spec.config()
    backend = TorchBackend(lively_net(spec), device="cpu")
    geometry = spec.geometry(config)
    net = TiledNet(geometry=geometry, backend=backend)
    ensemble = TiledNet(geometry=geometry, backend=made(spec), tile=1)
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


def _flowing(spec: ArchSpec, tile: int) -> TiledNet:
    return TiledNet(geometry=spec.geometry(spec.config()), backend=_packed(spec), tile=tile)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
@pytest.mark.parametrize("shape", [(59, 83), (200, 131), (64, 1), (1, 70), (3, 3)], ids=str)
def test_bands_that_flow_equal_the_whole(spec, shape, monkeypatch) -> None:
    low = np.random.default_rng(0).random((*shape, spec.channels), dtype=np.float32)
    whole = _tiled(spec, 4096).enhance(low, _factor(spec))
    monkeypatch.setattr(PackedBackend, "columns", lambda self, rows: 12)
    flowed = _flowing(spec, 1).enhance(low, _factor(spec))
    assert float(np.abs(flowed - whole).max()) <= 1e-5 * max(1.0, float(np.abs(whole).max()))


@pytest.mark.parametrize("tiles", [_tiled, _flowing], ids=["tiles", "flows"])
def test_a_part_has_the_values_of_the_whole_and_each_window_is_told(tiles) -> None:
    spec = next(spec for spec in ARCHS if spec.id == "srresnet")
    low = np.random.default_rng(0).random((3, 150, 200), dtype=np.float32)
    net, part, told = tiles(spec, 1), Box(20, 140, 30, 170), []
    whole, answer = (np.full((3, 600, 800), np.nan, np.float32) for _ in range(2))

    def run(target, within) -> None:
        def store(box: Box, planes: FloatArray) -> None:
            target[:, box.top : box.bottom, box.left : box.right] = planes

        net.run((150, 200), lambda box: low[:, box.top : box.bottom, box.left : box.right], store,
                progress=lambda *at: told.append(at), within=within)  # fmt: skip

    run(whole, None)
    told.clear()
    run(answer, part)
    assert told == [(number, len(net.windows((150, 200), part))) for number in range(1, len(told) + 1)]
    assert told[-1][0] == told[-1][1]
    kept = part.times(4)
    inside = answer[:, kept.top : kept.bottom, kept.left : kept.right]
    assert np.isnan(answer).sum() == answer.size - inside.size
    assert np.allclose(inside, whole[:, kept.top : kept.bottom, kept.left : kept.right], atol=1e-4)


def test_a_flow_that_runs_out_of_memory_goes_on_in_narrower_bands_from_where_it_was(monkeypatch) -> None:
    spec = next(spec for spec in ARCHS if spec.id == "srcnn")
    low = np.random.default_rng(0).random((150, 160, 1), dtype=np.float32)
    whole = _tiled(spec, 4096).enhance(low, 2)
    monkeypatch.setattr(PackedBackend, "columns", lambda self, rows: 16)
    push, pushed, stored = _PackedFlow.push, [], np.zeros((300, 320), int)

    def limited(self, planes, last, cancel=None):
        pushed.append(planes.shape[1:])
        if planes.shape[1] > 150 and len(pushed) > 5:
            raise OutOfMemory(device="cpu")
        return push(self, planes, last, cancel)

    monkeypatch.setattr(_PackedFlow, "push", limited)
    net, told, answer = _flowing(spec, 0), [], np.zeros((300, 320), np.float32)
    grid = imresize(low, 2)[:, :, 0]

    def store(box: Box, planes: FloatArray) -> None:
        box.of(stored)[...] += 1
        box.of(answer)[...] = planes[0]

    total = len(net.windows((300, 320)))
    net.run((300, 320), lambda box: box.of(grid)[None], store, progress=lambda *at: told.append(at))
    assert (stored == 1).all(), "what was done stays done"
    assert np.allclose(answer, whole[:, :, 0], atol=1e-5)
    assert told == [(number, total) for number in range(1, total + 1)]
    assert net.tile == 150
    assert [note.values["after"] for note in net.ladder.take_notes()] == [150]


def test_a_flow_on_a_machine_without_memory_ends_with_a_sentence(monkeypatch) -> None:
    def full(self, planes, last, cancel=None):
        raise OutOfMemory(device="cpu")

    monkeypatch.setattr(_PackedFlow, "push", full)
    with pytest.raises(OutOfMemory):
        _flowing(ARCHS[0], 0).enhance(np.zeros((300, 20, ARCHS[0].channels), np.float32), 2)


def test_bands_across_a_very_wide_picture_have_fewer_rows() -> None:
    spec = next(spec for spec in ARCHS if spec.id == "srresnet")
    net = _flowing(spec, 0)
    rows = {width: max(window.keeps.height for window in net.windows((3000, width))) for width in (500, 40_000)}
    assert rows[500] > 700
    assert rows[40_000] < 200


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
@pytest.mark.parametrize("within", [None, Box(13, 170, 5, 9), Box(0, 200, 0, 300)], ids=str)
def test_the_tops_of_windows_are_known_without_all_of_them(spec, within: Box | None) -> None:
    flowing = TiledNet(geometry=spec.geometry(spec.config()), backend=_packed(spec), tile=100)
    for net in (_tiled(spec, 100), flowing):
        tops = net.tops((200, 300), within)
        assert tops == sorted({window.keeps.top for window in net.windows((200, 300), within)})
        assert len(tops) > 1
