"""Measured rows beside published ones: differences, what is best, and whether the yardstick itself is right.

Pure functions of rows and protocol; standard library only, since the window shows what they say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sr_desktop.core.bench.messages import RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.models.published import PICTURES, Published, known_name, published_at
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

SANE_DB = 0.02
"""How far bicubic may lie from the published figure: twice the last digit that papers print."""
YARDSTICK = "bicubic"

MetricName = Literal["psnr", "ssim", "ms_ssim", "distance"]
_METRICS: tuple[MetricName, ...] = ("psnr", "ssim", "ms_ssim", "distance")
_LESS_IS_BETTER = frozenset({"distance"})


def published_beside(row: RowMeasured, protocol: Protocol) -> Published | None:
    """The published figures that may stand beside `row`: the protocol is the field's, and all of the set was measured."""
    if not protocol.is_standard or row.images != PICTURES.get(known_name(row.dataset)):
        return None
    return published_at(row.method, row.dataset, row.scale)


def difference(row: RowMeasured, protocol: Protocol) -> float | None:
    """Measured PSNR less the published one in dB, both as they are; None where they cannot be compared."""
    beside = published_beside(row, protocol)
    return None if beside is None or row.psnr is None else row.psnr - beside.psnr


def signed(decibels: float) -> str:
    """A difference with its sign and two digits; what rounds to zero has no sign."""
    rounded = round(decibels, 2)
    return f"{rounded:+.2f}" if rounded else "0.00"


def best_figures(rows: Iterable[RowMeasured]) -> Mapping[tuple[str, int, MetricName], float]:
    """The best figure of each set, factor and metric among the rows that are of most pictures.

    A mean over fewer pictures is no rival: what it leaves out may be what is hard.
    """
    together: dict[tuple[str, int], list[RowMeasured]] = {}
    for row in rows:
        together.setdefault((row.dataset, row.scale), []).append(row)
    best: dict[tuple[str, int, MetricName], float] = {}
    for (dataset, scale), rivals in together.items():
        most = max(row.images for row in rivals)
        for metric in _METRICS:
            values = [value for row in rivals if row.images == most and (value := figure(row, metric)) is not None]
            if values:
                best[dataset, scale, metric] = min(values) if metric in _LESS_IS_BETTER else max(values)
    return best


def figure(row: RowMeasured, metric: MetricName) -> float | None:
    """The row's mean by this metric."""
    return {"psnr": row.psnr, "ssim": row.ssim, "ms_ssim": row.ms_ssim, "distance": row.distance}[metric]


# --- is the yardstick right? ---------------------------------------------------------------------------------------

_PROTOCOL = QT_TRANSLATE_NOOP(
    "notes", "Bicubic on {dataset} x{scale} cannot be held against the published {published} dB: another protocol was chosen."
)
_COUNT = QT_TRANSLATE_NOOP(
    "notes",
    "Bicubic on {dataset} x{scale} cannot be held against the published {published} dB: {count} pictures were measured, the "
    "published set has {expected}.",
)
_PICTURES = QT_TRANSLATE_NOOP(
    "notes",
    "Bicubic on {dataset} x{scale} reaches {measured} dB, {difference} dB from the published {published}: the pictures differ "
    "from the published set's (other files of that name, converted, resized or compressed once more).",
)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Why a set's figures are not those of papers.

    cause: another protocol was chosen; the number of pictures differs; or pictures differ, since all else is the same.
    difference: measured less published in dB, None where nothing was measured.
    """

    dataset: str
    scale: int
    cause: Literal["protocol", "count", "pictures"]
    difference: float | None
    note: Note


def check_bicubic(rows: Sequence[RowMeasured], protocol: Protocol) -> tuple[Finding, ...]:
    """What is wrong with the bicubic rows of published sets; nothing for sets that agree within SANE_DB or are unknown."""
    findings = []
    for row in rows:
        beside = published_at(YARDSTICK, row.dataset, row.scale)
        if row.model == YARDSTICK and beside is not None and row.images:
            finding = _finding(row, beside, protocol)
            findings += [finding] if finding else []
    return tuple(findings)


def _finding(row: RowMeasured, beside: Published, protocol: Protocol) -> Finding | None:
    apart = None if row.psnr is None else row.psnr - beside.psnr
    values: dict[str, str | int | float] = {"dataset": row.dataset, "scale": row.scale, "published": f"{beside.psnr:.2f}"}
    expected = PICTURES[beside.dataset]
    cause: Literal["protocol", "count", "pictures"]
    if not protocol.is_standard:
        cause, template = "protocol", _PROTOCOL
    elif row.images != expected:
        cause, template = "count", _COUNT
        values |= {"count": row.images, "expected": expected}
    elif apart is not None and abs(apart) > SANE_DB:
        cause, template = "pictures", _PICTURES
        values |= {"measured": f"{row.psnr:.2f}", "difference": signed(apart)}
    else:
        return None
    return Finding(
        dataset=row.dataset, scale=row.scale, cause=cause, difference=apart, note=Note(template=template, values=values)
    )
