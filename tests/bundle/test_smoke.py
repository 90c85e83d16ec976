"""The built bundle, tried out as a user would; skipped where none is named by SR_DESKTOP_BUNDLE (`bootstrap.py bundle` does).

All of it happens in a folder with a space and Chinese characters, and so do the pictures. Training has no data-loader
worker to try: the trainer cuts its patches in its own process.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from foreign_files import compact_state, save_pth
from picture_sets import save_pictures
from PIL import Image

import contents
from sr_desktop.frozen import CONSOLE, WINDOW

BUILT = os.environ.get("SR_DESKTOP_BUNDLE", "")
ROOT = Path(__file__).resolve().parents[2]
LIMIT_S = 600
ORPHANS_END_S = 5.0
pytestmark = pytest.mark.skipif(not BUILT, reason="no bundle: `python3 bootstrap.py bundle` builds and tries one")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")

JOB = """
name = "tiny"
arch = "srcnn"
scales = [2]
evaluate_every = 10
device = "cpu"
[net]
kernels = [5, 3]
widths = [4]
[data]
root = {root}
folders = ["pictures"]
patch = 16
validation = 1
[optim]
steps = {steps}
batch = 4
"""


@dataclass(frozen=True)
class Bundle:
    """The folder of the two programs, and the one with everything else."""

    programs: Path
    contents: Path

    def program(self, name: str) -> str:
        return str(self.programs / (f"{name}.exe" if os.name == "nt" else name))

    def run(self, name: str, *arguments: str | Path, code: int = 0, **variables: str) -> str:
        """Run to the end; returns stdout."""
        command = [self.program(name), *map(str, arguments)]
        done = subprocess.run(
            command, env=environment(**variables), capture_output=True, encoding="utf-8", check=False, timeout=LIMIT_S
        )
        assert done.returncode == code, f"{done.stdout}\n{done.stderr}"
        assert "Traceback" not in done.stderr, done.stderr  # a page that cannot be loaded ends nothing
        return done.stdout


def environment(**variables: str) -> dict[str, str]:
    """What a user has who started nothing from our sources."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    return {**inherited, "QT_QPA_PLATFORM": "offscreen", **variables}


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    target = tmp_path_factory.mktemp("the bundle") / "图像 超分" / Path(BUILT).name
    shutil.copytree(BUILT, target, symlinks=True, copy_function=_link)
    if target.suffix == ".app":
        return Bundle(target / "Contents" / "MacOS", target / "Contents" / "Resources")
    return Bundle(target, target / "_internal")


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another drive
        shutil.copy2(source, target)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "我的 图片"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("language", ["en_US.UTF-8", "zh_CN.UTF-8"])
def test_the_demo_makes_a_result_and_a_picture_of_the_window(bundle: Bundle, place: Path, language: str) -> None:
    bundle.run(WINDOW, "demo", "--out", place, "--limit", str(LIMIT_S), LANG=language, LC_ALL=language)
    (result,) = place.glob("chelsea*.png")
    with Image.open(result) as enlarged, Image.open(ROOT / "resources" / "samples" / "chelsea.png") as sample:
        assert enlarged.size == (3 * sample.width, 3 * sample.height)
    with Image.open(place / "window.png") as window:
        assert window.size == (1280, 800)
        colours = window.convert("RGB").getcolors(maxcolors=1 << 24)
        assert colours is not None
        assert len(colours) > 5000, "the sample is not in the window"


