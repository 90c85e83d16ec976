"""Which curves, levels and signs a plot shows, and over which range."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sr_desktop.core.messages.trainer import Evaluated
from sr_desktop.core.runs.log import RunLog
from sr_desktop.ui.curves.content import Content, Wish, content_of, extent_of
from sr_desktop.ui.curves.readout import nearest_place, next_place, readout_at
from sr_desktop.ui.curves.shown import Metric, PlotKind, Reference, ShownRun, kinds_of, series_of
from sr_desktop.ui.curves.track import Tracks
from sr_desktop.ui.curves.x_axis import XAxis, XKind
from sr_desktop.ui.theme import LIGHT

VALIDATION = Metric(name="validation", scale=2.0)


def _content(kind: PlotKind, *runs: ShownRun, **changes: object) -> Content:
    x_kind = changes.get("x_kind", XKind.STEPS)
    wish = Wish(
        kind=kind, runs=runs, hidden_runs=frozenset(), hidden_metrics=frozenset(), x_kind=x_kind,
        x=extent_of(runs, frozenset(), x_kind), y=None, log=False, weight=0.0, width=500, theme=LIGHT,
        x_named=True, density=1.0,
    )  # fmt: skip
    return content_of(dataclasses.replace(wish, **changes), Tracks())


def _run(log: RunLog, name: str = "one", *references: Reference) -> ShownRun:
    return ShownRun(name=name, log=log, references=references)


def test_a_plot_is_offered_when_there_is_something_to_show(log: RunLog, gan_log: RunLog) -> None:
    assert kinds_of([]) == kinds_of([_run(RunLog())]) == ()
    plain = (PlotKind.LOSS, PlotKind.PSNR, PlotKind.SSIM, PlotKind.RATE, PlotKind.SPEED)
    assert kinds_of([_run(log)]) == plain
    assert kinds_of([_run(gan_log)]) == (PlotKind.LOSS, PlotKind.DISCRIMINATOR, PlotKind.RATE, PlotKind.SPEED)


def test_losses_of_both_nets_and_what_the_discriminator_believes_are_apart(gan_log: RunLog) -> None:
    names = {kind: [each.metric.name for each in series_of(kind, [_run(gan_log)])] for kind in PlotKind}
    assert names[PlotKind.LOSS] == ["discriminator", "generator", "content", "adversarial"]
    assert names[PlotKind.DISCRIMINATOR] == ["d_real", "d_fake"]
    shown = _content(PlotKind.DISCRIMINATOR, _run(gan_log)).y
    assert -0.1 <= shown.low <= 0
    assert 1 <= shown.high <= 1.1


def test_a_curve_is_drawn_through_its_points(log: RunLog) -> None:
    (stroke,) = _content(PlotKind.LOSS, _run(log)).strokes
    assert stroke.x.tolist() == list(range(1, 101))
    assert stroke.y == pytest.approx(1 / stroke.x)
    assert stroke.average is None


def test_a_logarithmic_axis_leaves_out_what_it_cannot_show(log: RunLog) -> None:
    log.losses["l1"].add(101, 0.0)
    content = _content(PlotKind.LOSS, _run(log), log=True)
    assert content.strokes[0].y[:3] == pytest.approx(np.log10([1, 1 / 2, 1 / 3]))
    assert np.isnan(content.strokes[0].y[-1])
    assert -2.5 < content.y.low < -2 < 0 < content.y.high < 0.3


def test_only_noisy_curves_are_smoothed(log: RunLog) -> None:
    (loss,) = _content(PlotKind.LOSS, _run(log), weight=0.9).strokes
    assert loss.average is not None
    assert loss.average[1][-1] > loss.y[-1]
    (psnr,) = _content(PlotKind.PSNR, _run(log), weight=0.9).strokes
    assert psnr.average is None


def test_bicubic_and_the_paper_are_levels_of_what_is_measured(log: RunLog) -> None:
    log.add(Evaluated(step=100, dataset="Set5", scale=3.0, psnr=33.5, ssim=0.9, best=False, baseline_psnr=30.4))
    log.add(Evaluated(step=100, dataset="training", scale=2.0, psnr=36.0, ssim=0.9, best=False, baseline_psnr=32.5))
    references = (
        Reference(label="Paper", dataset="Set5", scale=3.0, psnr=33.66, ssim=0.9213),
        Reference(label="Paper", dataset="Set14", scale=3.0, psnr=29.77),
    )
    run = _run(log, "one", *references)
    content = _content(PlotKind.PSNR, run)
    assert [level.text for level in content.levels] == [
        "Bicubic, Validation ×2  33.00 dB", "Bicubic, Set5 ×3  30.40 dB", "Paper, Set5 ×3  33.66 dB",
    ]  # fmt: skip
    assert all(content.y.low < level.y < content.y.high for level in content.levels)
    assert [stroke.series.metric.name for stroke in content.strokes] == ["validation", "Set5", "training"]
    assert [level.text for level in _content(PlotKind.SSIM, run).levels] == ["Paper, Set5 ×3  0.9213"]
    hidden = frozenset({VALIDATION, Metric(name="training", scale=2.0)})
    alone = _content(PlotKind.PSNR, run, hidden_metrics=hidden)
    assert [level.text for level in alone.levels] == ["Bicubic  30.40 dB", "Paper  33.66 dB"]


def test_checkpoints_are_marked_and_the_best_is_a_star_on_its_curve(log: RunLog) -> None:
    signs = _content(PlotKind.PSNR, _run(log)).signs
    assert [sign.x for sign in signs if not sign.best] == [25, 50, 75, 100]
    assert [(sign.x, sign.y) for sign in signs if sign.best] == [(75, 35.5)]
    assert [(sign.x, sign.y) for sign in _content(PlotKind.LOSS, _run(log)).signs if sign.best] == [(75, None)]
    assert _content(PlotKind.SPEED, _run(log)).signs == ()


def test_the_first_climb_does_not_press_the_rest_together(log: RunLog) -> None:
    log.scores[next(iter(log.scores))].psnr.add(1, 6.0)
    for step, psnr in ((25, 34.0), (50, 35.0)):
        log.scores[next(iter(log.scores))].psnr.add(step, psnr)
    assert _content(PlotKind.PSNR, _run(log)).y.low > 29
    early = RunLog()
    early.add(Evaluated(step=1, dataset="validation", scale=2.0, psnr=6.0, ssim=0.1, best=True, baseline_psnr=33.0))
    assert _content(PlotKind.PSNR, _run(early)).y.low < 6


@pytest.mark.parametrize(("kind", "last"), [(XKind.STEPS, 100), (XKind.EPOCHS, 2.0), (XKind.TIME, 50.0)])
def test_the_bottom_axis_counts_steps_epochs_or_seconds(log: RunLog, kind: XKind, last: float) -> None:
    content = _content(PlotKind.PSNR, _run(log), x_kind=kind)
    assert content.strokes[0].x == pytest.approx(np.array([25, 50, 75, 100]) * last / 100)
    assert content.wish.x.high == pytest.approx(last)
    assert XAxis(kind=kind, log=log).to_step(last / 2) == pytest.approx(50)


def test_a_hidden_run_takes_no_room(log: RunLog, gan_log: RunLog) -> None:
    runs = (_run(log), _run(gan_log, "two"))
    assert extent_of(runs, frozenset({0}), XKind.STEPS).high == 20
    content = _content(PlotKind.LOSS, *runs, hidden_runs=frozenset({0}))
    assert {stroke.series.run for stroke in content.strokes} == {1}


# --- reading values -----------------------------------------------------------------------------------------------


def test_the_readout_tells_the_values_at_the_nearest_step(log: RunLog) -> None:
    content = _content(PlotKind.LOSS, _run(log), weight=0.9)
    place = nearest_place(content, 41.7)
    assert place == 42
    readout = readout_at(content, 42)
    assert readout.title == "Step 42  ·  Epoch 0.84  ·  0:00:21"
    (row,) = readout.rows
    assert (row.name, row.value) == ("Loss (L1)", f"{1 / 42:.4g}")
    averages = content.strokes[0].track.averages
    assert row.average == f"{averages[41]:.4g}"
    assert (row.x, row.y) == (42, pytest.approx(averages[41]))


def test_the_readout_compares_runs_and_leaves_out_those_that_ended_before(log: RunLog, gan_log: RunLog) -> None:
    short = RunLog()
    short.losses["l1"] = gan_log.losses["content"]
    content = _content(PlotKind.LOSS, _run(log, "long"), _run(short, "short"))
    assert [row.name for row in readout_at(content, 10).rows] == ["long", "short"]
    assert [row.name for row in readout_at(content, 30).rows] == ["long"]


def test_the_next_point_is_that_of_any_curve(log: RunLog) -> None:
    content = _content(PlotKind.PSNR, _run(log))
    assert [next_place(content, 50, forward) for forward in (-1, 1)] == [25, 75]
    assert next_place(content, 60, -1) == 50
    assert next_place(content, 100, 1) is None
    assert nearest_place(_content(PlotKind.PSNR, _run(RunLog())), 5) is None
