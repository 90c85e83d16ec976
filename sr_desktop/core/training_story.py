"""How weights came to be, as their file tells (standard library only: it crosses the pipe)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class TrainingStory:
    """job: its name; recipe: the way of training, "supervised" or "srgan"; folders: the pictures learned from; seconds: of training, 0 where unknown; start: the weights' file
    that training began with, "" for none."""

    job: str
    recipe: str
    folders: tuple[str, ...]
    steps: int
    device: str
    seconds: float = 0.0
    start: str = ""


def read_story(recipe: str) -> TrainingStory | None:
    """The story in `WeightsInfo.recipe`; None where the file tells none, as files from elsewhere do."""
    try:
        plain: Any = json.loads(recipe)
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
