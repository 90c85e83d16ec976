"""Validation: by the protocol, on pictures held out and on a few that are learned from."""

from __future__ import annotations

import math

import numpy as np
import pytest
from nets import lively_net
from PIL import Image

from sr_desktop.core.archs import srcnn, srresnet
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.bench.protocol import low_resolution, measure, modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.resize import imresize
from sr_desktop.core.training.job import DataOptions, JobSpec
from sr_desktop.core.upscaling.inference import TiledNet
from trainer.evaluate import Evaluator, mean_psnr
from trainer.pictures.picture_files import split_files


def _save(folder, count, size=(83, 95)):
    folder.mkdir()
    for number in range(count):
        coarse = np.random.default_rng(number).integers(40, 200, (7, 9, 3), dtype=np.uint8)
        Image.fromarray(coarse).resize(size, Image.Resampling.BICUBIC).save(folder / f"{number}.png")


def _job(tmp_path, arch, scales, **data):
    return JobSpec(name="x", arch=arch, scales=scales, data=DataOptions(root=str(tmp_path), folders=("p",), **data))


def _net(spec, config):
    return TiledNet(geometry=spec.geometry(config), backend=TorchBackend(lively_net(spec, config), device="cpu"))


def _evaluator(job, channels):
    warnings: list[str] = []
    return Evaluator(split_files(job.data), job, channels, lambda code, text: warnings.append(code)), warnings


def test_both_sets_are_measured_by_the_protocol(tmp_path) -> None:
    _save(tmp_path / "p", 5)
    job = _job(tmp_path, "srcnn", (2, 3), validation=2)
    net = _net(srcnn.SPEC, srcnn.SrcnnConfig(kernels=(5, 3), widths=(4,)))
    evaluator, warnings = _evaluator(job, 1)
    results = evaluator.evaluate(net)
    assert [(result.dataset, result.scale) for result in results] == [
        ("validation", 2), ("validation", 3), ("training", 2), ("training", 3),
    ]  # fmt: skip
    split = split_files(job.data)
    for result in results:
        files = split.validation if result.dataset == "validation" else split.train[:2]
        truths = [modcrop(read_truth(file.path), result.scale) for file in files]
        lows = [low_resolution(truth, result.scale, channels=1) for truth in truths]
        pairs = list(zip(truths, lows, strict=True))
        wanted = [measure(truth, net.enhance(low, result.scale), result.scale) for truth, low in pairs]
        bicubic = [measure(truth, imresize(low, float(result.scale)), result.scale).psnr for truth, low in pairs]
        assert result.psnr == pytest.approx(np.mean([score.psnr for score in wanted]))
        assert result.ssim == pytest.approx(np.mean([score.ssim for score in wanted]))
        assert result.baseline_psnr == pytest.approx(np.mean(bicubic))
        assert result.colour_shift == 0.0
        assert result.checkerboard > 0.0
        assert result.pattern > 0.0
    assert mean_psnr(results) == pytest.approx((results[0].psnr + results[1].psnr) / 2)
    assert warnings == []


def test_colours_of_rgb_networks_are_watched(tmp_path) -> None:
    _save(tmp_path / "p", 2)
    job = _job(tmp_path, "srresnet", (2,), validation=1)
    net = _net(srresnet.SPEC, srresnet.SrresnetConfig(scale=2, blocks=1, width=8))
    evaluator, _ = _evaluator(job, 3)
    assert all(result.colour_shift > 0.01 for result in evaluator.evaluate(net))


def test_the_gaussian_degradation_is_measured_on_its_own_inputs(tmp_path) -> None:
    _save(tmp_path / "p", 2)
    net = _net(srcnn.SPEC, srcnn.SrcnnConfig(kernels=(5, 3), widths=(4,)))
    scores = {}
    for name in ("bicubic", "gaussian"):
        evaluator, _ = _evaluator(_job(tmp_path, "srcnn", (3,), validation=1, degradation=name), 1)
        scores[name] = evaluator.evaluate(net)[0]
    assert scores["bicubic"].baseline_psnr != pytest.approx(scores["gaussian"].baseline_psnr, abs=0.01)


def test_pictures_too_small_to_measure_are_told_and_left_out(tmp_path) -> None:
    _save(tmp_path / "p", 3, size=(18, 18))
    job = _job(tmp_path, "srcnn", (4,), validation=1)
    with pytest.raises(BadDataset, match="measured"):
        _evaluator(job, 1)
    evaluator, warnings = _evaluator(_job(tmp_path, "srcnn", (3,), validation=1), 1)
    assert len(evaluator.validation.examples) == 1
    assert warnings == []


def test_sets_besides_are_measured_under_their_name_and_decide_nothing(tmp_path) -> None:
    _save(tmp_path / "p", 4)
    _save(tmp_path / "Set5", 2, size=(70, 64))
    (tmp_path / "Set5" / "text.png").write_text("no picture")
    Image.new("RGB", (9, 9)).save(tmp_path / "Set5" / "tiny.png")
    job = _job(tmp_path, "srcnn", (2,), validation=2, measured=("Set5",))
    evaluator, warnings = _evaluator(job, 1)
    assert len(warnings) == 2
    results = evaluator.evaluate(_net(srcnn.SPEC, srcnn.SrcnnConfig(kernels=(5, 3), widths=(4,))))
    assert [result.dataset for result in results] == ["validation", "training", "Set5"]
    assert mean_psnr(results) == results[0].psnr
    assert mean_psnr(results[2:]) == -math.inf
