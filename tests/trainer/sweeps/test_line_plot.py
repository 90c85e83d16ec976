"""The plots of sweeps."""

from __future__ import annotations

import numpy as np
import pytest

from trainer.sweeps.line_plot import Line, Panel, Plot, clip, draw, nice_ticks, short_number, visible_range, wrapped

RED = "#ff0000"


def _plot(*points: tuple[float, float], references: tuple[float, ...] = ()) -> Plot:
    panel = Panel(title="x2", lines=(Line(key=0, points=points),), references=references)
    return Plot(
        title="Title", subtitle="What it shows.", x_label="steps", y_label="PSNR (dB)", panels=(panel,),
        keys=("one",), colours=(RED,), reference="bicubic",
    )  # fmt: skip


def _red_rows(plot: Plot) -> np.ndarray:
    pixels = np.asarray(draw(plot), dtype=np.int16)[:, :710]
    return np.flatnonzero(((pixels[..., 0] - pixels[..., 1] > 200) & (pixels[..., 1] < 40)).any(axis=1))


def test_a_rising_line_is_drawn_over_the_whole_height() -> None:
    rows = _red_rows(_plot((0, 30), (1000, 31)))
    assert np.ptp(rows) > 350


def test_a_line_far_below_bicubic_does_not_press_the_others_together() -> None:
    low, high = visible_range(_plot((0, 5), (500, 30.2), (1000, 31), references=(30,)).panels[0])
    assert 28 < low < 29
    assert 31 < high < 31.5
    low, _ = visible_range(_plot((0, 5), (1000, 5), references=(30,)).panels[0])
    assert 25 < low < 26


def test_a_plot_without_a_point_is_drawn() -> None:
    assert draw(_plot()).width > 600


@pytest.mark.parametrize(
    ("low", "high", "wanted", "ticks"),
    [(0, 4000, 6, [0, 1000, 2000, 3000, 4000]), (29.1, 30.2, 7, [29.2, 29.4, 29.6, 29.8, 30.0, 30.2]), (0, 3, 3, [0, 1, 2, 3])],
)
def test_ticks_are_round_numbers(low, high, wanted, ticks) -> None:
    assert nice_ticks(low, high, wanted) == pytest.approx(ticks)


def test_lines_are_cut_at_the_edges() -> None:
    assert clip((0, 0), (10, 10), 2, 4) == ((2, 2), (4, 4))
    assert clip((0, 10), (10, 0), 2, 4) == ((6, 4), (8, 2))
    assert clip((0, 3), (10, 3), 2, 4) == ((0, 3), (10, 3))
    assert clip((0, 0), (10, 1), 2, 4) is None


def test_steps_are_written_short() -> None:
    assert [short_number(value) for value in (0, 500, 1500, 2e6)] == ["0", "500", "1.5k", "2M"]


def test_a_long_subtitle_goes_on_in_the_next_line() -> None:
    lines = wrapped("some words " * 20, 300)
    assert len(lines) > 2
    assert " ".join(lines) == ("some words " * 20).strip()
