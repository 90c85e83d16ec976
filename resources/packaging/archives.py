"""The built folder as what people download: .tar.xz and .deb on Linux, set-up program on Windows, .zip of the .app on macOS.

The Linux ones were run; those for Windows and macOS only written (their tools run on those systems alone).
"""

from __future__ import annotations

import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from contents import ROOT

HERE: Final = Path(__file__).resolve().parent
NAME: Final = "sr-desktop"
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)
_HOME_IN_DEB: Final = Path("opt") / NAME
# Sonames that the dynamic loader itself answers for, or that glibc brings.
_OF_LIBC: Final = re.compile(r"^(?:ld-linux|linux-vdso)")
# Without it Chinese is empty boxes; any other font with Chinese does as well, so that it is recommended only.
_RECOMMENDED: Final = "fonts-noto-cjk | fonts-wqy-microhei"


def add_desktop_files(folder: Path, icons: Path) -> None:
    """Put the menu entry, the icons and the scripts for them into the built folder."""
    entry = folder / "share" / "applications"
    entry.mkdir(parents=True, exist_ok=True)
    shutil.copy(HERE / "linux" / f"{NAME}.desktop", entry)
    for size in ICON_SIZES:
        place = folder / "share" / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(icons / f"{size}.png", place / f"{NAME}.png")
    for script in ("install.sh", "uninstall.sh"):
        shutil.copy(HERE / "linux" / script, folder)


def tar_xz(folder: Path, target: Path) -> Path:
    """Pack the folder with its links, as `sr-desktop`; the same content makes the same file."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "0")
    tidy = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", f"--mtime=@{epoch}"]
    with subprocess.Popen(["tar", "-C", folder.parent, *tidy, "-c", folder.name], stdout=subprocess.PIPE) as tar:
        with target.open("wb") as file:
            subprocess.run(["xz", "-6", "-T0", "-c"], stdin=tar.stdout, stdout=file, check=True)
        if tar.wait() != 0:
            raise subprocess.CalledProcessError(tar.returncode, "tar")
    return target


def deb(folder: Path, version: str, work: Path, target: Path) -> Path:
    """A Debian package of the folder; apt removes what it installed, and the user's own files stay."""
    shutil.rmtree(work, ignore_errors=True)
    home = work / _HOME_IN_DEB
    home.parent.mkdir(parents=True)
    # Links to the same files: the folder is large, and nothing in it is changed here.
    shutil.copytree(folder, home, symlinks=True, copy_function=os.link)
    for script in ("install.sh", "uninstall.sh"):
        (home / script).unlink()
    (work / "usr").mkdir()
    shutil.move(home / "share", work / "usr" / "share")
    (work / "usr" / "bin").mkdir()
    for program in (NAME, f"{NAME}-console"):
        (work / "usr" / "bin" / program).symlink_to(f"../../{_HOME_IN_DEB}/{program}")
    document = work / "usr" / "share" / "doc" / NAME
    document.mkdir(parents=True)
    shutil.copy(ROOT / "LICENSE", document / "copyright")
    (work / "DEBIAN").mkdir()
    description = control(version, architecture(), folder_kib(work), needed_packages(folder))
    (work / "DEBIAN" / "control").write_text(description, encoding="utf-8")
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", work, target], check=True, stdout=subprocess.DEVNULL)
    return target


def control(version: str, machine: str, kib: int, packages: list[str]) -> str:
    """The package's description for dpkg."""
    return f"""Package: {NAME}
Version: {version}
Architecture: {machine}
Maintainer: The SR Desktop authors <sr-desktop@localhost>
Installed-Size: {kib}
Depends: {", ".join(packages)}
Recommends: {_RECOMMENDED}
Section: graphics
Priority: optional
Description: enlarges pictures with neural networks
 A window and commands that upscale pictures, train such networks and measure
 them, on the CPU, without a network connection.
"""


def architecture() -> str:
    """Debian's word for this machine."""
    return subprocess.run(["dpkg", "--print-architecture"], capture_output=True, text=True, check=True).stdout.strip()


def needed_packages(folder: Path) -> list[str]:
    """The packages of this system whose libraries the folder's files want and the folder does not have.

    libc6 comes with the newest version that they name; so the bundle is to be built on the oldest system it shall run on.
    """
    wanted, own, newest = set[str](), set[str](), (2, 17)
    for path in folder.rglob("*"):
        if path.is_file() and is_elf(path):
            own.add(path.name)
            told = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True).stdout
            wanted.update(re.findall(r"^\s+NEEDED\s+(\S+)", told, re.MULTILINE))
            newest = max(newest, *((int(a), int(b)) for a, b in re.findall(r"\bGLIBC_(\d+)\.(\d+)", told)), (0, 0))
    missing = {name for name in wanted - own if not _OF_LIBC.match(name)}
    packages = {package for name in missing for package in packages_of(name)} - {"libc6"}
    return [f"libc6 (>= {newest[0]}.{newest[1]})", *sorted(packages)]


def packages_of(soname: str) -> Iterator[str]:
    """The installed package that has this library; nothing where none is known."""
    found = subprocess.run(["dpkg-query", "-S", f"*/{soname}"], capture_output=True, text=True, check=False)
    yield from {line.partition(":")[0] for line in found.stdout.splitlines() if line.endswith(f"/{soname}")}


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a library of Linux."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def folder_kib(folder: Path) -> int:
    """Its size in KiB, links not followed; a file that stands there under two names counts once."""
    seen = {(status.st_dev, status.st_ino): status.st_size for status in (path.lstat() for path in folder.rglob("*"))}
    return sum(seen.values()) // 1024


def windows_setup(version: str) -> Path:
    """A set-up program by Inno Setup. Raises FileNotFoundError where that is not installed."""
    compiler = shutil.which("iscc") or str(Path(os.environ["PROGRAMFILES(X86)"]) / "Inno Setup 6" / "ISCC.exe")
    subprocess.run([compiler, f"/DAppVersion={version}", str(HERE / "windows" / "sr-desktop.iss")], cwd=ROOT, check=True)
    return ROOT / "dist" / f"{NAME}-{version}-windows-setup.exe"


def mac_zip(application: Path, target: Path) -> Path:
    """The application zipped by the system's own tool, which keeps links and signatures."""
    subprocess.run(["ditto", "-c", "-k", "--sequesterRsrc", "--keepParent", application, target], check=True)
    return target


def pack(dist: Path, version: str, work: Path) -> list[Path]:
    """Make what this system's people download; returns the files, with one of their SHA-256 sums last."""
    if sys.platform == "win32":
        made = [windows_setup(version)]
    elif sys.platform == "darwin":
        made = [mac_zip(dist / "SR Desktop.app", dist / f"{NAME}-{version}-macos-{platform.machine()}.zip")]
    else:
        machine = platform.machine()
        made = [
            tar_xz(dist / NAME, dist / f"{NAME}-{version}-linux-{machine}.tar.xz"),
            deb(dist / NAME, version, work / "deb", dist / f"{NAME}_{version}_{architecture()}.deb"),
        ]
    sums = dist / f"SHA256SUMS-{sys.platform}"
    sums.write_text("".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in made), "utf-8")
    return [*made, sums]
