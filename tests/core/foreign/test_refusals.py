"""What is no model, damaged or made to do harm is told in a sentence, and nothing of it is run."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import torch
from foreign_files import (
    CreatesFile,
    compact_state,
    pickled,
    raw_safetensors,
    repack,
    save_old_pth,
    save_pth,
    save_safetensors,
    script_archive,
)

from sr_desktop.core.foreign.errors import (
    ModelBadNumbers,
    ModelCut,
    ModelEmpty,
    ModelHoldsCode,
    ModelIsPointer,
    ModelIsWebPage,
    ModelLies,
    ModelRefused,
    ModelTooHeavy,
    ModelUnreadable,
    NetDoesNotFit,
    NotAModel,
    NotForPictures,
    UnknownNet,
)
from sr_desktop.core.foreign.file_check import check_file
from sr_desktop.core.foreign.net import build_from
from sr_desktop.core.foreign.state import State, read_state

ENTRY = {"dtype": "F32", "shape": [4], "data_offsets": [0, 16]}


def _read(path: Path) -> State:
    return read_state(check_file(path))


def _build(path: Path) -> None:
    build_from(path, _read(path))


# --- the outside ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", ModelEmpty),
        (b"\n<!DOCTYPE html><html><body>Sign in</body></html>", ModelIsWebPage),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:1234\nsize 67040989\n", ModelIsPointer),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), NotAModel),
        (b"just words that go on for a while", NotAModel),
        (b"PK\x03\x04" + bytes(500), ModelCut),
    ],
)
def test_what_is_no_model_is_named(tmp_path, content: bytes, error: type[ModelRefused]) -> None:
    path = tmp_path / "model.pth"
    path.write_bytes(content)
    with pytest.raises(error):
        check_file(path)


def test_a_missing_file_is_told(tmp_path) -> None:
    with pytest.raises(ModelUnreadable):
        check_file(tmp_path / "nowhere.pth")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
@pytest.mark.parametrize("save", [save_pth, save_old_pth, save_safetensors])
def test_a_cut_file_is_refused(tmp_path, share: float, save) -> None:
    whole = save(tmp_path / "whole", compact_state()).read_bytes()
    path = tmp_path / "cut.pth"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(ModelCut):
        _read(path)


@pytest.mark.parametrize("suffix", [".pt", ".pth", ".ckpt", ".safetensors", ".png"])
def test_program_code_is_refused_before_torch_sees_it(tmp_path, suffix: str) -> None:
    path = script_archive(tmp_path / f"model{suffix}")
    began = time.process_time()
    with pytest.raises(ModelHoldsCode) as error:
        check_file(path)
    assert time.process_time() - began < 0.1
    assert "Nothing of it was run" in error.value.hint


def test_packed_records_are_refused_before_they_are_unpacked(tmp_path) -> None:
    bomb = save_pth(tmp_path / "big.pth", {"body.0.weight": torch.zeros(30_000_000)})
    packed = repack(bomb, tmp_path / "bomb.pth", packed=True)
    assert packed.stat().st_size < bomb.stat().st_size / 100
    with pytest.raises(ModelLies):
        check_file(packed)


def test_a_second_table_of_contents_is_refused(tmp_path) -> None:
    sound = save_pth(tmp_path / "sound.pth", compact_state()).read_bytes()
    (tmp_path / "two.pth").write_bytes(sound + sound)
    with pytest.raises(ModelLies):
        check_file(tmp_path / "two.pth")


# --- pickles ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("save", [save_pth, save_old_pth, pickled])
@pytest.mark.parametrize("suffix", [".pth", ".pt", ".ckpt"])
def test_a_pickle_that_would_create_a_file_creates_none(tmp_path, save, suffix: str) -> None:
    marker = tmp_path / "it-ran"
    path = save(tmp_path / f"model{suffix}", {"body.0.weight": CreatesFile(marker)})
    with pytest.raises(ModelRefused):
        _read(path)
    assert not marker.exists()


def test_a_whole_pickled_module_is_refused(tmp_path) -> None:
    path = save_pth(tmp_path / "module.pth", torch.nn.Conv2d(3, 3, 3))
    with pytest.raises(ModelHoldsCode):
        _read(path)


@pytest.mark.parametrize("content", [["a", "list"], {"state_dict": {"a": 3}}, {7: torch.zeros(3), 8: torch.zeros(3)}, {}])
def test_anything_but_tensors_by_name_is_refused(tmp_path, content: object) -> None:
    with pytest.raises(ModelRefused):
        _read(save_pth(tmp_path / "model.pth", content))


# --- tensors ----------------------------------------------------------------------------------------------------------


def test_a_tensor_of_one_number_repeated_is_refused(tmp_path) -> None:
    state = compact_state() | {"body.0.weight": torch.zeros(1).as_strided((8000, 3, 3, 3), (0, 0, 0, 0))}
    with pytest.raises(ModelLies):
        _read(save_pth(tmp_path / "stride.pth", state))


def test_many_names_for_one_tensor_are_refused(tmp_path) -> None:
    shared = torch.zeros(100_000)
    with pytest.raises(ModelLies):
        _read(save_pth(tmp_path / "alias.pth", {f"body.{n}.weight": shared for n in range(200)}))


@pytest.mark.parametrize("bad", [float("nan"), float("inf")])
@pytest.mark.parametrize("save", [save_pth, save_safetensors])
def test_weights_that_are_no_numbers_are_refused(tmp_path, bad: float, save) -> None:
    state = compact_state()
    state["body.2.weight"] = state["body.2.weight"].clone()
    state["body.2.weight"][0, 0, 0, 0] = bad
    with pytest.raises(ModelBadNumbers, match=r"body\.2\.weight"):
        _read(save(tmp_path / "nan.pth", state))


def test_whole_numbers_as_weights_are_refused(tmp_path) -> None:
    state = {name: tensor.long() for name, tensor in compact_state().items()}
    with pytest.raises(ModelBadNumbers):
        _read(save_pth(tmp_path / "int.pth", state))


def test_a_layer_number_of_a_hundred_million_is_refused(tmp_path) -> None:
    state = compact_state() | {"body.100000000.weight": torch.zeros(3)}
    for path in (save_pth(tmp_path / "deep.pth", state), save_safetensors(tmp_path / "deep.safetensors", state)):
        with pytest.raises(ModelLies):
            _read(path)


def test_a_network_far_larger_than_its_file_is_not_built(tmp_path) -> None:
    # The first layer alone decides the width of all: 8000 features, 2.3 GB a layer.
    state = compact_state(layers=16) | {"body.0.weight": torch.zeros(8000, 3, 3, 3), "body.0.bias": torch.zeros(8000)}
    with pytest.raises(ModelTooHeavy):
        _build(save_safetensors(tmp_path / "wide.safetensors", state))


@pytest.mark.parametrize("change", ["missing", "extra", "shape"])
def test_weights_that_do_not_fit_are_refused(tmp_path, change: str) -> None:
    state = compact_state()
    if change == "missing":
        del state["body.4.weight"]
    elif change == "extra":
        state["body.4.scale"] = torch.zeros(4)
    else:
        state["body.4.weight"] = torch.zeros(16, 16, 5, 5)
    with pytest.raises(NetDoesNotFit):
        _build(save_pth(tmp_path / "model.pth", state))


def test_an_unknown_network_is_told(tmp_path) -> None:
    with pytest.raises(UnknownNet):
        _build(save_pth(tmp_path / "words.pth", {"embedding.weight": torch.zeros(10, 4), "head.weight": torch.zeros(4, 4)}))


def test_four_channels_are_no_picture(tmp_path) -> None:
    with pytest.raises(NotForPictures, match="4 channels"):
        _build(save_pth(tmp_path / "rgba.pth", compact_state(channels=4)))


# --- safetensors ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "body", "length"),
    [
        (b"{", b"", None),
        (b"{}", b"", None),
        (b'{"a": ' * 5000, b"", None),
        (b"{" + b" " * 2000, b"", None),
        (b"[]      ", b"", None),
        ({"a": ENTRY}, bytes(15), None),
        ({"a": ENTRY}, bytes(16), 1 << 62),
        ({"a": ENTRY}, bytes(16), (1 << 64) - 1),
        ({"a": ENTRY}, bytes(16), 4),
        ({"a": ENTRY | {"data_offsets": [16, 0]}}, bytes(16), None),
        ({"a": ENTRY | {"data_offsets": [-16, 0]}}, bytes(16), None),
        ({"a": ENTRY | {"data_offsets": [0, 1 << 63]}}, bytes(16), None),
        ({"a": ENTRY | {"data_offsets": "0, 16"}}, bytes(16), None),
        ({"a": ENTRY | {"shape": [1 << 62]}}, bytes(16), None),
        ({"a": ENTRY | {"shape": [-4]}}, bytes(16), None),
        ({"a": ENTRY | {"shape": [1 << 32, 1 << 32]}}, bytes(16), None),
        ({"a": ENTRY | {"shape": [5]}}, bytes(16), None),
        ({"a": ENTRY | {"dtype": "F33"}}, bytes(16), None),
        ({"a": ENTRY | {"dtype": 7}}, bytes(16), None),
        ({"a": {}}, bytes(16), None),
        ({"a": [1, 2]}, bytes(16), None),
        ({"a": ENTRY, "b": ENTRY}, bytes(16), None),
        ({"a": ENTRY}, bytes(64), None),
        ({"__metadata__": {"a": 1}, "a": ENTRY}, bytes(16), None),
    ],
)
def test_hostile_headers_are_refused(tmp_path, header: object, body: bytes, length: int | None) -> None:
    path = raw_safetensors(tmp_path / "model.safetensors", header, body, length=length)
    with pytest.raises(ModelRefused):
        _read(path)


def test_half_a_million_empty_tensors_are_refused(tmp_path) -> None:
    header = {f"t{number}": {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]} for number in range(60_000)}
    with pytest.raises(ModelLies):
        check_file(raw_safetensors(tmp_path / "many.safetensors", header))
