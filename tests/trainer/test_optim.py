"""Rates, clipping, first weights and averages as the papers and the help of the options say."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from nets import save_net
from torch import nn

from sr_desktop.core.archs import ARCHS, vdsr
from sr_desktop.core.archs.srcnn import Srcnn, SrcnnConfig
from sr_desktop.core.archs.srresnet import Srresnet, SrresnetConfig
from sr_desktop.core.archs.vdsr import Vdsr, VdsrConfig
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.bench.protocol import low_resolution, measure
from sr_desktop.core.errors import BadJob
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import OptimOptions
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.muon import orthogonalise
from trainer.optim import AveragedWeights, clip_gradients, initialise, make_optimizer, rate_factor, set_rate
from trainer.recipes.supervised import centre, pixel_loss


def test_vdsr_drops_its_rate_tenfold() -> None:
    options = OptimOptions(steps=100, schedule="step", step_every=20)
    assert [rate_factor(options, step) for step in (1, 20, 21, 41)] == pytest.approx([1, 1, 0.1, 0.01])


def test_cosine_begins_with_a_rise_and_ends_at_its_floor() -> None:
    options = OptimOptions(steps=100, warmup=10, lr_floor=0.1)
    assert rate_factor(options, 5) == pytest.approx(0.5)
    assert rate_factor(options, 10) == pytest.approx(1.0)
    assert rate_factor(options, 55) == pytest.approx(0.55)
    assert rate_factor(options, 100) == pytest.approx(0.1)


def test_adjustable_clipping_is_tighter_at_higher_rates() -> None:
    options = OptimOptions(clip="adjustable", clip_value=0.01)
    for rate, bound in ((0.1, 0.1), (0.001, 10.0)):
        weight = nn.Parameter(torch.zeros(3))
        weight.grad = torch.tensor([-100.0, 0.05, 100.0])
        clip_gradients([weight], options, rate)
        assert weight.grad.tolist() == pytest.approx([-bound, 0.05, bound])


def test_srcnn_starts_near_zero_with_a_slower_last_layer() -> None:
    options = OptimOptions(method="sgd", lr=1e-4, lr_last=1e-5, init="gaussian", schedule="constant")
    net = Srcnn(SrcnnConfig())
    initialise(net, options, seed=1)
    assert float(net.layers[1].weight.detach().std()) == pytest.approx(1e-3, rel=0.05)
    assert float(net.layers[0].bias.detach().abs().max()) == 0
    optimizer = make_optimizer(net, options)
    set_rate(optimizer, 1.0)
    assert [group["lr"] for group in optimizer.param_groups] == [1e-4, 1e-5]
    assert sum(len(group["params"]) for group in optimizer.param_groups) == 6


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_the_identity_start_is_nearly_bicubic(spec, scale) -> None:
    coarse = np.random.default_rng(1).random((36, 36, 3)).astype(np.float32)
    truth = np.clip(imresize(coarse, 2.0), 0, 1)
    config = spec.config(scale=scale) if spec.scales(spec.config()) else spec.config()
    module = spec.build(config)
    initialise(module, OptimOptions(init="identity"), seed=1)
    low = low_resolution(truth, scale, channels=spec.channels)
    answer = TiledNet(geometry=spec.geometry(config), backend=TorchBackend(module.eval(), device="cpu")).enhance(low, scale)
    bicubic = measure(truth, imresize(low, float(scale)), scale).psnr
    assert measure(truth, answer, scale).psnr > bicubic - 1.5


@pytest.mark.parametrize("kernels", [(9, 1, 5), (9, 3, 1, 5)])
def test_the_identity_start_passes_other_layers_too(kernels) -> None:
    net = Srcnn(SrcnnConfig(kernels=kernels, widths=(16,) * (len(kernels) - 1)))
    initialise(net, OptimOptions(init="identity"), seed=1)
    luma = torch.rand(1, 1, 20, 20)
    with torch.no_grad():
        assert float((net.eval()(luma) - luma).abs().mean()) < 0.05


def test_enlarging_starts_without_a_pattern() -> None:
    net = Srresnet(SrresnetConfig(scale=4, blocks=1, width=8))
    initialise(net, OptimOptions(init="identity"), seed=1)
    with torch.no_grad():
        grown = net.grow[:3](torch.rand(1, 8, 5, 5))
    blocks = grown.unfold(2, 2, 2).unfold(3, 2, 2)
    assert float((blocks - blocks[..., :1, :1]).abs().max()) == 0.0


def test_a_network_without_such_a_start_is_refused() -> None:
    with pytest.raises(BadJob, match="identity"):
        initialise(nn.Sequential(nn.Conv2d(1, 1, 3)), OptimOptions(init="identity"), seed=1)


def test_the_average_follows_slowly_and_starts_fast() -> None:
    module = nn.Linear(1, 1, bias=False)
    module.weight.data.fill_(0.0)
    average = AveragedWeights(module, 0.99)
    module.weight.data.fill_(1.0)
    average.update(module, 1)
    assert float(average.state["weight"]) == pytest.approx(1 - 2 / 11)
    average.state["weight"].fill_(0.0)
    average.update(module, 10**6)
    assert float(average.state["weight"]) == pytest.approx(0.01)


def test_the_truth_is_cut_to_what_unpadded_layers_answer() -> None:
    truth = torch.arange(81.0).view(1, 1, 9, 9)
    cut = centre(truth, torch.zeros(1, 1, 5, 5))
    assert cut.shape == (1, 1, 5, 5)
    assert float(cut[0, 0, 0, 0]) == float(truth[0, 0, 2, 2])


def test_losses_by_hand() -> None:
    answer, truth = torch.zeros(2, 1, 3, 3), torch.full((2, 1, 3, 3), 0.5)
    for loss, value in (("l1", 0.5), ("l2", 0.25), ("half_l2", 0.5 * 9 * 0.25)):
        assert float(pixel_loss(OptimOptions(loss=loss), answer, truth)) == pytest.approx(value)
    for loss in ("charbonnier", "rmse"):
        assert float(pixel_loss(OptimOptions(loss=loss), answer, truth)) == pytest.approx(0.5, abs=1e-4)


def test_roots_give_every_patch_its_part() -> None:
    """Of a patch missed by 0.1 and one missed by 0.4, squares learn from the second alone, roots from both alike."""
    truth = torch.stack([torch.full((1, 3, 3), 0.1), torch.full((1, 3, 3), 0.4)])
    shares = {}
    for loss in ("l2", "rmse"):
        answer = torch.zeros(2, 1, 3, 3, requires_grad=True)
        pixel_loss(OptimOptions(loss=loss), answer, truth).backward()
        easy, hard = answer.grad.abs().sum((1, 2, 3)).tolist()
        shares[loss] = hard / easy
    assert shares == {"l2": pytest.approx(4.0), "rmse": pytest.approx(1.0, abs=1e-3)}
    answer = truth.clone().requires_grad_()
    pixel_loss(OptimOptions(loss="rmse"), answer, truth).backward()
    assert torch.equal(answer.grad, torch.zeros_like(truth))


def test_muon_turns_a_gradient_into_a_nearly_orthogonal_matrix() -> None:
    matrix = torch.randn(8, 36, generator=torch.Generator().manual_seed(1)) @ torch.diag(torch.logspace(-1, 1, 36))
    for shaped in (matrix, matrix.T):
        singular = torch.linalg.svdvals(orthogonalise(shaped))
        assert 0.6 < float(singular.min()) <= float(singular.max()) < 1.3


def test_muon_takes_the_inner_kernels_and_adam_the_rest_as_torch_does() -> None:
    torch.manual_seed(1)
    net = nn.Sequential(nn.Conv2d(1, 8, 3), nn.Conv2d(8, 8, 3), nn.Conv2d(8, 1, 3))
    twin = copy.deepcopy(net)
    muon = make_optimizer(net, OptimOptions(method="muon", lr=1e-2, lr_last=1e-3))
    adam = make_optimizer(twin, OptimOptions(method="adam", lr=1e-2, lr_last=1e-3))
    for optimizer, module in ((muon, net), (adam, twin)):
        module(torch.ones(2, 1, 9, 9)).square().mean().backward()
        set_rate(optimizer, 1.0)
        optimizer.step()
    for (name, mine), theirs in zip(net.named_parameters(), twin.parameters(), strict=True):
        assert torch.allclose(mine, theirs, atol=1e-6) == (name != "1.weight"), name


def test_a_deeper_vdsr_starts_from_a_shallower_file_and_another_width_is_refused(tmp_path) -> None:
    file = save_net(tmp_path, vdsr.SPEC, scales=(2.0,), config=VdsrConfig(depth=4, width=8))
    shallow, deep = load_net(file).module, Vdsr(VdsrConfig(depth=7, width=8))
    initialise(deep, OptimOptions(start=str(file)), seed=1)
    luma = torch.rand(1, 1, 9, 9)
    torch.testing.assert_close(deep(luma), shallow(luma))
    with pytest.raises(BadJob, match=r"optim\.start"):
        initialise(Vdsr(VdsrConfig(depth=7, width=16)), OptimOptions(start=str(file)), seed=1)
