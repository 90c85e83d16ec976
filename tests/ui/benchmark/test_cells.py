"""Cells of the table: figures, published ones beside them, what is best and what is amiss."""

from __future__ import annotations

from dataclasses import replace

from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.texts import Note
from sr_desktop.ui.benchmark.cells import CellMaker
from sr_desktop.ui.benchmark.words import protocol_facts, protocol_title, seconds_text

_ROW = RowMeasured(dataset="Set5", scale=2, model="vdsr", images=5, psnr=37.534, ssim=0.95871, seconds=1.234, method="vdsr")
_BICUBIC = replace(_ROW, model="bicubic", psnr=33.66, ssim=0.9299, seconds=0.0021, method="bicubic")


def lines(row: RowMeasured, protocol: Protocol | None = None, count: int = 5) -> list[str]:
    maker = CellMaker([row, _BICUBIC], protocol or Protocol(), (), {"Set5": count})
    return maker.cell(row.dataset, row.scale, row.model).text.splitlines()


def test_figures_stand_over_the_papers_and_the_time() -> None:
    assert lines(_ROW) == ["37.53 / 0.9587", "paper 37.53, 0.00", "1.23 s"]


def test_the_difference_has_a_sign() -> None:
    assert lines(replace(_ROW, psnr=37.43))[1] == "paper 37.53, -0.10"
    assert lines(replace(_ROW, psnr=37.63))[1] == "paper 37.53, +0.10"


def test_another_protocol_has_no_paper() -> None:
    assert lines(_ROW, Protocol(shave="none")) == ["37.53 / 0.9587", "1.23 s"]


def test_fewer_pictures_are_said_and_have_no_paper() -> None:
    assert lines(replace(_ROW, images=3)) == ["37.53 / 0.9587", "1.23 s · 3 of 5 pictures"]


def test_a_row_without_figures_says_why() -> None:
    problem = Note(template="The model {model} has no weights for x{scale}.", values={"model": "VDSR", "scale": 8})
    row = replace(_ROW, images=0, psnr=None, ssim=None, seconds=None, problem=problem)
    assert lines(row) == ["–", "The model VDSR has no weights for x8."]


def test_an_infinite_psnr_is_shown_as_such() -> None:
    assert lines(replace(_ROW, psnr=None, method=""))[0] == "∞ / 0.9587"


def test_the_best_is_bold_for_each_metric() -> None:
    worse = replace(_ROW, model="other", psnr=30.0, ssim=0.99, method="")
    maker = CellMaker([_ROW, worse], Protocol(), (), {})
    assert [piece.bold for piece in maker.cell("Set5", 2, "vdsr").lines[0]] == [True, False, False]
    assert [piece.bold for piece in maker.cell("Set5", 2, "other").lines[0]] == [False, False, True]


def test_extra_metrics_are_named() -> None:
    row = replace(_ROW, ms_ssim=0.98765, distance=12.5)
    maker = CellMaker([row], Protocol(), ("ms_ssim", "distance"), {})
    assert maker.cell("Set5", 2, "vdsr").text.splitlines()[2] == "MS-SSIM 0.9877 · VGG-19 distance 12.5000"
    assert "Published for VDSR: 37.53 dB / 0.9587 / 0.13 s" in maker.cell("Set5", 2, "vdsr").tip


def test_what_was_not_measured_is_a_dash() -> None:
    assert CellMaker([], Protocol(), (), {}).cell("Set5", 2, "vdsr").text == "–"


def test_times_have_readable_units() -> None:
    assert [seconds_text(value) for value in (0.00123, 0.05, 0.58, 12.0, 473.6)] == [
        "1.23 ms",
        "50 ms",
        "0.58 s",
        "12.00 s",
        "474 s",
    ]


def test_each_part_of_the_protocol_is_said() -> None:
    assert "published tables" in protocol_title(Protocol())
    mine = Protocol(channel="rgb", shave="none", low="uint8")
    changed = [ours for ours, papers in zip(protocol_facts(mine), protocol_facts(Protocol()), strict=True) if ours != papers]
    assert [name for name, _ in changed] == ["Channel", "Border", "Small picture"]
    assert "your own" in protocol_title(mine)
