"""SRGAN: its discriminator, its losses, its start, its refusals."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
import safetensors.torch
import torch
from nets import save_net

from sr_desktop.core.archs import srresnet
from sr_desktop.core.errors import BadCheckpoint, BadJob
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.training.job import JobSpec
from trainer import vgg
from trainer.discriminator import Discriminator
from trainer.job import check_job
from trainer.recipes.srgan import Srgan
from trainer.spectrum import spectral_distance
from trainer.vgg import NORMALISED_SCALE, VggFeatures

CONFIG = srresnet.SrresnetConfig(scale=2, blocks=1, width=8)


def _job(start: str = "", **gan: object) -> JobSpec:
    return check_job(
        {
            "name": "g", "arch": "srresnet", "recipe": "srgan", "scales": [2],
            "net": {"scale": 2, "blocks": 1, "width": 8},
            "data": {"folders": ["x"], "patch": 16},
            "optim": {"steps": 10, "batch": 2, "lr": 1e-3, "schedule": "constant", "start": start},
            "gan": gan,
        }
    )  # fmt: skip


def _recipe(job: JobSpec) -> Srgan:
    return Srgan(job, srresnet.Srresnet(CONFIG), torch.device("cpu"))


def _patches() -> tuple[torch.Tensor, torch.Tensor]:
    generator = torch.Generator().manual_seed(3)
    return torch.rand(2, 3, 16, 16, generator=generator), torch.rand(2, 3, 32, 32, generator=generator)


def test_the_discriminator_is_the_papers() -> None:
    net = Discriminator(96)
    convolutions = [layer for layer in net.features if isinstance(layer, torch.nn.Conv2d)]
    assert [layer.out_channels for layer in convolutions] == [64, 64, 128, 128, 256, 256, 512, 512]
    assert [layer.stride[0] for layer in convolutions] == [1, 2] * 4
    assert not isinstance(net.features[1], torch.nn.BatchNorm2d)
    assert net(torch.rand(2, 3, 96, 96)).shape == (2,)


def test_both_networks_learn_in_turn() -> None:
    recipe = _recipe(_job(from_scratch=True))
    before = [tensor.clone() for tensor in (*recipe.module.parameters(), *recipe.discriminator.parameters())]
    losses = recipe.step(1, *_patches())
    after = (*recipe.module.parameters(), *recipe.discriminator.parameters())
    assert all(not torch.equal(a, b) for a, b in zip(before, after, strict=True))
    assert {"generator", "content", "adversarial", "discriminator", "d_real", "d_fake"} == set(losses)
    assert float(losses["generator"]) == pytest.approx(float(losses["content"] + losses["adversarial"]))


def test_it_resumes_exactly() -> None:
    whole, first, second = (_recipe(_job(from_scratch=True)) for _ in range(3))
    for step in (1, 2, 3):
        whole.step(step, *_patches())
    first.step(1, *_patches())
    second.load_state(first.state())
    for step in (2, 3):
        second.step(step, *_patches())
    assert all(torch.equal(a, b) for a, b in zip(whole.module.parameters(), second.module.parameters(), strict=True))


def test_it_starts_from_an_srresnet(tmp_path) -> None:
    path = save_net(tmp_path, srresnet.SPEC, scales=(2.0,), config=CONFIG)
    recipe = _recipe(_job(str(path)))
    wanted = load_net(path).module.state_dict()
    assert all(torch.equal(tensor, wanted[name]) for name, tensor in recipe.module.state_dict().items())


def test_a_generator_of_another_shape_is_refused(tmp_path) -> None:
    other = srresnet.SrresnetConfig(scale=2, blocks=2, width=8)
    path = save_net(tmp_path, srresnet.SPEC, scales=(2.0,), config=other)
    with pytest.raises(BadJob, match=r"optim\.start"):
        _recipe(_job(str(path)))


def test_the_latest_weights_are_kept_not_those_of_the_highest_psnr() -> None:
    assert not _recipe(_job(from_scratch=True)).psnr_decides


def test_without_a_start_it_is_refused_with_the_reason() -> None:
    with pytest.raises(BadJob) as error:
        _recipe(_job())
    assert "SRResNet" in error.value.hint


def test_vgg_losses_without_weights_say_what_to_get(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(vgg, "BESIDE", tmp_path / "none.safetensors")
    with pytest.raises(BadJob) as error:
        _recipe(_job(content="vgg22", from_scratch=True))
    assert "conv2_2" in error.value.hint


def _vgg_file(folder: Path) -> Path:
    torch.manual_seed(0)
    widths = {"1_1": (3, 64), "1_2": (64, 64), "2_1": (64, 128), "2_2": (128, 128)}
    state = {f"conv{name}.weight": torch.randn(b, a, 3, 3) * 0.01 for name, (a, b) in widths.items()}
    state.update({f"conv{name}.bias": torch.zeros(b) for name, (_, b) in widths.items()})
    path = folder / "vgg.safetensors"
    path.write_bytes(safetensors.torch.save(state))
    return path


def test_vgg_features_are_those_after_the_relu_of_the_layer(tmp_path) -> None:
    features = VggFeatures(_vgg_file(tmp_path), "2_2")
    rgb = torch.rand(1, 3, 16, 16)
    answer = features(rgb)
    assert answer.shape == (1, 128, 8, 8)
    assert float(answer.min()) >= 0
    mean = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)
    by_hand = features.layers(rgb[:, [2, 1, 0]] * 255 - mean) * NORMALISED_SCALE
    torch.testing.assert_close(answer, by_hand)


def test_a_vgg_file_that_ends_too_early_is_refused(tmp_path) -> None:
    with pytest.raises(BadCheckpoint, match="conv3_1"):
        VggFeatures(_vgg_file(tmp_path), "5_4")


def test_the_perceptual_loss_reaches_the_generator(tmp_path) -> None:
    recipe = _recipe(_job(content="vgg22", vgg=str(_vgg_file(tmp_path)), from_scratch=True, adversarial=0.0))
    losses = recipe.step(1, *_patches())
    assert float(losses["content"]) > 0
    assert all(parameter.grad is not None for parameter in recipe.module.parameters())


@pytest.mark.parametrize(("part", "distance"), [("pixel", torch.nn.functional.l1_loss), ("spectrum", spectral_distance)])
def test_a_part_is_shown_apart_and_moves_the_generator(part, distance, tmp_path) -> None:
    file = str(_vgg_file(tmp_path))
    plain, kept = (
        _recipe(_job(content="vgg22", vgg=file, from_scratch=True, **{f"{part}_weight": weight})) for weight in (0.0, 0.5)
    )
    low, high = _patches()
    with torch.no_grad():
        wanted = 0.5 * float(distance(kept.module(low), high))
    assert part not in plain.step(1, low, high)
    losses = kept.step(1, low, high)
    assert float(losses[part]) == pytest.approx(wanted, rel=1e-4)
    parts = losses["content"] + losses["adversarial"] + losses[part]
    assert float(losses["generator"]) == pytest.approx(float(parts))
    pairs = zip(plain.module.parameters(), kept.module.parameters(), strict=True)
    assert any(not torch.equal(a, b) for a, b in pairs)


def test_spectra_of_patches_that_hold_no_tile_are_refused(tmp_path) -> None:
    job = _job(content="vgg22", vgg=str(_vgg_file(tmp_path)), from_scratch=True, spectrum_weight=1.0)
    with pytest.raises(BadJob, match=r"data\.patch") as error:
        _recipe(dataclasses.replace(job, data=dataclasses.replace(job.data, patch=8)))
    assert "at least 16" in error.value.hint


def test_vgg_of_the_shared_folder_can_be_used(authors_weights_dir) -> None:
    features = VggFeatures(authors_weights_dir / "vgg19_normalised_conv1_1_to_conv3_1.safetensors", "2_2")
    assert features(torch.rand(1, 3, 32, 32)).shape == (1, 128, 16, 16)
