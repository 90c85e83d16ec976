"""Build the bundle, try it out and pack it: what `python3 bootstrap.py bundle [ARGS...]` runs inside `.venv`."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import archives
from contents import ROOT

sys.path.insert(0, str(ROOT))
import bootstrap
from sr_desktop import __version__

DIST, WORK = ROOT / "dist", ROOT / "build" / "bundle"
MOST_MB: Final = 800
MOST_MB_PACKED: Final = 270


class TooLarge(Exception):
    """Something grew beyond what we promise."""


class LibrariesMissing(Exception):
    """This system lacks libraries that the bundle is to have."""


def main(argv: Sequence[str]) -> int:
    """Return 0 for a bundle that works, else the exit code of what failed."""
    parser = argparse.ArgumentParser(prog="bootstrap.py bundle", description="Build the bundle, try it out and pack it.")
    parser.add_argument("--no-pack", action="store_true", help="leave out the archives and installers, which take minutes")
    parser.add_argument("--only-smoke", action="store_true", help="try out what was built before")
    options = parser.parse_args(argv)
    try:
        if not options.only_smoke:
            build()
        smoke()
        if not (options.no_pack or options.only_smoke):
            pack()
    except subprocess.CalledProcessError as error:
        say(f"failed: {' '.join(map(str, error.cmd))}")
        return error.returncode
    except (TooLarge, LibrariesMissing) as error:
        say(str(error))
        return 1
    return 0


def build() -> None:
    """Make `dist/sr-desktop`. Raises TooLarge, LibrariesMissing."""
    began = time.monotonic()
    check_libraries()
    draw_icons(WORK / "icons")
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(DIST)]
    run([*command, "--workpath", str(ROOT / "build" / "pyinstaller"), "installer.spec"])
    folder = DIST / archives.NAME
    if sys.platform.startswith("linux"):
        strip_symbols(folder)
        archives.add_desktop_files(folder, WORK / "icons")
    size = archives.folder_kib(folder) / 1024
    say(f"built {folder} in {time.monotonic() - began:.0f} s: {size:.0f} MiB")
    if size * 1.048576 > MOST_MB:
        raise TooLarge(f"The bundle has {size * 1.048576:.0f} MB; {MOST_MB} MB are promised. contents.py says what stays out.")


def check_libraries() -> None:
    """See that what the window loads on X11 and Wayland is here: only so it gets into the bundle. Raises LibrariesMissing."""
    if sys.platform.startswith("linux"):
        wanted = {**bootstrap.LIBRARIES, **bootstrap.X11_LIBRARIES, **bootstrap.WAYLAND_LIBRARIES}
        missing = bootstrap.stdout_of([sys.executable, "-c", bootstrap.PROBE_LIBRARIES, *wanted]).split()
        if missing:
            raise LibrariesMissing(f"Missing, in these packages: {' '.join(sorted({wanted[name] for name in missing}))}")


def draw_icons(folder: Path) -> None:
    """The program's sign as PNG files, drawn by the code that draws it in the window."""
    folder.mkdir(parents=True, exist_ok=True)
    code = (
        "import sys; from PySide6.QtGui import QGuiApplication; from sr_desktop.ui.icons import app_icon; "
        "application = QGuiApplication([]); "
        f"sys.exit(not all(app_icon().pixmap(n).save(f'{{sys.argv[1]}}/{{n}}.png') for n in {archives.ICON_SIZES}))"
    )
    run([sys.executable, "-c", code, str(folder)], QT_QPA_PLATFORM="offscreen")


def strip_symbols(folder: Path) -> None:
    """Take out of torch's own libraries and Python's what only a debugger reads, 110 MB. Raises LibrariesMissing.

    Not out of the others: strip breaks those that auditwheel has changed.
    """
    tool = shutil.which("strip")
    if tool is None:
        raise LibrariesMissing("Missing, in these packages: binutils")
    inside = folder / "_internal"
    run([tool, "--strip-all", *map(str, [*inside.glob("torch/lib/libtorch*.so"), *inside.glob("libpython*.so*")])])


def smoke() -> None:
    """Try out what was built, see tests/bundle."""
    built = DIST / ("SR Desktop.app" if sys.platform == "darwin" else archives.NAME)
    run([sys.executable, "-m", "pytest", "tests/bundle", "-q", "-ra"], SR_DESKTOP_BUNDLE=str(built))


def pack() -> None:
    """Make the downloads. Raises TooLarge."""
    began = time.monotonic()
    made = archives.pack(DIST, __version__, WORK)
    for path in made:
        say(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    say(f"packed in {time.monotonic() - began:.0f} s")
    if any(path.stat().st_size > MOST_MB_PACKED * 1e6 for path in made):
        raise TooLarge(f"A download has more than the {MOST_MB_PACKED} MB that are promised.")


def run(command: list[str], **variables: str) -> None:
    """Run in the repository's root, showing what it says. Raises CalledProcessError."""
    subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT), **variables}, check=True)


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    sys.stdout.write(f"{sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
