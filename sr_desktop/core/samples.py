"""The pictures that come with the program, for a first try. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.texts import QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class Sample:
    """A picture in `resources/samples`; title: its name in the window (context "samples")."""

    file: str
    title: str
    credit: str


SAMPLES = (
    Sample(file="chelsea.png", title=QT_TRANSLATE_NOOP("samples", "Cat"), credit="Chelsea, Stefan van der Walt, CC0"),
    Sample(file="coffee.png", title=QT_TRANSLATE_NOOP("samples", "Coffee"), credit="Rachel Michetti, CC0"),
    Sample(file="astronaut.png", title=QT_TRANSLATE_NOOP("samples", "Astronaut"), credit="Eileen Collins, NASA"),
)
