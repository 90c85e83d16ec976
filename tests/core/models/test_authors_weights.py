"""The authors' MATLAB files become models of ours; what is none says so."""

from __future__ import annotations

import hashlib
import itertools
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.io import savemat
from scipy.signal import correlate2d

from sr_desktop.cli import program as cli
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.models.authors_weights import convert, read_authors_net
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.weights_header import read_info

RNG = np.random.default_rng(0)


def _srcnn_file(path: Path, f2: int = 3) -> dict[str, np.ndarray]:
    """A small SRCNN, 5-f2-3 with 4 and 2 filters, in the layout of the authors' files."""
    values = {
        "weights_conv1": RNG.normal(0, 0.2, (25, 4)),
        "weights_conv2": RNG.normal(0, 0.2, (4, f2 * f2, 2)),
        "weights_conv3": RNG.normal(0, 0.2, (2, 9)),
        "biases_conv1": RNG.normal(0, 0.1, (4, 1)),
        "biases_conv2": RNG.normal(0, 0.1, (2, 1)),
        "biases_conv3": np.array([[0.05]]),
    }
    savemat(path, values)
    return values


def _vdsr_file(path: Path, depth: int = 4, width: int = 3) -> tuple[list[np.ndarray], list[np.ndarray]]:
    widths = [1, *[width] * (depth - 1), 1]
    kernels = [RNG.normal(0, 0.3, (3, 3, a, b)) for a, b in itertools.pairwise(widths)]
    biases = [RNG.normal(0, 0.1, (b, 1)) for b in widths[1:]]
    cells = np.empty((1, depth), dtype=object), np.empty((1, depth), dtype=object)
    for number in range(depth):
        cells[0][0, number], cells[1][0, number] = kernels[number], biases[number]
    savemat(path, {"model": {"weight": cells[0], "bias": cells[1]}})
    return kernels, biases


def _matlab_srcnn(values: dict[str, np.ndarray], luma: np.ndarray) -> np.ndarray:
    """The authors' demo, SRCNN.m, line by line; borders are left out by the caller."""

    def subkernel(numbers: np.ndarray) -> np.ndarray:
        side = round(numbers.size**0.5)
        return numbers.reshape(side, side, order="F")

    first = [
        np.maximum(correlate2d(luma, subkernel(values["weights_conv1"][:, i]), "same") + values["biases_conv1"][i, 0], 0)
        for i in range(4)
    ]
    second = [
        np.maximum(
            sum(correlate2d(first[j], subkernel(values["weights_conv2"][j, :, i]), "same") for j in range(4))
            + values["biases_conv2"][i, 0],
            0,
        )
        for i in range(2)
    ]
    third = sum(correlate2d(second[i], subkernel(values["weights_conv3"][i, :]), "same") for i in range(2))
    return third + values["biases_conv3"][0, 0]


@pytest.mark.parametrize("f2", [1, 3])
def test_srcnn_answers_as_the_authors_demo(f2, tmp_path) -> None:
    values = _srcnn_file(tmp_path / "net_x3.mat", f2)
    path = convert(tmp_path / "net_x3.mat", tmp_path)
    luma = RNG.random((20, 24))
    answer = load_net(path).module(torch.from_numpy(luma.astype(np.float32))[None, None])[0, 0].numpy()
    assert np.allclose(answer[5:-5, 5:-5], _matlab_srcnn(values, luma)[5:-5, 5:-5], atol=1e-5)
    assert read_info(path).scales == (3.0,)


def test_vdsr_adds_what_its_layers_predict(tmp_path) -> None:
    kernels, biases = _vdsr_file(tmp_path / "vdsr.mat")
    luma = RNG.random((12, 10))
    maps = luma[None]
    for number, (kernel, bias) in enumerate(zip(kernels, biases, strict=True)):
        maps = np.maximum(maps, 0) if number else maps
        maps = np.stack(
            [
                sum(correlate2d(maps[i], kernel[:, :, i, o], "same") for i in range(kernel.shape[2])) + bias[o, 0]
                for o in range(kernel.shape[3])
            ]
        )
    path = convert(tmp_path / "vdsr.mat", tmp_path)
    answer = load_net(path).module(torch.from_numpy(luma.astype(np.float32))[None, None])[0, 0].numpy()
    assert np.allclose(answer, luma + maps[0], atol=1e-5)
    assert read_info(path).scales == (2.0, 3.0, 4.0)


