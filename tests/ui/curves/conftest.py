"""Runs to show."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from run_events import add_scores, add_steps, started

from sr_desktop.core.runs.log import RunLog
from sr_desktop.ui.curves import CurvesView, ShownRun
from sr_desktop.ui.theme import apply_theme


@pytest.fixture
def log() -> RunLog:
    """100 steps, measured at 25, 50, 75 (the best) and 100."""
    log = RunLog()
    log.add(started())
    for first, psnr in ((1, 32.0), (26, 34.0), (51, 35.5), (76, 35.25)):
        add_steps(log, first, first + 24)
        add_scores(log, first + 24, psnr, best=first != 76)
    return log


@pytest.fixture
def gan_log() -> RunLog:
    """20 steps against a discriminator."""
    log = RunLog()
    log.add(started())
    names = ("discriminator", "d_real", "d_fake", "generator", "content", "adversarial")
    add_steps(
        log, 1, 20, **{name: (lambda step, share=index: (share + 1) / 8 + step / 1000) for index, name in enumerate(names)}
    )
    return log


@pytest.fixture
def view(qapp, qtbot):
    apply_theme(qapp, "light")
    view = CurvesView()
    qtbot.addWidget(view)
    view.setMinimumSize(300, 200)  # a window whose smallest size changes makes the offscreen platform complain
    view.resize(900, 640)
    view.show()
    yield view
    qapp.setStyleSheet("")


@pytest.fixture
def shown(view: CurvesView, log: RunLog) -> CurvesView:
    view.show_runs([ShownRun(name="one", log=log)])
    view.redraw_now()
    QApplication.processEvents()
    return view
