"""Rows beside papers, what is best, and whether bicubic is what it should be."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sr_desktop.core.bench.comparison import best_figures, check_bicubic, difference, published_beside, signed
from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import Protocol

ROW = RowMeasured(dataset="Set5", scale=2, model="bicubic", images=5, psnr=33.656, ssim=0.9297, seconds=0.01, method="bicubic")


def test_a_set_that_agrees_gives_no_finding() -> None:
    assert check_bicubic([ROW, replace(ROW, scale=3, psnr=30.39), replace(ROW, model="vdsr", psnr=1.0)], Protocol()) == ()


@pytest.mark.parametrize(("psnr", "found"), [(33.679, 0), (33.681, 1), (33.641, 0), (33.639, 1)])
def test_the_limit_is_two_hundredths_of_a_decibel(psnr, found) -> None:
    assert len(check_bicubic([replace(ROW, psnr=psnr)], Protocol())) == found


def test_other_pictures_are_told_with_set_and_distance() -> None:
    (finding,) = check_bicubic([replace(ROW, dataset="BSD100", images=100, psnr=29.11)], Protocol())
    assert (finding.cause, finding.dataset, finding.scale) == ("pictures", "BSD100", 2)
    assert finding.difference == pytest.approx(-0.45)
    for part in ("BSD100 x2", "29.11", "-0.45", "29.56"):
        assert part in finding.note.text


def test_another_count_of_pictures_is_told_even_where_the_figure_agrees() -> None:
    (finding,) = check_bicubic([replace(ROW, images=4)], Protocol())
    assert finding.cause == "count"
    assert "4 pictures were measured" in finding.note.text
    assert "has 5" in finding.note.text


@pytest.mark.parametrize("protocol", [Protocol(channel="rgb"), Protocol(shave="none"), Protocol(low="uint8")])
def test_another_protocol_is_told(protocol) -> None:
    (finding,) = check_bicubic([ROW], protocol)
    assert finding.cause == "protocol"


def test_unknown_sets_and_rows_without_figures_are_no_findings() -> None:
    rows = [replace(ROW, dataset="Holiday"), replace(ROW, scale=8), replace(ROW, images=0, psnr=None)]
    assert check_bicubic(rows, Protocol()) == ()


def test_published_figures_stand_beside_whole_sets_by_the_field_s_protocol_only() -> None:
    assert published_beside(ROW, Protocol()).psnr == 33.66
    assert difference(ROW, Protocol()) == pytest.approx(-0.004)
    assert difference(replace(ROW, psnr=None), Protocol()) is None
    assert published_beside(replace(ROW, images=4), Protocol()) is None
    assert published_beside(replace(ROW, method=""), Protocol()) is None
    assert published_beside(ROW, Protocol(low="uint8")) is None
    beside = published_beside(replace(ROW, dataset="bsd100", images=100, method="vdsr"), Protocol())
    assert (beside.psnr, beside.ssim, beside.seconds) == (31.90, 0.8960, 0.16)


def test_the_best_is_found_per_set_and_factor_among_rows_of_all_pictures() -> None:
    better = replace(ROW, model="vdsr", psnr=37.5, ssim=0.95, distance=0.1)
    partial = replace(ROW, model="srcnn", psnr=50.0, images=2)
    best = best_figures([replace(ROW, distance=0.7), better, partial, replace(ROW, scale=3, psnr=30.0)])
    assert best["Set5", 2, "psnr"] == 37.5
    assert best["Set5", 2, "distance"] == 0.1
    assert best["Set5", 3, "psnr"] == 30.0
    assert ("Set5", 2, "ms_ssim") not in best


def test_differences_have_a_sign_unless_they_round_to_zero() -> None:
    assert [signed(value) for value in (0.004, -0.004, 0.006, -0.3)] == ["0.00", "0.00", "+0.01", "-0.30"]
