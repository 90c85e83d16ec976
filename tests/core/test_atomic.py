"""Files that appear complete or not at all."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
import time
from contextlib import nullcontext
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


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_link_that_points_nowhere_is_a_taken_name(tmp_path) -> None:
    link, goal = tmp_path / "link.bin", tmp_path / "goal.bin"
    link.symlink_to(goal)
    with pytest.raises(FileExistsError), atomic_write(link, replace=False) as file:
        file.write(b"new")
    assert not goal.exists()
    with atomic_write(link) as file:
        file.write(b"new")
    assert link.is_symlink()
    assert goal.read_bytes() == b"new"
    assert _names(tmp_path) == ["goal.bin", "link.bin"]


def test_a_folder_is_not_replaced(tmp_path) -> None:
    (tmp_path / "a.bin").mkdir()
    with pytest.raises(CannotWrite, match="folder or a device"), atomic_write(tmp_path / "a.bin") as file:
        file.write(b"x")
    assert _names(tmp_path) == ["a.bin"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_device_is_not_replaced(tmp_path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(CannotWrite, match="folder or a device"), atomic_write(pipe) as file:
        file.write(b"x")
    assert pipe.is_fifo()
    assert _names(tmp_path) == ["pipe"]


@pytest.mark.parametrize("room", [0, 1, 4096, 65_536, 99_999])
@pytest.mark.parametrize("old", [b"old", None])
def test_a_disk_that_ends_after_some_bytes_costs_nothing(room, old, tmp_path) -> None:
    resource = pytest.importorskip("resource", reason="POSIX limits")
    target = tmp_path / "a.bin"
    if old:
        target.write_bytes(old)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    # The kernel itself refuses what goes beyond the limit, in the middle of a write, as a full disk does.
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        with pytest.raises(CannotWrite), atomic_write(target) as file:
            for _ in range(10):
                file.write(b"x" * 10_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert _names(tmp_path) == (["a.bin"] if old else [])
    assert old is None or target.read_bytes() == old


def test_bytes_that_did_not_arrive_are_noticed(tmp_path, monkeypatch) -> None:
    target = tmp_path / "a.bin"
    target.write_bytes(b"old")
    # A disk that claims success and drops the end, as some network drives do.
    monkeypatch.setattr(os, "fsync", lambda handle: os.truncate(handle, 2))
    with pytest.raises(CannotWrite, match="only 2 of 3 bytes"), atomic_write(target) as file:
        file.write(b"new")
    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.bin"]


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot sync folders")
@pytest.mark.parametrize(("code", "told"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_cannot_be_synced_matters_only_where_the_disk_fails(code, told, tmp_path, monkeypatch) -> None:
    real = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(code, os.strerror(code))
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(CannotWrite) if told else nullcontext(), atomic_write(tmp_path / "a.bin") as file:
        file.write(b"new")
    assert _names(tmp_path) == ["a.bin"]


def test_a_claimed_name_is_given_back_when_the_content_cannot_follow(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(os, "link", _no_links)
    monkeypatch.setattr(Path, "replace", _no_links)
    with pytest.raises(CannotWrite), atomic_write(tmp_path / "a.bin", replace=False) as file:
        file.write(b"new")
    assert _names(tmp_path) == []


@pytest.mark.parametrize(("code", "patient"), [(32, True), (33, True), (5, True), (17, False)])
def test_a_file_that_windows_holds_for_a_moment_is_tried_again(code, patient, tmp_path, monkeypatch) -> None:
    real, calls = Path.replace, []

    def busy(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) < 3:
            error = OSError(errno.EACCES, "busy")
            error.winerror = code
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with nullcontext() if patient else pytest.raises(CannotWrite), atomic_write(tmp_path / "a.bin") as file:
        file.write(b"new")
    assert len(calls) == (3 if patient else 1)
    assert _names(tmp_path) == (["a.bin"] if patient else [])


def test_a_missing_folder_is_told(tmp_path) -> None:
    with pytest.raises(CannotWrite, match="No such file"), atomic_write(tmp_path / "gone" / "a.bin") as file:
        file.write(b"x")


def test_old_leftovers_are_swept_and_young_ones_stay(tmp_path) -> None:
    old, young = tmp_path / ".sr-00000000.part", tmp_path / ".sr-11111111.part"
    foreign = tmp_path / ".sr-notes.part"
    for path in (old, young, foreign):
        path.write_bytes(b"x")
    for path in (old, foreign):
        os.utime(path, (time.time() - 90_000,) * 2)
    assert sweep_stale_parts(tmp_path) == 1
    assert _names(tmp_path) == [young.name, foreign.name]
    assert sweep_stale_parts(tmp_path / "gone") == 0


@pytest.mark.skipif(os.name == "nt", reason="Windows has no way to ask after a process")
def test_leftovers_of_a_process_that_is_gone_are_swept_sooner(tmp_path) -> None:
    with atomic_write(tmp_path / "a.bin") as file:
        file.write(b"x")
        (mine,) = tmp_path.glob(".sr-*.part")
        with subprocess.Popen([sys.executable, "-c", ""]) as child:
            pass
        gone = mine.with_name(mine.name.replace(f"-{os.getpid()}.", f"-{child.pid}."))
        gone.write_bytes(b"x")
        assert sweep_stale_parts(tmp_path) == 0
        for path in (mine, gone):
            os.utime(path, (time.time() - 120,) * 2)
        assert sweep_stale_parts(tmp_path) == 1
        assert not gone.exists()
    assert _names(tmp_path) == ["a.bin"]


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
    for round_number in range(20):
        child = subprocess.Popen([sys.executable, "-c", script, str(target)], cwd=ROOT, stdout=subprocess.PIPE)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(0.005 * round_number)
        child.kill()
        child.wait()
        child.stdout.close()
        data = target.read_bytes()
        assert len(data) == 300_000
        assert len(set(data)) == 1
    leftovers = [path for path in tmp_path.iterdir() if path != target]
    for path in leftovers:
        os.utime(path, (time.time() - 90_000,) * 2)
    assert sweep_stale_parts(tmp_path) == len(leftovers)
    assert _names(tmp_path) == ["a.bin"]
