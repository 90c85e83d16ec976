"""A sweep's results as tables: Markdown to read, CSV and JSON to go on with."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol_text import described
from sr_desktop.core.models.model_card import Score
from trainer.sweeps.sweep_dir import SweepDir
from trainer.sweeps.sweep_file import Sweep
from trainer.sweeps.sweep_result import VariantResult

_VALIDATION = "validation"
_QUICK_NOTE = (
    "This is the quick size: small batches and few steps, so that it ends within minutes. It shows which way things go; "
    "all figures lie below those of a full training."
)
_SAME_DB = 0.005

Column = tuple[str, float]
"""Name of the measured pictures, and the scale."""


@dataclass(frozen=True, kw_only=True)
class SweepTable:
    """All that the tables say. bicubic: its scores on the benchmark, empty where none was asked for."""

    sweep: Sweep
    results: tuple[VariantResult, ...]
    bicubic: tuple[Score, ...] = ()

    @property
    def columns(self) -> list[Column]:
        """Validation at every scale, then the benchmark at every scale."""
        validated = sorted({curve.scale for result in self.results for curve in result.curves})
        return [*((_VALIDATION, scale) for scale in validated), *((score.dataset, score.scale) for score in self.bicubic)]


def save_tables(folder: SweepDir, table: SweepTable) -> None:
    """Write table.md, table.csv and table.json. Raises CannotWrite."""
    for suffix, writer in WRITERS.items():
        with atomic_write(folder.table(suffix)) as file:
            file.write(writer(table).encode())


def as_markdown(table: SweepTable) -> str:
    """A heading, what it shows, one line a variant with the best of each column in bold, bicubic, and what failed."""
    columns = table.columns
    head = ["variant", "parameters", "steps", "seconds", *(f"{name} x{scale:g}" for name, scale in columns)]
    lines = [f"# {table.sweep.title}", "", table.sweep.about]
    lines += ["", _QUICK_NOTE] if table.sweep.quick else []
    lines += ["", "PSNR in dB. " + _protocol_text(), "", _line(head), "|---|" + "---:|" * (len(head) - 1)]
    best = {column: max(_found(_psnr(result, column) for result in table.results), default=None) for column in columns}
    for result in table.results:
        figures = [_cell(_psnr(result, column), best[column]) for column in columns]
        lines.append(_line([result.label, f"{result.params:,}", f"{result.steps:,}", f"{result.seconds:.0f}", *figures]))
    lines.append(_line(["bicubic", "", "", "", *(_bicubic_cell(table, column) for column in columns)]))
    notes = [f"- {_one_line(result.label)}: {_one_line(_note(result))}" for result in table.results if _note(result)]
    return "\n".join([*lines, *([""] if notes else []), *notes]) + "\n"


def as_csv(table: SweepTable) -> str:
    """One line a variant and one for bicubic, PSNR in dB with the name and scale of what was measured over it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    columns = table.columns
    head = ["variant", "parameters", "steps", "seconds", "quick", "problem"]
    writer.writerow([*head, *(f"{name} x{scale:g}" for name, scale in columns)])
    for result in table.results:
        row = [result.label, result.params, result.steps, round(result.seconds, 1), table.sweep.quick, _note(result)]
        writer.writerow([*row, *(_rounded(_psnr(result, column)) for column in columns)])
    bicubic = ["; ".join(f"{value:.4f}" for value in _bicubic(table, column)) for column in columns]
    writer.writerow(["bicubic", 0, 0, 0.0, table.sweep.quick, "", *bicubic])
    return buffer.getvalue()


def as_json(table: SweepTable) -> str:
    """{"sweep", "title", "about", "quick", "protocol", "rows": [...]}; a row's scores name their bicubic."""
    plain = {
        "sweep": table.sweep.name,
        "title": table.sweep.title,
        "about": table.sweep.about,
        "quick": table.sweep.quick,
        "protocol": described(Protocol()),
        "rows": [_plain_row(table, result) for result in table.results],
    }
    return json.dumps(plain, indent=2, allow_nan=False) + "\n"


WRITERS: Mapping[str, Callable[[SweepTable], str]] = {".md": as_markdown, ".csv": as_csv, ".json": as_json}


def _plain_row(table: SweepTable, result: VariantResult) -> dict[str, object]:
    baselines = {(_VALIDATION, curve.scale): curve.baseline for curve in result.curves}
    baselines.update({(score.dataset, score.scale): score.psnr for score in table.bicubic})
    scores = [
        {"dataset": name, "scale": scale, "psnr": _rounded(psnr), "bicubic": _rounded(baselines[name, scale])}
        for name, scale in table.columns
        if (psnr := _psnr(result, (name, scale))) is not None
    ]
    return {
        "label": result.label,
        "parameters": result.params,
        "steps": result.steps,
        "seconds": round(result.seconds, 1),
        "ended": result.ended,
        "problem": result.problem,
        "code": result.code,
        "weights": result.weights,
        "scores": scores,
    }


def _psnr(result: VariantResult, column: Column) -> float | None:
    name, scale = column
    if result.problem:
        return None
    if name == _VALIDATION:
        return result.best.get(scale)
    return next((score.psnr for score in result.benchmark if (score.dataset, score.scale) == column), None)


def _bicubic(table: SweepTable, column: Column) -> list[float]:
    """Bicubic's PSNR; several where variants hold out different pictures."""
    name, scale = column
    if name != _VALIDATION:
        return [score.psnr for score in table.bicubic if (score.dataset, score.scale) == column]
    different: list[float] = []
    for curve in (curve for result in table.results for curve in result.curves if curve.scale == scale):
        if all(abs(curve.baseline - other) > _SAME_DB for other in different):
            different.append(curve.baseline)
    return different


def _note(result: VariantResult) -> str:
    if result.problem:
        return result.problem
    return "" if result.ended else "not ended; `resume` with the folder of the sweep goes on"


def _protocol_text() -> str:
    told = {name.replace("_", " "): value for name, value in described(Protocol()).items() if name != "ssim"}
    return "; ".join(f"{name}: {value}" for name, value in told.items()) + "."


def _cell(psnr: float | None, best: float | None) -> str:
    if psnr is None:
        return "-"
    return f"**{psnr:.2f}**" if psnr == best else f"{psnr:.2f}"


def _bicubic_cell(table: SweepTable, column: Column) -> str:
    return " / ".join(f"{value:.2f}" for value in _bicubic(table, column)) or "-"


def _found(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in cells) + " |"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
