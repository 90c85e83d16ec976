"""Measuring models over sets of pictures, each picture once for all models, what is known already not at all.

Sets, then factors, then pictures, then models. A few pictures are in work at a time and freed afterwards. A network has
all cores to itself while its time is taken; reading, metrics and methods of one core each go through a pool of threads,
one a core, and their time is that of the processor, so that it does not matter what else the pool does.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeVar

from sr_desktop.core.bench.cache import Result, ResultCache
from sr_desktop.core.bench.cell import Answer, Cell, Wish, answer_cell, measure_answer
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.errors import TooSmallForMsSsim
from sr_desktop.core.bench.known import KnownResults
from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, RowMeasured
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.rows import changed_rows, picture_event
from sr_desktop.core.bench.sample import Sample, TruthFile, identify, read_sample
from sr_desktop.core.bench.section import Section, plan_section
from sr_desktop.core.errors import SrError
from sr_desktop.core.flat_memory import FreedMemory
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Warned
from sr_desktop.core.metrics import MS_SSIM_SIDE
from sr_desktop.core.progress import Cancelled

T = TypeVar("T")

_PICTURES_PER_CORE = 2
_MOST_PIXELS = 4_000_000
"""Pixels in work at a time: with ten models' answers and SSIM's planes some 500 MB."""


def run_benchmark(datasets: Sequence[Dataset], methods: Sequence[Method], scales: Sequence[int]) -> list[RowMeasured]:
    """The rows by the field's protocol in the order of data sets, scales, models, all at the end."""
    rows = {}
    for event in Benchmark(datasets, methods, scales, MetricSet(Protocol())).events():
        if isinstance(event, RowMeasured):
            rows[event.dataset, event.scale, event.model] = event
    return [rows[dataset.name, scale, method.card.id] for dataset in datasets for scale in scales for method in methods]


