"""Pictures of an opinion test, made by the engine one original at a time (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.messages.engine import Answer, Request


@dataclass(frozen=True, kw_only=True)
class PrepareStimuli(Request):
    """Make what raters are shown of pictures[picture] of the test in `folder`; what is there already stays.

    Answered by Working events, then StimuliPrepared. One picture a request, so that other requests come in between.
    """

    folder: str
    picture: int
    device: str = "auto"


@dataclass(frozen=True, kw_only=True)
class StimuliPrepared(Answer):
    """made: how many of the test's pictures to rate are there now, out of `total`."""

    folder: str
    picture: int
    made: int
    total: int
