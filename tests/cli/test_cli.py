"""The command line as the contract has it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from nets import save_net
from PIL import Image

import main
from sr_desktop.cli import program as cli
from sr_desktop.core.archs import srcnn
from sr_desktop.core.bench.plan import BenchmarkPlan, SetChoice
from sr_desktop.core.protocol import encode
from sr_desktop.core.upscaling.preset import save_preset
from sr_desktop.core.upscaling.settings import FileRules, OutputRules, UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize

ROOT = Path(__file__).resolve().parents[2]
KEYS = {"input", "output", "model", "scale", "width", "height", "seconds", "device", "tile", "precision", "notes"}


@pytest.fixture
def picture(tmp_path) -> Path:
    path = tmp_path / "in" / "cat.png"
    path.parent.mkdir()
    Image.fromarray(np.random.default_rng(0).integers(0, 256, (30, 40, 3), dtype=np.uint8)).save(path)
    return path


def _lines(capsys) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_picture_is_upscaled_beside_the_source(picture, capsys) -> None:
    before = picture.read_bytes()
    assert cli.main(["upscale", str(picture), "--model", "bicubic", "--scale", "3", "--json"]) == 0
    (line,) = _lines(capsys)
    assert set(line) == KEYS
    assert (line["width"], line["height"], line["scale"], line["model"]) == (120, 90, 3.0, "bicubic")
    assert line["output"] == str(picture.with_name("cat_bicubic_x3.png"))
    with Image.open(picture.with_name("cat_bicubic_x3.png")) as image:
        assert image.size == (120, 90)
    assert picture.read_bytes() == before


@pytest.mark.parametrize(
    ("option", "size"),
    [
        (["--width", "100"], (100, 75)),
        (["--height", "60"], (80, 60)),
        (["--long-side", "160"], (160, 120)),
        (["--short-side", "90"], (120, 90)),
        (["--megapixels", "0.03"], (200, 150)),
        (["--scale", "1.5"], (60, 45)),
        (["--at-least", "100"], (160, 120)),
        (["--print", "2.54", "--dpi", "200"], (200, 150)),
        ([], (80, 60)),
    ],
)
def test_every_wish_for_a_size(option, size, picture, capsys) -> None:
    assert cli.main(["upscale", str(picture), "--model", "lanczos", "--json", *option]) == 0
    (line,) = _lines(capsys)
    assert (line["width"], line["height"]) == size


def test_a_print_names_its_dots_in_the_file(picture, capsys) -> None:
    assert cli.main(["upscale", str(picture), "--model", "bicubic", "--print", "2.54", "--dpi", "120", "--json"]) == 0
    with Image.open(str(_lines(capsys)[0]["output"])) as image:
        assert image.size == (120, 90)
        assert image.info["dpi"] == pytest.approx((120, 120), abs=0.1)


def test_the_ensemble_gives_another_picture(picture, tmp_path, user_folder, capsys) -> None:
    (user_folder / "models").mkdir(exist_ok=True)
    save_net(user_folder / "models", srcnn.SPEC, scales=(2.0,), model="mine")
    for name, options in (("plain.png", []), ("mean.png", ["--ensemble"])):
        assert cli.main(["upscale", str(picture), "-o", str(tmp_path / name), "--model", "mine", "--json", *options]) == 0
    plain, mean = (np.asarray(Image.open(tmp_path / name)) for name in ("plain.png", "mean.png"))
    assert plain.shape == mean.shape
    assert not np.array_equal(plain, mean)


def test_a_preset_is_the_default_and_options_come_first(picture, tmp_path, capsys) -> None:
    rules = OutputRules(folder=str(tmp_path / "out"), name="{name}-big", file=FileRules(format="webp"))
    settings = UpscaleSettings(model="lanczos", size=TargetSize(kind="width", value=100), output=rules)
    save_preset(tmp_path / "a.srpreset", settings)
    command = ["upscale", str(picture), "--preset", str(tmp_path / "a.srpreset"), "--json"]
    assert cli.main(command) == 0
    (line,) = _lines(capsys)
    assert (line["model"], line["width"], line["output"]) == ("lanczos", 100, str(tmp_path / "out" / "cat-big.webp"))
    assert cli.main([*command, "--model", "bicubic", "--scale", "3", "--format", "png"]) == 0
    (line,) = _lines(capsys)
    assert (line["model"], line["width"], line["output"]) == ("bicubic", 120, str(tmp_path / "out" / "cat-big.png"))


def test_a_file_that_is_no_preset_is_refused(picture, tmp_path, capsys) -> None:
    (tmp_path / "a.srpreset").write_text("no")
    assert cli.main(["upscale", str(picture), "--preset", str(tmp_path / "a.srpreset")]) == 2
    assert "is no preset" in capsys.readouterr().err


def test_one_bad_file_does_not_stop_the_others(picture, tmp_path, capsys) -> None:
    (tmp_path / "in" / "bad.png").write_text("no picture")
    (tmp_path / "in" / "Thumbs.db").write_bytes(b"x")
    out = tmp_path / "out"
    assert cli.main(["upscale", str(tmp_path / "in"), "-o", str(out), "--model", "bicubic", "--json"]) == 1
    bad, good = _lines(capsys)
    assert set(bad) == {"input", "error", "hint"}
    assert Path(str(good["output"])).parent == out
    assert [path.name for path in out.iterdir()] == ["cat_bicubic_x2.png"]


def test_folders_below_keep_their_tree(picture, tmp_path, capsys) -> None:
    (tmp_path / "in" / "a" / "b").mkdir(parents=True)
    (tmp_path / "in" / "a" / "b" / "dog.png").write_bytes(picture.read_bytes())
    arguments = ["upscale", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--model", "bicubic", "--recursive"]
    assert cli.main(arguments) == 0
    found = sorted(path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.png"))
    assert found == ["a/b/dog_bicubic_x2.png", "cat_bicubic_x2.png"]


@pytest.mark.parametrize(
    ("rule", "code", "names"), [("rename", 0, ["a (1).png", "a.png"]), ("skip", 0, ["a.png"]), ("replace", 0, ["a.png"])]
)
def test_existing_results(rule, code, names, picture, tmp_path, capsys) -> None:
    target = tmp_path / "out" / "a.png"
    target.parent.mkdir()
    target.write_bytes(b"mine")
    assert cli.main(["upscale", str(picture), "-o", str(target), "--model", "bicubic", "--on-exists", rule, "--json"]) == 0
    (line,) = _lines(capsys)
    assert line.get("skipped", False) == (rule == "skip")
    assert sorted(path.name for path in target.parent.iterdir()) == names
    assert (target.read_bytes() == b"mine") == (rule != "replace")


def test_the_source_is_never_the_target(picture, capsys) -> None:
    before = picture.read_bytes()
    arguments = ["upscale", str(picture), "-o", str(picture), "--model", "bicubic", "--on-exists", "replace", "--json"]
    assert cli.main(arguments) == 1
    assert "original" in str(_lines(capsys)[0]["error"])
    assert picture.read_bytes() == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["upscale"],
        ["upscale", "x.png", "--scale", "0"],
        ["upscale", "x.png", "--scale", "2", "--width", "100"],
        ["upscale", "x.png", "--model", "nothing"],
        ["upscale", "x.png", "--tile", "3"],
        ["upscale", "x.png", "--memory", "3"],
        ["upscale", "x.png", "--format", "psd"],
        ["upscale", "x.png", "y.png", "-o", "one.png"],
        ["benchmark", "--data", "nowhere"],
        ["benchmark", "--data", ".", "--scales", "1"],
        ["benchmark", "--data", ".", "--out", "table.xls"],
        ["benchmark"],
        ["benchmark", "--plan", "nowhere.json"],
        ["benchmark", "--data", ".", "--extra", "lpips"],
        ["benchmark", "--data", ".", "--channel", "lab"],
        ["convert-weights"],
        ["frobnicate"],
    ],
    ids=" ".join,
)
def test_bad_arguments_end_with_2_and_a_reason(arguments, capsys, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err.strip()


def test_models_lists_shipped_users_and_damaged_ones(user_folder, capsys) -> None:
    models = user_folder / "models"
    models.mkdir()
    save_net(models, srcnn.SPEC, scales=(2.0,), model="mine")
    (models / "broken.safetensors").write_bytes(b"?")
    assert cli.main(["models", "--json"]) == 0
    cards = {card["id"]: card for card in json.loads(capsys.readouterr().out)}
    assert {"bicubic", "lanczos", "mine", "broken"} <= set(cards)
    assert cards["mine"]["params"] == 57281
    assert cards["broken"]["problem"]
    assert cli.main(["models"]) == 0
    assert "cannot be used" in capsys.readouterr().out


def test_the_users_model_upscales(user_folder, picture, capsys) -> None:
    models = user_folder / "models"
    models.mkdir()
    save_net(models, srcnn.SPEC, scales=(2.0,), model="mine")
    assert cli.main(["upscale", str(picture), "--model", "mine", "--tile", "64", "--device", "cpu", "--json"]) == 0
    assert _lines(capsys)[0]["tile"] == 64


def _dataset(folder: Path) -> None:
    folder.mkdir(parents=True)
    for number in range(2):
        noise = np.random.default_rng(number).integers(0, 256, (50, 60, 3), dtype=np.uint8)
        Image.fromarray(noise).resize((150, 120)).save(folder / f"{number}.png")


@pytest.mark.parametrize("suffix", ["json", "csv", "md", "tex"])
def test_a_benchmark_is_printed_and_written(suffix, tmp_path, capsys) -> None:
    _dataset(tmp_path / "data" / "Mine")
    out = tmp_path / f"table.{suffix}"
    arguments = [
        "benchmark",
        "--data",
        str(tmp_path / "data"),
        "--models",
        "bicubic,lanczos",
        "--scales",
        "2",
        "--out",
        str(out),
    ]
    assert cli.main(arguments) == 0
    assert "BT.601" in capsys.readouterr().out
    text = out.read_text()
    if suffix == "json":
        table = json.loads(text)
        assert table["protocol"]["shave"] == "scale"
        assert [(row["model"], row["images"]) for row in table["rows"]] == [("bicubic", 2), ("lanczos", 2)]
        assert {"dataset", "scale", "model", "psnr", "ssim", "seconds", "images"} <= set(table["rows"][0])
    assert "lanczos" in text


def test_another_protocol_is_measured_and_named(tmp_path, capsys) -> None:
    _dataset(tmp_path / "data" / "Mine")
    start = ["benchmark", "--data", str(tmp_path / "data"), "--models", "bicubic", "--scales", "2"]
    out = tmp_path / "table.json"
    found = {}
    for options in ([], ["--channel", "rgb"], ["--shave", "none"], ["--low", "uint8"]):
        assert cli.main([*start, *options, "--out", str(out)]) == 0
        table = json.loads(out.read_text())
        found[tuple(table["protocol"].values())] = table["rows"][0]["psnr"]
    assert len(found) == len(set(found.values())) == 4


def test_what_was_measured_is_known_the_next_time_unless_told_otherwise(tmp_path, user_folder, capsys) -> None:
    _dataset(tmp_path / "data" / "Mine")
    arguments = ["benchmark", "--data", str(tmp_path / "data"), "--models", "bicubic", "--scales", "2"]
    for options, known in ((["--no-cache"], 0), ([], 0), ([], 2), (["--no-cache"], 0)):
        assert cli.main([*arguments, *options]) == 0
        assert f"# 2 pictures to measure, {known} of them known" in capsys.readouterr().out
    assert (user_folder / "benchmark").is_dir()


def test_bicubic_that_differs_from_the_published_figure_is_told(tmp_path, capsys) -> None:
    _dataset(tmp_path / "data" / "Set5")
    assert cli.main(["benchmark", "--data", str(tmp_path / "data"), "--models", "bicubic", "--scales", "2"]) == 0
    assert "2 pictures were measured, the published set has 5" in capsys.readouterr().out


def test_a_plan_is_measured_and_printed_too(tmp_path, capsys) -> None:
    _dataset(tmp_path / "Mine")
    plan = BenchmarkPlan(
        sets=(SetChoice(name="Mine", folder=str(tmp_path / "Mine")), SetChoice(name="Gone", folder=str(tmp_path / "gone"))),
        models=("bicubic", "nothing"),
        scales=(3, 2),
        cache="",
    )
    (tmp_path / "plan.json").write_text(encode(plan))
    assert cli.main(["benchmark", "--plan", str(tmp_path / "plan.json"), "--out", str(tmp_path / "t.json")]) == 1
    rows = json.loads((tmp_path / "t.json").read_text())["rows"]
    assert [(row["dataset"], row["scale"], row["model"]) for row in rows] == [
        (dataset, scale, model) for dataset in ("Mine", "Gone") for scale in (3, 2) for model in ("bicubic", "nothing")
    ]
    assert [row["images"] for row in rows] == [2, 0, 2, 0, 0, 0, 0, 0]
    assert all(row["problem"] for row in rows if not row["images"])


def test_a_model_without_that_scale_says_so_and_the_others_go_on(user_folder, tmp_path, capsys) -> None:
    (user_folder / "models").mkdir()
    save_net(user_folder / "models", srcnn.SPEC, scales=(2.0,), model="mine")
    _dataset(tmp_path / "data" / "Mine")
    arguments = ["benchmark", "--data", str(tmp_path / "data"), "--models", "mine,bicubic", "--scales", "2,3"]
    assert cli.main(arguments) == 1
    out = capsys.readouterr().out
    assert "no weights for x3" in out
    assert out.count("bicubic") >= 3


def test_a_picture_too_small_to_measure_is_a_row_with_its_reason(tmp_path, capsys) -> None:
    (tmp_path / "data" / "Tiny").mkdir(parents=True)
    Image.new("RGB", (12, 12)).save(tmp_path / "data" / "Tiny" / "t.png")
    assert cli.main(["benchmark", "--data", str(tmp_path / "data"), "--models", "bicubic", "--scales", "4"]) == 1
    assert "t.png" in capsys.readouterr().out


def test_the_whole_program_from_outside(picture) -> None:
    command = [sys.executable, "main.py", "upscale", str(picture), "--model", "bicubic", "--json"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout)["width"] == 80
    assert result.stderr == ""


def test_a_file_called_like_a_command_hides_none() -> None:
    """What the door does not know as a command it takes for a picture to open, if there is such a file."""
    assert set(main.COMMANDS) == set(cli.commands.commands)
