"""Runs as a table."""

from __future__ import annotations

import csv
import io

from sr_desktop.core.messages.trainer import Evaluated, Step
from sr_desktop.core.runs.log import RunLog
from sr_desktop.core.runs.table import csv_of


def _log(steps: int, **losses: float) -> RunLog:
    log = RunLog()
    for step in range(1, steps + 1):
        log.add(Step(step=step, epoch=step / 10, lr=1e-3, losses=losses, patches_per_s=5.0, t=100.0 + step))
    return log


def _rows(*runs: tuple[str, RunLog]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_of(runs)))))


def test_a_row_holds_what_was_measured_at_its_step() -> None:
    log = _log(3, l1=0.25)
    log.add(Evaluated(step=2, dataset="Set5", scale=2.0, psnr=36.5, ssim=0.95, best=True, baseline_psnr=33.66))
    log.add(Evaluated(step=5, dataset="Set5", scale=2.0, psnr=37.5, ssim=0.96, best=True, baseline_psnr=33.66))
    rows = _rows(('a, "b"', log))
    assert [row["step"] for row in rows] == ["1", "2", "3", "5"]
    assert {row["run"] for row in rows} == {'a, "b"'}
    assert [row["loss_l1"] for row in rows] == ["0.25", "0.25", "0.25", ""]
    assert [row["psnr_Set5_x2"] for row in rows] == ["", "36.5", "", "37.5"]
    assert [row["bicubic_psnr_Set5_x2"] for row in rows] == ["", "33.66", "", "33.66"]
    assert (rows[2]["epoch"], rows[2]["seconds"], rows[2]["lr"]) == ("0.3", "2", "0.001")


def test_runs_share_their_columns() -> None:
    rows = _rows(("one", _log(2, l1=1.0)), ("two", _log(1, generator=2.0)))
    assert [(row["run"], row["loss_l1"], row["loss_generator"]) for row in rows] == [
        ("one", "1", ""), ("one", "1", ""), ("two", "", "2"),
    ]  # fmt: skip


def test_long_runs_come_in_pieces_and_lose_nothing() -> None:
    pieces = list(csv_of([("long", _log(45_000, l1=0.5))]))
    assert len(pieces) == 4
    rows = list(csv.DictReader(io.StringIO("".join(pieces))))
    assert [int(row["step"]) for row in rows] == list(range(1, 45_001))
    assert all(row["loss_l1"] == "0.5" for row in rows)


def test_a_run_without_anything_has_a_header_alone() -> None:
    assert _rows(("empty", RunLog())) == []
    assert list(csv_of([])) == ["run,step\n"]