def test_the_file_says_where_it_comes_from(tmp_path) -> None:
    _srcnn_file(tmp_path / "net_x2.mat", 1)
    info = read_info(convert(tmp_path / "net_x2.mat", tmp_path))
    source = json.loads(info.recipe)["source"]
    assert source["file"] == "net_x2.mat"
    assert source["sha256"] == hashlib.sha256((tmp_path / "net_x2.mat").read_bytes()).hexdigest()
    assert "Dong" in source["paper"]
    assert str(tmp_path) not in info.recipe
    assert (info.model, info.title) == ("srcnn-513-authors", "SRCNN 5-1-3 (authors)")
    assert "authors" in info.licence


def test_a_factor_that_the_name_does_not_tell_is_asked_for(tmp_path) -> None:
    _srcnn_file(tmp_path / "net.mat")
    with pytest.raises(BadCheckpoint, match="--scale"):
        read_authors_net(tmp_path / "net.mat")
    assert read_authors_net(tmp_path / "net.mat", 4).scales == (4.0,)


def test_what_is_no_authors_file_says_so(tmp_path) -> None:
    _srcnn_file(tmp_path / "good_x2.mat")
    whole = (tmp_path / "good_x2.mat").read_bytes()
    (tmp_path / "cut_x2.mat").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "empty.mat").write_bytes(b"")
    (tmp_path / "text.mat").write_text("Hello, this is no MATLAB file at all. " * 20)
    (tmp_path / "hdf_x2.mat").write_bytes(b"MATLAB 7.3 MAT-file".ljust(124) + b"\x00\x02IM" + b"\x89HDF\r\n\x1a\n" * 20)
    savemat(tmp_path / "other.mat", {"x": np.zeros(3)})
    savemat(tmp_path / "odd_x2.mat", {"weights_conv1": np.zeros((80, 4)), "weights_conv2": np.zeros((4, 1, 2))})
    values = dict.fromkeys(("weights_conv1", "weights_conv2", "weights_conv3"), np.zeros((9, 9)))
    savemat(tmp_path / "misfit_x2.mat", values)
    savemat(tmp_path / "model.mat", {"model": {"weight": np.zeros(3)}})
    for name in ("cut_x2", "empty", "text", "hdf_x2", "other", "odd_x2", "misfit_x2", "model", "missing"):
        with pytest.raises(BadCheckpoint, match=name):
            convert(tmp_path / f"{name}.mat", tmp_path)
    assert list(tmp_path.glob("*.safetensors")) == []


def test_the_command_makes_models_that_are_listed_and_goes_on_after_a_bad_file(user_folder, tmp_path, capsys) -> None:
    _srcnn_file(tmp_path / "net_x2.mat")
    _vdsr_file(tmp_path / "vdsr.mat")
    (tmp_path / "bad.mat").write_text("bad")
    files = [str(tmp_path / name) for name in ("net_x2.mat", "bad.mat", "vdsr.mat")]
    assert cli.main(["convert-weights", *files]) == 1
    printed = capsys.readouterr()
    assert "bad.mat" in printed.err
    assert [Path(line).parent for line in printed.out.splitlines()] == [user_folder / "models"] * 2
    assert cli.main(["models", "--json"]) == 0
    assert {"srcnn-533-authors", "vdsr-authors"} <= {card["id"] for card in json.loads(capsys.readouterr().out)}
    assert cli.main(["convert-weights", files[0], "--out", str(tmp_path / "new" / "folder")]) == 0
    assert cli.main(["convert-weights", files[0], "--out", files[1]]) == 2
