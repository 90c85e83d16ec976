"""`upscale` over folders: what is finished is not done again, also after kills and with several processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from PIL import Image
from queue_steps import save_picture

from sr_desktop.cli import program as cli
from sr_desktop.paths import queues_dir

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def pictures(tmp_path) -> Path:
    for number in range(6):
        save_picture(tmp_path / "in" / ("below" if number % 2 else "") / f"{number}.png", seed=number)
    return tmp_path / "in"


def _command(pictures: Path, out: Path, *options: str) -> list[str]:
    return ["upscale", str(pictures), "-o", str(out), "--recursive", "--model", "bicubic", "--json", *options]


def _names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _done(text: str) -> list[str]:
    return [Path(json.loads(line)["input"]).name for line in text.splitlines()]


def test_resume_does_only_what_is_not_finished(pictures, tmp_path, capsys) -> None:
    out = tmp_path / "out"
    assert cli.main(_command(pictures, out)) == 0
    first = _names(out)
    assert len(first) == 6 and "below/1_bicubic_x2.png" in first
    capsys.readouterr()
    (out / "0_bicubic_x2.png").unlink()
    save_picture(pictures / "2.png", seed=77)
    save_picture(pictures / "new.png")
    assert cli.main(_command(pictures, out, "--resume")) == 0
    told = capsys.readouterr()
    assert _done(told.out) == ["0.png", "2.png", "new.png"]
    assert "4 pictures" in told.err
    assert _names(out) == sorted([*first, "2_bicubic_x2 (1).png", "new_bicubic_x2.png"])
    assert cli.main(_command(pictures, out, "--resume", "--scale", "3")) == 0
    assert len(_done(capsys.readouterr().out)) == 7


def test_results_beside_their_pictures_are_no_pictures_to_do(pictures, capsys) -> None:
    command = ["upscale", str(pictures), "--model", "bicubic", "--json"]
    assert cli.main(command) == 0
    capsys.readouterr()
    assert cli.main([*command, "--resume"]) == 0
    assert capsys.readouterr().out == ""


def test_names_as_they_were_given(pictures, capsys, monkeypatch) -> None:
    monkeypatch.chdir(pictures)
    assert cli.main(["upscale", "0.png", "below", "-o", "out", "--model", "bicubic", "--json"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["input"] for line in lines] == ["0.png", *(str(Path("below", f"{n}.png")) for n in (1, 3, 5))]
    assert lines[0]["output"] == str(Path("out", "0_bicubic_x2.png"))


def test_a_picture_that_is_large_enough_is_no_failure(tmp_path, capsys) -> None:
    picture = save_picture(tmp_path / "large.png", width=40, height=30)
    command = ["upscale", str(picture), "-o", str(tmp_path / "out"), "--model", "bicubic", "--at-least", "20"]
    assert cli.main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"input": str(picture), "skipped": True, "reason": "A picture of 40 x 30 pixels is large enough already."}
    assert cli.main(command) == 0
    assert "large.png: skipped. A picture of 40 x 30" in capsys.readouterr().out


def test_a_template_and_one_flat_folder(pictures, tmp_path, capsys) -> None:
    save_picture(pictures / "below" / "0.png")
    out = tmp_path / "out"
    assert cli.main(_command(pictures, out, "--name", "{width}x{height} {name}", "--flat")) == 0
    assert _names(out) == sorted([*(f"24x16 {n}.png" for n in range(6)), "24x16 0 (1).png"])
    assert cli.main(_command(pictures, out, "--name", "a/{name}")) == 2


def test_a_journal_of_another_process_is_respected(pictures, tmp_path, capsys) -> None:
    from sr_desktop.core.queue.owner import owned  # noqa: PLC0415

    out = tmp_path / "out"
    assert cli.main(_command(pictures, out)) == 0
    (journal,) = queues_dir().glob("*.sqlite")
    with owned(journal):
        assert cli.main(_command(pictures, out, "--resume")) == 2
    assert "Another process" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
def test_kills_lose_nothing_and_do_nothing_twice(tmp_path) -> None:
    pictures, out = tmp_path / "in", tmp_path / "out"
    for number in range(30):
        save_picture(pictures / f"{number:02}.png", 60, 40, seed=number)
    command = [sys.executable, "main.py", *_command(pictures, out, "--resume")]
    for patience in (2, 9, 17):
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for _ in range(patience):
                if not child.stdout.readline():
                    break
            child.kill()
    assert subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=False, timeout=400).returncode == 0
    results = [name for name in _names(out) if not name.startswith(".")]
    assert results == [f"{number:02}_bicubic_x2.png" for number in range(30)]
    for name in results:
        with Image.open(out / name) as image:
            image.load()
            assert image.size == (120, 80)


@pytest.mark.skipif(
    not torch.distributed.is_available() or not torch.distributed.is_gloo_available() or os.name == "nt",
    reason="needs torch.distributed with gloo",
)
def test_two_processes_share_the_pictures(tmp_path, pictures) -> None:
    save_picture(pictures / "0.jpg")
    out = tmp_path / "out"
    command = _command(pictures, out, "--format", "png", "--flat")
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2"]
    result = subprocess.run(
        [*torchrun, "main.py", *command], cwd=ROOT, capture_output=True, text=True, timeout=400, check=False
    )
    assert result.returncode == 0, result.stderr
    assert sorted(_done(result.stdout)) == sorted([*(f"{n}.png" for n in range(6)), "0.jpg"])
    expected = sorted([*(f"{n}_bicubic_x2.png" for n in range(6)), "0_bicubic_x2 (1).png"])
    assert _names(out) == expected
    assert len(list(queues_dir().glob("*-of-2.sqlite"))) == 2
    # One process goes on where two have ended: nothing is left to do.
    assert cli.main([*command, "--resume"]) == 0
    assert _names(out) == expected
