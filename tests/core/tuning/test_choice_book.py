"""What is kept of a measurement, and when it does not count any more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sr_desktop.core.tuning.choice import Agreement, Asked, Choice, ChoiceBook

HERE = {"program": "1.0", "torch": "2.13", "cpu": "a processor"}
ASKED = Asked(weights="0f" * 32, arch="srcnn", threads=2)


def choice(**changes: object) -> Choice:
    first = Choice(
        asked=ASKED, versions=HERE, backend="torch", device="cpu", precision="bf16", tile=256, megapixels_per_s=1.5,
        agreement=Agreement(within_one=1.0, psnr_change=0.001),
    )  # fmt: skip
    return replace(first, **changes)  # type: ignore[arg-type]


def test_a_choice_is_kept_for_the_next_start(tmp_path: Path) -> None:
    ChoiceBook(tmp_path / "choices.json", HERE).keep(choice())
    book = ChoiceBook(tmp_path / "choices.json", HERE)
    assert book.find(ASKED) == choice()
    for other in (replace(ASKED, weights="1f"), replace(ASKED, device="cpu"), replace(ASKED, threads=1)):
        assert book.find(other) is None


@pytest.mark.parametrize("name", HERE)
def test_under_another_version_it_does_not_count(tmp_path: Path, name: str) -> None:
    ChoiceBook(tmp_path / "choices.json", HERE).keep(choice())
    assert ChoiceBook(tmp_path / "choices.json", {**HERE, name: "another"}).find(ASKED) is None
    assert ChoiceBook(tmp_path / "choices.json", {**HERE, "cuda:0": "a new card"}).find(ASKED) is None


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"tile": 3}]', "[" * 100_000])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "choices.json"
    path.write_text(text)
    book = ChoiceBook(path, HERE)
    assert book.find(ASKED) is None
    book.keep(choice())
    assert ChoiceBook(path, HERE).find(ASKED) == choice()


def test_two_processes_keep_what_the_other_one_found(tmp_path: Path) -> None:
    first, second = ChoiceBook(tmp_path / "choices.json", HERE), ChoiceBook(tmp_path / "choices.json", HERE)
    other = replace(ASKED, arch="vdsr")
    assert first.find(ASKED) is None and second.find(ASKED) is None
    first.keep(choice())
    second.keep(choice(asked=other))
    assert {ASKED, other} == {
        each.asked for each in map(ChoiceBook(tmp_path / "choices.json", HERE).find, (ASKED, other)) if each
    }


def test_a_precision_that_gave_no_numbers_is_not_used_again(tmp_path: Path) -> None:
    book = ChoiceBook(tmp_path / "choices.json", HERE)
    book.distrust(ASKED, "bf16")
    assert book.find(ASKED) is None, "nothing was chosen, so nothing is to be changed"
    book.keep(choice(layers=("fp32", "bf16")))
    book.distrust(ASKED, "bf16")
    found = ChoiceBook(tmp_path / "choices.json", HERE).find(ASKED)
    assert found is not None
    assert (found.precision, found.layers, found.unsound, found.tile) == ("fp32", (), ("bf16",), 256)


def test_of_a_device_that_torch_does_not_reach_the_processor_is_left(tmp_path: Path) -> None:
    book = ChoiceBook(tmp_path / "choices.json", HERE)
    book.keep(choice(backend="openvino", device="gpu"))
    book.distrust(ASKED, "bf16")
    found = book.find(ASKED)
    assert found is not None
    assert (found.backend, found.device, found.precision) == ("torch", "cpu", "fp32")


def test_forgetting_lets_go_of_all(tmp_path: Path) -> None:
    book = ChoiceBook(tmp_path / "choices.json", HERE)
    book.keep(choice())
    book.forget()
    assert book.find(ASKED) is None
    assert ChoiceBook(tmp_path / "choices.json", HERE).find(ASKED) is None


def test_it_is_told_in_few_words() -> None:
    assert choice().how.text == "CPU, bf16, 256 px tiles, 1.5 MP/s"
