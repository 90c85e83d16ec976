"""How weights came to be, as their file tells (standard library only: it crosses the pipe)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class TrainingStory:
    """job: its name; recipe: the way of training, "supervised" or "srgan", "" for a classical method.

    folders: the pictures learned from; seconds: of training, 0 where unknown; start: the weights' file that training began
    with, "" for none. samples: patches that a classical method learned from, which has no steps; 0 for a network.
    """

    job: str
    recipe: str
    folders: tuple[str, ...]
    steps: int
    device: str
    seconds: float = 0.0
    start: str = ""
    samples: int = 0


def read_story(recipe: str) -> TrainingStory | None:
    """The story in `WeightsInfo.recipe`; None where the file tells none, as files from elsewhere do."""
    try:
        plain: Any = json.loads(recipe)
        if "learned" in plain:
            return _learned(plain["learned"])
        job = plain["job"]
        return TrainingStory(
            job=str(job["name"]),
            recipe=str(job["recipe"]),
            folders=tuple(str(folder) for folder in job["data"]["folders"]),
            steps=int(plain["steps"]),
            device=str(plain["device"]),
            seconds=float(plain.get("seconds", 0.0)),
            start=str(job["optim"].get("start", "")),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
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
