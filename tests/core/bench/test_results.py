"""Results are kept by set, factor and model, and the time that is left follows the pace."""

from __future__ import annotations

import pytest

from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured, RowMeasured
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.results import MeasuringProgress, Results


def picture(path: str, model: str = "bicubic", *, cached: bool = False, t: float = 0.0) -> PictureMeasured:
    return PictureMeasured(
        dataset="Set5", scale=2, model=model, path=path, psnr=30.0, ssim=0.9, seconds=0.1, cached=cached, t=t
    )


def row(model: str, psnr: float, scale: int = 2) -> RowMeasured:
    return RowMeasured(dataset="Set5", scale=scale, model=model, images=5, psnr=psnr, ssim=0.9, seconds=0.1)


def test_a_newer_row_replaces_the_older() -> None:
    results = Results(Protocol())
    results.add(row("srcnn", 30.0))
    results.add(row("srcnn", 31.0))
    results.add(row("bicubic", 29.0))
    found = results.rows(["Set5"], [2, 3], ["bicubic", "srcnn"])
    assert [(each.model, each.psnr) for each in found] == [("bicubic", 29.0), ("srcnn", 31.0)]
    assert results.row("Set5", 3, "srcnn") is None


def test_what_is_told_anew_is_forgotten_first() -> None:
    results = Results(Protocol())
    for event in (row("srcnn", 30.0), row("srcnn", 30.0, scale=3), picture("a"), picture("a", "srcnn"), picture("b", "srcnn")):
        results.add(event)
    results.forget(["Set5"], [2], ["srcnn"])
    assert [(each.scale, each.model) for each in results.rows(["Set5"], [2, 3], ["srcnn"])] == [(3, "srcnn")]
    assert {path: list(found) for path, found in results.pictures(("Set5", 2)).items()} == {"a": ["bicubic"]}


def test_the_time_left_follows_what_was_measured_not_what_was_known() -> None:
    progress = MeasuringProgress()
    progress.add(BenchmarkStarted(total=14, cached=10, t=100.0))
    for number in range(10):
        progress.add(picture(str(number), cached=True, t=100.0))
    assert progress.seconds_left() is None
    progress.add(picture("x", t=104.0))
    progress.add(picture("y", t=106.0))
    assert (progress.done, progress.total, progress.cached) == (12, 14, 10)
    assert progress.seconds_left() == pytest.approx(6.0)


def test_a_pause_does_not_count() -> None:
    progress = MeasuringProgress()
    progress.add(BenchmarkStarted(total=4, cached=0, t=100.0))
    progress.add(picture("x", t=102.0))
    progress.pause(102.0)
    progress.resume(1102.0)
    assert progress.seconds_left() == pytest.approx(6.0)
    progress.add(picture("y", t=1104.0))
    assert progress.seconds_left() == pytest.approx(4.0)
    progress.add(BenchmarkEnded(reason="completed"))
    assert progress.seconds_left() is None
