"""Measured speeds: learned from runs, kept on disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.upscaling.speed import SpeedBook


def test_a_speed_is_kept_for_the_next_start(tmp_path: Path) -> None:
    SpeedBook(tmp_path / "speeds.json").note("srcnn", "cpu", "fp32", work=10.0, seconds=5.0)
    book = SpeedBook(tmp_path / "speeds.json")
    assert book.seconds("srcnn", "cpu", "fp32", 4.0) == pytest.approx(2.0)
    assert book.seconds("srcnn", "cuda:0", "fp32", 4.0) is None


def test_the_newest_run_counts_half(tmp_path: Path) -> None:
    book = SpeedBook(tmp_path / "speeds.json")
    book.note("srcnn", "cpu", "fp32", work=10.0, seconds=10.0)
    book.note("srcnn", "cpu", "fp32", work=30.0, seconds=10.0)
    assert book.speeds[0].megapixels_per_s == pytest.approx(2.0)


def test_tiny_runs_count_only_while_there_is_nothing_better(tmp_path: Path) -> None:
    book = SpeedBook(tmp_path / "speeds.json")
    book.note("srcnn", "cpu", "fp32", work=0.001, seconds=0.1)
    assert book.seconds("srcnn", "cpu", "fp32", 1.0) == pytest.approx(100.0)
    book.note("srcnn", "cpu", "fp32", work=2.0, seconds=1.0)
    book.note("srcnn", "cpu", "fp32", work=0.001, seconds=0.1)
    assert book.seconds("srcnn", "cpu", "fp32", 1.0) == pytest.approx(0.5)


@pytest.mark.parametrize("text", ["", "{}", "[1]", '[{"model": 3}]', "[" * 100_000])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "speeds.json").write_text(text)
    book = SpeedBook(tmp_path / "speeds.json")
    assert book.speeds == ()
    book.note("srcnn", "cpu", "fp32", work=1.0, seconds=1.0)
    assert len(SpeedBook(tmp_path / "speeds.json").speeds) == 1
