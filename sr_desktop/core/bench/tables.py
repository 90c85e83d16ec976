"""Benchmark rows as text: JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, fields

from sr_desktop.core.bench.protocol import Protocol
from sr_desktop.core.bench.run import BenchmarkRow


def as_json(rows: Sequence[BenchmarkRow], protocol: Protocol) -> str:
    """{"protocol": {...}, "rows": [...]}; infinite PSNR (equal pictures) is written as null with its reason."""
    plain = [_finite(row) for row in rows]
    return json.dumps({"protocol": asdict(protocol), "rows": plain}, indent=2, allow_nan=False) + "\n"


def as_csv(rows: Sequence[BenchmarkRow], protocol: Protocol) -> str:
    """One line a row under a heading; the protocol stands in the last columns of every line."""
    buffer = io.StringIO()
    names = [field.name for field in fields(BenchmarkRow)]
    shown = asdict(protocol)
    writer = csv.DictWriter(buffer, [*names, *(f"protocol_{name}" for name in shown)], lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({**asdict(row), **{f"protocol_{name}": value for name, value in shown.items()}})
    return buffer.getvalue()


def as_markdown(rows: Sequence[BenchmarkRow], protocol: Protocol) -> str:
    """A table with one line a data set and scale, one column a model: PSNR / SSIM / seconds a picture."""
    models = list(dict.fromkeys(row.model for row in rows))
    cells = {(row.dataset, row.scale, row.model): row for row in rows}
    lines = [
        "PSNR (dB) / SSIM / seconds a picture. " + "; ".join(f"{name}: {value}" for name, value in asdict(protocol).items()),
        "",
        "| set | scale | " + " | ".join(models) + " |",
        "|---|---|" + "---|" * len(models),
    ]
    for dataset, scale in dict.fromkeys((row.dataset, row.scale) for row in rows):
        shown = [_cell(cells[dataset, scale, model]) for model in models]
        lines.append(f"| {dataset} | x{scale} | " + " | ".join(shown) + " |")
    problems = [f"- {row.dataset} x{row.scale} {row.model}: {row.problem}" for row in rows if row.problem]
    return "\n".join([*lines, *([""] if problems else []), *problems]) + "\n"


WRITERS: Mapping[str, Callable[[Sequence[BenchmarkRow], Protocol], str]] = {
    ".json": as_json,
    ".csv": as_csv,
    ".md": as_markdown,
}


def _cell(row: BenchmarkRow) -> str:
    if row.psnr is None or row.ssim is None or row.seconds is None:
        return "-"
    return f"{row.psnr:.3f} / {row.ssim:.4f} / {row.seconds:.3f}"


def _finite(row: BenchmarkRow) -> dict[str, object]:
    plain = asdict(row)
    if row.psnr == float("inf"):
        plain.update(psnr=None, problem="the answers equal the truth: PSNR is infinite")
    return plain
