"""Benchmark rows as text: JSON, CSV, Markdown, LaTeX. Standard library only, since the window exports, too."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.comparison import MetricName, best_figures, difference, figure, published_beside, signed
from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import ExtraMetric, Protocol
from sr_desktop.core.bench.protocol_text import described

_COLUMNS = (
    "dataset",
    "scale",
    "model",
    "psnr",
    "ssim",
    "seconds",
    "images",
    "ms_ssim",
    "distance",
    "params",
    "published_psnr",
    "published_ssim",
    "published_seconds",
    "difference",
    "problem",
)
_DIGITS: Mapping[MetricName, int] = {"psnr": 3, "ssim": 4, "ms_ssim": 4, "distance": 4}
_HEADS: Mapping[MetricName, str] = {"psnr": "PSNR (dB)", "ssim": "SSIM", "ms_ssim": "MS-SSIM", "distance": "VGG-19 distance"}


@dataclass(frozen=True)
class Table:
    """Rows in any order, and how they were measured; extra: the metrics besides PSNR and SSIM."""

    rows: Sequence[RowMeasured]
    protocol: Protocol
    extra: tuple[ExtraMetric, ...] = ()

    @property
    def models(self) -> list[str]:
        """Each model once, in the order of its first row."""
        return list(dict.fromkeys(row.model for row in self.rows))

    @property
    def places(self) -> list[tuple[str, int]]:
        """Each set and factor once, sets in the order of their first row, factors from small to large."""
        sets = list(dict.fromkeys(row.dataset for row in self.rows))
        return sorted({(row.dataset, row.scale) for row in self.rows}, key=lambda place: (sets.index(place[0]), place[1]))

    @property
    def metrics(self) -> tuple[MetricName, ...]:
        """What a cell shows before its seconds."""
        return ("psnr", "ssim", *self.extra)


def save_table(path: Path, table: Table) -> None:
    """Write a table in the form of the file's suffix, one of WRITERS'. Raises CannotWrite; an old file stays until then."""
    text = WRITERS[path.suffix.lower()](table)
    with atomic_write(path) as file:
        file.write(text.encode())


def as_json(table: Table) -> str:
    """{"protocol": {...}, "rows": [...]}; a figure that cannot be had is null, and `problem` says why."""
    plain = [_plain(row, table.protocol) for row in table.rows]
    return json.dumps({"protocol": described(table.protocol, table.extra), "rows": plain}, indent=2, allow_nan=False) + "\n"


def as_csv(table: Table) -> str:
    """One line a row under a heading; the protocol stands in the last columns of every line."""
    buffer = io.StringIO()
    shown = {f"protocol_{name}": text for name, text in described(table.protocol, table.extra).items()}
    writer = csv.DictWriter(buffer, [*_COLUMNS, *shown], lineterminator="\n")
    writer.writeheader()
    for row in table.rows:
        writer.writerow({**_plain(row, table.protocol), **shown})
    return buffer.getvalue()


def as_markdown(table: Table) -> str:
    """One line a set and factor, one column a model, the best in bold; under it what the figures are and what is amiss."""
    lines = [
        _caption(table),
        "",
        "| set | scale | " + " | ".join(table.models) + " |",
        "|---|---|" + "---|" * len(table.models),
    ]
    for dataset, scale, cells in _lines(table, lambda text: f"**{text}**"):
        lines.append(f"| {_for_markdown(dataset)} | x{scale} | " + " | ".join(cells) + " |")
    problems = [f"- {_for_markdown(line)}" for line in _problems(table)]
    return "\n".join([*lines, *([""] if problems else []), *problems]) + "\n"


def as_latex(table: Table) -> str:
    """A tabular that needs no package, one column a model, the best in bold, with the protocol as comment above it."""
    heads = " & ".join(_for_latex(model) for model in table.models)
    lines = [
        f"% {_caption(table)}",
        *(f"% {line}" for line in _problems(table)),
        r"\begin{tabular}{ll" + "l" * len(table.models) + "}",
        r"\hline",
        rf"Set & Scale & {heads} \\",
        r"\hline",
    ]
    for dataset, scale, cells in _lines(table, lambda text: rf"\textbf{{{text}}}"):
        lines.append(rf"{_for_latex(dataset)} & $\times${scale} & " + " & ".join(cells) + r" \\")
    return "\n".join([*lines, r"\hline", r"\end{tabular}"]) + "\n"


WRITERS: Mapping[str, Callable[[Table], str]] = {
    ".json": as_json,
    ".csv": as_csv,
    ".md": as_markdown,
    ".tex": as_latex,
}


def _plain(row: RowMeasured, protocol: Protocol) -> dict[str, object]:
    beside = published_beside(row, protocol)
    apart = difference(row, protocol)
    values: dict[str, object] = {name: getattr(row, name) for name in _COLUMNS if name in RowMeasured.__dataclass_fields__}
    return values | {
        "published_psnr": beside.psnr if beside else None,
        "published_ssim": beside.ssim if beside else None,
        "published_seconds": beside.seconds if beside else None,
        "difference": None if apart is None else round(apart, 4),
        "problem": row.problem.text if row.problem else "",
    }


def _lines(table: Table, bold: Callable[[str], str]) -> list[tuple[str, int, list[str]]]:
    """Set, factor and cells of each line."""
    best = best_figures(table.rows)
    rows = {(row.dataset, row.scale, row.model): row for row in table.rows}
    return [
        (
            dataset,
            scale,
            [_cell(rows.get((dataset, scale, model)), table, best, bold) for model in table.models],
        )
        for dataset, scale in table.places
    ]


def _cell(
    row: RowMeasured | None, table: Table, best: Mapping[tuple[str, int, MetricName], float], bold: Callable[[str], str]
) -> str:
    if row is None or all(figure(row, metric) is None for metric in table.metrics):
        return "-"
    parts = []
    for metric in table.metrics:
        value = figure(row, metric)
        text = "-" if value is None else f"{value:.{_DIGITS[metric]}f}"
        parts.append(bold(text) if value is not None and value == best.get((row.dataset, row.scale, metric)) else text)
    parts.append("-" if row.seconds is None else f"{row.seconds:.3f}")
    beside, apart = published_beside(row, table.protocol), difference(row, table.protocol)
    return " / ".join(parts) + (f" ({beside.psnr:.2f}, {signed(apart)})" if beside and apart is not None else "")


def _caption(table: Table) -> str:
    shown = " / ".join(_HEADS[metric] for metric in table.metrics)
    parts = "; ".join(f"{name}: {text}" for name, text in described(table.protocol, table.extra).items())
    return f"{shown} / seconds a picture (published PSNR, difference to it). {parts}"


def _problems(table: Table) -> list[str]:
    return [f"{row.dataset} x{row.scale} {row.model}: {row.problem.text}" for row in table.rows if row.problem]


def _for_markdown(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())


def _for_latex(text: str) -> str:
    special = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    return "".join(special.get(letter, f"\\{letter}" if letter in "&%$#_{}" else letter) for letter in text)