def test_the_commands_upscale_list_and_measure(bundle: Bundle, place: Path) -> None:
    (picture,) = save_pictures(place / "一", 1).iterdir()
    (line,) = bundle.run(CONSOLE, "upscale", picture, "-o", place / "出", "--scale", "2", "--json").splitlines()
    done = json.loads(line)
    with Image.open(done["output"]) as enlarged:
        assert enlarged.size == (96, 80)
    models = json.loads(bundle.run(CONSOLE, "models", "--json"))
    weights = {path.name.partition("_")[0] for path in (ROOT / "resources" / "weights").glob("*.safetensors")}
    assert weights | {"bicubic", "lanczos"} <= {model["id"] for model in models}
    save_pictures(place / "sets" / "Tiny", 2)
    bundle.run(CONSOLE, "benchmark", "--data", place / "sets", "--datasets", "Tiny", "--models", "bicubic,srcnn",
               "--scales", "2", "--out", place / "table.json")  # fmt: skip
    rows = json.loads((place / "table.json").read_text(encoding="utf-8"))["rows"]
    assert [(row["model"], row["images"]) for row in rows] == [("bicubic", 2), ("srcnn", 2)]


def test_many_pictures_have_a_journal(bundle: Bundle, place: Path) -> None:
    pictures = save_pictures(place / "many", 3)
    for _ in range(2):
        bundle.run(CONSOLE, "upscale", pictures, "-o", place / "out", "--model", "bicubic", "--scale", "2", "--resume")
    assert len(list((place / "out").iterdir())) == 3


def test_every_shipped_model_enlarges(bundle: Bundle, place: Path) -> None:
    (picture,) = save_pictures(place, 1).iterdir()
    for model in json.loads(bundle.run(CONSOLE, "models", "--json")):
        scale = str(model["scales"][0] if model["scales"] else 2)
        bundle.run(CONSOLE, "upscale", picture, "-o", place / model["id"], "--model", model["id"], "--scale", scale)


@pytest.mark.skipif(os.name == "nt", reason="the window has no console there")
def test_a_command_for_the_other_program_goes_there(bundle: Bundle) -> None:
    assert bundle.run(WINDOW, "--version") == bundle.run(CONSOLE, "--version")
    assert "usage: main.py demo" in bundle.run(CONSOLE, "demo", "--help")


@pytest.mark.skipif(os.name == "nt", reason="a package for Linux links them")
def test_a_link_starts_the_program(bundle: Bundle, place: Path) -> None:
    link = place / "sr-desktop"
    link.symlink_to(bundle.program(WINDOW))
    done = subprocess.run([link, "--version"], env=environment(), capture_output=True, check=True, timeout=LIMIT_S)
    assert done.stdout


def test_training_makes_a_model(bundle: Bundle, place: Path, user_folder: Path) -> None:
    job = _write_job(place, steps=20)
    run = place / "run"
    lines = bundle.run(CONSOLE, "train", "run", job, "--run-dir", run).splitlines()
    last = json.loads(lines[-1])
    assert (last["type"], last["reason"], last["step"]) == ("finished", "completed", 20)
    (user_folder / "models").mkdir(exist_ok=True)
    shutil.copy(run / "best.safetensors", user_folder / "models")
    (picture,) = save_pictures(place / "new", 1).iterdir()
    bundle.run(CONSOLE, "upscale", picture, "-o", place / "out", "--model", "tiny", "--scale", "2")


def test_a_model_from_elsewhere_enlarges(bundle: Bundle, place: Path) -> None:
    bundle.run(CONSOLE, "add-model", save_pth(place / "4x_net.pth", compact_state()))
    (picture,) = save_pictures(place / "new", 1).iterdir()
    (line,) = bundle.run(
        CONSOLE, "upscale", picture, "-o", place / "out", "--model", "4x-net", "--scale", "4", "--json"
    ).splitlines()
    with Image.open(json.loads(line)["output"]) as enlarged:
        assert enlarged.size == (192, 160)


def test_the_ready_jobs_came_along(bundle: Bundle) -> None:
    listed = {json.loads(line).get("job") for line in bundle.run(CONSOLE, "train", "recipes", "--json").splitlines()}
    assert {path.stem for path in (ROOT / "trainer" / "jobs").glob("*.toml")} <= listed


