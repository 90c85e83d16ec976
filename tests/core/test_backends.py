"""Every way of running a network here agrees with plain torch."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from nets import lively_net, loaded_net
from torch import nn

from sr_desktop.core.archs import ARCHS, srcnn, srresnet, vdsr
from sr_desktop.core.backends import choice
from sr_desktop.core.backends.choice import make_backend, ways_for
from sr_desktop.core.backends.face import Backend, Way
from sr_desktop.core.backends.ncnn_text import network_text
from sr_desktop.core.backends.packed_backend import PackedBackend
from sr_desktop.core.backends.plan import plan_of
from sr_desktop.core.backends.torch_backend import TorchBackend, TorchKind
from sr_desktop.core.devices import computes_bf16, list_devices
from sr_desktop.core.errors import DeviceUnavailable
from sr_desktop.core.models.checkpoint import LoadedNet, load_net
from sr_desktop.core.pictures.read import read_picture
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.agreement import agreement
from sr_desktop.core.upscaling.how_it_ran import how_it_ran
from sr_desktop.paths import resources_dir, sample_picture, samples_dir


def test_without_a_wish_the_first_way_is_exact_on_the_best_device() -> None:
    ways = ways_for(loaded_net(ARCHS[0]))
    assert ways[0] == Way(backend="torch", device=list_devices()[0], precision="fp32")
    assert len(set(ways)) == len(ways)


def test_wishes_narrow_the_ways() -> None:
    loaded = loaded_net(ARCHS[0])
    assert {way.device for way in ways_for(loaded, device="cpu")} == {"cpu"}
    assert {way.precision for way in ways_for(loaded, precision="fp32")} == {"fp32"}
    with pytest.raises(DeviceUnavailable):
        ways_for(loaded, device="cuda:99")


def test_less_precision_is_offered_where_the_hardware_has_it_and_given_where_it_is_asked_for(monkeypatch) -> None:
    loaded = loaded_net(ARCHS[0])
    for native in (False, True):
        monkeypatch.setattr("sr_desktop.core.backends.torch_backend.computes_bf16", lambda device, native=native: native)
        offered = {way.precision for way in ways_for(loaded, device="cpu")}
        assert offered == ({"fp32", "bf16"} if native else {"fp32"})
        assert [way.precision for way in ways_for(loaded, device="cpu", precision="bf16")] == ["bf16"]


def test_a_plan_says_what_follows_a_convolution_in_one_step() -> None:
    steps = plan_of(loaded_net(vdsr.SPEC))
    assert steps is not None
    assert [step.op for step in steps] == ["conv"] * 20 + ["add"]
    assert [step.slope for step in steps] == [0.0] * 19 + [None, None]
    assert steps[-1].inputs == (-1, 19)


def test_what_a_plan_cannot_say_stays_with_torch() -> None:
    class Turned(nn.Module):
        def forward(self, luma: torch.Tensor) -> torch.Tensor:
            return luma.flip(2) if luma.shape[2] > 9 else luma

    class Strided(nn.Sequential):
        def __init__(self) -> None:
            super().__init__(nn.Conv2d(1, 1, 3, stride=2))

    for module in (Turned(), Strided()):
        loaded = replace(loaded_net(ARCHS[0]), module=module)
        assert plan_of(loaded) is None
        assert {way.backend for way in ways_for(loaded)} == {"torch"}


def test_an_answer_that_several_layers_want_is_split_for_ncnn() -> None:
    steps = plan_of(loaded_net(vdsr.SPEC))
    assert steps is not None
    lines = network_text(steps).splitlines()
    assert lines[1] == "23 24"
    assert lines[2:5] == [
        "Input input 0 1 a_1",
        "Split splita_1 1 2 a_1 a_1_0 a_1_1",
        "Convolution s0 1 1 a_1_0 a0 0=64 1=3 11=3 4=1 15=1 14=1 16=1 5=1 6=576 9=1",
    ]
    assert lines[-1] == "BinaryOp s20 2 1 a_1_1 a19 a20 0=0"


def test_ncnn_is_kept_from_large_kernels_on_a_processor() -> None:
    pytest.importorskip("ncnn")
    ways = {spec.id: {way.backend for way in ways_for(loaded_net(spec), device="cpu")} for spec in ARCHS}
    assert [name for name, backends in ways.items() if "ncnn" in backends] == ["vdsr"]


def test_openvino_reports_to_nobody() -> None:
    pytest.importorskip("openvino")
    script = "import sys; from sr_desktop.core.backends.openvino_backend import _core; _core(); "
    script += "sys.exit(any(name.startswith('openvino_telemetry.') for name in sys.modules))"
    subprocess.run([sys.executable, "-c", script], check=True)


class _Graphics:
    """A BackendKind of a device that torch does not know, for one architecture."""

    id = "graphics"

    def devices(self) -> tuple[str, ...]:
        return ("vulkan:0", "cpu")

    def ways(self, loaded: LoadedNet) -> tuple[Way, ...]:
        return (Way(backend=self.id, device="vulkan:0"),) if loaded.spec is vdsr.SPEC else ()

    def make(self, loaded: LoadedNet, way: Way) -> Backend:
        raise NotImplementedError


def test_a_device_that_torch_does_not_know_runs_what_its_backend_can_express(monkeypatch) -> None:
    monkeypatch.setattr(choice, "KINDS", (TorchKind(), _Graphics()))
    assert choice.device_names() == (*list_devices()[:-1], "vulkan:0", "cpu")
    assert choice.checked_device("vulkan:0") == "vulkan:0"
    graphics = Way(backend="graphics", device="vulkan:0")
    assert ways_for(loaded_net(vdsr.SPEC), device="vulkan:0") == (graphics,)
    assert ways_for(loaded_net(vdsr.SPEC), device="vulkan:0", precision="bf16") == (graphics,)
    assert {way.backend for way in ways_for(loaded_net(srcnn.SPEC), device="vulkan:0")} == {"torch"}


def test_what_ran_is_told_where_it_is_not_the_usual_one() -> None:
    told = [
        how_it_ran(SimpleNamespace(backend=name, device="cpu", precision="fp32", tile=320), megapixels_per_s=1.4)
        for name in ("torch", "ncnn")
    ]
    assert [str(note.values["device"]) for note in told] == ["CPU", "CPU (ncnn)"]


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_every_way_gives_what_plain_torch_gives(spec) -> None:
    loaded = loaded_net(spec)
    planes = np.random.default_rng(2).random((spec.channels, 24, 37), dtype=np.float32)
    with torch.inference_mode():
        plain = lively_net(spec)(torch.from_numpy(planes)[None])[0].numpy()
    for way in ways_for(loaded, precision="fp32"):
        backend = make_backend(loaded, way)
        assert (backend.name, backend.device, backend.precision) == (way.backend, way.device, way.precision)
        assert float(np.abs(backend.run(planes) - plain).max()) <= 1e-5 * max(1.0, float(np.abs(plain).max())), way


def test_half_precision_changes_hardly_a_pixel_of_a_trained_network() -> None:
    """Of bf16 that is not true for every network, which is why the automatic choice looks at pictures (core/tuning)."""
    loaded = load_net(resources_dir() / "weights" / "srcnn_x2.safetensors")
    pixels = read_picture(sample_picture()).pixels[60:108, 60:108, : loaded.spec.channels]
    planes = np.moveaxis(pixels.astype(np.float32) / 255, 2, 0)
    exact = make_backend(loaded, Way(backend="torch", device="cpu")).run(planes)
    for way in ways_for(loaded, precision="fp16"):
        difference = np.abs(make_backend(loaded, way).run(planes).clip(0, 1) - exact.clip(0, 1))
        assert np.mean(difference <= 1 / 255) >= 0.999, way


@pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
def test_our_vdsr_in_bf16_is_near_enough_for_the_automatic_choice() -> None:
    """What reads the picture and what adds to it are exact; plain bf16 of every layer does not pass."""
    loaded = load_net(resources_dir() / "weights" / "vdsr.safetensors")
    exact, other = (make_backend(loaded, Way(backend="torch", device="cpu", precision=kind)) for kind in ("fp32", "bf16"))
    plain = TorchBackend(loaded.module, device="cpu", precision="bf16")
    pictures, geometry = [samples_dir() / sample.file for sample in SAMPLES], loaded.spec.geometry(loaded.config)
    assert all(agreement(exact, other, geometry, scale, pictures).is_near_enough for scale in (2, 3))
    assert not agreement(exact, plain, geometry, 3, pictures).is_near_enough


@pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")
@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_bf16_asked_for_by_name_is_packed_and_near(spec) -> None:
    loaded = loaded_net(spec)
    exact, other = (make_backend(loaded, Way(backend="torch", device="cpu", precision=kind)) for kind in ("fp32", "bf16"))
    assert isinstance(other, PackedBackend)
    planes = np.random.default_rng(8).random((spec.channels, 20, 30), dtype=np.float32)
    wanted, answer = exact.run(planes), other.run(planes)
    assert answer.dtype == np.float32
    assert 0 < float(np.abs(answer - wanted).max()) < 0.05 * float(np.abs(wanted).max())


@pytest.mark.parametrize("out", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("shape", [(9, 12), (1, 1), (10, 7)], ids=str)
def test_layers_with_few_channels_are_computed_by_blocks(out: int, shape: tuple[int, int]) -> None:
    torch.manual_seed(out)
    layer = nn.Conv2d(4, out, (5, 3), padding=(2, 1)).requires_grad_(False)
    steps = plan_of(replace(loaded_net(srcnn.SPEC), module=nn.Sequential(layer, nn.LeakyReLU(0.2))))
    assert steps is not None
    planes = np.random.default_rng(4).random((4, *shape), dtype=np.float32)
    answer = PackedBackend(steps, Way(backend="torch", device="cpu")).run(planes)
    wanted = nn.functional.leaky_relu(layer(torch.from_numpy(planes)[None])[0], 0.2).numpy()
    assert answer.shape == wanted.shape
    assert np.allclose(answer, wanted, atol=1e-5)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
@pytest.mark.parametrize("widths", [(1,) * 9, (5, 1, 2, 40, 1, 7), (64,), (1, 90)], ids=str)
def test_a_picture_that_flows_in_columns_has_the_answer_of_the_whole(spec, widths: tuple[int, ...]) -> None:
    loaded = loaded_net(spec)
    steps = plan_of(loaded)
    assert steps is not None
    backend, width = PackedBackend(steps, Way(backend="torch", device="cpu")), sum(widths)
    planes = np.random.default_rng(6).random((spec.channels, 7, width), dtype=np.float32)
    with torch.inference_mode():
        wanted = loaded.module(torch.from_numpy(planes)[None])[0].numpy()
    flow, answers, left = backend.flow(), [], 0
    for columns in widths:
        answers.append(flow.push(planes[:, :, left : left + columns], left + columns == width))
        left += columns
    answer = np.concatenate([each for each in answers if each is not None], axis=2)
    assert answer.shape == wanted.shape
    assert float(np.abs(answer - wanted).max()) <= 1e-5 * max(1.0, float(np.abs(wanted).max()))


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_a_flow_gives_a_column_as_soon_as_all_is_there_that_it_sees(spec) -> None:
    loaded = loaded_net(spec)
    steps, geometry = plan_of(loaded), spec.geometry(loaded.config)
    assert steps is not None
    flow = PackedBackend(steps, Way(backend="torch", device="cpu")).flow()
    planes, made = np.zeros((spec.channels, 3, 5), np.float32), 0
    for pushed in range(5, 2 * geometry.radius + 30, 5):
        answer = flow.push(planes, False)
        made += answer.shape[2] if answer is not None else 0
        assert made >= (pushed - geometry.radius) * geometry.factor


def test_a_slope_behind_a_shuffle_is_a_part_of_the_convolution_before() -> None:
    steps = plan_of(loaded_net(srresnet.SPEC))
    assert steps is not None
    assert sum(step.op == "rectify" for step in steps) == 0
    assert [step.op for step in steps].count("shuffle") == 2


def test_cuda_looks_for_the_fastest_algorithm_when_a_shape_comes_again_and_fp32_is_fp32() -> None:
    backend = TorchBackend(lively_net(srcnn.SPEC), device="cpu")
    backend._device = torch.device("cuda:0")
    seen = []
    for shape in [(1, 8, 8), (1, 8, 8), (1, 9, 8)]:
        with backend._cudnn(shape):
            seen.append((torch.backends.cudnn.benchmark, torch.backends.cudnn.allow_tf32))
    assert seen == [(False, False), (True, False), (False, False)]


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_every_way_stops_for_a_cancel_and_works_again(spec) -> None:
    loaded = loaded_net(spec)
    token = CancelToken()
    token.cancel()
    for way in ways_for(loaded, device="cpu", precision="fp32"):
        backend = make_backend(loaded, way)
        planes = np.zeros((spec.channels, 48, 48), np.float32)
        with pytest.raises(Cancelled):
            backend.run(planes, token)
        assert np.isfinite(backend.run(planes[:, :9, :12])).all()
