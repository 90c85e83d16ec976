"""The list of models."""

from __future__ import annotations

import dataclasses
import json

import pytest
from nets import save_net

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.classical import METHODS
from sr_desktop.core.errors import BadCheckpoint, UnknownModel
from sr_desktop.core.models.catalog import BUILT_IN, ModelFolders, find_model, list_models, sample_path
from sr_desktop.core.models.checkpoint import load_net, save_weights
from sr_desktop.core.models.model_card import in_order_of_choice
from sr_desktop.core.protocol import ModelFound, decode, encode


@pytest.fixture
def folders(tmp_path) -> ModelFolders:
    (tmp_path / "shipped").mkdir()
    return ModelFolders(shipped=tmp_path / "shipped", user=tmp_path / "user")


def test_built_in_models_are_always_there(folders) -> None:
    methods = [spec.id for spec in METHODS if spec.is_built_in]
    assert [card.id for card in list_models(folders)] == ["bicubic", "lanczos", "nearest", *methods]


def test_files_per_scale_make_one_model(folders) -> None:
    for scale in (3.0, 2.0, 4.0):
        save_net(folders.shipped, srcnn.SPEC, scales=(scale,))
    card = find_model(list_models(folders), "srcnn")
    assert card.scales == (2.0, 3.0, 4.0)
    assert [name[-len("_x2.safetensors") :] for name in card.files] == [f"_x{s}.safetensors" for s in (2, 3, 4)]
    assert card.source == "shipped"


def test_one_file_may_serve_many_scales(folders) -> None:
    save_net(folders.shipped, vdsr.SPEC, scales=(2.0, 3.0, 4.0), config=vdsr.VdsrConfig(depth=3))
    card = find_model(list_models(folders), "vdsr")
    assert card.any_scale
    assert len(card.files) == 3
    assert len(set(card.files)) == 1


def test_the_users_model_of_the_same_name_gets_its_own_id(folders) -> None:
    folders.user.mkdir()
    save_net(folders.shipped, srcnn.SPEC, scales=(2.0,))
    save_net(folders.user, srcnn.SPEC, scales=(2.0,))
    assert [card.id for card in list_models(folders)][len(BUILT_IN) :] == ["srcnn", "srcnn-2"]


def test_a_damaged_file_is_a_card_with_its_reason(folders) -> None:
    folders.user.mkdir()
    (folders.user / "broken.safetensors").write_bytes(b"what?")
    cards = list_models(folders)
    assert cards[-1].problem is not None
    assert "broken.safetensors is no safetensors file" in cards[-1].problem.text
    with pytest.raises(BadCheckpoint) as error:
        find_model(cards, "broken")
    assert error.value.message == cards[-1].problem.text


def test_an_unknown_name_is_answered_with_the_known_ones(folders) -> None:
    with pytest.raises(UnknownModel) as error:
        find_model(list_models(folders), "srcn")
    assert "bicubic, lanczos" in error.value.hint


def test_a_card_names_its_samples_and_tells_no_story_that_is_not_there(folders) -> None:
    save_net(folders.shipped, srcnn.SPEC, scales=(2.0,))
    save_net(folders.shipped, srcnn.SPEC, scales=(3.0,))
    sample = sample_path(folders.shipped, "srcnn", 3.0)
    sample.parent.mkdir()
    sample.write_bytes(b"a picture")
    card = find_model(list_models(folders), "srcnn")
    assert card.samples == (str(sample),)
    assert card.story is None


def test_a_picker_lists_networks_before_classical_methods_and_interpolation(folders) -> None:
    folders.user.mkdir()
    save_net(folders.shipped, srcnn.SPEC, scales=(2.0,))
    save_net(folders.user, vdsr.SPEC, scales=(2.0,), config=vdsr.VdsrConfig(depth=3))
    (folders.user / "a.safetensors").write_bytes(b"what?")
    methods = [spec.id for spec in METHODS if spec.is_built_in]
    listed = [card.id for card in in_order_of_choice(list_models(folders))]
    assert listed == ["srcnn", "vdsr", *methods, "bicubic", "lanczos", "nearest", "a"]


def test_what_learned_against_a_discriminator_is_not_called_faithful(folders) -> None:
    config = srresnet.SrresnetConfig(scale=4, blocks=1, width=8)
    file = save_net(folders.shipped, srresnet.SPEC, scales=(4.0,), config=config)
    assert "faithful" in find_model(list_models(folders), "srresnet").summary
    job = {"name": "srgan", "recipe": "srgan", "data": {"folders": ["T91"]}, "optim": {}}
    recipe = json.dumps({"job": job, "steps": 3, "device": "cpu"})
    loaded = load_net(file)
    save_weights(file, loaded.module.state_dict(), dataclasses.replace(loaded.info, recipe=recipe))
    assert "discriminator" in find_model(list_models(folders), "srresnet").summary


def test_a_file_that_tells_without_end_is_a_card_that_one_line_can_take(folders) -> None:
    """The list of models goes to the window line by line: one file whose text fits into none must not end the list."""
    file = save_net(folders.shipped, srcnn.SPEC, scales=(2.0,))
    loaded = load_net(file)
    job = {"name": "srcnn", "recipe": "supervised", "data": {"folders": ["T91"]}, "optim": {}}
    plain = {"job": job, "steps": 3, "device": "cpu"}
    chain = plain
    for _ in range(400):
        chain = {**plain, "before": chain}
    save_weights(file, loaded.module.state_dict(), dataclasses.replace(loaded.info, recipe=json.dumps(chain)))
    card = find_model(list_models(folders), "srcnn")
    assert (card.problem, card.story) == (None, None)
    save_weights(file, loaded.module.state_dict(), dataclasses.replace(loaded.info, title="net" * 30_000))
    damaged = list_models(folders)[-1]
    assert damaged.problem is not None
    for found in (ModelFound(request=1, card=card), ModelFound(request=1, card=damaged)):
        assert decode(encode(found)) == found
