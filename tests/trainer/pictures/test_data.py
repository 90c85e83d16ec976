"""Batches: what they hold, that they never depend on how pairs are kept, and what is said of pictures that cannot serve."""

from __future__ import annotations

import dataclasses
import tracemalloc

import numpy as np
import pytest
import torch
from picture_sets import make_job, picture, save_pictures
from PIL import Image

from sr_desktop.core.archs.spec import InputSpace
from sr_desktop.core.bench.protocol import low_resolution, modcrop
from sr_desktop.core.bench.truth import luma_of, read_truth
from sr_desktop.core.errors import BadDataset, CannotWrite
from sr_desktop.core.resize import imresize
from trainer.pictures import data as data_module
from trainer.pictures.cutting import DevicePatches, SlicedPatches
from trainer.pictures.data import PatchSource
from trainer.pictures.picture_files import split_files

CPU = torch.device("cpu")
LUMA, RGB = InputSpace.LUMA_UPSCALED, InputSpace.RGB_LOW


def _source(job, space=LUMA, *, warnings=None, cache=None):
    def warn(code: str, message: str) -> None:
        if warnings is None:
            raise AssertionError(f"{code}: {message}")
        warnings.append(f"{code}: {message}")

    return PatchSource(job, space, split_files(job.data).train, warn, cache=cache or job.data.root)


def _same(one, other) -> bool:
    return all(torch.equal(a, b) for a, b in zip(one, other, strict=True))


def _halves(plane):
    return plane.astype(np.float16).astype(np.float32)


def _expected(job, space, step):
    """The batch of a step, put together in the plainest way: every pair whole, patches one by one."""
    pairs = []
    for file in split_files(job.data).train:
        for shrink in job.data.shrink:
            truth = read_truth(file.path)
            truth = truth if shrink == 1 else np.clip(imresize(truth, shrink), 0, 1)
            for scale in job.scales:
                high = modcrop(truth, scale)
                if space is LUMA:
                    low = imresize(low_resolution(high, scale, channels=1), float(scale))
                    high = luma_of(high)[:, :, None]
                else:
                    low = low_resolution(high, scale, channels=3)
                if min(low.shape[:2]) >= job.data.patch:
                    pairs.append((_halves(low), _halves(high)))
    patch, factor = job.data.patch, 1 if space is LUMA else job.scales[0]
    places = np.array([(low.shape[0] - patch + 1) * (low.shape[1] - patch + 1) for low, _ in pairs], dtype=np.float64)
    rng = np.random.default_rng([job.seed, step])
    lows, highs = [], []
    for number in rng.choice(len(pairs), size=job.optim.batch, p=places / places.sum()):
        low, high = pairs[number]
        top, left = rng.integers(low.shape[0] - patch + 1), rng.integers(low.shape[1] - patch + 1)
        low = low[top : top + patch, left : left + patch]
        high = high[top * factor : (top + patch) * factor, left * factor : (left + patch) * factor]
        turns, mirrored = rng.integers(4), rng.integers(2)
        turned = [np.rot90(plane, turns) for plane in (low, high)]
        low, high = (plane[:, ::-1] if mirrored else plane for plane in turned)
        lows.append(low)
        highs.append(high)
    return tuple(torch.from_numpy(np.stack(patches)).permute(0, 3, 1, 2) for patches in (lows, highs))


@pytest.mark.parametrize(
    ("space", "scales", "shrink"), [(LUMA, (2, 3), (1.0, 0.8)), (RGB, (2,), (1.0,)), (RGB, (2,), (1.0, 0.9))]
)
def test_batches_are_what_resumed_runs_count_on(space, scales, shrink, tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 5)
    job = make_job(tmp_path, scales=scales, shrink=shrink)
    source = _source(job, space)
    for step in (1, 2, 77):
        low, high = source.batch(step, CPU)
        assert _same((low, high), _expected(job, space, step))
        assert low.is_contiguous(memory_format=torch.channels_last)
        assert low.dtype == high.dtype == torch.float32


