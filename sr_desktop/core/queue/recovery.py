"""What is found in a journal after the program was killed, and what of it still holds (standard library only)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sr_desktop.core.queue.journal import Journal


def recover(journal: Journal) -> list[int]:
    """Bring entries that were cut off to a state in which they can wait or rest; returns the ids of those.

    A result that had got its name is done, though nobody noted it. To be called by the journal's owner alone.
    """
    waiting, all_of_them = [], []
    for entry, part, result in journal.interrupted():
        all_of_them.append(entry.id)
        if entry.outcome is not None and result.is_still_at(Path(entry.outcome.target)):
            journal.finish(entry.id, entry.outcome)
        else:
            waiting.append(entry.id)
        if part is not None:
            # It is whole, but would have to be named by the rules again; what is left is removed, also one linked twice.
            with suppress(OSError):
                part.unlink()
    journal.wait_again(waiting)
    return all_of_them
