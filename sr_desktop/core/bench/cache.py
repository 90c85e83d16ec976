"""Measured results kept on disk, so that nothing is measured twice: one SQLite file in a folder.

What a result depends on is its key; pictures and weights stand in it by their content, so that it holds wherever they lie.
SQLite makes each write whole or not at all, also where the process is killed, and lets several processes use the file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from itertools import count
from pathlib import Path
from types import TracebackType

from sr_desktop.core.errors import CannotWrite

NAME = "results-1.sqlite"
"""The number is that of the table's form."""
_PATIENCE_S = 30.0


@dataclass(frozen=True, kw_only=True)
class ResultKey:
    """picture: hash of the file's bytes. weights: see Method.identity. protocol: how, and the revision of the metrics."""

    picture: str
    model: str
    weights: str
    scale: int
    protocol: str
    device: str


@dataclass(frozen=True, kw_only=True)
class Result:
    """One picture by one model. psnr in dB, infinite for equal pictures; seconds of the model alone.

    ms_ssim and distance are None where they were not asked for; no_ms_ssim: it was, but the picture is too small.
    distance_by: the hash of the file by which the distance was measured, "" for none.
    """

    psnr: float
    ssim: float
    seconds: float
    ms_ssim: float | None = None
    no_ms_ssim: bool = False
    distance: float | None = None
    distance_by: str = ""


_KEYS = tuple(field.name for field in fields(ResultKey))
_VALUES = tuple(field.name for field in fields(Result))
_CREATE = f"CREATE TABLE IF NOT EXISTS results ({', '.join(_KEYS)}, {', '.join(_VALUES)}, PRIMARY KEY ({', '.join(_KEYS)}))"
_FIND = f"SELECT {', '.join(_VALUES)} FROM results WHERE {' AND '.join(f'{name} = ?' for name in _KEYS)}"  # noqa: S608
_PUT = f"INSERT OR REPLACE INTO results VALUES ({', '.join('?' * len(_KEYS + _VALUES))})"  # noqa: S608


class ResultCache:
    """Results in `folder`, for one thread. damaged: where an unreadable file was put aside when it was opened, else None.

    Raises CannotWrite where the folder or the file cannot be used, as `find` and `put` do.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.damaged: Path | None = None
        with self._told():
            folder.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = _open(self.path)
            except sqlite3.OperationalError:
                raise  # the disk, the rights or another process: the content may be sound
            except sqlite3.DatabaseError:
                self.damaged = _put_aside(self.path)
                self._connection = _open(self.path)

    def find(self, key: ResultKey) -> Result | None:
        """What was measured under `key`, None for nothing."""
        with self._told():
            row = self._connection.execute(_FIND, astuple(key)).fetchone()
        return None if row is None else Result(**dict(zip(_VALUES, row, strict=True)))

    def put(self, key: ResultKey, result: Result) -> None:
        """Keep `result`; it is on the disk when this returns."""
        with self._told(), self._connection:
            self._connection.execute(_PUT, astuple(key) + astuple(result))

    def __enter__(self) -> ResultCache:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self._connection.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CannotWrite(path=str(self.path), detail=error.strerror or str(error)) from error
        except sqlite3.Error as error:
            raise CannotWrite(path=str(self.path), detail=str(error)) from error


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE_S)
    try:
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if state != "ok":
            raise sqlite3.DatabaseError(state)
        with connection:
            connection.execute(_CREATE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _put_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    # What it would roll back belongs to the damaged file, and must not be applied to the new one.
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
    return aside