@pytest.mark.parametrize("space", [LUMA, RGB])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_a_card_cuts_what_the_processor_cuts(space, mode, tmp_path) -> None:
    (tmp_path / "pictures").mkdir()
    for number in range(4):
        picture(number, 60, 50 + number).convert(mode).save(tmp_path / "pictures" / f"{number}.png")
    for shrink in ((1.0,), (1.0, 0.9)):
        job = make_job(tmp_path, scales=(2, 3) if space is LUMA else (2,), batch=40, shrink=shrink)
        source = _source(job, space)
        factor = 1 if space is LUMA else 2
        on_device = DevicePatches(source._store, CPU, patch=12, factor=factor)
        sliced = SlicedPatches(source._store, patch=12, factor=factor)
        cuts = source._sampler.draw(5, 40)
        assert {(cut.turns, cut.mirrored) for cut in cuts} == {
            (turns, mirror) for turns in range(4) for mirror in (False, True)
        }
        assert _same(on_device.batch(cuts, CPU), sliced.batch(cuts, CPU))


def test_two_processes_share_the_batch_of_one(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, batch=3)
    halves = [_source(job).batch(9, CPU, rank=rank, ranks=2) for rank in (0, 1)]
    whole = _source(dataclasses.replace(job, optim=dataclasses.replace(job.optim, batch=6))).batch(9, CPU)
    assert _same([torch.cat(parts) for parts in zip(*halves, strict=True)], whole)


def test_memory_holds_each_truth_once(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 2)
    luma = _source(make_job(tmp_path, scales=(2, 3)))._store
    assert np.shares_memory(luma.pair(0).high, luma.pair(1).high)
    assert luma.pair(0).high.dtype == np.float16
    assert luma.pair(0).high.shape[2] == 1
    rgb = _source(make_job(tmp_path), RGB)._store
    assert rgb.pair(0).high.dtype == np.uint8


@pytest.mark.parametrize("space", [LUMA, RGB])
def test_pairs_on_disk_give_the_same_batches(space, tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, scales=(2, 3) if space is LUMA else (2,), degradation="camera", shrink=(1.0, 0.9))
    on_disk = dataclasses.replace(job, data=dataclasses.replace(job.data, cache="disk"))
    source = _source(on_disk, space, cache=tmp_path / "cache")
    assert _same(source.batch(4, CPU), _source(job, space).batch(4, CPU))
    assert source.pixels == _source(job, space).pixels
    assert np.load(next((tmp_path / "cache").glob("*.pixels.npy")), mmap_mode="r").dtype == np.uint8


def test_pairs_on_disk_are_found_again_until_something_changes(tmp_path, monkeypatch) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, cache="disk")
    first = _source(job, cache=tmp_path / "cache").batch(1, CPU)
    decoded: list[int] = []
    real = data_module.read_good
    monkeypatch.setattr(data_module, "read_good", lambda *arguments: (decoded.append(1), real(*arguments))[1])
    assert _same(_source(job, cache=tmp_path / "cache").batch(1, CPU), first)
    assert not decoded
    held = split_files(job.data).validation[0].path.name
    changed = next(path for path in sorted((tmp_path / "pictures").iterdir()) if path.name != held)
    picture(99).save(changed)
    assert not _same(_source(job, cache=tmp_path / "cache").batch(1, CPU), first)
    assert decoded
    assert len(list((tmp_path / "cache").iterdir())) == 2
    other = dataclasses.replace(job, scales=(3,))
    assert not _same(_source(other, cache=tmp_path / "cache").batch(1, CPU), first)


