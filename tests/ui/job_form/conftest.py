"""The form of a job on a panel that scrolls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from job_form_steps import NET, VDSR
from PySide6.QtWidgets import QApplication, QScrollArea

from sr_desktop.ui.job_form import JobForm


@pytest.fixture
def panel(qapp: QApplication) -> Iterator[QScrollArea]:
    """Where forms are shown, as on a page."""
    panel = QScrollArea()
    panel.setWidgetResizable(True)
    panel.resize(360, 1800)
    yield panel
    panel.close()
    panel.deleteLater()


@pytest.fixture
def form(panel: QScrollArea) -> JobForm:
    """The form of VDSR, all of it to be seen."""
    form = JobForm(VDSR)
    form.set_job(VDSR, net=NET)
    panel.setWidget(form)
    panel.show()
    form.advanced.heading.click()
    return form
