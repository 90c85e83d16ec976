"""What the command line prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

import click

from sr_desktop.core.batch import Bad, Done, Outcome, Skipped
from sr_desktop.core.model_card import ModelCard


def report(outcomes: Iterable[Outcome], *, as_json: bool) -> int:
    """Print each outcome as it comes. Returns 0, or 1 where a picture failed."""
    failed = False
    for outcome in outcomes:
        failed = failed or isinstance(outcome, Bad)
        if as_json:
            click.echo(json.dumps(_plain(outcome)))
        else:
            click.echo(_sentence(outcome), err=isinstance(outcome, Bad))
    return 1 if failed else 0


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


def _plain(outcome: Outcome) -> dict[str, object]:
    if isinstance(outcome, Bad):
        return {"input": str(outcome.source), "error": outcome.error.message, "hint": outcome.error.hint}
    if isinstance(outcome, Skipped):
        return {"input": str(outcome.source), "output": str(outcome.output), "skipped": True}
    result = outcome.result
    return {
        "input": str(outcome.source),
        "output": str(outcome.output),
        "model": result.model,
        "scale": result.scale,
        "width": result.picture.width,
        "height": result.picture.height,
        "seconds": round(result.seconds, 4),
        "device": result.device,
        "tile": result.tile,
        "notes": [note.text for note in outcome.notes],
    }


def _sentence(outcome: Outcome) -> str:
    if isinstance(outcome, Bad):
        return outcome.error.text
    if isinstance(outcome, Skipped):
        return f"{outcome.output} exists already: skipped"
    result: Done = outcome
    picture = result.result.picture
    notes = "".join(f"\n  {note.text}" for note in result.notes)
    return f"{result.output} ({picture.width} x {picture.height}, {result.result.seconds:.2f} s){notes}"
