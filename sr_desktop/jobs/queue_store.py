"""The queue's journal, read and written off the window's thread."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.errors import SrError
from sr_desktop.core.queue.collect import BadSource, collect
from sr_desktop.core.queue.entry import NewEntry
from sr_desktop.core.queue.errors import JournalLost, QueueBusy
from sr_desktop.core.queue.journal import Journal
from sr_desktop.core.queue.owner import owned
from sr_desktop.core.queue.recovery import recover
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.jobs.call import BackgroundCalls

_FIRST, _MORE = 50, 500
"""Pictures that are added at a time: few at first, so that something can be seen at once."""


class QueueStore(QObject):
    """Answers come in the order of the wishes. Nothing is asked before `opened`, which comes once after `open`."""

    opened = Signal(list)
    """The list of Entry that the journal held."""
    put_aside = Signal(str)
    """The journal could not be read; it was kept under this name, and a new one begun."""
    added = Signal(list)
    """More of Entry, behind the others."""
    collected = Signal(int)
    """All that was dropped has been looked through; carries how many pictures were added."""
    removed = Signal(list)
    """The ids that are gone."""
    changed = Signal(list)
    """Entry as they are now."""
    failed = Signal(object)
    """SrError: what could not be done."""

    def __init__(self, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.path = path
        self._calls = BackgroundCalls(self)
        self._journal: Journal | None = None
        self._is_open = False

    def open(self) -> None:
        """Read the journal, at the first call."""
        if not self._is_open:
            self._is_open = True
            self._do(self._load, self._on_opened)

    def add(self, paths: Sequence[Path], settings: UpscaleSettings) -> None:
        """Put files, and the pictures in folders and below, behind the others."""
        self._add_some(collect(paths, recursive=True), settings, 0)

    def remove(self, numbers: Sequence[int]) -> None:
        """Forget entries; those at work stay."""
        self._ask(lambda journal: journal.remove(numbers), self.removed.emit)

    def reorder(self, numbers: Sequence[int]) -> None:
        """Put the entries into this order."""
        self._ask(lambda journal: journal.reorder(numbers), lambda _: None)

    def set_settings(self, numbers: Sequence[int], settings: UpscaleSettings) -> None:
        """Give entries other settings."""
        self._ask(lambda journal: journal.set_settings(numbers, settings), self.changed.emit)

    def retry(self, numbers: Sequence[int]) -> None:
        """Let entries wait again."""
        self._ask(lambda journal: journal.retry(numbers), self.changed.emit)

    def settle(self) -> None:
        """Bring entries into order whose work was cut off; to be called when no process works."""
        self._ask(_settled, self.changed.emit)

    def background(self, call: Callable[[], object], done: Callable[[Any], None]) -> None:
        """Run something short beside; what fails there is dropped."""
        self._calls.start(call, done=done, failed=lambda _: None)

    def close(self) -> None:
        """Close the journal and end the thread."""
        self._calls.close()
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    def _load(self) -> tuple[list[Any], str]:
        self._journal = journal = Journal(self.path)
        _settled(journal)
        return journal.entries(), journal.damaged.name if journal.damaged else ""

    def _on_opened(self, found: tuple[list[Any], str]) -> None:
        entries, aside = found
        if aside:
            self.put_aside.emit(aside)
        self.opened.emit(entries)

    def _add_some(self, found: Iterator[NewEntry | BadSource], settings: UpscaleSettings, before: int) -> None:
        def take(journal: Journal) -> tuple[list[Any], list[BadSource], bool]:
            some = list(itertools.islice(found, _MORE if before else _FIRST))
            new = [each for each in some if isinstance(each, NewEntry)]
            entries = journal.add(journal.plan(new, settings), settings)
            return entries, [each for each in some if isinstance(each, BadSource)], not some

        def taken(result: tuple[list[Any], list[BadSource], bool]) -> None:
            entries, bad, is_end = result
            if entries:
                self.added.emit(entries)
            for source in bad:
                self.failed.emit(source.error)
            if is_end:
                self.collected.emit(before)
            else:
                self._add_some(found, settings, before + len(entries))

        self._ask(take, taken)

    def _ask(self, call: Callable[[Journal], object], done: Callable[[Any], None]) -> None:
        def on_journal() -> object:
            if self._journal is None:
                raise JournalLost(path=str(self.path), detail="it could not be opened")
            return call(self._journal)

        self._do(on_journal, done)

    def _do(self, call: Callable[[], object], done: Callable[[Any], None]) -> None:
        def guarded() -> object:
            try:
                return call()
            except SrError as error:
                return error

        def answer(result: object) -> None:
            if isinstance(result, SrError):
                self.failed.emit(result)
            else:
                done(result)

        self._calls.start(guarded, done=answer, failed=self._on_os_error)

    def _on_os_error(self, error: OSError) -> None:
        self.failed.emit(JournalLost(path=str(self.path), detail=error.strerror or str(error)))


def _settled(journal: Journal) -> list[Any]:
    try:
        with owned(journal.path):
            numbers = recover(journal)
    except QueueBusy:
        # Another window's process works on it: nothing was cut off.
        return []
    return [entry for number in numbers if (entry := journal.entry(number)) is not None]
