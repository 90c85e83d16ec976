"""Sparse coding from learning to pictures, on pictures of edges; and what the shipped weights reach."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from classical_lessons import edges, learn_a_little, save_lesson
from PIL import Image
from source_tree import ROOT

from sr_desktop.core.backends.classical_backend import ClassicalBackend
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.scores import measure_scores
from sr_desktop.core.classical.face import Learned, Lesson
from sr_desktop.core.classical.learning import sparse as learning
from sr_desktop.core.classical.learning.sparse import Dictionaries, Pairs, slopes
from sr_desktop.core.classical.pursuit import matching_pursuit
from sr_desktop.core.classical.sparse import SPEC, SparseCoding, derivatives, load, reach
from sr_desktop.core.classical.weights import load_method
from sr_desktop.core.errors import TooFewSamples
from sr_desktop.core.metrics import psnr, to_8_bit
from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscaling.inference import TiledNet

SHIPPED = ROOT / "resources" / "weights"


@pytest.fixture(scope="module", params=[2, 3], ids=lambda factor: f"x{factor}")
def lesson(request, tmp_path_factory) -> tuple[int, Learned]:
    return request.param, learn_a_little("sparse", tmp_path_factory.mktemp("edges"), factor=request.param)


@pytest.fixture
def method(lesson) -> SparseCoding:
    factor, learned = lesson
    return load(factor, learned.config, learned.arrays)


def test_edges_are_sharper_than_by_bicubic(method) -> None:
    gains = []
    for seed in (77, 78, 79):
        truth = to_8_bit(edges(seed))
        low = imresize(edges(seed), 1 / method.factor)
        ours, plain = method.enhance(low), imresize(low, float(method.factor))
        assert ours.dtype == np.float32
        gains.append(psnr(truth, to_8_bit(ours)) - psnr(truth, to_8_bit(plain)))
    assert np.mean(gains) > 1.0


def test_the_filters_at_2_are_those_of_the_paper() -> None:
    picture = np.random.default_rng(4).random((9, 9), dtype=np.float32)
    across, down, second_across, second_down = derivatives(picture, 2)
    assert reach(2) == 2
    middle = picture[2:-2, 2:-2]
    np.testing.assert_allclose(across, picture[2:-2, 3:-1] - picture[2:-2, 1:-3], atol=1e-6)
    np.testing.assert_allclose(down, picture[3:-1, 2:-2] - picture[1:-3, 2:-2], atol=1e-6)
    np.testing.assert_allclose(2 * second_across, picture[2:-2, 4:] - 2 * middle + picture[2:-2, :-4], atol=1e-6)
    np.testing.assert_allclose(2 * second_down, picture[4:, 2:-2] - 2 * middle + picture[:-4, 2:-2], atol=1e-6)


def test_tiled_equals_untiled(method) -> None:
    backend = ClassicalBackend(method)
    low = np.random.default_rng(3).random((60, 81, 1), dtype=np.float32)
    whole, tiled = (TiledNet(geometry=backend.geometry, backend=backend, tile=tile) for tile in (4096, 1))
    np.testing.assert_allclose(tiled.enhance(low, method.factor), whole.enhance(low, method.factor), atol=1e-5)


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (40, 3)], ids=str)
def test_pictures_of_any_size(method, shape) -> None:
    answer = method.enhance(np.random.default_rng(2).random(shape, dtype=np.float32))
    assert answer.shape == (shape[0] * method.factor, shape[1] * method.factor)
    assert np.isfinite(answer).all()


def test_a_plain_picture_stays_plain(method) -> None:
    np.testing.assert_allclose(method.enhance(np.full((9, 8), 0.3, np.float32)), 0.3, atol=1e-5)


def test_cancelling_stops_it(method) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        method.enhance(np.zeros((8, 8), np.float32), token)


def test_dictionaries_go_down_the_slope_of_the_error() -> None:
    rng = np.random.default_rng(8)
    low = rng.standard_normal((40, 10)).astype(np.float32)
    pairs = Pairs(low=low, high=rng.standard_normal((40, 25)).astype(np.float32))
    units = rng.standard_normal((24, 10)).astype(np.float32)
    units /= np.linalg.norm(units, axis=1, keepdims=True)
    atoms = Dictionaries(low=units, high=rng.standard_normal((24, 25)).astype(np.float32))
    chosen, shares = matching_pursuit(low, units, 3)
    way = slopes(pairs, atoms, chosen, shares)

    def error(low_atoms: np.ndarray, high_atoms: np.ndarray) -> float:
        """Half the mean squared error of codes on the same atoms, in double precision."""
        total = 0.0
        for sample, wanted, places in zip(pairs.low, pairs.high, chosen, strict=True):
            own, *_ = np.linalg.lstsq(low_atoms[places].T, sample, rcond=None)
            total += float(((own @ high_atoms[places] - wanted) ** 2).sum()) / 2
        return total / len(chosen)

    plain, step = (units.astype(np.float64), atoms.high.astype(np.float64)), 1e-5
    for which, slope in enumerate((way.low, way.high)):
        for row, column in ((0, 0), (5, 3), (11, 9), (23, 1)):
            moved = [part.copy() for part in plain]
            back = [part.copy() for part in plain]
            moved[which][row, column] += step
            back[which][row, column] -= step
            measured = (error(*moved) - error(*back)) / (2 * step)
            assert slope[row, column] == pytest.approx(measured, abs=2e-3)


def test_coupling_lowers_the_error(tmp_path, monkeypatch) -> None:
    def rest(learned: Learned) -> float:
        ours = load(2, learned.config, learned.arrays)
        return float(np.mean([np.square(ours.enhance(imresize(edges(s), 0.5)) - edges(s)).mean() for s in (21, 22, 23)]))

    coupled = rest(learn_a_little("sparse", tmp_path))
    monkeypatch.setattr(learning, "_EPOCHS", 0)
    assert coupled < rest(learn_a_little("sparse", tmp_path))


def test_the_seed_decides(tmp_path) -> None:
    first, same, other = (learn_a_little("sparse", tmp_path, seed=seed) for seed in (3, 3, 4))
    for key in first.arrays:
        np.testing.assert_array_equal(first.arrays[key], same.arrays[key])
    assert any(not np.array_equal(first.arrays[key], other.arrays[key]) for key in first.arrays)


@pytest.mark.parametrize("picture", [np.full((96, 96), 0.4), edges(0, side=30)], ids=["plain", "tiny"])
def test_too_little_to_learn_from_is_told(picture, tmp_path) -> None:
    path = tmp_path / "picture.png"
    Image.fromarray((picture * 255).astype(np.uint8)).save(path)
    assert SPEC.learn is not None
    with pytest.raises(TooFewSamples, match="at least"):
        SPEC.learn(Lesson(pictures=(path,), factor=2), lambda *_: None)


def test_arrays_that_do_not_fit_are_refused(lesson) -> None:
    factor, learned = lesson
    for key, array in learned.arrays.items():
        with pytest.raises(ValueError, match="should hold"):
            load(factor, learned.config, {other: learned.arrays[other] for other in learned.arrays if other != key})
        with pytest.raises(ValueError, match="fit together"):
            load(factor, learned.config, {**learned.arrays, key: array[:-1]})
    for nonzero in (0, 100_000):
        with pytest.raises(ValueError, match="cannot be made of"):
            load(factor, replace(learned.config, nonzero=nonzero), learned.arrays)


def test_its_file_is_read_again(lesson, tmp_path) -> None:
    factor, learned = lesson
    path = save_lesson(tmp_path / "sparse.safetensors", "sparse", learned, factor=factor)
    low = edges(3, side=20)
    expected = load(factor, learned.config, learned.arrays).enhance(low)
    np.testing.assert_array_equal(load_method(path, factor).enhance(low), expected)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_shipped_files_are_small(scale) -> None:
    assert (SHIPPED / f"sparse_x{scale}.safetensors").stat().st_size < 1_000_000


def test_the_shipped_figures_are_those_of_the_file(benchmark_dir, tmp_path) -> None:
    card = find_model(list_models(ModelFolders(shipped=SHIPPED, user=Path(tmp_path))), "sparse")
    (score,) = measure_scores(Method(card), benchmark_dir, ("Set5",), (2.0,))
    (told,) = (each for each in card.scores if (each.dataset, each.scale) == ("Set5", 2.0))
    assert score.psnr == pytest.approx(told.psnr, abs=0.005)
    assert score.ssim == pytest.approx(told.ssim, abs=0.0005)
    assert score.psnr > told.bicubic + 1.2
