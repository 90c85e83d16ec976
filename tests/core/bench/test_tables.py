"""Tables to go on with: JSON, CSV, Markdown, LaTeX."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest

from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.tables import WRITERS, Table, as_csv, as_json, as_latex, as_markdown, save_table
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.texts import Note

ROW = RowMeasured(dataset="Set5", scale=2, model="bicubic", images=5, psnr=33.656, ssim=0.9297, seconds=0.01, method="bicubic")
VDSR = replace(ROW, model="my_vdsr", psnr=37.513, ssim=0.9585, seconds=1.5, method="vdsr", params=665921)
PROBLEM = replace(
    ROW, model="srcnn", images=0, psnr=None, ssim=None, seconds=None, method="srcnn", problem=Note(template="no | weights")
)
TABLE = Table([VDSR, ROW, PROBLEM, replace(ROW, scale=3, psnr=30.39, ssim=0.8681)], Protocol())


def test_json_keeps_the_contract() -> None:
    plain = json.loads(as_json(TABLE))
    assert plain["protocol"]["channel"] == "Y (BT.601 studio range)"
    assert plain["protocol"]["shave"] == "scale"
    first = plain["rows"][0]
    assert {"dataset", "scale", "model", "psnr", "ssim", "seconds", "images"} <= set(first)
    assert (first["published_psnr"], first["published_ssim"], first["published_seconds"]) == (37.53, 0.9587, 0.13)
    assert first["difference"] == pytest.approx(-0.017)
    assert plain["rows"][2]["psnr"] is None
    assert plain["rows"][2]["problem"] == "no | weights"


def test_csv_can_be_read_back_with_its_protocol_in_every_line() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv(TABLE))))
    assert [row["model"] for row in rows] == ["my_vdsr", "bicubic", "srcnn", "bicubic"]
    assert float(rows[0]["psnr"]) == 37.513
    assert {row["protocol_lr_kernel"] for row in rows} == {"MATLAB imresize bicubic, antialiased, not rounded"}
    assert rows[2]["psnr"] == ""


def test_markdown_shows_the_best_in_bold_and_what_papers_say() -> None:
    text = as_markdown(TABLE)
    lines = text.splitlines()
    assert "| set | scale | my_vdsr | bicubic | srcnn |" in lines
    assert "| Set5 | x2 | **37.513** / **0.9585** / 1.500 (37.53, -0.02) | 33.656 / 0.9297 / 0.010 (33.66, 0.00) | - |" in lines
    assert "| Set5 | x3 | - | **30.390** / **0.8681** / 0.010 (30.39, 0.00) | - |" in lines
    assert lines[-1] == r"- Set5 x2 srcnn: no \| weights"
    assert "studio range" in lines[0]


def test_latex_is_a_whole_tabular_with_letters_escaped() -> None:
    lines = as_latex(TABLE).splitlines()
    assert r"Set & Scale & my\_vdsr & bicubic & srcnn \\" in lines
    assert lines.count(r"\begin{tabular}{lllll}") == lines.count(r"\end{tabular}") == 1
    (line,) = [line for line in lines if line.startswith(r"Set5 & $\times$2")]
    assert line.count("&") == 4
    assert r"\textbf{37.513} / \textbf{0.9585}" in line
    assert all(line.startswith(("%", "\\", "Set")) for line in lines)


def test_extra_metrics_stand_in_every_form() -> None:
    table = Table([replace(VDSR, ms_ssim=0.99, distance=0.25)], Protocol(), ("ms_ssim", "distance"))
    assert "**0.9900** / **0.2500**" in as_markdown(table)
    assert json.loads(as_json(table))["protocol"].keys() >= {"ms_ssim", "distance"}
    assert next(iter(csv.DictReader(io.StringIO(as_csv(table)))))["distance"] == "0.25"
    assert "VGG-19" in as_latex(table)


@pytest.mark.parametrize("suffix", list(WRITERS))
def test_a_file_is_written_whole_or_not_at_all(suffix, tmp_path) -> None:
    path = tmp_path / f"table{suffix}"
    save_table(path, TABLE)
    assert path.read_text() == WRITERS[suffix](TABLE)
    with pytest.raises(CannotWrite):
        save_table(tmp_path / "none" / path.name, TABLE)
