"""Curves from events: order, going back, thinning, time left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Preview, Started, Step, Warned, WeightsSaved
from sr_desktop.core.protocol import encode
from sr_desktop.core.runs.log import Curve, RunLog, ScoreKey, log_of, read_log


def _started(resume_step: int = 0) -> Started:
    return Started(
        run_id="r", arch="srcnn", recipe="supervised", device="cpu", params=1, total_steps=100, resume_step=resume_step
    )


def _step(step: int, loss: float = 1.0, t: float = 0.0) -> Step:
    return Step(step=step, epoch=step / 10, lr=1e-3, losses={"l1": loss}, patches_per_s=5.0, t=t)


def _evaluated(step: int, psnr: float, dataset: str = "validation", scale: float = 2.0) -> Evaluated:
    return Evaluated(step=step, dataset=dataset, scale=scale, psnr=psnr, ssim=0.9, best=True, baseline_psnr=30.0)


def test_a_curve_grows_and_keeps_its_order() -> None:
    curve = Curve()
    for step in range(5000):
        curve.add(step, step * 2.0)
    assert len(curve) == 5000
    assert curve.values[-1] == curve.last == 9998.0
    curve.add(10, -1.0)
    assert curve.steps.tolist() == list(range(11))
    assert curve.last == -1.0


def test_a_long_curve_is_thinned_to_means() -> None:
    curve = Curve(limit=100)
    for step in range(1000):
        curve.add(step, float(step))
    assert len(curve) <= 100
    assert np.all(np.diff(curve.steps) > 0)
    assert curve.values == pytest.approx(curve.steps)


def test_a_resumed_run_forgets_what_was_not_saved() -> None:
    log = RunLog()
    log.add(_started())
    for step in range(1, 51):
        log.add(_step(step))
    log.add(_evaluated(50, 33.0))
    log.add(Preview(step=50, path="p.png"))
    log.add(WeightsSaved(step=50, path="w", kind="best", best=True))
    log.add(_started(resume_step=30))
    assert (log.step, len(log.losses["l1"]), len(log.previews), log.best) == (30, 30, 0, None)
    assert len(log.scores[ScoreKey(dataset="validation", scale=2.0)].psnr) == 0
    log.add(_step(31))
    assert log.losses["l1"].steps[-1] == 31


def test_a_run_that_fell_back_goes_on_from_there() -> None:
    log = RunLog()
    for step in (1, 2, 3, 4):
        log.add(_step(step))
    log.add(Warned(code="fell_back", message="m"))
    log.add(_step(3, loss=7.0))
    assert log.losses["l1"].steps.tolist() == [1, 2, 3]
    assert log.losses["l1"].last == 7.0


def test_time_left_comes_from_the_last_minutes_only() -> None:
    log = RunLog()
    log.add(_started())
    assert log.seconds_left() is None
    log.add(_step(1, t=0.0))
    for number in range(10):
        log.add(_step(10 + number, t=1000.0 + number * 2))
    assert log.seconds_left() == pytest.approx((100 - 19) * 2)
    log.restart_clock()
    assert log.seconds_left() is None


def test_the_gain_is_the_mean_over_factors_above_bicubic() -> None:
    log = RunLog()
    assert log.gain() is None
    for psnr, scale in ((31.0, 2.0), (33.0, 3.0)):
        log.add(_evaluated(5, psnr, scale=scale))
    log.add(_evaluated(5, 40.0, dataset="training"))
    assert log.gain() == pytest.approx(2.0)
    assert log.gain("training") == pytest.approx(10.0)


def test_a_file_reads_as_the_pipe_does(tmp_path) -> None:
    events = [_started(), _step(1), _evaluated(1, 31.0), Finished(reason="stopped", step=1, best_psnr=31.0, weights="w")]
    path = tmp_path / "events.jsonl"
    path.write_text("".join(map(encode, events)) + '{"v":1,"type":"step","st', encoding="utf-8")
    log = read_log(path)
    assert isinstance(log.ended, Finished)
    assert (log.step, log.damaged_lines, log.total_steps) == (1, 1, 100)
    failed = log_of([encode(Failed(code="diverged", message="m", hint="h"))])
    assert isinstance(failed.ended, Failed)


def test_taking_points_away_can_be_noticed() -> None:
    curve = Curve(limit=100)
    for step in range(100):
        curve.add(step, 0.0)
    assert curve.rewrites == 0
    curve.cut(200)
    assert curve.rewrites == 0
    curve.add(50, 1.0)
    assert curve.rewrites == 1
    for step in range(51, 120):
        curve.add(step, 0.0)
    assert curve.rewrites == 2  # thinned


def test_the_clock_stands_still_between_two_sessions() -> None:
    log = RunLog()
    log.add(replace(_started(), t=1000.0))
    for step in range(1, 11):
        log.add(_step(step, t=1000.0 + step))
    log.add(replace(_started(resume_step=8), t=9000.0))
    log.add(_step(9, t=9001.0))
    assert log.seconds.values[-2:].tolist() == [8.0, 9.0]
