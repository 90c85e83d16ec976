"""The published sets are recognised picture by picture, whatever their files are called."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.bench.known_sets import (
    KNOWN_SETS,
    PictureSum,
    SetSums,
    check_set,
    file_sum,
    known_set,
    pixel_sum,
    read_sums,
    sets_in,
)
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.models.published import PICTURES
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.paths import resources_dir

_SUMS = resources_dir() / "benchmark" / "pictures.json"


@pytest.fixture
def set5(tmp_path: Path) -> Path:
    folder = tmp_path / "Set5"
    folder.mkdir()
    rng = np.random.default_rng(1)
    for name in ("baby", "bird", "butterfly", "head", "woman"):
        Image.fromarray(rng.integers(0, 255, (9, 7, 3), np.uint8)).save(folder / f"{name}.png")
    return folder


@pytest.fixture
def sums(set5: Path) -> SetSums:
    return {"Set5": {path.stem: PictureSum(file=file_sum(path), pixels=pixel_sum(path)) for path in set5.iterdir()}}


def test_the_very_pictures_are_complete(set5: Path, sums: SetSums) -> None:
    check = check_set("Set5", set5, sums)
    assert (check.state, check.count, check.note) == ("complete", 5, None)


def test_pictures_stored_again_without_loss_are_complete(set5: Path, sums: SetSums) -> None:
    for path in list(set5.iterdir()):
        Image.open(path).save(set5 / f"img_{path.stem}.bmp")
        path.unlink()
    assert check_set("set5", set5, sums).state == "complete"


def test_one_changed_pixel_differs_and_is_named(set5: Path, sums: SetSums) -> None:
    picture = np.asarray(Image.open(set5 / "head.png")).copy()
    picture[0, 0, 0] ^= 1
    Image.fromarray(picture).save(set5 / "head.png")
    check = check_set("Set5", set5, sums)
    assert check.state == "differs"
    assert check.note is not None
    assert "head.png" in check.note.text


def test_another_number_of_pictures_differs(set5: Path, sums: SetSums) -> None:
    (set5 / "head.png").unlink()
    check = check_set("Set5", set5, sums)
    assert check.state == "differs"
    assert check.note is not None
    assert "4 pictures" in check.note.text


def test_a_damaged_picture_is_no_published_one(set5: Path, sums: SetSums) -> None:
    (set5 / "head.png").write_bytes(b"no picture")
    assert check_set("Set5", set5, sums).state == "differs"


def test_other_names_and_unknown_sums_are_said(set5: Path, tmp_path: Path) -> None:
    assert check_set("holiday", set5, {}).state == "own"
    assert check_set("Set5", set5, {}).state == "unchecked"
    assert check_set("Set5", tmp_path / "gone", {}).state == "missing"


def test_a_check_can_be_given_up(set5: Path, sums: SetSums) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        check_set("Set5", set5, sums, cancel)


def test_a_folder_of_sets_gives_its_folders(set5: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert sets_in(tmp_path) == [set5]
    assert sets_in(set5) == [set5]
    with pytest.raises(BadDataset):
        sets_in(tmp_path / "empty")


def test_aliases_are_known() -> None:
    b100 = known_set("BSD100")
    assert b100 is not None
    assert b100.name == "B100"
    assert known_set("holiday") is None


def test_the_program_has_sums_of_whole_sets() -> None:
    sums = read_sums(_SUMS)
    assert {name: len(pictures) for name, pictures in sums.items()} == {"Set5": 5, "Set14": 14, "B100": 100}
    # Only what can be checked picture by picture is offered as a download.
    assert all(known.name in sums for known in KNOWN_SETS if known.archive)
    assert [(known.name, known.count) for known in KNOWN_SETS] == list(PICTURES.items())


def test_the_shared_sets_are_the_published_ones(benchmark_dir: Path) -> None:
    sums = read_sums(_SUMS)
    for folder in sorted(benchmark_dir.iterdir()):
        assert check_set(folder.name, folder, sums).state == "complete"
