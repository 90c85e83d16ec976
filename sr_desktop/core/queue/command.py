"""The queue of one command line: its journal in a folder of such, found again by what the command asks for."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.wire import dump_line, to_plain
from sr_desktop.core.queue.collect import BadSource, absolute, collect
from sr_desktop.core.queue.entry import NewEntry
from sr_desktop.core.queue.errors import OneFileForMany
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.names import planned
from sr_desktop.core.queue.owner import owned
from sr_desktop.core.queue.recovery import recover
from sr_desktop.core.queue.share import Circle
from sr_desktop.core.upscaling.settings import UpscaleSettings

_KEPT_DAYS = 30
_ENDINGS = ("", "-wal", "-shm", ".lock")


@dataclass(frozen=True, kw_only=True)
class Command:
    """What is asked for. exact: the file that the one result shall be, "" for names by the settings' template."""

    inputs: tuple[Path, ...]
    recursive: bool
    settings: UpscaleSettings
    exact: str = ""

    @property
    def key(self) -> str:
        """Equal for commands that make the same files of the same pictures, wherever they compute."""
        result = replace(self.settings, device="auto", tile=0)
        asked = {
            "inputs": [str(absolute(path)) for path in self.inputs],
            "recursive": self.recursive,
            "settings": to_plain(result),
            "exact": self.exact,
        }
        return hashlib.sha256(dump_line(asked).encode()).hexdigest()[:20]


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A journal that holds what this process shall do. finished: how many pictures of all were done before."""

    journal: Journal
    bad: tuple[BadSource, ...]
    finished: int


@dataclass(frozen=True, kw_only=True)
class _Known:
    """Of earlier runs: sources whose results still stand, the names of these, and all names that were or may be taken."""

    sources: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()


@contextmanager
def prepared(command: Command, folder: Path, circle: Circle, *, resume: bool) -> Iterator[Prepared]:
    """The command's journal in `folder`, owned until the block ends, with this process's part of the pictures.

    resume: leave out what an earlier run of the same command has finished, with however many processes that ran.
    Raises QueueBusy, JournalLost, GroupLost, BadTemplate and what listing folders does.
    """
    share = circle.share
    mine = folder / f"{command.key}-{share.rank + 1}-of-{share.size}.sqlite"
    with ExitStack() as held:
        held.enter_context(owned(mine))
        if share.is_first:
            _prune(folder)
        for other in _others(command, folder, circle) if share.is_first else ():
            with owned(other):
                _settle(other, resume=resume)
        if not resume:
            _forget(mine)
        journal = Journal(mine)
        held.callback(journal.close)
        recover(journal)
        # The first wait lets everyone bring order into his own journal, the second hands over what stands there.
        circle.gather(None)
        known = _united(circle.gather(_known(command, folder) if resume else _Known()))
        entries, bad = circle.hear(_listed(command, known) if share.is_first else None)
        journal.remove([each.id for each in journal.entries() if each.state != "done" or each.source not in known.sources])
        journal.add(share.part_of(entries), command.settings)
        yield Prepared(journal=journal, bad=bad if share.is_first else (), finished=len(known.sources))


def _listed(command: Command, known: _Known) -> tuple[list[NewEntry], tuple[BadSource, ...]] | SrError:
    try:
        found = list(collect(command.inputs, recursive=command.recursive))
        if command.exact and len(found) > 1:
            return OneFileForMany(path=command.exact, count=len(found))
        entries = [
            replace(each, exact=command.exact)
            for each in found
            if isinstance(each, NewEntry) and each.source not in known.sources and each.source not in known.targets
        ]
        bad = tuple(each for each in found if isinstance(each, BadSource))
        return list(planned(entries, command.settings, known.keys.__contains__)), bad
    except SrError as error:
        return error


def _journals(command: Command, folder: Path) -> list[Path]:
    return sorted(folder.glob(f"{command.key}-*-of-*.sqlite"))


def _others(command: Command, folder: Path, circle: Circle) -> list[Path]:
    """Journals of runs with another number of processes; those of this number are with their owners."""
    return [path for path in _journals(command, folder) if not path.stem.endswith(f"-of-{circle.share.size}")]


def _settle(path: Path, *, resume: bool) -> None:
    if not resume:
        _forget(path)
        return
    journal = Journal(path)
    try:
        recover(journal)
    finally:
        journal.close()


def _known(command: Command, folder: Path) -> _Known:
    known = _Known()
    for path in _journals(command, folder):
        journal = Journal(path)
        try:
            known = _united([known, _standing(journal)])
        finally:
            journal.close()
    return known


def _standing(journal: Journal) -> _Known:
    sources, keys = set(), set()
    for entry, source, result in journal.finished():
        is_there = entry.outcome is not None and result.is_still_at(Path(entry.outcome.target))
        if is_there and source.is_still_at(Path(entry.source)):
            sources.add(entry.source)
            keys.add(journal.key_of(entry.id))
    return _Known(sources=frozenset(sources), keys=frozenset(keys), targets=frozenset(journal.targets()))


def _united(all_known: Sequence[_Known]) -> _Known:
    def union(get: Callable[[_Known], frozenset[str]]) -> frozenset[str]:
        return frozenset().union(*(get(known) for known in all_known))

    return _Known(
        sources=union(lambda known: known.sources),
        keys=union(lambda known: known.keys),
        targets=union(lambda known: known.targets),
    )


def _forget(path: Path) -> None:
    for ending in _ENDINGS[:-1]:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _prune(folder: Path) -> None:
    """Remove journals that nobody has gone on with for a month."""
    limit = time.time() - _KEPT_DAYS * 24 * 3600
    for path in folder.glob("*-of-*.sqlite"):
        # What another process removes, or may not be removed, is no trouble of this command.
        with suppress(OSError):
            if path.stat().st_mtime < limit:
                for ending in _ENDINGS:
                    path.with_name(path.name + ending).unlink(missing_ok=True)
