"""Files are read by a process of their own, which is stopped where it takes more than its file explains."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from foreign_files import CreatesFile, compact_state, save_pth

from sr_desktop.core.foreign.add import add_model, add_models
from sr_desktop.core.foreign.errors import ModelReaderBroke, ModelTooHeavy
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, ModelNotAdded
from sr_desktop.core.models.weights_header import read_info

ROOT = Path(__file__).resolve().parents[3]
READER = (sys.executable, str(ROOT / "main.py"), "read-model")
linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems limit no address space")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has a deadline alone")


@pytest.fixture
def models(tmp_path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def test_a_sound_file_becomes_a_model_and_a_bad_one_a_sentence(tmp_path, models: Path) -> None:
    sound = save_pth(tmp_path / "sound.pth", compact_state())
    marker = tmp_path / "it-ran"
    hostile = save_pth(tmp_path / "hostile.pth", {"body.0.weight": CreatesFile(marker)})
    events = list(add_models([hostile, sound], models, READER))
    assert [type(event) for event in events] == [AddingModel, ModelNotAdded, AddingModel, ModelAdded, AddingEnded]
    refused, added = events[1], events[3]
    assert isinstance(refused, ModelNotAdded)
    assert refused.code == "model_holds_code"
    assert isinstance(added, ModelAdded)
    assert read_info(Path(added.file)).origin == "sound.pth"
    assert not marker.exists()
    # Nothing is left but the model.
    assert [path.name for path in models.iterdir()] == [Path(added.file).name]


def test_the_same_network_twice_is_one_model(tmp_path, models: Path) -> None:
    first = add_model(save_pth(tmp_path / "a.pth", compact_state()), models, READER)
    again = add_model(save_pth(tmp_path / "b.pth", {"params": compact_state()}), models, READER)
    assert isinstance(first, ModelAdded)
    assert isinstance(again, ModelAdded)
    assert (first.is_new, again.is_new) == (True, False)
    assert first.file == again.file


def test_a_reader_that_takes_too_long_is_ended(tmp_path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sr_desktop.core.foreign.add.deadline", lambda size: 0.2)
    monkeypatch.setattr("sr_desktop.core.foreign.add._SPARE_S", 0.0)
    began = time.monotonic()
    with pytest.raises(ModelTooHeavy):
        add_model(save_pth(tmp_path / "slow.pth", compact_state()), models, READER)
    assert time.monotonic() - began < 20
    assert list(models.iterdir()) == []


def test_a_reader_that_breaks_down_is_told(tmp_path, models: Path) -> None:
    broken = tmp_path / "main.py"
    broken.write_text("import os, sys; print('a library cried', file=sys.stderr); os.abort()", encoding="utf-8")
    with pytest.raises(ModelReaderBroke, match="a library cried"):
        add_model(save_pth(tmp_path / "net.pth", compact_state()), models, (sys.executable, str(broken)))


def _limited(code: str) -> subprocess.CompletedProcess[str]:
    program = f"from sr_desktop.core.foreign.limits import limit_this_process; limit_this_process(0); {code}"
    return subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)


@linux_only
def test_memory_is_limited() -> None:
    done = _limited("bytearray(1 << 29); print('half'); bytearray(1 << 31)")
    assert done.stdout.strip() == "half"
    assert "MemoryError" in done.stderr


@posix_only
def test_processor_time_is_limited() -> None:
    code = "from sr_desktop.core.foreign import limits; limits._CPU_SECONDS = 0; limits.limit_this_process(0)\nwhile True: pass"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode < 0


def test_a_reader_ends_with_its_parent(tmp_path) -> None:
    path = save_pth(tmp_path / "net.pth", compact_state())
    command = [*READER, str(path), "--out", str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as reader:
        assert reader.stdin is not None
        reader.stdin.close()
        assert reader.wait(60) == 1