class Benchmark:
    """One measurement. cache None: nothing is kept; control: what the outside wishes; known_only: nothing is measured."""

    def __init__(
        self,
        datasets: Sequence[Dataset],
        methods: Sequence[Method],
        scales: Sequence[int],
        metrics: MetricSet,
        *,
        cache: ResultCache | None = None,
        control: Control | None = None,
        known_only: bool = False,
    ) -> None:
        self._datasets, self._methods, self._scales, self._metrics = datasets, methods, scales, metrics
        self._results = KnownResults(cache, metrics)
        self._wish = Wish(control or Control())
        self._cores, self._known_only = _cores(), known_only
        self._told_lost, self._memory = False, FreedMemory()

    def events(self) -> Iterator[Event]:
        """BenchmarkStarted, then pictures and rows as they come, at last BenchmarkEnded. Raises CannotWrite."""
        sections = self._plan()
        known = sum(len(section.known) for section in sections)
        yield BenchmarkStarted(total=sum(section.cells for section in sections), cached=known)
        with ThreadPoolExecutor(self._cores, thread_name_prefix="benchmark") as pool:
            for section in sections:
                try:
                    yield from self._measure(section, pool)
                except Cancelled:
                    yield from changed_rows(section.rows)
                    yield BenchmarkEnded(reason="stopped")
                    return
                except BaseException:
                    # Also where the caller wants no more events: what the pool does for nobody shall end soon.
                    self._wish.cancel()
                    raise
        yield BenchmarkEnded(reason="completed")

    def _plan(self) -> list[Section]:
        files: dict[Path, TruthFile | SrError] = {}
        for path in dict.fromkeys(path for dataset in self._datasets for path in dataset.pictures):
            files[path] = _attempt(lambda path=path: identify(path))  # type: ignore[misc]
        return [
            plan_section(dataset, scale, self._methods, files=files, metrics_key=self._metrics.key, find=self._results.find)
            for dataset in self._datasets
            for scale in self._scales
        ]

    def _measure(self, section: Section, pool: ThreadPoolExecutor) -> Iterator[Event]:
        for cell, result in section.known:
            yield from self._tell(cell, result, cached=True)
        yield from changed_rows(section.rows)
        if self._known_only:
            return
        for group in _groups(list(section.missing.values()), self._cores * _PICTURES_PER_CORE):
            yield from self._measure_group(group, section.scale, pool)
            self._memory.give_back()
            yield from changed_rows(section.rows)

    def _measure_group(self, group: Sequence[list[Cell]], scale: int, pool: ThreadPoolExecutor) -> Iterator[Event]:
        """`group`: the cells of each picture. Answers of networks come first, one by one; all else is done side by side."""
        self._wish.wait_while_paused()
        work: list[tuple[Cell, Sample]] = []
        for cells, sample in zip(group, pool.map(lambda cells: self._read(cells, scale), group), strict=True):
            if isinstance(sample, SrError):
                _leave_out(cells, sample)
            else:
                work += [(cell, sample) for cell in cells]
        answers = {id(cell): self._answer(cell, sample) for cell, sample in work if cell.method.has_all_cores}
        with _one_core_for_each([cell.method for cell, _ in work]):
            futures = {pool.submit(self._result, cell, sample, answers.get(id(cell))): cell for cell, sample in work}
            try:
                for future in as_completed(futures):
                    yield from self._finish(futures[future], future)
            finally:
                for future in futures:
                    future.cancel()

    def _read(self, cells: list[Cell], scale: int) -> Sample | SrError:
        methods = [cell.method for cell in cells]
        return _attempt(lambda: read_sample(cells[0].file, scale, self._metrics.protocol, methods))

    def _answer(self, cell: Cell, sample: Sample) -> Answer | SrError:
        return answer_cell(cell, sample, self._metrics, self._wish)

    def _result(self, cell: Cell, sample: Sample, answer: Answer | SrError | None) -> Result | SrError:
        found = answer or self._answer(cell, sample)
        return found if isinstance(found, SrError) else measure_answer(cell, sample, found, self._metrics)

    def _finish(self, cell: Cell, future: Future[Result | SrError]) -> Iterator[Event]:
        result = future.result()
        if isinstance(result, SrError):
            cell.row.leave_out(result)
            return
        self._results.keep(cell.key, result)
        if self._results.lost and not self._told_lost:
            self._told_lost = True
            yield Warned(code=self._results.lost.code, message=self._results.lost.message)
        yield from self._tell(cell, result, cached=False)

    def _tell(self, cell: Cell, result: Result, *, cached: bool) -> Iterator[Event]:
        cell.row.add(cell.file.path, result)
        if result.no_ms_ssim:
            cell.row.leave_out(_too_small_for_ms_ssim(cell, self._metrics.protocol))
        yield picture_event(cell.row.name, cell.file.path, result, cached=cached)


def _one_core_for_each(methods: Sequence[Method]) -> AbstractContextManager[object]:
    """While this is entered, linear algebra does not spread over the cores that the pool's other threads work on."""
    if not any(method.has_linear_algebra for method in methods):
        return nullcontext()
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - the trainer measures networks, where this need not be installed

    limits: AbstractContextManager[object] = threadpool_limits(limits=1, user_api="blas")
    return limits


def _attempt(work: Callable[[], T]) -> T | SrError:
    try:
        return work()
    except SrError as error:
        return error


def _leave_out(cells: Sequence[Cell], error: SrError) -> None:
    for cell in cells:
        cell.row.leave_out(error)


def _groups(pictures: Sequence[list[Cell]], most: int) -> Iterator[list[list[Cell]]]:
    """Pictures, each with its cells, in groups of at most so many pictures and _MOST_PIXELS, but of one at least."""
    group: list[list[Cell]] = []
    pixels = 0
    for cells in pictures:
        size = cells[0].file.width * cells[0].file.height
        if group and (len(group) == most or pixels + size > _MOST_PIXELS):
            yield group
            group, pixels = [], 0
        group.append(cells)
        pixels += size
    if group:
        yield group


def _too_small_for_ms_ssim(cell: Cell, protocol: Protocol) -> TooSmallForMsSsim:
    scale = cell.key.scale
    least = MS_SSIM_SIDE + 2 * protocol.border(scale)
    least += -least % scale
    return TooSmallForMsSsim(path=str(cell.file.path), width=cell.file.width, height=cell.file.height, scale=scale, least=least)


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
