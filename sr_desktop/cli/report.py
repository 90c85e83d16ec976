"""What the command line prints."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click

from sr_desktop.core.messages.base import Event
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.queue.collect import BadSource, absolute
from sr_desktop.core.queue.entry import Outcome, Problem
from sr_desktop.core.queue.messages import EntryChanged, EntryNeeds


class QueueReport:
    """Prints what comes of each picture as it comes; any thread may tell.

    given: paths as the user wrote them; what lies below them is told that way, too.
    """

    def __init__(self, given: Sequence[Path], *, as_json: bool) -> None:
        self._given = [(absolute(path), path) for path in given if not path.is_absolute()]
        self._as_json = as_json
        self._lock = threading.Lock()
        self.failed = False

    def bad_source(self, source: BadSource) -> None:
        """Tell of a folder that gives no pictures."""
        self._fail(source.path, Problem.of(source.error))

    def tell(self, event: Event) -> None:
        """Print an event of the run, if it is one that a reader waits for."""
        if isinstance(event, EntryNeeds):
            self._tell_needs(event)
        if not isinstance(event, EntryChanged):
            return
        if event.problem is not None and event.state == "skipped":
            source, reason = self._as_given(event.source), event.problem.message
            self._say({"input": source, "skipped": True, "reason": reason}, f"{source}: skipped. {reason}")
        elif event.problem is not None:
            self._fail(event.source, event.problem)
        elif event.outcome is not None:
            outcome = replace(event.outcome, target=self._as_given(event.outcome.target))
            self._say(_plain(event, outcome, self._as_given(event.source)), _sentence(event, outcome))

    def _tell_needs(self, event: EntryNeeds) -> None:
        with self._lock:
            disk, memory, file = (f"{size / 1e9:.1f} GB" for size in (event.disk, event.memory, event.file))
            source = self._as_given(event.source)
            told = f"{source} is worked on in {event.folder}: {disk} there, about {memory} of memory; the result: about {file}"
            if event.free is not None and event.free < event.file:
                told += f", and its disk has only {event.free / 1e9:.1f} GB left"
            click.echo(told, err=True)

    def _fail(self, source: str, problem: Problem) -> None:
        self.failed = True
        plain = {"input": self._as_given(source), "error": problem.message, "hint": problem.hint}
        self._say(plain, f"{problem.message.rstrip('. ')}. {problem.hint}", is_error=True)

    def _as_given(self, path: str) -> str:
        for root, given in self._given:
            for there, written in ((root, given), (root.parent, given.parent)):
                if Path(path).is_relative_to(there):
                    return str(written / Path(path).relative_to(there))
        return path

    def _say(self, plain: Mapping[str, object], sentence: str, *, is_error: bool = False) -> None:
        with self._lock:
            if self._as_json:
                click.echo(json.dumps(plain))
            else:
                click.echo(sentence, err=is_error)


def print_models(cards: Sequence[ModelCard], *, as_json: bool) -> None:
    """One line a model, or one JSON list."""
    if as_json:
        click.echo(json.dumps([_plain_card(card) for card in cards], indent=2))
        return
    for card in cards:
        if card.problem:
            click.echo(f"{card.id:<12} cannot be used: {card.problem.text}")
            continue
        scales = "any" if not card.scales else ", ".join(f"x{scale:g}" for scale in card.scales)
        scores = "; ".join(f"{s.dataset} x{s.scale:g} {s.psnr:.2f} dB" for s in card.scores if s.dataset == "Set5")
        click.echo(f"{card.id:<12} {card.title:<16} {scales:<12} {card.params:>9,} weights  {card.licence}  {scores}")


def _plain_card(card: ModelCard) -> dict[str, object]:
    return {**asdict(card), "problem": card.problem.text if card.problem else ""}


def _plain(event: EntryChanged, outcome: Outcome, source: str) -> dict[str, object]:
    if event.state == "skipped":
        return {"input": source, "output": outcome.target, "skipped": True}
    return {
        "input": source,
        "output": outcome.target,
        "model": event.model,
        "scale": outcome.scale,
        "width": outcome.out_width,
        "height": outcome.out_height,
        "seconds": outcome.seconds,
        "device": outcome.device,
        "precision": outcome.precision,
        "tile": outcome.tile,
        "notes": [note.text for note in outcome.notes],
    }


def _sentence(event: EntryChanged, outcome: Outcome) -> str:
    if event.state == "skipped":
        return f"{outcome.target} exists already: skipped"
    notes = "".join(f"\n  {note.text}" for note in outcome.notes)
    how = f"; {outcome.how.text}" if outcome.how else ""
    return f"{outcome.target} ({outcome.out_width} x {outcome.out_height}, {outcome.seconds:.2f} s{how}){notes}"
