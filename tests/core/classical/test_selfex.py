"""Self-exemplars: what a picture teaches about itself."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from classical_lessons import edges

from sr_desktop.core.backends.classical_backend import ClassicalBackend
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.scores import measure_scores
from sr_desktop.core.classical import selfex
from sr_desktop.core.classical.projection import back_project
from sr_desktop.core.classical.selfex import SelfexConfig, SelfExemplars, load
from sr_desktop.core.metrics import psnr, to_8_bit
from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscaling.inference import TiledNet


@pytest.fixture(params=[2, 3, 4], ids=lambda factor: f"x{factor}")
def method(request) -> SelfExemplars:
    return load(request.param, SelfexConfig(), {})


@pytest.mark.parametrize("factor", [2, 3])
def test_exemplars_bring_more_than_back_projection_alone(factor) -> None:
    gains, method = [], load(factor, SelfexConfig(), {})
    for seed in (77, 78, 79):
        truth = edges(seed, side=144)
        low = imresize(truth, 1 / factor)
        ours, plain = method.enhance(low), back_project(imresize(low, float(factor)), low)
        assert ours.dtype == np.float32
        gains.append(psnr(to_8_bit(truth), to_8_bit(ours)) - psnr(to_8_bit(truth), to_8_bit(plain)))
    assert np.mean(gains) > 0.4


def test_exemplars_are_found_turned_and_mirrored(monkeypatch) -> None:
    """A picture and its turned form have the same exemplars, so the answers are turned forms of each other."""
    low, method = edges(4, side=40), load(2, SelfexConfig(), {})
    # Where several exemplars are nearly as far, a tree may take either: only an exact search is the same every time.
    monkeypatch.setattr(selfex, "_SLACK", 0.0)
    np.testing.assert_allclose(method.enhance(np.rot90(low)), np.rot90(method.enhance(low)), atol=2e-3)
    np.testing.assert_allclose(method.enhance(low[:, ::-1]), method.enhance(low)[:, ::-1], atol=2e-3)


@pytest.mark.parametrize("shape", [(1, 1), (2, 9), (40, 3), (7, 7)], ids=str)
def test_pictures_of_any_size(method, shape) -> None:
    answer = method.enhance(np.random.default_rng(2).random(shape, dtype=np.float32))
    assert answer.shape == (shape[0] * method.factor, shape[1] * method.factor)
    assert np.isfinite(answer).all()


def test_a_plain_picture_stays_plain(method) -> None:
    np.testing.assert_allclose(method.enhance(np.full((19, 18), 0.3, np.float32)), 0.3, atol=1e-5)


def test_tiles_differ_by_less_than_the_eye_sees() -> None:
    method = load(2, SelfexConfig(), {})
    backend = ClassicalBackend(method)
    low = imresize(edges(9, side=280), 0.5)[:, :, None]
    whole, tiled = (TiledNet(geometry=backend.geometry, backend=backend, tile=tile) for tile in (4096, 100))
    answers = [to_8_bit(net.enhance(low, 2.0)) for net in (whole, tiled)]
    assert np.abs(answers[0] - answers[1]).mean() < 0.5
    truth = to_8_bit(edges(9, side=280)[:, :, None])
    assert psnr(truth, answers[1]) > psnr(truth, answers[0]) - 0.3


def test_the_same_every_time(method) -> None:
    low = edges(3, side=24)
    np.testing.assert_array_equal(method.enhance(low), method.enhance(low))


def test_cancelling_stops_it(method) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        method.enhance(edges(1, side=30), token)


def test_weights_are_refused() -> None:
    with pytest.raises(ValueError, match="hold nothing"):
        load(2, SelfexConfig(), {"a": np.zeros(1)})


def test_it_is_built_in_and_says_that_it_is_simplified(tmp_path) -> None:
    card = find_model(list_models(ModelFolders(shipped=tmp_path, user=tmp_path)), "selfex")
    assert (card.scales, card.channels, card.files) == ((2.0, 3.0, 4.0), 1, ())
    assert "simplified" in card.title
    assert Method(card).published_as == "selfex"


def test_what_it_reaches_on_set5(benchmark_dir, tmp_path) -> None:
    card = find_model(list_models(ModelFolders(shipped=Path(tmp_path), user=Path(tmp_path))), "selfex")
    (score,) = measure_scores(Method(card), benchmark_dir, ("Set5",), (2.0,))
    assert score.psnr > 33.656 + 1.5
