"""An opinion test's design: neutral names, blind orders that anybody can check."""

from __future__ import annotations

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest
from mos_steps import METHODS, plan_of, prepared

from sr_desktop.core.errors import ImageMissing
from sr_desktop.core.mos.errors import BadStudy, NewerStudy
from sr_desktop.core.mos.store import StudyStore
from sr_desktop.core.mos.study import STUDY, StudyPlan, make_study, order_for, read_study


def study_of(pictures: int = 30, examples: int = 0, seed: int = 7):
    paths = tuple(f"/p/{number}.png" for number in range(pictures + examples))
    plan = StudyPlan(title="t", pictures=paths[:pictures], calibration=paths[pictures:], methods=METHODS, scale=4, seed=seed)
    return make_study(plan, ["0" * 64] * len(paths), 0.0)


def test_every_method_shows_every_picture_once() -> None:
    study = study_of()
    assert sorted((each.picture, each.method) for each in study.stimuli) == sorted(
        (number, method) for number in range(30) for method in METHODS
    )
    assert [each.name for each in study.stimuli] == [f"{number:04}.png" for number in range(1, 121)]


def test_names_tell_nothing_of_the_method() -> None:
    study = study_of()
    methods = [each.method for each in study.stimuli]
    # Were they in blocks or in turns, one of these would be 0 or 119.
    same = sum(a == b for a, b in pairwise(methods))
    assert 15 < same < 45
    first = methods[:60]
    assert all(5 < first.count(method) < 25 for method in METHODS)
    assert methods != [each.method for each in study_of(seed=8).stimuli]


def test_orders_differ_by_rater_and_can_be_had_again() -> None:
    study = study_of()
    ann, bob = order_for(study, "Ann"), order_for(study, "Bob")
    assert ann == order_for(study, "Ann") != bob
    assert sorted(ann) == sorted(bob) == [each.name for each in study.stimuli]
    # As the docstring says it, so that an auditor needs none of our code.
    assert list(ann) == sorted(ann, key=lambda name: hashlib.sha256(f"7/order/Ann/{name}".encode()).hexdigest())


def test_examples_come_first_and_have_known_scores() -> None:
    study = study_of(pictures=5, examples=3)
    order = order_for(study, "Ann")
    known = [study.known_score(study.stimulus(name)) for name in order]
    assert sorted(known[:6]) == [1, 1, 1, 5, 5, 5]
    assert set(known[6:]) == {None}
    assert len(study.rated) == 5 * len(METHODS)
    assert {each.method for each in study.stimuli if study.known_score(each)} == {"nearest", "HR"}


@pytest.mark.parametrize(("pictures", "methods"), [((), METHODS), (("a",), ("HR",)), (("a",), ("HR", "HR"))])
def test_too_little_is_no_test(pictures, methods) -> None:
    with pytest.raises(ValueError, match="at least"):
        make_study(StudyPlan(title="t", pictures=pictures, methods=methods, scale=2, seed=1), ["0"] * len(pictures), 0.0)


def test_a_test_is_stored_with_the_hashes_of_its_pictures(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    folder = StudyStore(tmp_path / "studies").create(plan)
    study = read_study(folder)
    assert folder.name.startswith("Cats-dogs-")
    assert [each.path for each in study.pictures] == list(plan.pictures)
    assert [each.digest for each in study.pictures] == [
        hashlib.sha256(Path(path).read_bytes()).hexdigest() for path in plan.pictures
    ]
    assert (study.made, study.is_ready) == (0, False)


def test_a_missing_picture_leaves_no_test(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    Path(plan.pictures[1]).unlink()
    with pytest.raises(ImageMissing):
        StudyStore(tmp_path / "studies").create(plan)
    assert StudyStore(tmp_path / "studies").studies() == ()


def test_the_list_tells_of_each_test(tmp_path: Path) -> None:
    store = StudyStore(tmp_path / "studies")
    assert store.studies() == ()
    good = prepared(tmp_path)
    (store.folder / "broken").mkdir()
    rows = store.studies()
    assert [row.folder for row in rows] == [good, store.folder / "broken"]
    assert (rows[0].pictures, rows[0].made, rows[0].stimuli, rows[0].is_ready) == (3, 12, 12, True)
    assert rows[1].problem is not None
    assert not rows[1].is_ready


def test_two_tests_of_one_title_in_one_second(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    store = StudyStore(tmp_path / "studies")
    assert len({store.create(plan) for _ in range(3)}) == 3


@pytest.mark.parametrize(
    "change",
    [
        {"stimuli": []},
        {"scale": "two"},
        {"stimuli": [{"name": "../evil.png", "picture": 0, "method": "HR"}]},
        {"stimuli": [{"name": "0001.png", "picture": 9, "method": "HR"}]},
    ],
)
def test_a_description_that_makes_no_sense(tmp_path: Path, change: dict) -> None:
    folder = prepared(tmp_path)
    plain = json.loads((folder / STUDY).read_text())
    (folder / STUDY).write_text(json.dumps(plain | change))
    with pytest.raises(BadStudy):
        read_study(folder)


def test_a_newer_test_is_told_from_a_broken_one(tmp_path: Path) -> None:
    folder = prepared(tmp_path)
    plain = json.loads((folder / STUDY).read_text())
    (folder / STUDY).write_text(json.dumps(plain | {"version": 2, "methods": "otherwise"}))
    with pytest.raises(NewerStudy):
        read_study(folder)
