"""The menu entry, its installation for one user, and the Debian package's description."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from source_tree import ROOT

import archives

HERE = ROOT / "resources" / "packaging" / "linux"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these files are Linux's")


def _entry(path: Path) -> dict[str, str]:
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    assert head == "[Desktop Entry]"
    return dict(line.split("=", 1) for line in lines if line)


def test_the_menu_entry_is_valid() -> None:
    entry = _entry(HERE / "sr-desktop.desktop")
    assert {"Type", "Name", "Exec", "Icon", "Comment", "Comment[zh_CN]", "Categories", "MimeType"} <= set(entry)
    assert entry["Type"] == "Application"
    assert entry["Exec"] == "sr-desktop %F"
    assert all(entry[key].endswith(";") for key in ("Categories", "Keywords", "MimeType"))
    judge = shutil.which("desktop-file-validate")
    if judge:
        done = subprocess.run([judge, HERE / "sr-desktop.desktop"], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


@pytest.fixture
def unpacked(tmp_path: Path) -> Path:
    """The unpacked archive in a folder with an awkward name, with stand-ins for its programs."""
    folder = tmp_path / 'my $new & "odd" | 图' / "sr-desktop"
    (tmp_path / "icons").mkdir()
    for size in archives.ICON_SIZES:
        (tmp_path / "icons" / f"{size}.png").write_bytes(b"png")
    folder.mkdir(parents=True)
    for name in ("sr-desktop", "sr-desktop-console"):
        (folder / name).write_text("#!/bin/sh\necho started\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    archives.add_desktop_files(folder, tmp_path / "icons")
    return folder


def test_one_user_installs_and_uninstalls(unpacked: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / ".local" / "bin").mkdir(parents=True)
    (home / ".local" / "bin" / "theirs").touch()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"]}
    subprocess.run([unpacked / "install.sh"], env=environment, check=True, stdout=subprocess.DEVNULL)
    entry = _entry(home / ".local/share/applications/sr-desktop.desktop")
    quoted = str(unpacked / "sr-desktop")
    for character in '\\"`$':
        quoted = quoted.replace(character, f"\\{character}")
    # A backslash in a value of a desktop file is written twice.
    assert entry["Exec"] == '"{}" %F'.format(quoted.replace("\\", "\\\\"))
    assert "TryExec" not in entry
    done = subprocess.run([home / ".local/bin/sr-desktop"], capture_output=True, text=True, check=True)
    assert done.stdout == "started\n"
    assert len(list(home.rglob("sr-desktop.png"))) == len(archives.ICON_SIZES)
    subprocess.run([unpacked / "uninstall.sh"], env=environment, check=True, stdout=subprocess.DEVNULL)
    left = sorted(path.name for path in home.rglob("*") if not path.is_dir() and path.name != "mimeinfo.cache")
    assert left == ["theirs"]


def test_the_packages_description() -> None:
    fields = archives.control("1.2.3", "amd64", 123, ["libc6 (>= 2.31)", "libgl1"]).splitlines()
    assert "Version: 1.2.3" in fields
    assert "Depends: libc6 (>= 2.31), libgl1" in fields
    assert "Installed-Size: 123" in fields
    assert all(line.startswith(" ") or ": " in line for line in fields)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is Debian's")
def test_a_package_is_made(unpacked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "needed_packages", lambda _: ["libc6 (>= 2.31)"])
    made = archives.deb(unpacked, "1.2.3", tmp_path / "work", tmp_path / "x.deb")
    listed = subprocess.run(["dpkg-deb", "-c", made], capture_output=True, text=True, check=True).stdout
    for place in (
        "./opt/sr-desktop/sr-desktop-console",
        "./usr/bin/sr-desktop -> ../../opt/sr-desktop/sr-desktop",
        "./usr/share/applications/sr-desktop.desktop",
        "./usr/share/icons/hicolor/256x256/apps/sr-desktop.png",
        "./usr/share/doc/sr-desktop/copyright",
    ):
        assert place in listed
    assert "install.sh" not in listed
    assert (unpacked / "install.sh").is_file()


def test_a_folder_is_packed_the_same_each_time(unpacked: Path, tmp_path: Path) -> None:
    (unpacked / "link").symlink_to("sr-desktop")
    first, second = (archives.tar_xz(unpacked, tmp_path / name).read_bytes() for name in ("a.tar.xz", "b.tar.xz"))
    assert first == second
    subprocess.run(["tar", "-xJf", tmp_path / "a.tar.xz", "-C", tmp_path], check=True)
    assert (tmp_path / "sr-desktop" / "link").is_symlink()
