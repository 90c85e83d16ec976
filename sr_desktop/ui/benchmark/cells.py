"""What stands in a cell of the table: figures, published ones beside them, and the time. No drawing here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.bench.comparison import MetricName, best_figures, difference, figure, published_beside, signed
from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import ExtraMetric, Protocol
from sr_desktop.ui.benchmark.words import metric_number, metric_text, place_text, seconds_text
from sr_desktop.ui.note_text import note_text

_NOTHING = "–"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of text; role: how it is drawn."""

    text: str
    bold: bool = False
    faint: bool = False


@dataclass(frozen=True, kw_only=True)
class Cell:
    """Lines of pieces, and what is said of the cell in a tooltip and to screen readers."""

    lines: tuple[tuple[Piece, ...], ...]
    tip: str = ""

    @property
    def text(self) -> str:
        """All of it as plain text."""
        return "\n".join("".join(piece.text for piece in line) for line in self.lines)


EMPTY = Cell(lines=((Piece(text=_NOTHING, faint=True),),))


class CellMaker:
    """Makes the cells of rows that stand in one table, so that it is known which are best.

    pictures: how many each set has; a row over fewer says so.
    """

    def __init__(
        self,
        rows: Sequence[RowMeasured],
        protocol: Protocol,
        extra: tuple[ExtraMetric, ...],
        pictures: Mapping[str, int],
    ) -> None:
        self._rows = {(row.dataset, row.scale, row.model): row for row in rows}
        self._protocol, self._extra, self._pictures = protocol, extra, pictures
        self._best = best_figures(rows)

    def cell(self, dataset: str, scale: int, model: str) -> Cell:
        """The cell of a set and factor in the column of a model."""
        row = self._rows.get((dataset, scale, model))
        if row is None:
            return Cell(lines=EMPTY.lines, tip=QCoreApplication.translate("Benchmark", "Not measured by this protocol"))
        problem = note_text((row.problem,), context="errors") if row.problem else ""
        if row.ssim is None:
            return Cell(lines=((Piece(text=_NOTHING),), (Piece(text=problem, faint=True),)), tip=problem)
        lines = [self._figures(row, ("psnr", "ssim"))]
        beside, apart = published_beside(row, self._protocol), difference(row, self._protocol)
        if beside is not None and apart is not None:
            paper = QCoreApplication.translate("Benchmark", "paper {psnr}, {difference}")
            lines.append((Piece(text=paper.format(psnr=f"{beside.psnr:.2f}", difference=signed(apart)), faint=True),))
        if self._extra:
            lines.append(self._figures(row, self._extra, named=True))
        lines.append((Piece(text=self._rest(row), faint=True),))
        if problem:
            lines.append((Piece(text=problem, faint=True),))
        return Cell(lines=tuple(lines), tip=self._tip(row, problem))

    def _figures(self, row: RowMeasured, metrics: Sequence[MetricName], *, named: bool = False) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        for metric in metrics:
            if pieces:
                pieces.append(Piece(text=" / " if not named else " · ", faint=True))
            if named:
                pieces.append(Piece(text=f"{metric_text(metric)} ", faint=True))
            pieces.append(Piece(text=_number(row, metric), bold=self._is_best(row, metric)))
        return tuple(pieces)

    def _is_best(self, row: RowMeasured, metric: MetricName) -> bool:
        value = figure(row, metric)
        return value is not None and value == self._best.get((row.dataset, row.scale, metric))

    def _rest(self, row: RowMeasured) -> str:
        parts = [] if row.seconds is None else [seconds_text(row.seconds)]
        if row.images < self._pictures.get(row.dataset, 0):
            text = QCoreApplication.translate("Benchmark", "{count} of {all} pictures")
            parts.append(text.format(count=row.images, all=self._pictures[row.dataset]))
        return " · ".join(parts)

    def _tip(self, row: RowMeasured, problem: str) -> str:
        head = f"{place_text(row.dataset, row.scale)}, {row.model}"
        images = QCoreApplication.translate("Benchmark", "Means over {count} pictures").format(count=row.images)
        beside = published_beside(row, self._protocol)
        metrics: tuple[MetricName, ...] = ("psnr", "ssim", *self._extra)
        lines = [head, images, *(f"{metric_text(metric)}: {_number(row, metric)}" for metric in metrics)]
        if beside is not None:
            parts = [f"{beside.psnr:.2f} dB"]
            parts += [f"{beside.ssim:.4f}"] if beside.ssim is not None else []
            parts += [seconds_text(beside.seconds)] if beside.seconds else []
            text = QCoreApplication.translate("Benchmark", "Published for {method}: {figures}")
            lines.append(text.format(method=beside.network, figures=" / ".join(parts)))
        return "\n".join([*lines, *([problem] if problem else [])])


def _number(row: RowMeasured, metric: MetricName) -> str:
    value = figure(row, metric)
    if value is not None:
        return metric_number(metric, value)
    # A PSNR that is missing beside an SSIM is infinite: an answer equals its truth.
    return "∞" if metric == "psnr" and row.ssim is not None else _NOTHING
