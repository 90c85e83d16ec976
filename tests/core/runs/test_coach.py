"""Each thing the coach says, on a run made to show it, and silence where nothing is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Started, Step, Warned
from sr_desktop.core.runs import coach_scores
from sr_desktop.core.runs.coach import advice
from sr_desktop.core.runs.log import RunLog

TOTAL = 10_000
EVERY = 500
BASE = 30.0
Curve = Callable[[int], float]


def _run(
    gain: Curve,
    *,
    training: Curve | None = None,
    until: int = TOTAL,
    total: int = TOTAL,
    rate: Curve = lambda step: 1e-3,
    shift: float = 0.0,
    board: float = 1.0,
    pattern: float = 1.0,
    scales: tuple[float, ...] = (2.0,),
    end: bool = True,
) -> RunLog:
    log = RunLog()
    log.add(Started(run_id="r", arch="vdsr", recipe="supervised", device="cpu", params=1, total_steps=total, resume_step=0))
    for step in range(EVERY, until + 1, EVERY):
        log.add(Step(step=step, epoch=0.0, lr=rate(step), losses={"l1": 1.0}, patches_per_s=100.0))
        for dataset, curve in (("validation", gain), ("training", training)):
            for number, scale in enumerate(scales if curve else ()):
                psnr = BASE - number + curve(step) if curve else 0.0
                log.add(
                    Evaluated(
                        step=step,
                        dataset=dataset,
                        scale=scale,
                        psnr=psnr,
                        ssim=0.9,
                        best=False,
                        baseline_psnr=BASE - number,
                        colour_shift=shift,
                        checkerboard=board,
                        pattern=pattern,
                    )
                )
    if end and until == total:
        log.add(Finished(reason="completed", step=total, best_psnr=BASE, weights="w"))
    return log


def _gan(real: Curve, fake: Curve, steps: int = 400, **options: object) -> RunLog:
    log = _run(lambda step: -0.5, total=steps, until=0, end=False, **options)  # type: ignore[arg-type]
    for step in range(1, steps + 1):
        losses = {"generator": 1.0, "discriminator": 1.0, "d_real": real(step), "d_fake": fake(step)}
        log.add(Step(step=step, epoch=0.0, lr=1e-4, losses=losses, patches_per_s=10.0))
    return log


def _codes(log: RunLog) -> list[str]:
    return [each.code for each in advice(log)]


def _healthy(step: int) -> float:
    """Rises fast, then ever slower, to 2 dB."""
    return 2.0 * (1 - math.exp(-step / 1500))


def test_a_healthy_run_hears_nothing_bad_at_any_time() -> None:
    for until in range(0, TOTAL + 1, EVERY):
        log = _run(_healthy, training=lambda step: 1.5 * _healthy(step), until=until, scales=(2.0, 3.0, 4.0))
        assert [each for each in advice(log) if each.severity != "info"] == []
    assert advice(RunLog()) == ()


def test_a_run_that_ended_well_hears_nothing_at_all() -> None:
    assert advice(_run(lambda step: 2.0 * (1 - math.exp(-step / 2000)))) == ()


def test_every_text_fills() -> None:
    logs = [
        _run(lambda step: -1.0),
        _run(lambda step: 0.0),
        _run(lambda step: min(1.0, step / 3000)),
        _run(lambda step: step / TOTAL),
        _gan(lambda step: 0.99, lambda step: 0.01),
    ]
    found = [each for log in logs for each in advice(log)]
    assert len({each.code for each in found}) == 5
    for each in found:
        for note in (each.measured, each.action):
            assert "{" not in note.text
            assert note.text.endswith(".")


# --- divergence ---------------------------------------------------------------------------------------------------


def test_a_run_that_diverged_hears_that_alone_with_the_rate_to_take() -> None:
    log = _run(lambda step: -3.0, until=5000)
    log.add(Warned(code="fell_back", message="m"))
    log.add(Failed(code="diverged", message="m", hint="h", values={"step": 5123}))
    (only,) = advice(log)
    assert (only.code, only.severity) == ("diverged", "problem")
    assert "5123" in only.measured.text
    assert "(0.0001)" in only.action.text


def test_a_run_that_diverged_at_its_first_step_has_no_rate_to_name() -> None:
    log = RunLog()
    log.add(Failed(code="diverged", message="m", hint="h", values={"step": 1}))
    assert "tenth of the learning rate," in advice(log)[0].action.text


def test_other_failures_are_told_elsewhere() -> None:
    log = RunLog()
    log.add(Failed(code="cannot_write", message="m", hint="h"))
    assert advice(log) == ()


def test_a_fall_back_is_told() -> None:
    log = _run(_healthy, until=1000)
    log.add(Warned(code="too_small", message="m"))
    assert _codes(log) == []
    log.add(Warned(code="fell_back", message="m"))
    assert _codes(log) == ["fell_back"]


# --- bicubic ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gain", "code"), [(0.04, "equals_bicubic"), (-0.04, "equals_bicubic"), (-0.06, "below_bicubic")])
def test_no_better_than_bicubic(gain: float, code: str) -> None:
    (only,) = advice(_run(lambda step: gain, until=2000))
    assert (only.code, only.severity) == (code, "problem")
    assert "2000 of 10000" in only.measured.text


def test_a_little_better_than_bicubic_is_better() -> None:
    assert _codes(_run(lambda step: 0.06, until=2000)) == []


def test_the_first_tenth_is_no_reason_to_worry() -> None:
    log = _run(lambda step: -5.0, until=9500, total=100_000)
    assert _codes(log) == []
    assert _codes(_run(lambda step: -5.0, until=10_000, total=100_000)) == ["below_bicubic"]


def test_a_slow_start_that_will_pass_bicubic_is_let_run() -> None:
    (only,) = advice(_run(lambda step: -1.0 + step / 5000, until=3000))
    assert (only.code, only.severity) == ("below_bicubic", "info")
    assert "rises by 0.20 dB" in only.measured.text
    assert advice(_run(lambda step: -1.0 + step / 20_000, until=3000))[0].severity == "problem"


def test_a_run_that_ended_while_it_rose_is_to_be_longer() -> None:
    (only,) = advice(_run(lambda step: -3.0 + step / 5000))
    assert (only.code, only.severity) == ("below_bicubic", "problem")
    assert "training longer" in only.action.text


def test_several_factors_count_by_their_mean() -> None:
    log = _run(lambda step: 0.02, until=2000, scales=(2.0, 3.0, 4.0))
    assert _codes(log) == ["equals_bicubic"]


# --- how it goes on -----------------------------------------------------------------------------------------------


def test_a_plateau_says_since_when() -> None:
    log = _run(lambda step: min(1.0, step / 3000), until=5500)
    (only,) = advice(log)
    assert (only.code, only.severity) == ("plateau", "info")
    assert only.measured.values["steps"] == 2500
    assert only.measured.values["count"] == 5
    assert only.measured.values["psnr"] == "31.00"
    assert "lower learning rate" in only.action.text
    assert _codes(_run(lambda step: min(1.0, step / 3000), until=5000)) == []


def test_gains_too_small_to_see_are_a_plateau_until_they_add_up() -> None:
    assert _codes(_run(lambda step: 1.0 + step / EVERY * 0.0015, until=3500)) == ["plateau"]
    assert _codes(_run(lambda step: 1.0 + step / EVERY * 0.004, until=3500)) == []


def test_what_to_do_at_a_plateau_depends_on_the_rate_and_on_the_end() -> None:
    def flat(step: int) -> float:
        return min(1.0, step / 3000)

    low = advice(_run(flat, until=6000, rate=lambda step: 1e-3 if step < 4000 else 1e-5))
    assert "larger network" in low[0].action.text
    ended = advice(_run(flat))
    assert ended[0].action.text.startswith("A shorter run")


def test_a_run_that_still_rises_at_its_end_is_worth_more() -> None:
    (only,) = advice(_run(lambda step: step / 20_000))
    assert (only.code, only.severity) == ("still_rising", "info")
    assert only.measured.values["slope"] == "0.05"
    assert _codes(_run(lambda step: step / 20_000, until=8500)) == []
    assert _codes(_run(lambda step: 1.0 + step / 100_000)) == []


def test_over_fitting_is_a_gap_that_grows_while_the_pictures_held_out_do_not_gain() -> None:
    log = _run(lambda step: 2.0 - abs(step - 4000) / 20_000, training=lambda step: 2.0 + step / 10_000, until=7000)
    (only,) = advice(log)
    assert (only.code, only.severity) == ("over_fitting", "warning")
    assert only.measured.values["best"] == 4000
    assert str(only.measured.values["learned"]).startswith("+0.2")
    assert str(only.measured.values["held"]).startswith("-0.1")


def test_pictures_that_gain_differently_are_no_over_fitting() -> None:
    assert _codes(_run(_healthy, training=lambda step: 3 * _healthy(step), until=9000)) == []
    falling = _run(lambda step: 2.0 - step / 20_000, training=lambda step: 1.5 - step / 40_000, until=6000)
    assert "over_fitting" not in _codes(falling)


# --- the discriminator --------------------------------------------------------------------------------------------


def test_a_discriminator_that_is_sure_of_everything() -> None:
    (only,) = advice(_gan(lambda step: 0.6 if step < 150 else 0.99, lambda step: 0.3 if step < 150 else 0.01))
    assert (only.code, only.severity) == ("d_saturated", "warning")
    assert only.measured.values == {"steps": 200, "real": "0.99", "fake": "0.01"}


def test_a_discriminator_that_is_sure_for_a_while_is_none() -> None:
    assert _codes(_gan(lambda step: 0.99 if step > 320 else 0.7, lambda step: 0.01 if step > 320 else 0.3)) == []
    assert _codes(_gan(lambda step: 0.99, lambda step: 0.01, steps=150)) == []


def test_a_discriminator_that_never_told_the_two_apart() -> None:
    rng = np.random.default_rng(1)
    noise = rng.normal(0, 0.05, (2, 401))
    log = _gan(lambda step: 0.5 + noise[0, step], lambda step: 0.5 + noise[1, step])
    assert _codes(log) == ["d_blind"]
    late = _gan(lambda step: 0.7 if step < 150 else 0.52, lambda step: 0.3 if step < 150 else 0.48)
    assert _codes(late) == []


def test_a_discriminator_that_is_wrong_more_often_than_right() -> None:
    log = _gan(lambda step: 0.8 if step < 150 else 0.4, lambda step: 0.2 if step < 150 else 0.6)
    assert _codes(log) == ["d_inverted"]


def test_an_adversarial_run_may_lose_some_psnr_but_not_all() -> None:
    def measured(gain: float) -> RunLog:
        log = _run(lambda step: gain, until=3000)
        losses = {"d_real": 0.7, "d_fake": 0.3}
        for step in range(3001, 3301):
            log.add(Step(step=step, epoch=0.0, lr=1e-4, losses=losses, patches_per_s=10.0))
        return log

    assert _codes(measured(-coach_scores.ADVERSARIAL_LOSS_DB + 0.1)) == []
    assert _codes(measured(-coach_scores.ADVERSARIAL_LOSS_DB - 0.1)) == ["below_bicubic"]


# --- pictures and machine -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shift", "board", "pattern", "codes"),
    [
        (1.9 / 255, 1.9, 1.9, []),
        (2.1 / 255, 1.0, 1.0, ["colour_drift"]),
        (0.0, 2.1, 1.0, ["checkerboard"]),
        (0.0, 1.0, 2.1, ["pattern"]),
        (0.0, 2.1, 9.0, ["checkerboard"]),
        (0.0, 0.0, 0.0, []),
    ],
)
def test_drifting_colours_checkerboards_and_patterns(shift: float, board: float, pattern: float, codes: list[str]) -> None:
    assert _codes(_run(_healthy, until=3000, shift=shift, board=board, pattern=pattern)) == codes
    assert _codes(_run(_healthy, until=500, shift=shift, board=board, pattern=pattern)) == []


def test_a_drift_has_to_last() -> None:
    log = _run(_healthy, until=3000)
    last = Evaluated(
        step=3500, dataset="validation", scale=2.0, psnr=32.0, ssim=0.9, best=True, baseline_psnr=BASE, colour_shift=0.1
    )
    log.add(last)
    assert _codes(log) == []


def test_a_machine_that_slows_down_is_told() -> None:
    def trained(now: float, *, resumed: bool = False) -> RunLog:
        log = _run(_healthy, until=0)
        for step in range(1, 151):
            log.add(Step(step=step, epoch=0.0, lr=1e-3, losses={"l1": 1.0}, patches_per_s=100.0 if step < 110 else now))
            if resumed and step == 110:
                log.add(Started(run_id="r", arch="a", recipe="x", device="cpu", params=1, total_steps=TOTAL, resume_step=step))
        return log

    (only,) = advice(trained(40.0))
    assert (only.code, only.measured.values) == ("slowed", {"recent": "40", "usual": "100"})
    assert _codes(trained(60.0)) == []
    assert _codes(trained(40.0, resumed=True)) == []
    ended = trained(40.0)
    ended.add(Finished(reason="stopped", step=150, best_psnr=None, weights="w"))
    assert _codes(ended) == []


def test_the_gravest_comes_first() -> None:
    log = _run(lambda step: -1.0, until=3000, shift=0.1)
    log.add(Warned(code="fell_back", message="m"))
    assert [each.severity for each in advice(log)] == ["problem", "warning", "warning"]
