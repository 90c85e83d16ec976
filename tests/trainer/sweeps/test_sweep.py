"""Sweeps: their files, their runs, their tables and plots."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.errors import BadDataset, BadJob, SweepFailed
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Failed, Finished, Preview, Started, SweepFound, SweepRow
from sr_desktop.core.models.checkpoint import digest, load_net
from sr_desktop.core.protocol import decode
from trainer.emitter import Emitter
from trainer.sweeps.sweep import SweepRun
from trainer.sweeps.sweep_dir import SweepDir
from trainer.sweeps.sweep_file import SWEEPS, load_sweep

ROOT = Path(__file__).resolve().parents[3]
SWEEP = """
title = "Kernels"
about = "Larger kernels."
[job]
name = "tiny"
title = "Tiny"
arch = "srcnn"
scales = [3, 2]
evaluate_every = 20
save_every = 0.05
threads = 1
device = "cpu"
net = {{ kernels = [5, 3], widths = [4] }}
data = {{ root = "{root}", folders = ["pictures"], patch = 16, validation = 1 }}
optim = {{ steps = 60, batch = 4, lr = 1e-3, init = "identity" }}
{variants}
[quick]
optim.steps = 40
"""
VARIANTS = """
[[variant]]
label = "5-3"
net.kernels = [5, 3]
[[variant]]
label = "bad rate"
optim = { method = "sgd", loss = "half_l2", lr = 100 }
[[variant]]
label = "5-5"
"net.kernels" = [5, 5]
"""


@pytest.fixture
def sweep(tmp_path) -> Path:
    folder = tmp_path / "pictures"
    folder.mkdir()
    rng = np.random.default_rng(2)
    for number in range(4):
        coarse = Image.fromarray(rng.integers(0, 256, (8, 10, 3), dtype=np.uint8))
        coarse.resize((80, 64), Image.Resampling.NEAREST).save(folder / f"{number}.png")
    return _write(tmp_path, VARIANTS)


def _write(folder: Path, variants: str) -> Path:
    path = folder / "kernels.toml"
    path.write_text(SWEEP.format(root=folder.as_posix(), variants=variants))
    return path


def _trainer(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "trainer", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False, stdin=subprocess.DEVNULL)


def _events(result: subprocess.CompletedProcess[str]) -> list[Event]:
    return [message for message in map(decode, result.stdout.splitlines()) if isinstance(message, Event)]


def test_variants_become_runs_a_table_and_a_plot(sweep, tmp_path) -> None:
    result = _trainer("sweep", sweep, "--run-dir", tmp_path / "out", "--quick", "--detached")
    events = _events(result)
    assert result.returncode == 0, result.stderr
    assert isinstance(events[0], SweepFound)
    assert events[0].variants == ("5-3", "bad rate", "5-5")
    first, bad, second = (event for event in events if isinstance(event, SweepRow))
    assert (first.label, first.index, first.count, first.step) == ("5-3", 1, 3, 40)
    assert (bad.code, bad.psnr) == ("diverged", None)
    assert "diverged" in bad.problem
    assert second.params > first.params
    assert [type(event) for event in events if isinstance(event, (Finished, Failed))] == [Finished]
    assert isinstance(events[-2], Preview)
    assert events[-2].kind == "plot"
    best = max((first, second), key=lambda row: row.psnr)
    assert events[-1].best_psnr == pytest.approx(best.psnr)
    assert events[-1].weights == str(tmp_path / "out" / best.label / "best.safetensors")
    assert load_net(Path(events[-1].weights)).info.model == f"tiny-{best.label}"


@pytest.fixture
def train(sweep, tmp_path, capsys):
    """Trains the sweep in this process; returns what went to stdout."""

    def run(folder: str, control: Control | None = None, *, quick: bool = True, benchmark: Path | None = None) -> list[Event]:
        spec = load_sweep(sweep, quick=quick)
        place = SweepDir.create(tmp_path / folder, spec)
        with Emitter(place.events) as emitter:
            SweepRun(spec, place, emitter, control or Control(), benchmark=benchmark).run()
        return [message for message in map(decode, capsys.readouterr().out.splitlines()) if isinstance(message, Event)]

    return run


class StopsSoon(Control):
    """A control that says stop when it has been asked so many times."""

    def __init__(self, questions: int) -> None:
        super().__init__()
        self._left = questions

    @property
    def stopped(self) -> bool:
        self._left -= 1
        return self._left < 0


def test_the_tables_say_the_same_in_three_ways(train, tmp_path) -> None:
    row = next(event for event in train("out") if isinstance(event, SweepRow))
    plain = json.loads((tmp_path / "out" / "table.json").read_text())
    scores = plain["rows"][0]["scores"]
    assert [score["scale"] for score in scores] == [2, 3]
    assert np.mean([score["psnr"] for score in scores]) == pytest.approx(row.psnr, abs=1e-3)
    assert np.mean([score["bicubic"] for score in scores]) == pytest.approx(row.baseline_psnr, abs=1e-3)
    lines = list(csv.DictReader(io.StringIO((tmp_path / "out" / "table.csv").read_text())))
    assert [line["variant"] for line in lines] == ["5-3", "bad rate", "5-5", "bicubic"]
    assert float(lines[0]["validation x2"]) == scores[0]["psnr"]
    assert lines[1]["validation x2"] == ""
    text = (tmp_path / "out" / "table.md").read_text()
    assert text.startswith("# Kernels (quick)\n")
    assert "quick size" in text
    assert "- bad rate: The training diverged" in text
    with Image.open(tmp_path / "out" / "plot.png") as plot:
        colours = {colour for _, colour in plot.convert("RGB").getcolors(2**24)}
    # Blue, orange and green: all three are in the legend.
    assert {(0x00, 0x72, 0xB2), (0xD5, 0x5E, 0x00), (0x00, 0x9E, 0x73)} <= colours


@pytest.mark.parametrize("questions", [25, 55])
def test_stopped_and_gone_on_with_equals_not_stopped(questions, train, tmp_path) -> None:
    train("whole")
    stopped = train("parts", StopsSoon(questions))
    assert stopped[-1].reason == "stopped"
    assert "not ended" in (tmp_path / "parts" / "table.md").read_text()
    result = _trainer("resume", tmp_path / "parts", "--detached")
    assert _events(result)[-1].reason == "completed"
    for label in ("5-3", "5-5"):
        files = (tmp_path / folder / label / "last.safetensors" for folder in ("whole", "parts"))
        first, second = (digest(load_net(file).module.state_dict()) for file in files)
        assert first == second


def test_what_has_ended_is_not_trained_again(train) -> None:
    first, again = train("out"), train("out")
    assert again[-1] == replace(first[-1], t=again[-1].t)
    assert not [event for event in again if isinstance(event, (Started, SweepRow))]


def test_a_row_lost_with_its_process_is_told_again(train, tmp_path) -> None:
    train("out")
    events = tmp_path / "out" / "events.jsonl"
    lines = events.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not isinstance(decode(line), SweepRow)]
    events.write_text("".join(kept) + lines[1][:30])
    before = (tmp_path / "out" / "5-3" / "best.safetensors").read_bytes()
    assert [event.label for event in train("out") if isinstance(event, SweepRow)] == ["5-3", "bad rate", "5-5"]
    assert (tmp_path / "out" / "5-3" / "best.safetensors").read_bytes() == before


def test_a_failure_that_may_be_gone_is_tried_again(train, tmp_path) -> None:
    pictures = tmp_path / "pictures"
    pictures.rename(tmp_path / "away")
    with pytest.raises(SweepFailed, match="pictures"):
        train("out")
    (tmp_path / "away").rename(pictures)
    assert train("out")[-1].reason == "completed"


def test_the_results_are_measured_on_the_benchmark(train, tmp_path) -> None:
    shutil.copytree(tmp_path / "pictures", tmp_path / "bench" / "Set5")
    train("out", benchmark=tmp_path / "bench")
    plain = json.loads((tmp_path / "out" / "table.json").read_text())
    scores = plain["rows"][0]["scores"]
    assert [score["dataset"] for score in scores] == ["validation"] * 2 + ["Set5"] * 2
    assert "Set5 x3" in (tmp_path / "out" / "table.md").read_text()


def test_a_benchmark_folder_without_the_set_is_refused_before_the_training(train, tmp_path) -> None:
    (tmp_path / "bench").mkdir()
    with pytest.raises(BadDataset, match="Set5"):
        train("out", benchmark=tmp_path / "bench")
    assert not list((tmp_path / "out").rglob("*.safetensors"))


def test_lists_of_values_give_every_combination(sweep, tmp_path) -> None:
    variants = '[[variant]]\nlabel = "a"\nseed = 3\n[[variant]]\nlabel = "b"\nquick = false\n[vary]\noptim.lr = [0.1, 0.01]'
    path = _write(tmp_path, variants)
    full = load_sweep(path, ["optim.batch=2"])
    assert [variant.label for variant in full.variants] == ["a, lr 0.1", "a, lr 0.01", "b, lr 0.1", "b, lr 0.01"]
    assert [variant.folder for variant in full.variants] == ["a-lr-0.1", "a-lr-0.01", "b-lr-0.1", "b-lr-0.01"]
    assert [variant.job.optim.lr for variant in full.variants] == [0.1, 0.01] * 2
    assert [variant.job.seed for variant in full.variants] == [3, 3, 1, 1]
    assert {(variant.job.optim.batch, variant.job.optim.steps) for variant in full.variants} == {(2, 60)}
    quick = load_sweep(path, quick=True)
    assert [variant.label for variant in quick.variants] == ["a, lr 0.1", "a, lr 0.01"]
    assert quick.title == "Kernels (quick)"


@pytest.mark.parametrize(
    ("variants", "overrides", "field"),
    [
        ("", [], "vary"),
        ("[vary]\noptim.lr = 3", [], "vary.optim.lr"),
        ("[vary]\noptim.rate = [3]", [], "optim.rate"),
        ("[vary]\nnet.depth = [3]", [], "net"),
        ("[vary]\nseed = [1, 1]", [], "label"),
        ("[[variant]]\nseed = 1", [], "variant.label"),
        ("[variant]\nseed = 1", [], "variant"),
        ("[sweep]\nseed = 1", [], "sweep"),
        ("[vary]\nseed = [1, 2]", ["seed=4"], "--set"),
        ("[vary]\nseed = [1, 2]", ["colour=4"], "colour"),
    ],
)
def test_a_bad_sweep_names_its_field(variants, overrides, field, sweep, tmp_path) -> None:
    with pytest.raises(BadJob) as error:
        load_sweep(_write(tmp_path, variants), overrides)
    assert error.value.values["field"] == field


def test_the_folder_of_another_sweep_is_refused(sweep, tmp_path) -> None:
    SweepDir.create(tmp_path / "out", load_sweep(sweep))
    with pytest.raises(BadJob, match="--run-dir"):
        SweepDir.create(tmp_path / "out", load_sweep(sweep, ["optim.batch=2"]))
    _, same = SweepDir.open(tmp_path / "out")
    assert same == load_sweep(sweep)


@pytest.mark.parametrize("path", sorted(SWEEPS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_sweep_is_valid_and_has_a_quick_size(path) -> None:
    full, quick = load_sweep(path), load_sweep(path, quick=True)
    assert quick.title == f"{full.title} (quick)"
    assert 2 <= len(quick.variants) <= len(full.variants)
    assert max(each.job.optim.steps for each in quick.variants) < min(each.job.optim.steps for each in full.variants)


def test_the_shipped_sweeps_are_listed() -> None:
    found = [event for event in _events(_trainer("recipes", "--json")) if isinstance(event, SweepFound)]
    assert {event.sweep for event in found} == {path.stem for path in SWEEPS.glob("*.toml")}
    assert next(event for event in found if event.sweep == "vdsr-depth").variants[-1] == "depth 20"
