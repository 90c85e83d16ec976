"""The verb `benchmark`: a plan from options, events for the window, or a table for people."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from sr_desktop.core.bench.comparison import check_bicubic, difference, published_beside, signed
from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, RowMeasured
from sr_desktop.core.bench.plan import BenchmarkPlan
from sr_desktop.core.bench.protocol_text import described
from sr_desktop.core.bench.session import plan_events
from sr_desktop.core.bench.tables import WRITERS, Table, save_table
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.failure import failed, failed_unexpectedly
from sr_desktop.core.messages.trainer import Warned
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.protocol import encode

_HEAD = " ".join(
    (f"{'set':<10}", f"{'scale':<6}", f"{'model':<18}", "    PSNR", "    SSIM", "  s/image", " images", " published", "  apart")
)


def check_table(path: Path) -> None:
    """Raise BadParameter before hours of measuring where the table could not be written after it."""
    if path.suffix.lower() not in WRITERS:
        raise click.BadParameter(f"{path} does not end in {', '.join(WRITERS)}", param_hint="--out")
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"the folder of {path} does not exist", param_hint="--out")


def send_events(plan: BenchmarkPlan, cards: Sequence[ModelCard]) -> int:
    """Measure, telling the window each event as a line, and obey it. Exit status 0, or 1 where Failed was the last word."""
    control = Control.of_process(detached=False)
    try:
        for event in plan_events(plan, cards, control):
            _send(event)
    except SrError as error:
        _send(failed(error))
        return 1
    except BrokenPipeError:
        # Nobody reads any more; what is finished is kept.
        return 1
    except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
        _send(failed_unexpectedly(error))
        return 1
    return 0


def print_benchmark(plan: BenchmarkPlan, cards: Sequence[ModelCard], out: Path | None) -> int:
    """Measure, print rows as they are complete, and write the table. Returns 1 where a row has a problem."""
    for name, value in described(plan.protocol, plan.extra).items():
        click.echo(f"# {name}: {value}")
    rows = _ordered(_printed_rows(plan_events(plan, cards, Control()), plan), plan)
    for finding in check_bicubic(rows, plan.protocol):
        click.echo(f"# {finding.note.text}")
    if out is not None:
        save_table(out, Table(rows, plan.protocol, plan.extra))
        click.echo(f"# written: {out}")
    return 1 if any(row.problem for row in rows) else 0


def _send(event: Event) -> None:
    sys.stdout.write(encode(event))
    sys.stdout.flush()


def _printed_rows(events: Iterable[Event], plan: BenchmarkPlan) -> Iterator[RowMeasured]:
    """The last word on every row, printed when the next set or factor begins."""
    rows: dict[str, RowMeasured] = {}
    for event in events:
        if isinstance(event, BenchmarkStarted):
            click.echo(f"# {event.total} pictures to measure, {event.cached} of them known")
            click.echo(_HEAD + "".join(f" {name:>9}" for name in plan.extra))
        elif isinstance(event, Warned):
            click.echo(event.message, err=True)
        elif isinstance(event, RowMeasured | BenchmarkEnded):
            if rows and (isinstance(event, BenchmarkEnded) or not _same_place(event, next(iter(rows.values())))):
                yield from _printed(rows.values(), plan)
                rows = {}
            if isinstance(event, RowMeasured):
                rows[event.model] = event


def _same_place(row: RowMeasured, other: RowMeasured) -> bool:
    return (row.dataset, row.scale) == (other.dataset, other.scale)


def _printed(rows: Iterable[RowMeasured], plan: BenchmarkPlan) -> Iterator[RowMeasured]:
    for row in rows:
        click.echo(_row_line(row, plan))
        yield row


def _row_line(row: RowMeasured, plan: BenchmarkPlan) -> str:
    start = f"{row.dataset:<10} x{row.scale:<5} {row.model:<18}"
    problem = f"  {row.problem.text}" if row.problem else ""
    if row.ssim is None or row.seconds is None:
        return start + problem
    beside, apart = published_beside(row, plan.protocol), difference(row, plan.protocol)
    published = f"{beside.psnr:>10.2f}" if beside else f"{'-':>10}"
    extra = [row.ms_ssim if name == "ms_ssim" else row.distance for name in plan.extra]
    return (
        f"{start} {math.inf if row.psnr is None else row.psnr:>8.3f} {row.ssim:>8.4f} {row.seconds:>9.3f} {row.images:>7} "
        + published
        + (f" {signed(apart):>7}" if apart is not None else f" {'-':>7}")
        + "".join(f" {'-':>9}" if value is None else f" {value:>9.4f}" for value in extra)
        + problem
    )


def _ordered(rows: Iterable[RowMeasured], plan: BenchmarkPlan) -> list[RowMeasured]:
    names = [choice.name for choice in plan.sets]
    return sorted(rows, key=lambda row: (names.index(row.dataset), plan.scales.index(row.scale), plan.models.index(row.model)))