@linux_only
def test_a_killed_window_leaves_no_process(bundle: Bundle) -> None:
    with subprocess.Popen([bundle.program(WINDOW)], env=environment(), stdin=subprocess.DEVNULL) as window:
        _wait(lambda: any(CONSOLE in program for program in _running(bundle).values()), LIMIT_S)
        window.send_signal(signal.SIGKILL)
        window.wait(LIMIT_S)
    _wait(lambda: not _running(bundle), ORPHANS_END_S)


@linux_only
def test_a_training_ends_with_its_window(bundle: Bundle, place: Path) -> None:
    run = place / "run"
    command = [bundle.program(CONSOLE), "train", "run", str(_write_job(place, steps=1_000_000)), "--run-dir", str(run)]
    parent_code = "import subprocess, sys; subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE).wait()"
    with subprocess.Popen([sys.executable, "-c", parent_code, *command], env=environment()) as parent:
        _wait(lambda: (run / "events.jsonl").is_file() and '"step"' in (run / "events.jsonl").read_text("utf-8"), LIMIT_S)
        parent.send_signal(signal.SIGKILL)
        parent.wait(LIMIT_S)
    # It finishes its step, measures and saves first, which takes its time on a busy machine.
    _wait(lambda: not _running(bundle), LIMIT_S)
    assert (run / "state.pt").is_file()


@linux_only
def test_children_of_the_window_find_the_systems_libraries(bundle: Bundle) -> None:
    variables = environment(LD_LIBRARY_PATH="/opt/of the user")
    with subprocess.Popen([bundle.program(WINDOW)], env=variables, stdin=subprocess.DEVNULL) as window:
        # The engine's starter sets its own path and starts itself again: only then is there a former one.
        _wait(lambda: any("LD_LIBRARY_PATH_ORIG=" in line for line in _variables_of(CONSOLE, bundle)), LIMIT_S)
        seen = _variables_of(CONSOLE, bundle)
        window.terminate()
        window.wait(LIMIT_S)
    assert "LD_LIBRARY_PATH_ORIG=/opt/of the user" in seen


def test_nothing_is_there_that_should_not_be(bundle: Bundle) -> None:
    files = [path.relative_to(bundle.contents).as_posix() for path in bundle.contents.rglob("*")]
    assert [file for file in files if contents.why_dropped(file)] == []
    assert [path for path in bundle.programs.rglob("*") if path.is_symlink() and not path.exists()] == []
    for unwanted in ("torchvision", "matplotlib", "tkinter"):
        assert not (bundle.contents / unwanted).exists()


def test_licences_are_there_for_what_is_in_it(bundle: Bundle) -> None:
    folder = bundle.contents / "resources" / "licences"
    rows = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert {"Python", "torch", "PySide6_Essentials", "shiboken6", "numpy", "pyinstaller"} <= {row["name"] for row in rows}
    assert all((folder / row["file"]).stat().st_size > 200 for row in rows)


def _write_job(place: Path, *, steps: int) -> Path:
    save_pictures(place / "pictures", 4)
    path = place / "job.toml"
    path.write_text(JOB.format(root=json.dumps(str(place), ensure_ascii=False), steps=steps), encoding="utf-8")
    return path


def _running(bundle: Bundle) -> dict[int, str]:
    """Process numbers and programs of all that runs from the bundle."""
    found = {}
    for link in Path("/proc").glob("[0-9]*/exe"):
        try:
            program = str(link.readlink())
        except OSError:  # gone, ended and not yet collected, or another user's
            continue
        if program.startswith(str(bundle.programs)):
            found[int(link.parent.name)] = program
    return found


def _variables_of(program: str, bundle: Bundle) -> list[str]:
    """The environment in which the first process of this program began."""
    for pid in (pid for pid, path in _running(bundle).items() if program in path):
        try:
            return Path(f"/proc/{pid}/environ").read_bytes().decode().split("\0")
        except OSError:  # it has ended meanwhile
            continue
    return []


def _wait(done: Callable[[], bool], limit: float) -> None:
    deadline = time.monotonic() + limit
    while not done():
        assert time.monotonic() < deadline, f"not within {limit:g} s"
        time.sleep(0.05)
