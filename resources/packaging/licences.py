"""Licence texts of what the program is made of: `python resources/packaging/licences.py` renews `resources/licences`.

The folder gets one text for each part and an `index.json` that sr_desktop/core/licences.py reads. A bundle gets a folder of
its own, from what is really in it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Final

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "resources" / "licences"
TEXTS: Final = Path(__file__).resolve().parent / "texts"
# What the wheels themselves do not hold.
ADDED: Final = {
    "pyside6-essentials": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "shiboken6": ("qt.txt", "LGPL-3.0.txt", "GPL-3.0.txt"),
    "pyvips-binary": ("libvips.txt", "LGPL-3.0.txt", "GPL-3.0.txt", "MPL-2.0.txt"),
    "qtawesome": ("qtawesome.txt",),
    "spandrel": ("spandrel.txt",),
}
# Required by parts of ours, and not in the bundle (see contents.py).
NOT_BUNDLED: Final = {"setuptools", "torchvision"}
_TELLING: Final = re.compile(r"(?:licen[cs]e|copying|notice|copyright|authors|thirdparty)", re.IGNORECASE)


class LicenceMissing(Exception):
    """A part comes without any licence text; says which."""


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part and its texts, each after where it is from."""

    name: str
    version: str
    licence: str
    texts: tuple[tuple[str, str], ...] = field(repr=False)

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{canonicalize_name(self.name).replace(' ', '-')}.txt"

    @property
    def text(self) -> str:
        """All that its file holds; a text that comes several times stands there once."""
        seen: dict[str, list[str]] = {}
        for source, text in self.texts:
            seen.setdefault(text, []).append(source)
        chapters = [f"--- {', '.join(sources)} ---\n\n{text}\n" for text, sources in seen.items()]
        return "\n".join([f"{self.name} {self.version}\nLicence: {self.licence}\n", *chapters])


def collect(target: Path, distributions: Iterable[str], system_files: Iterable[Path] = ()) -> None:
    """Write the texts of ourselves, of Python, of these distributions and of the packages that these system files are from.

    Raises LicenceMissing.
    """
    parts = [own_part(), python_part(), *map(distribution_part, distributions), *system_parts(system_files)]
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    rows = []
    # Ourselves first, then by name.
    for part in sorted(parts, key=lambda part: (part.name != "SR Desktop", part.name.lower())):
        (target / part.file).write_text(part.text, encoding="utf-8", newline="\n")
        rows.append({name: value for name, value in asdict(part).items() if name != "texts"} | {"file": part.file})
    (target / "index.json").write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8", newline="\n")


def distribution_part(name: str) -> Part:
    """What an installed distribution says of its licence. Raises LicenceMissing."""
    distribution = metadata.distribution(name)
    added = [(file, _clean(TEXTS / file)) for file in ADDED.get(canonicalize_name(name), ())]
    texts = (*added, *_own_texts(distribution))
    if not texts:
        raise LicenceMissing(f"{name} holds no licence text: add one to {TEXTS} and to ADDED in {__file__}.")
    return Part(name=distribution.name, version=distribution.version, licence=_expression(distribution), texts=texts)


def own_part() -> Part:
    """This program."""
    text = ("LICENSE", _clean(ROOT / "LICENSE"))
    return Part(name="SR Desktop", version=metadata.version("sr-desktop"), licence="MIT", texts=(text,))


