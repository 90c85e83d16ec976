"""Files that appear complete or not at all."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sr_desktop.core.atomic import atomic_write, sweep_stale_parts
from sr_desktop.core.errors import CannotWrite

ROOT = Path(__file__).resolve().parents[2]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_file_appears_at_the_end_only(tmp_path) -> None:
    target = tmp_path / "a.bin"
    with atomic_write(target) as file:
        file.write(b"new")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == ["a.bin"]


def test_an_error_leaves_the_old_file_and_nothing_else(tmp_path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), atomic_write(target) as file:
        file.write(b"half")
        raise RuntimeError
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_says_so(step, tmp_path, monkeypatch) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full) if step == "fsync" else monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(CannotWrite, match="disk is full"), atomic_write(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.bin"]


@pytest.mark.skipif(sys.platform != "linux", reason="/dev/full is Linux's always-full disk")
def test_a_write_that_fails_is_told(tmp_path, monkeypatch) -> None:
    real_open, always_full = Path.open, Path("/dev/full")
    monkeypatch.setattr(Path, "open", lambda self, mode: real_open(always_full if "x" in mode else self, "wb"))
    with pytest.raises(CannotWrite, match="disk is full"), atomic_write(tmp_path / "a.bin") as file:
        file.write(b"x" * 100_000)
    assert _names(tmp_path) == []


def test_a_verification_that_fails_keeps_the_old_file(tmp_path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")

    def refuse(path: Path) -> None:
        assert path.read_bytes() == b"new"
        raise CannotWrite(path="a.bin", detail="not what was meant")

    with pytest.raises(CannotWrite), atomic_write(target, verify=refuse) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.bin"]


@pytest.mark.parametrize("links", [True, False])
def test_a_taken_name_is_never_touched(links, tmp_path, monkeypatch) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    if not links:
        monkeypatch.setattr(os, "link", _no_links)
    with pytest.raises(FileExistsError), atomic_write(target, replace=False) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    with atomic_write(tmp_path / "b.bin", replace=False) as file:
        file.write(b"new")
    assert _names(tmp_path) == ["a.bin", "b.bin"]
    assert (tmp_path / "b.bin").read_bytes() == b"new"


def _no_links(*_: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes and links")
def test_mode_and_link_stay(tmp_path) -> None:
    real, link = tmp_path / "real.bin", tmp_path / "link.bin"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    with atomic_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_missing_folder_is_told(tmp_path) -> None:
    with pytest.raises(CannotWrite, match="No such file"), atomic_write(tmp_path / "gone" / "a.bin") as file:
        file.write(b"x")


def test_old_leftovers_are_swept_and_young_ones_stay(tmp_path) -> None:
    old, young = tmp_path / ".sr-00000000.part", tmp_path / ".sr-11111111.part"
    for path in (old, young):
        path.write_bytes(b"x")
    os.utime(old, (time.time() - 90_000,) * 2)
    assert sweep_stale_parts(tmp_path) == 1
    assert _names(tmp_path) == [young.name]


def test_a_killed_writer_leaves_old_or_new_never_a_part(tmp_path) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(bytes(300_000))
    script = (
        "import sys; from pathlib import Path; from sr_desktop.core.atomic import atomic_write\n"
        "n = 0\nprint('go', flush=True)\n"
        "while True:\n"
        "    n += 1\n"
        "    with atomic_write(Path(sys.argv[1])) as f:\n"
        "        [f.write(bytes([n % 256]) * 100_000) for _ in range(3)]\n"
    )
    for round_number in range(10):
        child = subprocess.Popen([sys.executable, "-c", script, str(target)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.01 * round_number)
        child.kill()
        child.wait()
        child.stdout.close()
        data = target.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1
