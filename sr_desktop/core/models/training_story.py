"""How weights came to be, as their file tells (standard library only: it crosses the pipe)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

_MAX_RECIPE = 32 << 10


@dataclass(frozen=True, kw_only=True)
class TrainingStory:
    """job: its name; recipe: the way of training, "supervised" or "srgan", "" for a classical method.

    folders: the pictures learned from; seconds: of training, 0 where unknown; start: the weights' file that training began
    with, "" for none; before: how those came to be, None where their file did not tell. samples: patches that a classical
    method learned from, which has no steps; 0 for a network.
    """

    job: str
    recipe: str
    folders: tuple[str, ...]
    steps: int
    device: str
    seconds: float = 0.0
    start: str = ""
    samples: int = 0
    before: TrainingStory | None = None

    @property
    def parts(self) -> tuple[TrainingStory, ...]:
        """This story and those before it, the oldest first."""
        return (*(self.before.parts if self.before else ()), self)

    @property
    def all_folders(self) -> tuple[str, ...]:
        """The pictures that any part learned from."""
        return tuple(dict.fromkeys(folder for part in self.parts for folder in part.folders))

    @property
    def earlier_steps(self) -> int:
        """Steps of the parts before this one."""
        return sum(part.steps for part in self.parts[:-1])

    @property
    def earlier_seconds(self) -> float:
        """Seconds of the parts before this one, 0 where unknown."""
        return sum(part.seconds for part in self.parts[:-1])


def read_story(recipe: str) -> TrainingStory | None:
    """The story in `WeightsInfo.recipe`; None where the file tells none, as files from elsewhere do, or one over 32 KiB.

    The limit is that of some thirty trainings, each begun with the one before: a card passes to the window as one line.
    """
    if len(recipe) > _MAX_RECIPE:
        return None
    try:
        plain: Any = json.loads(recipe)
        return _learned(plain["learned"]) if "learned" in plain else _trained(plain)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def learned_recipe(story: TrainingStory, *, pictures: int, seed: int) -> str:
    """The text in `WeightsInfo.recipe` of a classical method that learned from so many pictures."""
    plain = {
        "method": story.job,
        "folder": story.folders[0],
        "pictures": pictures,
        "samples": story.samples,
        "seed": seed,
        "seconds": story.seconds,
    }
    return json.dumps({"learned": plain})


def _trained(plain: Any) -> TrainingStory:  # noqa: ANN401 - parsed JSON of any form
    job = plain["job"]
    return TrainingStory(
        job=str(job["name"]),
        recipe=str(job["recipe"]),
        folders=tuple(str(folder) for folder in job["data"]["folders"]),
        steps=int(plain["steps"]),
        device=str(plain["device"]),
        seconds=float(plain.get("seconds", 0.0)),
        start=str(job["optim"].get("start", "")),
        before=_trained(plain["before"]) if plain.get("before") else None,
    )


def _learned(plain: Any) -> TrainingStory:  # noqa: ANN401 - parsed JSON of any form
    return TrainingStory(
        job=str(plain["method"]),
        recipe="",
        folders=(str(plain["folder"]),),
        steps=0,
        device="cpu",
        seconds=float(plain["seconds"]),
        samples=int(plain["samples"]),
    )
