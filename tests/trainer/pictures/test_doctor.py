"""The dataset doctor finds what is wrong and shows the very patches that will be fed."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from picture_sets import make_job, picture, save_pictures
from PIL import Image

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.messages.trainer import DataFinding, DataReport, Failed, Preview
from sr_desktop.core.metrics import to_8_bit
from sr_desktop.core.protocol import decode
from sr_desktop.core.training.job_file import job_toml
from trainer.pictures import leaks
from trainer.pictures.data import PatchSource
from trainer.pictures.doctor import Doctor
from trainer.pictures.jpeg_quality import jpeg_quality, nearest_quality
from trainer.pictures.picture_files import split_files

ROOT = Path(__file__).resolve().parents[3]
LUMA, RGB = InputSpace.LUMA_UPSCALED, InputSpace.RGB_LOW


def _check(job, out, space=LUMA):
    events = []
    assert Doctor(job, space, events.append).check(out, lambda: False)
    return events


def _findings(events) -> set[tuple[str, str]]:
    return {(event.code, Path(event.path).name) for event in events if isinstance(event, DataFinding)}


@pytest.mark.parametrize("quality", [1, 10, 49, 50, 74, 75, 95, 100])
def test_the_quality_of_a_jpeg_file_is_known(quality) -> None:
    buffer = io.BytesIO()
    picture(1).save(buffer, "JPEG", quality=quality)
    with Image.open(buffer) as image:
        assert jpeg_quality(image) == quality


def test_tables_of_other_programs_get_the_nearest_quality() -> None:
    rng = np.random.default_rng(1)
    buffer = io.BytesIO()
    picture(1).save(buffer, "JPEG", quality=60)
    with Image.open(buffer) as image:
        table = np.array(image.quantization[0]) + rng.integers(-1, 2, 64)
    assert abs(nearest_quality(table.tolist()) - 60) <= 2
    assert jpeg_quality(picture(1)) == 0


def test_sound_pictures_give_a_report_and_no_finding(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 5)
    picture(9, 60, 70).convert("L").save(tmp_path / "pictures" / "grey.png")
    events = _check(make_job(tmp_path, validation=2), tmp_path / "out")
    assert not _findings(events)
    report = events[-1]
    assert isinstance(report, DataReport)
    assert (report.pictures, report.training, report.validation) == (6, 4, 2)
    assert report.modes == {"RGB": 5, "L": 1}
    assert report.formats == {"PNG": 6}
    assert (report.smallest_side, report.largest_side) == (40, 70)
    sizes = [(48 + n) * (40 + 2 * n) for n in range(5)] + [60 * 70]
    assert report.megapixels == pytest.approx(sum(sizes) / 1e6)
    assert report.median_jpeg_quality == 0


def test_patches_are_counted_by_their_places(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 2)
    job = make_job(tmp_path, scales=(2, 3))
    (learned,) = split_files(job.data).train
    height, width = read_truth(learned.path).shape[:2]
    sizes = [(height // scale * scale, width // scale * scale) for scale in (2, 3)]
    assert _check(job, tmp_path / "out")[-1].patches == sum((h - 11) * (w - 11) for h, w in sizes)


@pytest.fixture
def flawed(tmp_path):
    """A folder with one flaw of each kind among sound pictures."""
    folder = save_pictures(tmp_path / "pictures", 6)
    picture(40, 50, 44).save(folder / "soft.jpg", quality=30)
    picture(41, 50, 44).save(folder / "fine.jpg", quality=95)
    picture(42, 9, 9).save(folder / "tiny.png")
    (folder / "text.png").write_text("no picture")
    (folder / "copy.png").write_bytes((folder / "00.png").read_bytes())
    with Image.open(folder / "03.png") as image:
        image.resize((100, 90), Image.Resampling.BICUBIC).save(folder / "zoomed.png")
    return folder


def test_every_flaw_is_found(flawed, tmp_path, monkeypatch) -> None:
    picture(50, 120, 100).resize((60, 50)).save(flawed / "known.png")
    table = tmp_path / "hashes.json"
    own = np.asarray(picture(50, 120, 100), dtype=np.float32) / 255
    table.write_text(json.dumps({"Set0/bench": f"{leaks.picture_hash(own):016x}"}))
    monkeypatch.setattr(leaks, "HASHES", table)
    leaks._known.cache_clear()
    try:
        events = _check(make_job(tmp_path), tmp_path / "out")
    finally:
        leaks._known.cache_clear()
    found = _findings(events)
    twins = {name for code, name in found if code == "duplicate"}
    assert len(twins & {"copy.png", "00.png"}) == 1
    assert len(twins & {"zoomed.png", "03.png"}) == 1
    assert found - {("duplicate", name) for name in twins} == {
        ("unreadable", "text.png"),
        ("too_small", "tiny.png"),
        ("low_jpeg_quality", "soft.jpg"),
        ("benchmark", "known.png"),
    }
    details = {Path(event.path).name: event.detail for event in events if isinstance(event, DataFinding)}
    assert details["soft.jpg"] == "30"
    assert details["known.png"] == "Set0/bench"
    assert details["tiny.png"] == "9 x 9"
    report = events[-1]
    assert report.findings == {"unreadable": 1, "too_small": 1, "low_jpeg_quality": 1, "benchmark": 1, "duplicate": 2}
    assert report.median_jpeg_quality == 30
    assert report.pictures == 10


@pytest.mark.parametrize(
    ("space", "options"),
    [
        (LUMA, {"scales": (2, 3)}),
        (RGB, {"degradation": "camera", "shrink": (1.0, 0.9)}),
        (LUMA, {"scales": (2, 3), "candidates": 3}),
        (RGB, {"candidates": 4}),
        (RGB, {"even": True}),
        (RGB, {"recolour": 0.5}),
        (LUMA, {"recolour": 1.0}),
    ],
)
def test_the_patches_shown_are_those_of_the_first_step(space, options, flawed, tmp_path) -> None:
    job = make_job(tmp_path, batch=11, **options)
    previews = [event for event in _check(job, tmp_path / "out", space) if isinstance(event, Preview)]
    assert [preview.number for preview in previews] == list(range(1, 9))
    source = PatchSource(job, space, split_files(job.data).train, lambda _code, _text: None, cache=tmp_path)
    low, high = source.batch(1, torch.device("cpu"))
    if space is RGB:
        low = low.repeat_interleave(2, dim=2).repeat_interleave(2, dim=3)
    for index, preview in enumerate(previews):
        assert preview.kind == "patch"
        assert preview.scale in job.scales
        for path, batch in ((preview.path, low), (preview.truth, high)):
            fed = to_8_bit(batch[index].permute(1, 2, 0).numpy())
            with Image.open(path) as image:
                shown = np.asarray(image).reshape(fed.shape)
            assert np.array_equal(shown, fed)


def test_pairs_that_do_not_match_are_findings(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4)
    (tmp_path / "low").mkdir()
    for number in range(3):
        Image.new("RGB", (24 + number // 2, 20 + number)).save(tmp_path / "low" / f"{number:02}.png")
    events = _check(make_job(tmp_path, low=("low",)), tmp_path / "out")
    assert _findings(events) == {("mismatch", "03.png")}


def test_a_set_that_cannot_be_trained_with_is_refused_after_its_findings(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    events = []
    with pytest.raises(BadDataset, match="the largest has"):
        Doctor(make_job(tmp_path, patch=200), LUMA, events.append).check(tmp_path / "out", lambda: False)
    assert {event.code for event in events} == {"too_small"}


def test_a_check_ends_early_when_it_is_asked_to(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    events = []
    assert not Doctor(make_job(tmp_path), LUMA, events.append).check(tmp_path / "out", lambda: True)
    assert not events


def _run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trainer", "check", *map(str, arguments), "--detached"]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def test_the_command_ends_with_a_report_or_with_why_there_is_none(flawed, tmp_path) -> None:
    job = tmp_path / "job.toml"
    job.write_text(job_toml(make_job(tmp_path)))
    good = _run(job, "--out", tmp_path / "out")
    events = [decode(line) for line in good.stdout.splitlines()]
    assert good.returncode == 0, good.stderr
    assert isinstance(events[-1], DataReport)
    assert (tmp_path / "out" / "check.jsonl").read_text() == good.stdout
    for override, code, status in (("data.root=nowhere", "bad_dataset", 1), ("data.patch=1", "bad_job", 2)):
        bad = _run(job, "--out", tmp_path / "bad", "--set", override)
        last = decode(bad.stdout.splitlines()[-1])
        assert isinstance(last, Failed)
        assert last.code == code
        assert bad.returncode == status
