"""The perceptual distance: VGG-19's activations, whole pictures and bands alike."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch

from sr_desktop.core.bench import distance
from sr_desktop.core.bench.distance import PerceptualDistance
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.errors import BadCheckpoint

LAYERS = {"conv1_1": (3, 64), "conv1_2": (64, 64), "conv2_1": (64, 128), "conv2_2": (128, 128), "conv3_1": (128, 256)}


@pytest.fixture(scope="module")
def vgg_file(tmp_path_factory) -> Path:
    torch.manual_seed(3)
    state = {}
    for name, (before, width) in LAYERS.items():
        state[f"{name}.weight"] = torch.randn(width, before, 3, 3) * (2 / (9 * before)) ** 0.5
        state[f"{name}.bias"] = torch.rand(width) * 0.1
    path = tmp_path_factory.mktemp("vgg") / "vgg19.safetensors"
    safetensors.torch.save_file(state, path)
    return path


def _by_hand(path: Path, picture: np.ndarray) -> torch.Tensor:
    """The layers one by one, with torch's functions."""
    state = safetensors.torch.load_file(path)
    bgr = torch.from_numpy(picture[:, :, ::-1].copy()).permute(2, 0, 1)[None].float()
    maps = bgr - torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
    for name in LAYERS:
        if name in ("conv2_1", "conv3_1"):
            maps = torch.nn.functional.max_pool2d(maps, 2)
        maps = torch.nn.functional.conv2d(maps, state[f"{name}.weight"], state[f"{name}.bias"], padding=1).relu()
    return maps


@pytest.fixture
def pair() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 256, (61, 30, 3)).astype(np.float64)
    return truth, np.clip(truth + rng.integers(-9, 10, truth.shape), 0, 255)


def test_it_is_the_mean_squared_difference_of_the_activations(vgg_file, pair) -> None:
    wanted = float((_by_hand(vgg_file, pair[0]) - _by_hand(vgg_file, pair[1])).square().mean())
    assert PerceptualDistance(vgg_file, "cpu").between(*pair) == pytest.approx(wanted, rel=1e-4)


def test_bands_give_what_the_whole_picture_does(vgg_file, pair, monkeypatch) -> None:
    whole = PerceptualDistance(vgg_file, "cpu").between(*pair)
    monkeypatch.setattr(distance, "_BAND", 8)
    assert PerceptualDistance(vgg_file, "cpu").between(*pair) == pytest.approx(whole, rel=1e-5)


def test_equal_pictures_have_none_and_luminance_is_shown_as_grey(vgg_file, pair) -> None:
    measure = PerceptualDistance(vgg_file, "cpu")
    assert measure.between(pair[0], pair[0]) == 0.0
    grey = [np.repeat(each[:, :, :1], 3, axis=2) for each in pair]
    assert measure.between(pair[0][:, :, :1], pair[1][:, :, :1]) == measure.between(*grey) > 0


def test_it_is_measured_by_the_protocol(vgg_file) -> None:
    rng = np.random.default_rng(1)
    truth = rng.random((40, 40, 3), dtype=np.float32)
    answer = rng.random((40, 40, 3), dtype=np.float32)
    figures = {
        channel: MetricSet(Protocol(channel=channel), distance=PerceptualDistance(vgg_file, "cpu")).of(truth, answer, 2)
        for channel in ("y", "rgb")
    }
    assert figures["y"].distance != figures["rgb"].distance


def test_a_file_that_ends_too_soon_or_is_missing_says_so(vgg_file, tmp_path) -> None:
    state = safetensors.torch.load_file(vgg_file)
    safetensors.torch.save_file({name: state[name] for name in state if "conv3" not in name}, tmp_path / "short.safetensors")
    with pytest.raises(BadCheckpoint, match="conv3_1"):
        PerceptualDistance(tmp_path / "short.safetensors", "cpu")
    with pytest.raises(BadCheckpoint, match="No such file"):
        PerceptualDistance(tmp_path / "none.safetensors", "cpu")


def test_the_shared_file_tells_sharper_from_blurred(authors_weights_dir) -> None:
    measure = PerceptualDistance(authors_weights_dir / "vgg19_normalised_conv1_1_to_conv3_1.safetensors", "cpu")
    rng = np.random.default_rng(2)
    truth = np.kron(rng.integers(0, 256, (12, 12, 1)), np.ones((5, 5, 1))).astype(np.float64)
    blurred = {steps: _blurred(truth, steps) for steps in (1, 4)}
    assert 0 < measure.between(truth, blurred[1]) < measure.between(truth, blurred[4])


def _blurred(picture: np.ndarray, steps: int) -> np.ndarray:
    for _ in range(steps):
        picture = (picture + np.roll(picture, 1, 0) + np.roll(picture, 1, 1) + np.roll(picture, (1, 1), (0, 1))) / 4
    return picture
