"""Weights that ship: what the cards say, and the job in a file as a job to run."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path

import numpy as np
import pytest
import safetensors.torch
import torch
from classical_lessons import learn_a_little, save_lesson
from nets import save_net
from picture_sets import make_job, save_pictures
from PIL import Image

from sr_desktop.core.archs import srcnn, vdsr
from sr_desktop.core.bench.sample_strip import Crop
from sr_desktop.core.errors import BadImage, BadJob
from sr_desktop.core.models.checkpoint import load_net, save_weights
from sr_desktop.core.models.training_story import TrainingStory, learned_recipe, read_story
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.training.job_file import job_toml
from trainer.__main__ import main
from trainer.cards import write_cards
from trainer.job import JOBS, load_job, portable

ROOT = Path(__file__).resolve().parents[2]
CROP = Crop(left=4, top=2, side=24)


@pytest.fixture
def published(tmp_path) -> Path:
    """A folder of weights that a run of six steps made, measured on two pictures."""
    save_pictures(tmp_path / "pictures", 4)
    save_pictures(tmp_path / "benchmark" / "Set5", 2)
    job = make_job(tmp_path, batch=2)
    optim = dataclasses.replace(job.optim, steps=6, init="identity")
    job = dataclasses.replace(job, optim=optim, net={"kernels": [5, 3], "widths": [4]}, device="cpu", threads=1)

    (tmp_path / "job.toml").write_text(job_toml(job))
    assert main(["run", str(tmp_path / "job.toml"), "--run-dir", str(tmp_path / "run"), "--detached"]) == 0
    (tmp_path / "weights").mkdir()
    target = tmp_path / "weights" / "tiny.safetensors"
    command = ["publish", str(tmp_path / "run"), "--benchmark", str(tmp_path / "benchmark"), "--datasets", "Set5"]
    assert main([*command, "--out", str(target)]) == 0
    return target


def test_a_learned_method_is_described_by_its_command(tmp_path) -> None:
    (tmp_path / "weights").mkdir()
    story = TrainingStory(job="aplus", recipe="", folders=("T91",), steps=0, device="cpu", seconds=130.0, samples=4321)
    recipe = learned_recipe(story, pictures=91, seed=0)
    learned = learn_a_little("aplus", tmp_path / "edges")
    save_lesson(tmp_path / "weights" / "aplus_x2.safetensors", "aplus", learned, title="A+", recipe=recipe)
    readme = write_cards(tmp_path / "weights", _picture(tmp_path), CROP).read_text()
    assert "| T91 | 4,321 patches | cpu | 2 min |" in readme
    assert "python main.py learn aplus --pictures PICTURES --scales 2 --title A+" in readme
    assert "trainer run" not in readme


def _picture(folder: Path) -> Path:
    values = np.random.default_rng(1).integers(0, 255, (40, 52, 3), dtype=np.uint8)
    Image.fromarray(values).save(folder / "picture.png")
    return folder / "picture.png"


def test_the_readme_tells_what_the_files_tell(published, tmp_path) -> None:
    readme = write_cards(published.parent, _picture(tmp_path), CROP).read_text()
    assert "`tiny.safetensors`" in readme
    assert "| 6 | cpu |" in readme
    assert "python -m trainer run resources/weights/tiny.safetensors --run-dir RUN" in readme
    (line,) = [line for line in readme.splitlines() if line.startswith("| Set5 |")]
    psnr, bicubic = (float(cell) for cell in line.split("|")[3:5])
    assert psnr == pytest.approx(bicubic, abs=3.0)
    assert f"Flat colours are kept within {load_net(published).info.colour_shift:g} of 255." in readme
    sample = next((published.parent / "samples").iterdir())
    assert f"(samples/{sample.name})" in readme
    with Image.open(sample) as strip:
        assert strip.width == 3 * 2 * CROP.side + 4 * 8


def test_a_sample_that_shows_the_same_is_left_as_it_is(published, tmp_path) -> None:
    write_cards(published.parent, _picture(tmp_path), CROP)
    sample = next((published.parent / "samples").iterdir())
    with Image.open(sample) as strip:
        drawn = np.asarray(strip)
    for change, is_kept in ((1, True), (2, False)):
        other = drawn.copy()
        other[5, 5] = other[5, 5] - np.uint8(change)  # of the white paper
        Image.fromarray(other).save(sample)
        before = sample.read_bytes()
        write_cards(published.parent, _picture(tmp_path), CROP)
        assert (sample.read_bytes() == before) is is_kept
    sample.write_bytes(b"no picture")
    write_cards(published.parent, _picture(tmp_path), CROP)
    with Image.open(sample) as strip:
        assert np.array_equal(np.asarray(strip), drawn)


def _trained_on(published: Path, tmp_path: Path) -> Path:
    """What a run of four steps more makes of the published weights."""
    job = load_job(tmp_path / "run" / "job.toml")
    optim = dataclasses.replace(job.optim, steps=4, start=str(published))
    data = dataclasses.replace(job.data, limit=2)
    (tmp_path / "more.toml").write_text(job_toml(dataclasses.replace(job, name="more", optim=optim, data=data)))
    assert main(["run", str(tmp_path / "more.toml"), "--run-dir", str(tmp_path / "more"), "--detached"]) == 0
    target = tmp_path / "weights" / "more.safetensors"
    command = ["publish", str(tmp_path / "more"), "--benchmark", str(tmp_path / "benchmark"), "--datasets", "Set5"]
    assert main([*command, "--out", str(target)]) == 0
    return target


def test_weights_tell_what_they_began_with(published, tmp_path) -> None:
    story = read_story(read_info(_trained_on(published, tmp_path)).recipe)
    assert [(part.job, part.steps) for part in story.parts] == [(load_job(published).name, 6), ("more", 4)]
    assert (story.earlier_steps, story.earlier_seconds) == (6, story.before.seconds)
    readme = write_cards(published.parent, _picture(tmp_path), CROP).read_text()
    assert "| 4 after 6 | cpu |" in readme
    # What it began with lies beside it, as its job says.
    assert "--run-dir RUN --set data.root=DIR --set optim.start=resources/weights/tiny.safetensors\n" in readme


def test_a_runs_own_weights_tell_how_long_they_took(published, tmp_path) -> None:
    """Trainings begin with them, too, and what was not told then is told nowhere."""
    best = tmp_path / "run" / "best.safetensors"
    assert 0.0 < read_story(read_info(best).recipe).seconds < 60.0


def test_what_does_not_ship_is_made_first(published, tmp_path) -> None:
    _trained_on(published, tmp_path)
    published.unlink()
    assert "--set data.root=DIR --set optim.start=START" in write_cards(published.parent, _picture(tmp_path), CROP).read_text()


@pytest.mark.parametrize("start", ["gone.safetensors", ""])
def test_a_ready_job_makes_it_where_there_is_one(tmp_path, start: str) -> None:
    """The same where what ships took the place, and the name, of what it began with: here ""."""
    job = portable(load_job(JOBS / "vdsr-modern.toml"))
    first = {"job": dataclasses.asdict(job), "steps": 900, "device": "cpu"}
    path = save_net(tmp_path, vdsr.SPEC, scales=(2.0, 3.0, 4.0), config=vdsr.VdsrConfig(depth=3))
    last = dataclasses.replace(job, optim=dataclasses.replace(job.optim, start=start or path.name))
    recipe = json.dumps({**first, "job": dataclasses.asdict(last), "before": first})
    net = load_net(path)
    save_weights(path, net.module.state_dict(), dataclasses.replace(net.info, recipe=recipe))
    readme = write_cards(tmp_path, _picture(tmp_path), CROP).read_text()
    first_line = "python -m trainer run vdsr-modern --run-dir FIRST --set data.root=DIR\n"
    assert f"{first_line}python -m trainer run resources/weights/{path.name}" in readme
    assert "--set data.root=DIR --set optim.start=FIRST/best.safetensors\n" in readme


def test_a_file_of_half_numbers_is_published_as_such_again(published, tmp_path) -> None:
    assert " --half" not in write_cards(published.parent, _picture(tmp_path), CROP).read_text()
    command = ["publish", str(tmp_path / "run"), "--benchmark", str(tmp_path / "benchmark"), "--datasets", "Set5"]
    published.unlink()
    assert main([*command, "--out", str(published), "--half"]) == 0
    readme = write_cards(published.parent, _picture(tmp_path), CROP).read_text()
    assert "--out resources/weights/tiny.safetensors --half" in readme


def test_the_readme_names_what_else_the_job_needs() -> None:
    readme = (ROOT / "resources" / "weights" / "README.md").read_text(encoding="utf-8")
    (line,) = [line for line in readme.splitlines() if "trainer run resources/weights/srgan_x4.safetensors" in line]
    assert line.endswith("--set data.root=DIR --set gan.vgg=VGG19")
    assert "vgg" not in "".join(each for each in readme.splitlines() if "trainer run resources/weights/srresnet" in each)


def test_a_crop_outside_of_the_picture_is_refused(published, tmp_path) -> None:
    with pytest.raises(BadImage, match="does not lie within its"):
        write_cards(published.parent, _picture(tmp_path), Crop(left=40, top=0, side=24))


def test_half_of_the_bytes_hold_the_same_answers(published, tmp_path) -> None:
    small = tmp_path / "weights" / "half.safetensors"
    command = ["publish", str(tmp_path / "run"), "--benchmark", str(tmp_path / "benchmark"), "--datasets", "Set5"]
    assert main([*command, "--out", str(small), "--half"]) == 0
    stored = safetensors.torch.load(small.read_bytes())
    assert {tensor.dtype for tensor in stored.values()} == {torch.float16}
    half, full = load_net(small), load_net(published)
    for name, tensor in half.module.state_dict().items():
        assert tensor.dtype == torch.float32
        assert torch.equal(tensor, full.module.state_dict()[name].half().float())
    # Other figures than the full file's: what is written is what was measured.
    assert half.info.scores != full.info.scores
    assert half.info.scores[0].psnr == pytest.approx(full.info.scores[0].psnr, abs=0.01)


def test_the_job_in_a_weights_file_is_the_one_that_made_it(published, tmp_path) -> None:
    made = load_job(tmp_path / "run" / "job.toml")
    assert load_job(published) == portable(made)
    assert load_job(published, ["optim.steps=9"]).optim.steps == 9


def test_weights_without_a_job_say_so(tmp_path) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    with pytest.raises(BadJob, match="cannot be"):
        load_job(next(tmp_path.glob("*.safetensors")))


def test_crops_on_the_command_line_are_checked(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["cards", "--crop", "1,2"])
    assert "is not LEFT,TOP,SIDE" in capsys.readouterr().err
