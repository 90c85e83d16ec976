"""Weights files: what is written comes back, what is damaged is refused with its reason."""

from __future__ import annotations

import json
import struct

import pytest
import safetensors.torch
import torch
from nets import lively_net, save_net

from sr_desktop.core.archs import ARCHS, srcnn
from sr_desktop.core.errors import BadCheckpoint, UnsupportedModel
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.weights_header import read_info

SRCNN = srcnn.SPEC


def _rewrite(path, **changes: str) -> None:
    """Write the same tensors again with other metadata."""
    tensors = safetensors.torch.load(path.read_bytes())
    metadata = {**read_info(path).metadata(), **changes}
    path.write_bytes(safetensors.torch.save(tensors, metadata=metadata))


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_what_is_saved_is_loaded(spec, tmp_path) -> None:
    path = save_net(tmp_path, spec, scales=spec.scales(spec.config()) or (2.0,))
    loaded = load_net(path)
    wanted = lively_net(spec).state_dict()
    assert loaded.config == spec.config()
    assert all(torch.equal(wanted[name], tensor) for name, tensor in loaded.module.state_dict().items())
    assert read_info(path).params == sum(tensor.numel() for tensor in wanted.values())


def test_one_flipped_bit_is_noticed(tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)
    with pytest.raises(BadCheckpoint, match=r"changed after it was written|no numbers"):
        load_net(path)


@pytest.mark.parametrize("length", [0, 4, 8, 100, -1])
def test_a_cut_file_is_refused(length, tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    path.write_bytes(path.read_bytes()[:length])
    with pytest.raises(BadCheckpoint):
        load_net(path)


@pytest.mark.parametrize(
    "content",
    [
        b"<html>not found</html>",
        struct.pack("<Q", 1 << 60) + b"{}",
        struct.pack("<Q", 6) + b"[1,2] ",
        struct.pack("<Q", 20) + b"[" * 20,
    ],
    ids=["html", "huge header", "list", "nested"],
)
def test_other_files_are_refused(content, tmp_path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(content)
    with pytest.raises(BadCheckpoint):
        read_info(path)


def test_foreign_safetensors_are_refused(tmp_path) -> None:
    path = tmp_path / "x.safetensors"
    path.write_bytes(safetensors.torch.save({"a": torch.zeros(3)}))
    with pytest.raises(BadCheckpoint, match="not made by"):
        read_info(path)


def test_an_unknown_architecture_is_named(tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    _rewrite(path, arch="esrgan")
    with pytest.raises(UnsupportedModel, match="esrgan"):
        load_net(path)


@pytest.mark.parametrize(
    "config",
    [
        '{"kernels": [9, 5, 5], "widths": [64, 31]}',
        '{"kernels": [9, 5], "widths": [64, 32]}',
        '{"depth": 3}',
        "{",
        '{"widths": [99999999, 2]}',
    ],
)
def test_a_configuration_that_does_not_fit_is_refused(config, tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    _rewrite(path, config=config)
    with pytest.raises(BadCheckpoint):
        load_net(path)


def test_weights_that_are_no_numbers_are_refused(tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    tensors = safetensors.torch.load(path.read_bytes())
    tensors["layers.0.weight"][0, 0, 0, 0] = float("nan")
    path.write_bytes(safetensors.torch.save(tensors, metadata=read_info(path).metadata()))
    with pytest.raises(BadCheckpoint, match="no numbers"):
        load_net(path)


def test_damaged_scores_are_refused(tmp_path) -> None:
    path = save_net(tmp_path, SRCNN, scales=(2.0,))
    _rewrite(path, scores=json.dumps([{"dataset": 5}]))
    with pytest.raises(BadCheckpoint, match=r"description in .* is damaged"):
        read_info(path)


def test_a_missing_file_says_so(tmp_path) -> None:
    with pytest.raises(BadCheckpoint, match="No such file"):
        load_net(tmp_path / "gone.safetensors")
