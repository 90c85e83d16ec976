"""The queue on the disk: one SQLite file that a kill or a loss of power at any moment leaves whole (standard library only).

Every change is on the disk when its call returns. Two processes may use one file: the window edits, the other works.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from sr_desktop.core.messages.wire import dump_line, from_plain, parse_line, to_plain
from sr_desktop.core.queue.entry import Entry, EntryState, NewEntry, Outcome, Problem
from sr_desktop.core.queue.errors import JournalLost
from sr_desktop.core.queue.file_state import FileState
from sr_desktop.core.queue.journal_file import fetch_all, open_journal
from sr_desktop.core.queue.names import planned
from sr_desktop.core.upscaling.settings import UpscaleSettings

T = TypeVar("T")

_COLUMNS = "entries.id, source, folder, exact, number, settings.json, state, attempts, outcome, problem"
_SELECT = f"SELECT {_COLUMNS} FROM entries JOIN settings ON settings.id = entries.settings"  # noqa: S608
_MANY = 500
"""Numbers in one statement; SQLite's oldest limit is 999."""


class Journal:
    """The entries of one queue in their order. Any thread may call it.

    damaged: where an unreadable file was put aside when it was opened, else None. Raises JournalLost, as all calls do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        with self._told():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection, self.damaged = open_journal(path)

    def close(self) -> None:
        """Close the file; nothing may be called after it."""
        with self._lock:
            self._connection.close()

    def entries(self) -> list[Entry]:
        """All of them, in order."""
        return [_entry(row) for row in self._all(f"{_SELECT} ORDER BY position, entries.id")]

    def entry(self, number: int) -> Entry | None:
        """The entry of this id."""
        rows = self._all(f"{_SELECT} WHERE entries.id = ?", number)
        return _entry(rows[0]) if rows else None

    def count(self, *states: EntryState) -> int:
        """How many are in one of these states; without any, all."""
        which = f" WHERE state IN ({','.join('?' * len(states))})" if states else ""
        return int(self._all(f"SELECT count(*) FROM entries{which}", *states)[0][0])  # noqa: S608

    # --- what the queue holds ---------------------------------------------------------------------------------------

    def plan(self, entries: Iterable[NewEntry], settings: UpscaleSettings) -> list[NewEntry]:
        """`entries` with names that no entry of this journal has. Raises BadTemplate, too."""
        with self._lock:
            return list(planned(entries, settings, self._is_taken))

    def add(self, entries: Sequence[NewEntry], settings: UpscaleSettings) -> list[Entry]:
        """Put planned entries behind the others."""
        with self._writing() as connection:
            known = self._settings_id(settings)
            (last,) = connection.execute("SELECT coalesce(max(position), 0) FROM entries").fetchone()
            rows = [
                (last + place, _blob(new.source), new.folder, _blob(new.exact), _key(new.key), new.number, known)
                for place, new in enumerate(entries, start=1)
            ]
            (before,) = connection.execute("SELECT coalesce(max(id), 0) FROM entries").fetchone()
            connection.executemany(
                "INSERT INTO entries (position, source, folder, exact, key, number, settings) VALUES (?,?,?,?,?,?,?)", rows
            )
        return [_entry(row) for row in self._all(f"{_SELECT} WHERE entries.id > ? ORDER BY entries.id", before)]

    def remove(self, numbers: Sequence[int]) -> list[int]:
        """Forget these entries, but not those that are worked on; returns the ids that are gone. No file is touched."""
        with self._writing() as connection:
            gone = self._of(numbers, "state NOT IN ('working', 'writing')")
            for some in _portions(gone):
                connection.execute(f"DELETE FROM entries WHERE id IN ({_marks(some)})", some)  # noqa: S608
        return gone

    def reorder(self, numbers: Sequence[int]) -> None:
        """Put the entries into this order; those that are not named stay behind them as they were."""
        with self._writing() as connection:
            named = set(numbers)
            rest = [row[0] for row in fetch_all(connection, "SELECT id FROM entries ORDER BY position, id")]
            order = [*numbers, *(number for number in rest if number not in named)]
            connection.executemany("UPDATE entries SET position = ? WHERE id = ?", list(enumerate(order, start=1)))

    def set_settings(self, numbers: Sequence[int], settings: UpscaleSettings) -> list[Entry]:
        """Give these entries other settings, and names by them; those at work or done are left. Returns the changed ones."""
        with self._writing() as connection:
            changed = self._of(numbers, "state IN ('waiting', 'failed', 'skipped')")
            connection.executemany("UPDATE entries SET key = NULL WHERE id = ?", [(number,) for number in changed])
            known = self._settings_id(settings)
            for number in changed:
                entry = self._sure(number)
                new = NewEntry(source=entry.source, folder=entry.folder, exact=entry.exact)
                (plan,) = planned([new], settings, self._is_taken)
                connection.execute(
                    "UPDATE entries SET settings = ?, key = ?, number = ? WHERE id = ?",
                    (known, _key(plan.key), plan.number, number),
                )
        return [self._sure(number) for number in changed]

    def retry(self, numbers: Sequence[int]) -> list[Entry]:
        """Let these wait again, however they ended; those at work are left. Returns the changed ones."""
        with self._writing():
            changed = self._of(numbers, "state IN ('done', 'skipped', 'failed')")
            self._wait(changed)
        return [self._sure(number) for number in changed]

    # --- the work on it ---------------------------------------------------------------------------------------------

    def next_waiting(self) -> Entry | None:
        """The first that waits."""
        rows = self._all(f"{_SELECT} WHERE state = 'waiting' ORDER BY position, entries.id LIMIT 1")
        return _entry(rows[0]) if rows else None

    def begin(self, number: int, source: FileState) -> bool:
        """Note that work begins; False where the entry does not wait any more."""
        with self._writing() as connection:
            cursor = connection.execute(
                "UPDATE entries SET state = 'working', attempts = attempts + 1, source_size = ?, source_stamp = ? "
                "WHERE id = ? AND state = 'waiting'",
                (source.size, source.stamp, number),
            )
            return cursor.rowcount == 1

    def release(self, number: int) -> None:
        """Let an entry wait again that was begun and given up by wish."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE entries SET state = 'waiting', attempts = max(0, attempts - 1), target = NULL, "
                "part = NULL, outcome = NULL WHERE id = ?",
                (number,),
            )

    def is_meant_for_another(self, number: int, target: Path) -> bool:
        """Whether another entry's result has, or is about to get, the name `target`."""
        return bool(self._all("SELECT 1 FROM entries WHERE target = ? AND id != ? LIMIT 1", _blob(str(target)), number))

    def intend(self, number: int, outcome: Outcome, part: Path, result: FileState) -> None:
        """Note that the complete file `part` is about to get its name, outcome.target."""
        with self._writing() as connection:
            connection.execute(
                "UPDATE entries SET state = 'writing', target = ?, part = ?, size = ?, hash = ?, outcome = ? WHERE id = ?",
                (_blob(outcome.target), _blob(str(part)), result.size, result.hash, _json(outcome), number),
            )

    def finish(self, number: int, outcome: Outcome) -> None:
        """Note that the result stands."""
        stamp = FileState.of(Path(outcome.target)).stamp
        with self._writing() as connection:
            connection.execute(
                "UPDATE entries SET state = 'done', target = ?, part = NULL, stamp = ?, outcome = ?, problem = NULL, "
                "attempts = 0 WHERE id = ?",
                (_blob(outcome.target), stamp, _json(outcome), number),
            )

    def skip(self, number: int, why: Outcome | Problem) -> None:
        """Note that there is nothing to do: a file of that name is there (Outcome), or the picture needs none (Problem)."""
        self._end(number, "skipped", **{"problem" if isinstance(why, Problem) else "outcome": _json(why)})

    def fail(self, number: int, problem: Problem) -> None:
        """Note why the picture could not be done."""
        self._end(number, "failed", problem=_json(problem))

    def interrupted(self) -> list[tuple[Entry, Path | None, FileState]]:
        """Entries whose work was cut off. Where a result was about to get its name: with its part and what it is."""
        found = self._all("SELECT id, part, size, hash FROM entries WHERE state IN ('working', 'writing') ORDER BY id")
        return [
            (self._sure(number), Path(os.fsdecode(part)) if part else None, FileState(size=size or -1, hash=hash_ or ""))
            for number, part, size, hash_ in found
        ]

    def wait_again(self, numbers: Sequence[int]) -> None:
        """Let these wait, keeping how often they were begun."""
        with self._writing():
            self._wait(numbers, keep_attempts=True)

    def finished(self) -> Iterator[tuple[Entry, FileState, FileState]]:
        """Done entries with what their source was when it was read, and what their result was."""
        rows = self._all("SELECT id, source_size, source_stamp, size, stamp, hash FROM entries WHERE state = 'done'")
        for number, source_size, source_stamp, size, stamp, hash_ in rows:
            source = FileState(size=source_size or 0, stamp=source_stamp or 0)
            yield self._sure(number), source, FileState(size=size or 0, stamp=stamp or 0, hash=hash_ or "")

    def targets(self) -> set[str]:
        """The names of all results that were written or were about to be."""
        return {os.fsdecode(row[0]) for row in self._all("SELECT target FROM entries WHERE target IS NOT NULL")}

    def key_of(self, number: int) -> str:
        """The name that was planned for an entry's result, as names are told apart."""
        return bytes(self._all("SELECT key FROM entries WHERE id = ?", number)[0][0]).decode("utf-8", "surrogatepass")

    # --- inside -----------------------------------------------------------------------------------------------------

    def _end(self, number: int, state: EntryState, *, outcome: str | None = None, problem: str | None = None) -> None:
        with self._writing() as connection:
            connection.execute(
                "UPDATE entries SET state = ?, outcome = ?, problem = ?, target = NULL, part = NULL, attempts = 0 WHERE id = ?",
                (state, outcome, problem, number),
            )

    def _wait(self, numbers: Sequence[int], *, keep_attempts: bool = False) -> None:
        attempts = "attempts" if keep_attempts else "0"
        self._connection.executemany(
            f"UPDATE entries SET state = 'waiting', attempts = {attempts}, target = NULL, part = NULL, outcome = NULL, "  # noqa: S608
            "problem = NULL WHERE id = ?",
            [(number,) for number in numbers],
        )

    def _of(self, numbers: Sequence[int], condition: str) -> list[int]:
        found: list[int] = []
        for some in _portions(numbers):
            query = f"SELECT id FROM entries WHERE id IN ({_marks(some)}) AND {condition}"  # noqa: S608
            found += [row[0] for row in fetch_all(self._connection, query, *some)]
        return found

    def _sure(self, number: int) -> Entry:
        entry = self.entry(number)
        if entry is None:
            raise JournalLost(path=str(self.path), detail=f"the entry {number} is gone")
        return entry

    def _is_taken(self, key: str) -> bool:
        return bool(self._all("SELECT 1 FROM entries WHERE key = ?", _key(key)))

    def _settings_id(self, settings: UpscaleSettings) -> int:
        text = _json(settings)
        self._connection.execute("INSERT OR IGNORE INTO settings (json) VALUES (?)", (text,))
        return int(fetch_all(self._connection, "SELECT id FROM settings WHERE json = ?", text)[0][0])

    def _all(self, query: str, *values: object) -> list[Any]:
        with self._lock, self._told():
            return fetch_all(self._connection, query, *values)

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock, self._told():
            # Claimed from the start: a transaction that first reads and then writes could not wait for another process.
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:
                yield self._connection

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise JournalLost(path=str(self.path), detail=error.strerror or str(error)) from error
        except sqlite3.Error as error:
            raise JournalLost(path=str(self.path), detail=str(error)) from error


def _entry(row: Sequence[Any]) -> Entry:
    number, source, folder, exact, same, settings, state, attempts, outcome, problem = row
    return Entry(
        id=number,
        source=os.fsdecode(source),
        folder=folder,
        exact=os.fsdecode(exact),
        number=same,
        settings=_settings(settings),
        state=state,
        attempts=attempts,
        outcome=from_plain(Outcome, parse_line(outcome)) if outcome else None,
        problem=from_plain(Problem, parse_line(problem)) if problem else None,
    )


@lru_cache(maxsize=256)
def _settings(text: str) -> UpscaleSettings:
    # Thousands of entries share few settings.
    return from_plain(UpscaleSettings, parse_line(text))


def _json(value: object) -> str:
    return dump_line(to_plain(value))


def _blob(path: str) -> bytes:
    # A file name may hold bytes that are no text.
    return os.fsencode(path)


def _key(key: str) -> bytes | None:
    return key.encode("utf-8", "surrogatepass") if key else None


def _marks(numbers: Sequence[object]) -> str:
    return ",".join("?" * len(numbers))


def _portions(numbers: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(numbers), _MANY):
        yield numbers[start : start + _MANY]
