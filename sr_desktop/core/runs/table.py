"""The numbers of runs as a table: one row for each run and step, empty cells where nothing was measured. Knows no Qt."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from sr_desktop.core.runs.log import Curve, RunLog

_ROWS = 20_000
"""Rows of one piece of text."""

Named = tuple[str, RunLog]


def csv_of(runs: Sequence[Named]) -> Iterator[str]:
    """A CSV file with a header, piece by piece, of runs with their names.

    Columns: run, step, epoch, seconds (without breaks), lr, patches_per_s, memory_mb, each loss, and PSNR in dB and SSIM of
    each set of pictures and factor with bicubic's PSNR. Numbers have seven digits.
    """
    columns = list(dict.fromkeys(name for _, log in runs for name in _curves(log)))
    yield _line(["run", "step", *columns])
    for name, log in runs:
        curves = _curves(log)
        steps = np.unique(np.concatenate([curve.steps for curve in curves.values()]))
        for start in range(0, len(steps), _ROWS):
            part = steps[start : start + _ROWS]
            cells = [_cells(curves.get(column), part) for column in columns]
            shown = _line([name]).rstrip("\n")
            rows = zip([f"{step:.10g}" for step in part.tolist()], *cells, strict=True)
            yield "".join(f"{shown},{','.join(row)}\n" for row in rows)


def _curves(log: RunLog) -> dict[str, Curve]:
    curves = {
        "epoch": log.epochs,
        "seconds": log.seconds,
        "lr": log.rate,
        "patches_per_s": log.speed,
        "memory_mb": log.memory_mb,
        **{f"loss_{name}": curve for name, curve in log.losses.items()},
    }
    for key, scores in sorted(log.scores.items()):
        measured = f"{key.dataset}_x{key.scale:g}"
        baseline = Curve()
        for step in scores.psnr.steps.tolist():
            baseline.add(step, scores.baseline_psnr)
        curves |= {f"psnr_{measured}": scores.psnr, f"ssim_{measured}": scores.ssim, f"bicubic_psnr_{measured}": baseline}
    return curves


def _cells(curve: Curve | None, steps: npt.NDArray[np.float64]) -> list[str]:
    """The values of a curve at rising steps as texts."""
    cells = [""] * len(steps)
    if curve is None:
        return cells
    first, last = np.searchsorted(curve.steps, [steps[0], steps[-1]], side="left")
    mine = curve.steps[first : last + 1]
    places = np.searchsorted(steps, mine)
    known = places < len(steps)
    values = curve.values[first : last + 1][known]
    for place, value in zip(places[known].tolist(), values.tolist(), strict=True):
        cells[place] = f"{value:.7g}"
    return cells


def _line(cells: list[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(cells)
    return text.getvalue()
