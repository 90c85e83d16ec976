"""One set at one factor: its rows, and which of its cells are known and which are to be measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sr_desktop.core.bench.cache import Result, ResultKey
from sr_desktop.core.bench.cell import Cell
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.errors import ScaleNotServed
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.rows import GrowingRow, RowName
from sr_desktop.core.bench.sample import TruthFile
from sr_desktop.core.errors import SrError

Identified = Mapping[Path, TruthFile | SrError]
Find = Callable[[ResultKey], Result | None]


@dataclass
class Section:
    """rows in the order of the models. known: cells with their results; missing: pictures with the cells that they lack."""

    scale: int
    rows: list[GrowingRow] = field(default_factory=list)
    known: list[tuple[Cell, Result]] = field(default_factory=list)
    missing: dict[Path, list[Cell]] = field(default_factory=dict)

    @property
    def cells(self) -> int:
        """How many cells it has, known or not."""
        return len(self.known) + sum(len(cells) for cells in self.missing.values())


def plan_section(
    dataset: Dataset, scale: int, methods: Sequence[Method], *, files: Identified, metrics_key: str, find: Find
) -> Section:
    """Look up every cell. What cannot be measured at all is left out of its rows with the reason. Raises CannotWrite."""
    section = Section(scale)
    for method in methods:
        row = GrowingRow(_name(dataset, scale, method))
        section.rows.append(row)
        for cell in _cells(dataset, row, method, files, metrics_key):
            result = find(cell.key)
            if result is None:
                section.missing.setdefault(cell.file.path, []).append(cell)
            else:
                section.known.append((cell, result))
    return section


def _name(dataset: Dataset, scale: int, method: Method) -> RowName:
    card = method.card
    return RowName(dataset=dataset.name, scale=scale, model=card.id, params=card.params, method=method.published_as)


def _cells(dataset: Dataset, row: GrowingRow, method: Method, files: Identified, metrics_key: str) -> Iterator[Cell]:
    scale, model = row.name.scale, method.card.id
    if not method.serves(scale):
        row.leave_out(ScaleNotServed(model=method.card.title, scale=scale))
        return
    try:
        weights, device = method.identity(scale), method.device(scale)
    except SrError as error:
        row.leave_out(error)
        return
    for path in dataset.pictures:
        file = files[path]
        if isinstance(file, SrError):
            row.leave_out(file)
            continue
        key = ResultKey(picture=file.digest, model=model, weights=weights, scale=scale, protocol=metrics_key, device=device)
        yield Cell(row, method, file, key)
