"""Folders of ground-truth pictures, by the names that papers use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.errors import BadDataset

_ALIASES = {"b100": ("b100", "bsd100", "bsds100"), "bsd100": ("b100", "bsd100", "bsds100")}


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """A named set of pictures."""

    name: str
    pictures: tuple[Path, ...]


def find_datasets(root: Path, names: Sequence[str] = (), *, limit: int = 0) -> list[Dataset]:
    """The folders of `root` with these names (all folders with pictures for none), each cut to `limit` pictures (0: all).

    Raises BadDataset for a name without a folder, or a folder without pictures.
    """
    folders = _folders(root)
    if not names:
        return [Dataset(name=path.name, pictures=_pictures(path, limit)) for path in folders.values() if _has_pictures(path)]
    found = []
    for name in names:
        spellings = _ALIASES.get(name.lower(), (name.lower(),))
        path = next((folders[spelling] for spelling in spellings if spelling in folders), None)
        if path is None:
            have = ", ".join(folder.name for folder in folders.values()) or "no folders"
            raise BadDataset(path=str(root / name), detail=f"it does not exist; {root} holds {have}")
        found.append(Dataset(name=name, pictures=_pictures(path, limit)))
    return found


def _folders(root: Path) -> dict[str, Path]:
    try:
        return {path.name.lower(): path for path in sorted(root.iterdir()) if path.is_dir()}
    except OSError as error:
        raise BadDataset(path=str(root), detail=error.strerror or str(error)) from None


def _has_pictures(folder: Path) -> bool:
    try:
        return bool(list_pictures(folder))
    except BadDataset:
        return False


def _pictures(folder: Path, limit: int) -> tuple[Path, ...]:
    pictures = list_pictures(folder)
    return tuple(pictures[:limit] if limit else pictures)
