"""Set everything up and run SR Desktop, or its tests: `python3 bootstrap.py run|test|setup|bundle [ARGS...]`.

run    set up and start `main.py ARGS`; without a display and without ARGS that is `main.py demo`
test   set up with what the tests need and run `pytest ARGS`
setup  set up with what the tests need and start nothing
bundle build, try out and pack what people install who have no Python; ARGS: see docs/installers.md

Needs nothing but Python's standard library. Everything goes into the folder `.venv` beside this file; delete that
folder to undo it. Exit code: that of the program started; 1 if installing failed; 2 if something is missing that only
the user can add.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST_PYTHON = (3, 11)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "sr-desktop-installed.txt"
# Stands from the first byte that pip writes to its last: a .venv that still has it was left half made.
UNFINISHED = VENV / "sr-desktop-installing.txt"
# The line of pip after which it changes files.
WRITING = "Installing collected packages"
INSTALL_FAILED, USER_MUST_ACT = 1, 2

# What Qt's libraries name as needed, by the Debian package that holds it. Qt itself comes with PySide6.
# fmt: off
LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1", "libxkbcommon.so.0": "libxkbcommon0", "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1", "libfreetype.so.6": "libfreetype6", "libX11.so.6": "libx11-6",
    "libstdc++.so.6": "libstdc++6", "libz.so.1": "zlib1g", "libzstd.so.1": "libzstd1",
}
X11_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0", "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4", "libxcb-image.so.0": "libxcb-image0", "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0", "libxcb-render.so.0": "libxcb-render0", "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-render-util.so.0": "libxcb-render-util0", "libxcb-shape.so.0": "libxcb-shape0", "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1", "libxcb-xfixes.so.0": "libxcb-xfixes0", "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
WAYLAND_LIBRARIES = {
    "libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# fmt: on
CHINESE_FONT_PACKAGE = "fonts-wqy-microhei"
CHINESE_FONT_FILES = ("wqy", "cjk", "sourcehan", "uming", "ukai", "droidsansfallback", "fandol", "simsun", "simhei", "msyh")
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")

# Run in a child, so that no library is loaded into the process that goes on.
PROBE_LIBRARIES = """
import ctypes, sys
for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
"""
PROBE_ENVIRONMENT = """
import sys
from importlib.util import find_spec
import pip
found = all(find_spec(name) for name in ("torch", "PySide6", "sr_desktop"))
print("%d.%d" % sys.version_info[:2], "complete" if found else "incomplete")
"""


class SetUpFailed(Exception):
    """The set-up cannot go on; says why, and with which exit code to end."""

    def __init__(self, sentence: str, code: int) -> None:
        super().__init__(sentence)
        self.code = code


class Wish(NamedTuple):
    """What the command line asks for."""

    verb: str
    arguments: list[str]

    @property
    def extras(self) -> tuple[str, ...]:
        """The optional dependencies of pyproject.toml that are needed."""
        return {"run": (), "bundle": ("test", "bundle")}.get(self.verb, ("test",))


def main(argv: list[str]) -> int:
    """Do what `argv` asks; return the exit code (on Linux and macOS the started program replaces this process)."""
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    if not argv or argv[0] not in ("run", "test", "setup", "bundle"):
        print(__doc__)
        return 0 if argv[:1] in (["-h"], ["--help"]) else USER_MUST_ACT
    wish = Wish(argv[0], argv[1:])
    try:
        check_python()
        check_system()
        ensure_environment(wish.extras)
    except SetUpFailed as failure:
        say(str(failure))
        return failure.code
    return 0 if wish.verb == "setup" else start(command_of(wish))


def say(sentence: str) -> None:
    """Print at once, also into a pipe."""
    print(sentence, flush=True)


def check_python() -> None:
    """Raise SetUpFailed for a Python that is too old."""
    if sys.version_info[:2] < OLDEST_PYTHON:
        raise SetUpFailed(
            f"SR Desktop needs Python {as_text(OLDEST_PYTHON)} or newer; this is Python {as_text(sys.version_info[:2])}. "
            "Start bootstrap.py with a newer one, for example: python3.12 bootstrap.py run",
            USER_MUST_ACT,
        )


def as_text(version: tuple[int, ...]) -> str:
    """`3.11` for (3, 11)."""
    return ".".join(str(number) for number in version)


# --- the operating system's part ------------------------------------------------------------------------------------


def check_system() -> None:
    """See that the libraries and fonts that Qt wants are there; install them where that is ours to do."""
    if not sys.platform.startswith("linux"):
        return
    missing, fonts = missing_libraries(), missing_fonts()
    if (missing or fonts) and may_install():
        install_system_packages([*missing.values(), *fonts])
        missing, fonts = missing_libraries(), missing_fonts()
    if missing:
        raise SetUpFailed(
            f"The window needs system libraries that are missing: {', '.join(missing)}.\n"
            + how_to_install([*missing.values(), *fonts]),
            USER_MUST_ACT,
        )
    if fonts:
        say(f"Chinese text will show as empty boxes, for no font here has it. {how_to_install(fonts)}")


def missing_libraries() -> dict[str, str]:
    """The libraries that cannot be loaded, with their Debian packages."""
    wanted = dict(LIBRARIES)
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith("xcb") or (not platform and os.environ.get("DISPLAY")):
        wanted.update(X11_LIBRARIES)
    if platform.startswith("wayland") or (not platform and os.environ.get("WAYLAND_DISPLAY")):
        wanted.update(WAYLAND_LIBRARIES)
    probe = stdout_of([sys.executable, "-c", PROBE_LIBRARIES, *wanted])
    return {name: wanted[name] for name in probe.split()}


def missing_fonts() -> list[str]:
    """The font package to install: none if a font for Chinese is known to fontconfig or has a telling file name."""
    lister = shutil.which("fc-list")
    if lister:
        return [] if stdout_of([lister, ":lang=zh", "file"]).strip() else [CHINESE_FONT_PACKAGE]
    names = [
        name.lower().replace("-", "").replace("_", "")
        for folder in FONT_FOLDERS
        for _, _, files in os.walk(Path(folder).expanduser())
        for name in files
    ]
    return [] if any(known in name for name in names for known in CHINESE_FONT_FILES) else [CHINESE_FONT_PACKAGE]


def is_debian() -> bool:
    """Whether packages come through apt-get under Debian's names (Debian, Ubuntu and their kin)."""
    return shutil.which("apt-get") is not None and Path("/etc/debian_version").exists()


