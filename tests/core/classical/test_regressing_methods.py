"""A+ and RFL from learning to pictures, on pictures of edges."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from classical_lessons import edges, learn_a_little, save_lesson
from PIL import Image

from sr_desktop.core.backends.classical_backend import ClassicalBackend
from sr_desktop.core.classical import METHOD_BY_ID
from sr_desktop.core.classical.face import ClassicalMethod, Learned, Lesson
from sr_desktop.core.classical.learning.neighbours import find_neighbours
from sr_desktop.core.errors import TooFewSamples
from sr_desktop.core.metrics import psnr, to_8_bit
from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.size import TargetSize

NAMES = ("aplus", "rfl")


@pytest.fixture(scope="module", params=[(name, factor) for name in NAMES for factor in (2, 3)], ids=str)
def lesson(request, tmp_path_factory) -> tuple[str, int, Learned]:
    name, factor = request.param
    return name, factor, learn_a_little(name, tmp_path_factory.mktemp("edges"), factor=factor)


@pytest.fixture
def method(lesson) -> ClassicalMethod:
    name, factor, learned = lesson
    return METHOD_BY_ID[name].load(factor, learned.config, learned.arrays)


def test_edges_are_sharper_than_by_bicubic(method) -> None:
    gains = []
    for seed in (77, 78, 79):
        truth = to_8_bit(edges(seed))
        low = imresize(edges(seed), 1 / method.factor)
        ours, plain = method.enhance(low), imresize(low, float(method.factor))
        assert ours.dtype == np.float32
        gains.append(psnr(truth, to_8_bit(ours)) - psnr(truth, to_8_bit(plain)))
    assert np.mean(gains) > 0.5


def test_the_radius_is_exact(method) -> None:
    side = 2 * method.radius + 9
    low = np.random.default_rng(1).random((side, side), dtype=np.float32)
    middle, reach = side // 2, []
    # What a far pixel adds may choose the same regressor: several changes, so that one of them shows.
    for change in (0.5, -0.5, 2.0, -2.0):
        changed = low.copy()
        changed[middle, middle] += change
        moved = np.abs(method.enhance(changed) - method.enhance(low)) > 1e-6
        reach += [abs(place // method.factor - middle) for place in np.argwhere(moved).ravel()]
    assert max(reach) == method.radius


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (40, 3)], ids=str)
def test_pictures_of_any_size(method, shape) -> None:
    low = np.random.default_rng(2).random(shape, dtype=np.float32)
    answer = method.enhance(low)
    assert answer.shape == (shape[0] * method.factor, shape[1] * method.factor)
    assert np.isfinite(answer).all()


def test_a_plain_picture_stays_plain(method) -> None:
    np.testing.assert_allclose(method.enhance(np.full((9, 8), 0.3, np.float32)), 0.3, atol=1e-5)


def test_tiled_equals_untiled(method) -> None:
    backend = ClassicalBackend(method)
    low = np.random.default_rng(3).random((45, 61, 1), dtype=np.float32)
    whole, tiled = (TiledNet(geometry=backend.geometry, backend=backend, tile=tile) for tile in (4096, 1))
    np.testing.assert_allclose(tiled.enhance(low, method.factor), whole.enhance(low, method.factor), atol=1e-5)
    np.testing.assert_array_equal(whole.enhance(low, method.factor)[:, :, 0], method.enhance(low[:, :, 0]))


def test_cancelling_stops_it(method) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        method.enhance(np.zeros((8, 8), np.float32), token)


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides(name, tmp_path) -> None:
    first, same, other = (learn_a_little(name, tmp_path, seed=seed) for seed in (3, 3, 4))
    for key in first.arrays:
        np.testing.assert_array_equal(first.arrays[key], same.arrays[key])
    assert any(not np.array_equal(first.arrays[key], other.arrays[key]) for key in first.arrays)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "picture", [np.full((96, 96), 0.4), edges(0, side=30), edges(0, side=38)], ids=["plain", "tiny", "small"]
)
def test_too_little_to_learn_from_is_told(name, picture, tmp_path) -> None:
    path = tmp_path / "picture.png"
    Image.fromarray((picture * 255).astype(np.uint8)).save(path)
    spec = METHOD_BY_ID[name]
    assert spec.learn is not None
    with pytest.raises(TooFewSamples, match="at least"):
        spec.learn(Lesson(pictures=(path,), factor=2), lambda *_: None)


@pytest.mark.parametrize("name", NAMES)
def test_samples_are_bounded_and_told(name, tmp_path) -> None:
    assert 2000 < learn_a_little(name, tmp_path).samples < 8300


def test_arrays_that_do_not_fit_are_refused(lesson) -> None:
    name, factor, learned = lesson
    load = METHOD_BY_ID[name].load
    for key, array in learned.arrays.items():
        with pytest.raises(ValueError, match="should hold"):
            load(factor, learned.config, {other: learned.arrays[other] for other in learned.arrays if other != key})
        with pytest.raises(ValueError, match=r"fit together|damaged"):
            load(factor, learned.config, {**learned.arrays, key: array[:-1]})
    with pytest.raises(ValueError, match="fit together"):
        load(factor + 1, learned.config, learned.arrays)


def test_trees_that_lead_nowhere_are_refused(tmp_path) -> None:
    learned = learn_a_little("rfl", tmp_path)
    children, tests = learned.arrays["children"], learned.arrays["tests"]
    for damaged in (
        {"children": np.where(children < 0, children - 100_000, children)},
        {"children": np.where(children >= 0, 0, children)},
        {"children": children + 100_000},
        {"tests": tests - 1000},
        {"tests": tests + 1000},
    ):
        with pytest.raises(ValueError, match="damaged"):
            METHOD_BY_ID["rfl"].load(2, learned.config, {**learned.arrays, **damaged})
    with pytest.raises(ValueError, match="damaged"):
        METHOD_BY_ID["rfl"].load(2, replace(learned.config, trees=0), learned.arrays)


def test_neighbours_are_the_nearest() -> None:
    rng = np.random.default_rng(5)
    samples = rng.standard_normal((70_000, 6)).astype(np.float32)
    anchors = rng.standard_normal((3, 6)).astype(np.float32)
    found = find_neighbours(samples, anchors, 500, lambda *_: None)
    likeness = np.abs(anchors @ samples.T)
    for anchor in range(3):
        assert set(found[anchor]) == set(np.argsort(-likeness[anchor])[:500])


@pytest.mark.parametrize("scale", [2.0, 2.6])
def test_it_is_a_model_like_any_other(lesson, tmp_path, scale) -> None:
    """Colours, alpha, depth and factors between whole ones come by the path of the networks."""
    name, factor, learned = lesson
    save_lesson(tmp_path / f"{name}.safetensors", name, learned, factor=factor)
    card = find_model(list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none")), name)
    assert (card.channels, card.scales, card.any_scale) == (1, (float(factor),), False)
    rng = np.random.default_rng(6)
    source = Picture(
        pixels=rng.integers(0, 65535, (23, 31, 3)).astype(np.uint16), alpha=rng.integers(0, 65535, (23, 31)).astype(np.uint16)
    )
    size = TargetSize(value=scale).resolve(31, 23)
    done = Upscaler(card).upscale(source, size)
    assert done.picture.pixels.shape == (size.height, size.width, 3)
    assert done.picture.pixels.dtype == np.uint16
    assert done.picture.alpha is not None
    assert (done.device, done.precision) == ("cpu", "fp32")
    assert done.tile > 0


def test_grey_pictures_take_the_same_path_as_measurements(lesson, tmp_path) -> None:
    name, factor, learned = lesson
    save_lesson(tmp_path / f"{name}.safetensors", name, learned, factor=factor)
    card = find_model(list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none")), name)
    pixels = np.random.default_rng(7).integers(0, 255, (19, 14, 1)).astype(np.uint8)
    upscaler = Upscaler(card)
    picture = upscaler.upscale(Picture(pixels=pixels), TargetSize(value=factor).resolve(14, 19)).picture
    measured = upscaler.net(factor).enhance(pixels.astype(np.float32) / np.float32(255), factor)
    # One rounds floats of 32 bits, the other of 64: values right between two levels may differ.
    difference = np.abs(picture.pixels.astype(int) - to_8_bit(measured).astype(int))
    assert difference.max() <= 1
    assert (difference > 0).mean() < 0.01
