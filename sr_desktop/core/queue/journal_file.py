"""The form of a journal's SQLite file, and what is done with one that cannot be read (standard library only)."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path
from typing import Any

_VERSION = 1
_PATIENCE_S = 30.0
_SIDE_FILES = ("-wal", "-shm", "-journal")
_CREATE = (
    "CREATE TABLE IF NOT EXISTS settings (id INTEGER PRIMARY KEY, json TEXT NOT NULL UNIQUE)",
    "CREATE TABLE IF NOT EXISTS entries (id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, source BLOB NOT NULL,"
    " folder TEXT NOT NULL, exact BLOB NOT NULL, key BLOB UNIQUE, number INTEGER NOT NULL, settings INTEGER NOT NULL,"
    " state TEXT NOT NULL DEFAULT 'waiting', attempts INTEGER NOT NULL DEFAULT 0, source_size INTEGER, source_stamp INTEGER,"
    " target BLOB, part BLOB, size INTEGER, hash TEXT, stamp INTEGER, outcome TEXT, problem TEXT)",
    "CREATE INDEX IF NOT EXISTS by_turn ON entries (state, position, id)",
    "CREATE INDEX IF NOT EXISTS by_target ON entries (target) WHERE target IS NOT NULL",
)


def open_journal(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The journal at `path`, made if missing, and where an unreadable file of that name was put aside, or None.

    Raises sqlite3.Error or OSError where the disk, the rights or another process are in the way.
    """
    try:
        return _open(path), None
    except sqlite3.OperationalError:
        raise  # the content may be sound
    except sqlite3.DatabaseError:
        aside = _put_aside(path)
        return _open(path), aside


def fetch_all(connection: sqlite3.Connection, query: str, *values: object) -> list[Any]:
    """All rows that a query gives."""
    return connection.execute(query, values).fetchall()


def _open(path: Path) -> sqlite3.Connection:
    # isolation_level None: transactions begin where the code says so.
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None, check_same_thread=False)
    try:
        (state,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if state != "ok" or version not in (0, _VERSION):
            raise sqlite3.DatabaseError(state if state != "ok" else f"its version is {version}")
        # Where the file system cannot do it, the older and slower way stays, which is as safe.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        for statement in _CREATE:
            connection.execute(statement)
        if version != _VERSION:
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _put_aside(path: Path) -> Path:
    names = (path.with_name(f"{path.stem}.damaged-{number}{path.suffix}") for number in count(1))
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    for ending in _SIDE_FILES:
        # They belong to the damaged file and must not be applied to the new one.
        side = path.with_name(path.name + ending)
        if side.exists():
            side.rename(aside.with_name(aside.name + ending))
    return aside
