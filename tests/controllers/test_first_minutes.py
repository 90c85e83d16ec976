"""The first minutes of a new user: samples to try, and a first training."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from fake_client import FakeClient

from sr_desktop import paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.train import trainer_question, training_queue
from sr_desktop.core.protocol import OpenImage
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.training.job_file import read_job
from sr_desktop.core.training.presets import first_job
from sr_desktop.jobs.launch import Launch

_FAKE = Path(__file__).resolve().parents[1] / "fake_trainer.py"
_PATIENCE_MS = 20000


def test_each_sample_is_shown_and_opened_by_its_button(desktop: Desktop, client: FakeClient, qtbot) -> None:
    client.be_ready()
    buttons = desktop.page.empty.samples.buttons
    assert list(buttons) == [sample.file for sample in SAMPLES]
    qtbot.waitUntil(lambda: all(not button.icon().isNull() for button in buttons.values()))
    buttons["coffee.png"].click()
    qtbot.waitUntil(lambda: client.count(OpenImage) == 1)
    assert client.last(OpenImage).path == str(paths.samples_dir() / "coffee.png")


def test_the_samples_name_their_licences() -> None:
    readme = (paths.samples_dir() / "README.md").read_text(encoding="utf-8")
    pictures = {path.name for path in paths.samples_dir().glob("*.png")}
    assert pictures == {sample.file for sample in SAMPLES}
    assert all(f"| {name} |" in readme for name in pictures)


def test_the_first_training_starts_from_the_card_and_shows_its_curves(desktop: Desktop, qtbot, monkeypatch) -> None:
    def launch(*arguments: str) -> Launch:
        return Launch(program=sys.executable, arguments=(str(_FAKE), *arguments), environment=dict(os.environ))

    monkeypatch.setattr(training_queue, "launch_trainer", launch)
    monkeypatch.setattr(trainer_question, "launch_trainer", launch)
    desktop.page.empty.train_button.click()
    assert desktop.window.page == "train"
    qtbot.waitUntil(lambda: bool(desktop.training.live and desktop.training.live.log.step > 3), timeout=_PATIENCE_MS)
    live = desktop.training.live
    assert live is not None
    job = read_job(Path(live.ticket.arguments[1]))
    assert (job.name, job.data.folders) == ("first", (str(paths.samples_dir()),))
    assert desktop.settings.train_folders == ""
    desktop.training.close()


def test_the_first_job_holds_one_sample_out_and_learns_from_the_others() -> None:
    job = first_job("/samples")
    assert job.data.validation == 1
    assert job.evaluate_every * 10 < job.optim.steps
