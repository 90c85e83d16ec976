"""The ready jobs against the papers' numbers."""

from __future__ import annotations

import pytest

from sr_desktop.core.training.job import JobSpec
from trainer.job import JOBS, check_job, load_job, portable

ALL = {path.stem: load_job(path) for path in sorted(JOBS.glob("*.toml"))}
PAPER = {name: job for name, job in ALL.items() if name.endswith("-paper")}


def _of(arch: str, recipe: str) -> list[JobSpec]:
    return [job for job in PAPER.values() if (job.arch, job.recipe) == (arch, recipe)]


@pytest.mark.parametrize(
    "name",
    [
        "srcnn-915", "srcnn-935", "srcnn-9115", "srcnn-9315", "srcnn-915-narrow", "srcnn-915-wide", "srcnn-915-x2",
        "srcnn-915-x4", "vdsr", "vdsr-single", "vdsr-plain", "srresnet", "srgan-mse", "srgan-vgg22", "srgan-vgg54",
    ],
)  # fmt: skip
def test_every_recipe_is_there_as_published_and_modern(name) -> None:
    published, modern = ALL[f"{name}-paper"], ALL[f"{name}-modern"]
    assert (published.arch, published.recipe, published.net) == (modern.arch, modern.recipe, modern.net) or (
        published.arch == "vdsr" and {"residual": True, **published.net} == {"residual": True, **modern.net}
    )
    assert published.scales == modern.scales
    assert modern.optim.method in ("adam", "muon")
    assert modern.optim.schedule == "cosine"
    assert modern.optim.ema > 0


def test_9_5_5_is_there_for_every_factor() -> None:
    modern = [ALL[f"srcnn-955-x{scale}"] for scale in (2, 3, 4)]
    published = [ALL["srcnn-955-x2-paper"], ALL["srcnn-955-paper"], ALL["srcnn-955-x4-paper"]]
    assert [job.scales for job in modern] == [job.scales for job in published] == [(2,), (3,), (4,)]
    # A ready job runs from any folder.
    assert {job.optim.start for job in ALL.values()} == {""}


@pytest.mark.parametrize("job", _of("srcnn", "supervised"), ids=lambda job: job.name)
def test_srcnn_as_published(job) -> None:
    optim = job.optim
    assert (optim.method, optim.momentum, optim.weight_decay, optim.lr, optim.lr_last) == ("sgd", 0.9, 0.0, 1e-4, 1e-5)
    assert (optim.schedule, optim.warmup, optim.clip, optim.loss, optim.init, optim.ema) == (
        "constant", 0, "none", "l2", "gaussian", 0.0,
    )  # fmt: skip
    assert (job.data.patch, job.data.augment, job.data.shrink, job.data.folders) == (33, False, (1.0,), ("T91",))
    assert optim.steps * optim.batch == 8 * 10**8
    assert optim.batch == 128


@pytest.mark.parametrize("job", _of("vdsr", "supervised"), ids=lambda job: job.name)
def test_vdsr_as_published(job) -> None:
    optim = job.optim
    assert (optim.method, optim.momentum, optim.weight_decay, optim.lr, optim.lr_last) == ("sgd", 0.9, 1e-4, 0.1, 0.0)
    assert (optim.schedule, optim.step_every, optim.steps) == ("step", 20 * 9960, 80 * 9960)
    # At the rate 0.1 each value is clipped to 0.1.
    assert (optim.clip, optim.clip_value / optim.lr) == ("adjustable", pytest.approx(0.1))
    assert (optim.loss, optim.init, optim.ema, optim.batch) == ("half_l2", "he", 0.0, 64)
    assert (job.data.patch, job.data.augment) == (41, True)


def test_srresnet_as_published() -> None:
    (job,) = _of("srresnet", "supervised")
    optim = job.optim
    assert (optim.method, optim.lr, optim.schedule, optim.loss, optim.steps, optim.batch, optim.ema) == (
        "adam", 1e-4, "constant", "l2", 10**6, 16, 0.0,
    )  # fmt: skip
    assert job.net == {"scale": 4, "blocks": 16}
    assert (job.data.patch * job.scales[0], job.data.augment) == (96, False)


@pytest.mark.parametrize("job", _of("srresnet", "srgan"), ids=lambda job: job.name)
def test_srgan_as_published(job) -> None:
    optim = job.optim
    assert (optim.method, optim.lr, optim.schedule, optim.step_every, optim.steps) == ("adam", 1e-4, "step", 10**5, 2 * 10**5)
    assert (optim.batch, job.data.patch * job.scales[0], job.gan.adversarial) == (16, 96, 1e-3)
    assert not job.gan.from_scratch


def test_a_weights_file_tells_nothing_of_the_machine() -> None:
    plain = {
        "name": "x", "arch": "srresnet", "scales": [4], "recipe": "srgan",
        "data": {"root": "/home/me/pictures", "folders": ["/home/me/cats", "T91"], "measured": ["/home/me/Set5"]},
        "optim": {"start": "/home/me/start.safetensors"}, "gan": {"vgg": "/home/me/vgg.pth"}, "threads": 2,
    }  # fmt: skip
    told = portable(check_job(plain))
    assert "/home" not in str(told)
    assert told.data.folders == ("cats", "T91")
    # Whoever trains again with --set data.root alone has no Set5 there.
    assert (told.data.measured, told.threads) == ((), 0)
    assert (told.optim.start, told.gan.vgg if told.gan else "") == ("start.safetensors", "vgg.pth")
