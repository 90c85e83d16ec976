"""Filters of a network and atoms of a dictionary as pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import safetensors.numpy
from classical_lessons import learn_a_little, save_lesson
from source_tree import ROOT

from sr_desktop.core.classical.atoms import atom_filters, first_layer_filters, mosaic
from sr_desktop.core.classical.face import Learned
from sr_desktop.core.classical.sparse import derivatives, patches_of, reach
from sr_desktop.core.errors import BadCheckpoint

SRCNN = ROOT / "resources" / "weights" / "srcnn_x2.safetensors"


@pytest.fixture(scope="module")
def learned(tmp_path_factory) -> Learned:
    return learn_a_little("sparse", tmp_path_factory.mktemp("edges"))


@pytest.fixture
def weights(learned, tmp_path) -> Path:
    return save_lesson(tmp_path / "sparse.safetensors", "sparse", learned)


def test_an_atom_as_a_filter_is_the_projection_on_it(weights, learned) -> None:
    """What the filter finds in pixels is what the atom finds in the derivatives of the same pixels."""
    filters = atom_filters(weights, 2)
    assert filters.shape == (len(learned.arrays["low_atoms"]), 9, 9)
    pixels = np.random.default_rng(1).random((9, 9), dtype=np.float32)
    described = np.moveaxis(patches_of(derivatives(pixels, 2)), 0, 2).ravel() @ learned.arrays["components"]
    order = np.argsort(-np.linalg.norm(learned.arrays["high_atoms"], axis=1), kind="stable")
    found = (filters * pixels).sum(axis=(1, 2))
    np.testing.assert_allclose(found, learned.arrays["low_atoms"][order] @ described, atol=1e-4)


def test_atoms_do_not_feel_a_constant(weights) -> None:
    filters = atom_filters(weights, 2)
    assert np.abs(filters.sum(axis=(1, 2))).max() < 1e-4


def test_filters_grow_with_the_factor(tmp_path) -> None:
    path = save_lesson(tmp_path / "x3.safetensors", "sparse", learn_a_little("sparse", tmp_path, factor=3), factor=3)
    assert atom_filters(path, 3).shape[1:] == (5 + 2 * reach(3),) * 2


def test_filters_of_the_first_layer_come_strongest_first() -> None:
    filters = first_layer_filters(SRCNN)
    assert filters.shape == (64, 9, 9)
    lengths = np.linalg.norm(filters, axis=(1, 2))
    assert (np.diff(lengths) <= 0).all()
    weights = safetensors.numpy.load_file(SRCNN)["layers.0.weight"]
    assert lengths[0] == pytest.approx(np.linalg.norm(weights.reshape(64, -1), axis=1).max())


def test_other_files_are_refused(weights, tmp_path) -> None:
    for path in (weights, tmp_path / "missing.safetensors"):
        with pytest.raises(BadCheckpoint):
            first_layer_filters(path)
    odd = tmp_path / "odd.safetensors"
    safetensors.numpy.save_file({"layers.0.weight": np.zeros((4, 3, 3, 3), np.float32)}, odd)
    with pytest.raises(BadCheckpoint, match="no set of filters"):
        first_layer_filters(odd)
    other = save_lesson(tmp_path / "aplus.safetensors", "aplus", learn_a_little("aplus", tmp_path))
    with pytest.raises(BadCheckpoint, match="no dictionaries"):
        atom_filters(other, 2)


def test_a_mosaic_shows_each_filter_in_its_own_range() -> None:
    filters = np.zeros((5, 3, 3), np.float32)
    filters[0, 0, 0], filters[0, 2, 2] = 0.001, -0.001
    filters[4, 1, 1] = 7.0
    picture = mosaic(filters, 5)
    assert picture.shape == (2 * 4 + 1, 3 * 4 + 1)
    assert picture[1, 1] == 255
    assert picture[3, 3] == 0
    assert picture[4 + 2, 4 + 2] == 255
    assert set(np.unique(picture)) <= {0, 127, 128, 255}
    assert mosaic(filters, 1).shape == (5, 5)
    with pytest.raises(ValueError, match="no filters"):
        mosaic(filters[:0], 3)
