"""`python -m trainer fields`."""

from __future__ import annotations

import json

import pytest

from sr_desktop.core.training.job import job_fields
from trainer.__main__ import main


def test_fields_are_listed_with_help_default_and_bounds(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields"]) == 0
    text = capsys.readouterr().out
    assert "optim.lr = 0.001\n    The learning rate at its highest.\n    Allowed: over 0, at most 100.\n" in text
    assert "name = required\n" in text
    assert "net.depth (vdsr) = 20\n" in text


def test_every_field_is_listed_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fields", "--json"]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    of_jobs = [row["field"] for row in rows if not row["arch"]]
    assert of_jobs == [each.path for each in job_fields() if each.path != "net"]
    assert {row["arch"] for row in rows} == {"", "srcnn", "vdsr", "srresnet"}
    assert all(row["help"] and row["allowed"] for row in rows)