def may_install() -> bool:
    """Whether system packages may be installed without asking: as root on Debian and its kin."""
    return is_debian() and hasattr(os, "geteuid") and os.geteuid() == 0


def install_system_packages(packages: list[str]) -> None:
    """Install Debian packages as root; shows what apt-get said if that fails (the caller looks at what is there then)."""
    say(f"Installing system packages: {' '.join(sorted(set(packages)))}")
    updated = run_quietly(["apt-get", "update"])
    names = sorted({debian_name(package) for package in packages})
    command = ["apt-get", "install", "-y", "--no-install-recommends", *names]
    installed = run_quietly(command, DEBIAN_FRONTEND="noninteractive")
    if installed.returncode != 0:
        say(f"{updated.stdout}{installed.stdout}apt-get could not install them.")


def run_quietly(command: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    """Run to the end with these environment variables added, keeping stdout and stderr together as text."""
    return subprocess.run(
        command,
        env={**os.environ, **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def stdout_of(command: list[str]) -> str:
    """What the command prints; empty if it fails before. Raises OSError where it cannot be started."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return done.stdout.decode("utf-8", "replace")


def debian_name(package: str) -> str:
    """The name by which this release has a package: since 2024 some end in t64 (for the 64-bit time)."""
    for name in (package, f"{package}t64"):
        # The exit code is 0 also for a name that another package merely provides, but the text is empty then.
        if stdout_of(["apt-cache", "show", name]):
            return name
    return package


def how_to_install(packages: list[str]) -> str:
    """The sentence that says what to type."""
    if not is_debian():
        return f"Install what Debian calls: {' '.join(sorted(set(packages)))}"
    sudo = "" if may_install() else "sudo "
    names = " ".join(sorted({debian_name(package) for package in packages}))
    return f"Type this line, then the same command again:\n  {sudo}apt-get update && {sudo}apt-get install -y {names}"


# --- Python's part --------------------------------------------------------------------------------------------------


def ensure_environment(extras: tuple[str, ...]) -> None:
    """Make `.venv` hold this program and its packages; quick if a stamp says that it does. Raises SetUpFailed."""
    state = "broken" if UNFINISHED.exists() else environment_state()
    if state == "complete" and stamp_holds(extras):
        return
    if state in ("broken", "other"):
        make_environment()
    install_packages(extras)
    if environment_state() != "complete":
        raise SetUpFailed(f"pip reported success, but packages are missing. Delete {VENV} and try again.", INSTALL_FAILED)
    STAMP.write_text(stamp_text(extras), encoding="utf-8")


def environment_state() -> str:
    """`complete`, `incomplete` (packages are missing), `other` (of another Python) or `broken` (or not there)."""
    try:
        version, _, state = stdout_of([str(VENV_PYTHON), "-c", PROBE_ENVIRONMENT]).strip().partition(" ")
    except OSError:
        return "broken"
    if state and version != as_text(sys.version_info[:2]):
        return "other"
    return state or "broken"


def fingerprint() -> str:
    """Changes whenever what is installed may no longer be what is wanted."""
    described = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(described + sys.version.encode() + str(ROOT).encode("utf-8", "surrogateescape")).hexdigest()


def stamp_text(extras: tuple[str, ...]) -> str:
    """What a finished installation leaves in the stamp."""
    return "\n".join((fingerprint(), *extras, ""))


def stamp_holds(extras: tuple[str, ...]) -> bool:
    """Whether a finished installation with at least these extras is recorded."""
    try:
        lines = STAMP.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    return lines[:1] == [fingerprint()] and set(extras) <= set(lines[1:])


def make_environment() -> None:
    """Make `.venv` from nothing with this Python, in place of what is there. Raises SetUpFailed."""
    base = getattr(sys, "_base_executable", sys.executable)
    ensure_venv_module(base)
    say(f"Making {VENV} anew: it is damaged, half made or of another Python" if VENV.exists() else f"Making {VENV}")
    made = run_quietly([base, "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        say(made.stdout)
        raise SetUpFailed(f"The folder {VENV} could not be made (see above).", INSTALL_FAILED)


def ensure_venv_module(base: str) -> None:
    """See that this Python can make virtual environments: Debian packs that part on its own. Raises SetUpFailed."""
    probe = [base, "-c", "import ensurepip, venv"]
    if run_quietly(probe).returncode == 0:
        return
    package = f"python{as_text(sys.version_info[:2])}-venv"
    if may_install():
        install_system_packages([package])
        if run_quietly(probe).returncode == 0:
            return
    raise SetUpFailed(f"This Python ({base}) lacks the modules venv and ensurepip. {how_to_install([package])}", USER_MUST_ACT)


def install_packages(extras: tuple[str, ...]) -> None:
    """Install this program, editable, with its packages. Raises SetUpFailed with the likely reason."""
    say("Installing the packages: over 1 GB on disk, about a minute from a fast source")
    UNFINISHED.write_text("An installation is going on, or was interrupted.\n", encoding="utf-8")
    target = f".[{','.join(extras)}]" if extras else "."
    command = [str(VENV_PYTHON), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--progress-bar", "off"]
    code, said = run_pip([*command, "-e", target])
    if code == 0 or WRITING not in said:
        # Done, or failed before anything was written: what was there before still holds.
        UNFINISHED.unlink()
    if code != 0:
        say(said)
        raise SetUpFailed(reason_of(said), INSTALL_FAILED)


def run_pip(command: list[str]) -> tuple[int, str]:
    """Run pip, telling of downloads; return its exit code and all that it said."""
    said: list[str] = []
    with subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - asked for with PIPE
        for line in pip.stdout:
            said.append(line)
            fetched = re.search(r"Downloading (?:\S*/)?([^/\s-]+)-([^-\s]+)-\S+ \((\S+ [MG]B)\)", line)
            if fetched:
                say("  fetching {} {} ({})".format(*fetched.groups()))
            elif line.startswith(WRITING):
                say("  writing them into .venv")
    return pip.returncode, "".join(said)


def reason_of(said: str) -> str:
    """The likely reason of pip's failure and what to do, from its own words."""
    if "No space left" in said or "Errno 28" in said:
        return f"The disk is full: about 2 GB are needed under {ROOT} and in the folder for temporary files."
    if any(sign in said for sign in ("connection broken by", "NewConnectionError", "NameResolution", "Max retries")):
        return (
            "pip reached no package index: is this machine online? Behind a mirror, name it with PIP_INDEX_URL; "
            "wheels in a folder are found with PIP_FIND_LINKS. Then type the same command again."
        )
    if "No matching distribution" in said:
        return (
            f"No package index offers a build for Python {as_text(sys.version_info[:2])} on this machine (see above). "
            "Try another Python, for example 3.12, or name another index with PIP_INDEX_URL."
        )
    return "pip could not install the packages (see above)."


# --- starting -------------------------------------------------------------------------------------------------------


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command_of(wish: Wish) -> list[str]:
    """What to start inside `.venv`."""
    arguments = wish.arguments
    if wish.verb == "run" and not arguments and not has_display():
        say("There is no display: showing the demo, which needs none")
        arguments = ["demo"]
    build = str(ROOT / "resources" / "packaging" / "build.py")
    program = {"test": ["-m", "pytest"], "bundle": [build]}.get(wish.verb, [str(ROOT / "main.py")])
    return [str(VENV_PYTHON), *program, *arguments]


def start(command: list[str]) -> int:
    """Become `command` where the system can do that (signals then reach it), else run it; return its exit code."""
    if command[1:3] == ["-m", "pytest"]:
        os.chdir(ROOT)
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)  # noqa: S606 - a list of ours, no shell is wanted
    return subprocess.call(command)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
