"""Weights files of classical methods: whole, or refused with a sentence."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest
import safetensors.torch
from classical_lessons import learn_a_little, save_lesson
from source_tree import ROOT

from sr_desktop.core.classical.aplus import AplusConfig
from sr_desktop.core.classical.face import Learned
from sr_desktop.core.classical.weights import load_method, read_learned, save_learned
from sr_desktop.core.errors import BadCheckpoint, CannotWrite, UnsupportedModel
from sr_desktop.core.models.catalog import ModelFolders, list_models
from sr_desktop.core.models.checkpoint import digest
from sr_desktop.core.models.weights_header import WeightsInfo, read_info


@pytest.fixture(scope="module")
def learned(tmp_path_factory) -> Learned:
    return learn_a_little("aplus", tmp_path_factory.mktemp("edges"))


def test_what_is_written_is_read(learned, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "aplus", learned)
    info, again = read_learned(path)
    assert info.params == sum(array.size for array in learned.arrays.values())
    assert again.config == AplusConfig()
    for name, array in learned.arrays.items():
        np.testing.assert_array_equal(again.arrays[name], array)
        assert again.arrays[name].dtype == array.dtype


def test_the_digest_is_that_of_the_networks_files(learned, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "aplus", learned)
    assert digest(safetensors.torch.load_file(path)) == read_info(path).sha256


def test_a_flipped_bit_is_noticed(learned, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "aplus", learned)
    data = bytearray(path.read_bytes())
    data[-3] ^= 1
    path.write_bytes(data)
    with pytest.raises(BadCheckpoint, match=r"changed after|no numbers"):
        load_method(path, 2)


def test_values_that_are_no_numbers_are_refused(learned, tmp_path) -> None:
    broken = Learned(config=learned.config, arrays={**learned.arrays, "anchors": learned.arrays["anchors"] * np.float32("nan")})
    with pytest.raises(BadCheckpoint, match="no numbers"):
        load_method(save_lesson(tmp_path / "a.safetensors", "aplus", broken), 2)


def test_arrays_that_do_not_fit_are_a_bad_checkpoint(learned, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "aplus", learned)
    with pytest.raises(BadCheckpoint, match="fit together"):
        load_method(path, 4)


@pytest.mark.parametrize("config", ["[]", '{"trees": "ten"}', '{"leaves": 3}', "{"])
def test_a_damaged_configuration_is_refused(config, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "rfl", learn_a_little("rfl", tmp_path / "edges"))
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    header = json.loads(data[8 : 8 + length])
    header["__metadata__"]["config"] = config
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data[8 + length :])
    with pytest.raises(BadCheckpoint, match="configuration is damaged"):
        load_method(path, 2)


def test_an_unknown_method_is_named(learned, tmp_path) -> None:
    path = tmp_path / "a.safetensors"
    save_learned(path, learned, WeightsInfo(model="m", title="M", arch="tomorrow", config="{}", scales=(2.0,)))
    with pytest.raises(UnsupportedModel, match="tomorrow"):
        load_method(path, 2)
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    assert card.problem is not None


def test_running_a_method_loads_neither_torch_nor_what_learning_needs(learned, tmp_path) -> None:
    path = save_lesson(tmp_path / "a.safetensors", "aplus", learned)
    code = """
import sys
from pathlib import Path
import numpy as np
from sr_desktop.core.classical.weights import load_method
load_method(Path(sys.argv[1]), 2).enhance(np.zeros((5, 5), np.float32))
print([name for name in ("torch", "PIL", "sr_desktop.core.classical.learning") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_folder_that_does_not_take_the_file(learned, tmp_path) -> None:
    with pytest.raises(CannotWrite):
        save_lesson(tmp_path / "missing" / "a.safetensors", "aplus", learned)