def python_part() -> Part:
    """Python itself, whose text names what is built into it."""
    library = Path(tomllib.__file__).parents[1]
    found = [path for path in (library / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt") if path.is_file()]
    debian = Path(f"/usr/share/doc/python{sys.version_info.major}.{sys.version_info.minor}/copyright")
    found += [debian] if debian.is_file() else []
    if not found:
        raise LicenceMissing(f"This Python has no LICENSE.txt in {library} and {sys.base_prefix}.")
    version = ".".join(map(str, sys.version_info[:3]))
    return Part(name="Python", version=version, licence="PSF-2.0", texts=((found[0].name, _clean(found[0])),))


def system_parts(files: Iterable[Path]) -> Iterator[Part]:
    """The Debian packages that these files of the system belong to. Raises LicenceMissing for a file of no package."""
    packages: dict[str, str] = {}
    for path in files:
        name, version = _debian_package(path)
        packages[name] = version
    for name, version in packages.items():
        text = Path("/usr/share/doc") / name / "copyright"
        if not text.is_file():
            raise LicenceMissing(f"The package {name} has no {text}.")
        yield Part(name=name, version=version, licence="see below", texts=((str(text), _clean(text)),))


def distributions_of(sources: Iterable[str]) -> list[str]:
    """Names of the installed distributions that these files belong to."""
    wanted = {Path(source).resolve() for source in sources}
    return sorted(
        distribution.name
        for distribution in metadata.distributions()
        if any(_place(distribution, file) in wanted for file in distribution.files or ()) and distribution.name != "sr-desktop"
    )


def system_files(sources: Iterable[str]) -> list[Path]:
    """Those of the files that are neither ours nor Python's nor of a distribution."""
    known = {Path(place).resolve() for place in (sys.prefix, sys.base_prefix, ROOT)}
    return sorted({path for path in map(Path, sources) if not known & set(path.resolve().parents)})


def required_distributions() -> list[str]:
    """Names of what pyproject.toml asks for, and of what that asks for in turn."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    waiting, found = [Requirement(line) for line in settings["project"]["dependencies"]], set()
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        extras = requirement.extras or {""}
        applies = requirement.marker is None or any(requirement.marker.evaluate({"extra": extra}) for extra in extras)
        if name in found or name in NOT_BUNDLED or not applies:
            continue
        found.add(name)
        for line in metadata.requires(name) or ():
            part = Requirement(line)
            if part.marker is None or any(part.marker.evaluate({"extra": extra}) for extra in extras):
                part.marker = None
                waiting.append(part)
    return sorted(found)


def _own_texts(distribution: metadata.Distribution) -> Iterator[tuple[str, str]]:
    for file in distribution.files or ():
        is_near = ".dist-info" in file.parts[0] or len(file.parts) == 2
        path = _place(distribution, file)
        if is_near and _TELLING.match(file.name) and file.suffix not in {".py", ".pyc", ".pyi"} and path.is_file():
            yield "/".join(file.parts[1:]), _clean(path)


def _place(distribution: metadata.Distribution, file: metadata.PackagePath) -> Path:
    return Path(str(distribution.locate_file(file))).resolve()


def _expression(distribution: metadata.Distribution) -> str:
    told = distribution.metadata.json
    kinds = [line.rpartition(" :: ")[2] for line in told.get("classifier", ()) if line.startswith("License ::")]
    free_text = str(told.get("license", "")).strip()
    short = free_text if "\n" not in free_text and len(free_text) < 100 else ""
    return str(told.get("license_expression") or short or ", ".join(kinds) or "see below")


def _debian_package(path: Path) -> tuple[str, str]:
    # The name by which the file was found may be a link that no package holds.
    for name in (path, path.resolve()):
        found = subprocess.run(["dpkg-query", "-S", str(name)], capture_output=True, text=True, check=False)
        if found.returncode == 0:
            package = found.stdout.partition(": ")[0].partition(",")[0]
            ask_version = ["dpkg-query", "-W", "-f", "${Version}", package]
            version = subprocess.run(ask_version, capture_output=True, text=True, check=True).stdout
            return package.partition(":")[0], version
    raise LicenceMissing(f"{path} is to be bundled and belongs to no package of this system, so its licence is unknown.")


def _clean(path: Path) -> str:
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip()


if __name__ == "__main__":
    collect(FOLDER, required_distributions())
    sys.stdout.write(f"{len(list(FOLDER.glob('*.txt')))} texts in {FOLDER}\n")
