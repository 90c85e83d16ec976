"""Runs that are thrown away can be had back, and a run that is trained stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.errors import CannotTrash, RunBusy
from sr_desktop.core.runs.lock import locked_run
from sr_desktop.jobs.trash import trash_run


@pytest.fixture
def run(tmp_path) -> Path:
    folder = tmp_path / "vdsr-1"
    (folder / "previews").mkdir(parents=True)
    (folder / "job.toml").write_text("name")
    return folder


def test_a_run_goes_to_the_trash_whole(run) -> None:
    place = trash_run(run)
    assert not run.exists()
    assert (place / "job.toml").read_text() == "name"
    assert (place / "previews").is_dir()


def test_a_run_that_is_trained_stays(run) -> None:
    with locked_run(run), pytest.raises(RunBusy):
        trash_run(run)
    assert (run / "job.toml").exists()


def test_a_run_that_is_gone(run) -> None:
    with pytest.raises(CannotTrash, match="it is gone"):
        trash_run(run.with_name("gone"))
