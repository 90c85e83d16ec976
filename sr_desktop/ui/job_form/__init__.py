"""The form of a training job, made from the fields of its dataclasses."""

from __future__ import annotations

from sr_desktop.ui.job_form.form import JobForm

__all__ = ["JobForm"]