@pytest.mark.parametrize("damage", ["index", "pixels"])
def test_a_damaged_cache_is_made_anew(damage, tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    job = make_job(tmp_path, cache="disk")
    first = _source(job, cache=tmp_path / "cache").batch(1, CPU)
    file = next((tmp_path / "cache").glob(f"*.{damage}.npy"))
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert _same(_source(job, cache=tmp_path / "cache").batch(1, CPU), first)


def test_a_discarded_cache_leaves_nothing(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    source = _source(make_job(tmp_path, cache="disk"), cache=tmp_path / "cache")
    source.batch(1, CPU)
    source.discard()
    assert not (tmp_path / "cache").exists()


def test_a_cache_that_cannot_be_written_says_so_and_leaves_nothing(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3, width=8, height=8)
    with pytest.raises(BadDataset):
        _source(make_job(tmp_path, cache="disk"), cache=tmp_path / "cache")
    assert list((tmp_path / "cache").iterdir()) == []
    save_pictures(tmp_path / "pictures", 3)
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CannotWrite, match="file"):
        _source(make_job(tmp_path, cache="disk"), cache=tmp_path / "file" / "cache")


def _peak_of(job, cache) -> int:
    tracemalloc.start()
    try:
        _source(job, cache=cache).batch(1, CPU)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_a_set_on_disk(tmp_path) -> None:
    peaks = {}
    for count in (3, 15):
        save_pictures(tmp_path / "pictures", count, width=300, height=300)
        for cache in ("memory", "disk"):
            peaks[cache, count] = _peak_of(make_job(tmp_path, cache=cache), tmp_path / f"{cache}-{count}")
    twelve_pairs = 12 * 300 * 300 * 4
    assert peaks["memory", 15] - peaks["memory", 3] > twelve_pairs
    # The last pictures are a little larger than the first.
    assert peaks["disk", 15] - peaks["disk", 3] < twelve_pairs / 8


def test_small_pictures_are_counted_and_told_once(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 5)
    save_pictures(tmp_path / "more", 3, first=20, width=-12, height=-32)
    warnings: list[str] = []
    job = make_job(tmp_path, folders=("pictures", "more"))
    held = {file.path for file in split_files(job.data).validation}
    small = sum(path not in held for path in (tmp_path / "more").iterdir())
    _source(job, warnings=warnings)
    assert warnings == [f"too_small: {small} pictures are smaller than a patch and are left out."]


@pytest.mark.parametrize(
    ("space", "patch", "text"),
    [
        (LUMA, 100, "as large as a patch of 100 pixels; the largest has 52 x 48"),
        (RGB, 40, "a patch of 40 pixels (at x2, 80 pixels of the picture); the largest has 52 x 48"),
    ],
)
def test_a_patch_larger_than_every_picture_names_the_largest(space, patch, text, tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 5)
    job = make_job(tmp_path, patch=patch)
    assert "04" in {file.path.stem for file in split_files(job.data).train}
    with pytest.raises(BadDataset) as caught:
        _source(job, space)
    assert text in caught.value.message


def test_folders_without_a_picture_to_learn_from_are_refused(tmp_path) -> None:
    (tmp_path / "pictures").mkdir()
    with pytest.raises(BadDataset, match="holds no pictures"):
        split_files(make_job(tmp_path).data)
    save_pictures(tmp_path / "pictures", 1)
    with pytest.raises(BadDataset, match="1 pictures are too few"):
        split_files(make_job(tmp_path).data)
    with pytest.raises(BadDataset, match="No such file"):
        split_files(make_job(tmp_path, folders=("elsewhere",)).data)


def test_files_that_are_no_pictures_are_told_and_skipped(tmp_path) -> None:
    save_pictures(tmp_path / "pictures", 3)
    (tmp_path / "pictures" / "notes.txt").write_text("ignored: its name says that it is no picture")
    whole = (tmp_path / "pictures" / "00.png").read_bytes()
    for number in range(3):
        (tmp_path / "pictures" / f"text{number}.png").write_text(f"text {number}")
    (tmp_path / "pictures" / "cut.png").write_bytes(whole[: len(whole) // 2])
    warnings: list[str] = []
    job = make_job(tmp_path)
    learned = [file.path.name for file in split_files(job.data).train if not file.path.name.startswith("0")]
    _source(job, warnings=warnings).batch(1, CPU)
    assert len(warnings) == len(learned)
    assert all(name in warning for name, warning in zip(learned, warnings, strict=True))


def test_only_unreadable_pictures_are_refused(tmp_path) -> None:
    (tmp_path / "pictures").mkdir()
    for number in range(3):
        (tmp_path / "pictures" / f"{number}.png").write_text(f"text {number}")
    with pytest.raises(BadDataset, match="none of its pictures"):
        _source(make_job(tmp_path), warnings=[])


def test_a_file_that_may_not_be_read_is_not_held_out(tmp_path, monkeypatch) -> None:
    save_pictures(tmp_path / "pictures", 4)
    job = make_job(tmp_path, validation=2)
    usual = split_files(job.data).validation
    real = data_module.digest_of
    secret = usual[0].path
    monkeypatch.setattr("trainer.pictures.picture_files.digest_of", lambda path: b"" if path == secret else real(path))
    assert secret in {file.path for file in split_files(job.data).train}


def test_an_unreadable_file_has_no_digest(tmp_path) -> None:
    assert data_module.digest_of(tmp_path / "gone.png") == b""


# --- paired folders -------------------------------------------------------------------------------------------------


def _paired(tmp_path, **data):
    """Four pictures with low-resolution ones that no degradation makes: their own, in one colour each."""
    save_pictures(tmp_path / "pictures", 4)
    (tmp_path / "low").mkdir()
    for number in range(4):
        width, height = picture(number, 48 + number, 40 + 2 * number).size
        flat = np.full((height // 2, width // 2, 3), 10 * number + 5, np.uint8)
        name = f"{number:02}x2" if number == 3 else f"{number:02}"
        Image.fromarray(flat).save(tmp_path / "low" / f"{name}.png")
    return make_job(tmp_path, low=("low",), **data)


@pytest.mark.parametrize("space", [LUMA, RGB])
def test_paired_pictures_are_fed_as_they_are(space, tmp_path) -> None:
    job = _paired(tmp_path)
    low, high = _source(job, space).batch(1, CPU)
    assert high.shape[2] == (12 if space is LUMA else 24)
    spread = low.amax(dim=(2, 3)) - low.amin(dim=(2, 3))
    assert float(spread.max()) < 2e-3
    greys = {5, 15, 25, 35}
    if space is RGB:
        assert {round(float(value) * 255) for value in low[:, 0, 0, 0]} <= greys
    else:
        lumas = {16 + grey * 219 / 255 for grey in greys}
        assert all(min(abs(float(value) * 255 - luma) for luma in lumas) < 0.2 for value in low[:, 0, 0, 0])


def test_pictures_that_do_not_match_are_told_and_skipped(tmp_path) -> None:
    job = _paired(tmp_path, validation=1)
    learned = [file.path.stem for file in split_files(job.data).train]
    small = tmp_path / "low" / f"{learned[0]}{'x2' if learned[0] == '03' else ''}.png"
    Image.new("RGB", (10, 10)).save(small)
    save_pictures(tmp_path / "pictures", 1, first=7)
    warnings: list[str] = []
    _source(job, warnings=warnings)
    assert len(warnings) == 2
    assert "10 x 10 pixels, x2 needs" in warnings[0]
    assert "07.png is left out: there is no low-resolution picture of its name" in warnings[1]


def test_grey_pairs_meet_in_the_colours_of_the_truth(tmp_path) -> None:
    job = _paired(tmp_path)
    for path in (tmp_path / "low").iterdir():
        pixels = read_truth(path)
        Image.fromarray((pixels[:, :, 0] * 255).round().astype(np.uint8)).save(path)
    low, _ = _source(job).batch(1, CPU)
    assert all(
        min(abs(float(value) * 255 - 16 - grey * 219 / 255) for grey in (5, 15, 25, 35)) < 0.2 for value in low[:, 0, 0, 0]
    )
