"""Whether an opinion test is as it was made and rated: what an auditor can check, checked (standard library only).

What is found: pictures that were changed, names and orders that the seed does not give, lines of ratings that were
changed, taken out or do not follow from each other. What cannot be found from the folder alone: a file of ratings that
was cut at its end or written anew as a whole. `Audit.fingerprint` stands in every export, so that this shows beside one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sr_desktop.core.errors import ImageMissing, ImageUnreadable
from sr_desktop.core.mos.ratings import Line, RaterJoined, Sheet, digest_of, read_lines, take
from sr_desktop.core.mos.study import (
    STIMULI,
    Study,
    StudyPlan,
    file_digest,
    make_study,
    order_for,
    parse_study,
    read_study_text,
)
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

_GONE = QT_TRANSLATE_NOOP("notes", "The picture to rate {name} is missing.")
_CHANGED = QT_TRANSLATE_NOOP("notes", "The picture to rate {name} was changed after it was prepared.")
_SOURCE_GONE = QT_TRANSLATE_NOOP("notes", "The original {path} is not where it was; what was rated is unharmed.")
_SOURCE_CHANGED = QT_TRANSLATE_NOOP("notes", "The original {path} was changed after the test was set up.")
_NAMES = QT_TRANSLATE_NOOP("notes", "The names of the pictures to rate are not those that the seed gives.")
_UNREADABLE = QT_TRANSLATE_NOOP("notes", "Line {line} of the ratings cannot be read.")
_CHAIN = QT_TRANSLATE_NOOP("notes", "Before line {line} of the ratings, a line was changed or taken out.")
_UNFIT = QT_TRANSLATE_NOOP("notes", "Line {line} of the ratings does not fit: {detail}.")
_ORDER = QT_TRANSLATE_NOOP("notes", "The order of the rater {rater} is not the one that the seed gives.")
_STUDY = QT_TRANSLATE_NOOP("notes", "The description of the test was changed after the rater {rater} began.")


@dataclass(frozen=True, kw_only=True)
class Audit:
    """findings: what is amiss, nothing where all fits. fingerprint: SHA-256 of the last line of the ratings, "" without any."""

    findings: tuple[Note, ...]
    lines: int
    fingerprint: str


def verify(folder: Path, cancel: CancelToken | None = None) -> Audit:
    """Check the test in `folder`. Raises BadStudy, Cancelled."""
    token = cancel or CancelToken()
    text = read_study_text(folder)
    study = parse_study(folder, text)
    lines = read_lines(folder)
    findings = [*_names(study), *_ratings(study, digest_of(text), lines), *_files(study, folder, token)]
    return Audit(findings=tuple(findings), lines=len(lines), fingerprint=fingerprint_of(lines))


def fingerprint_of(lines: Sequence[Line]) -> str:
    """SHA-256 of the last whole line of the ratings, which stands for all of them; "" without any."""
    return digest_of(lines[-1].text) if lines else ""


def _names(study: Study) -> Iterator[Note]:
    plan = StudyPlan(
        title=study.title,
        pictures=tuple(picture.path for picture in study.pictures if not picture.calibration),
        calibration=tuple(picture.path for picture in study.pictures if picture.calibration),
        methods=study.methods,
        scale=study.scale,
        seed=study.seed,
    )
    try:
        meant = make_study(plan, [picture.digest for picture in study.pictures], study.created)
    except ValueError:
        yield Note(template=_NAMES)
        return
    present = [(stimulus.name, stimulus.picture, stimulus.method) for stimulus in study.stimuli]
    if present != [(stimulus.name, stimulus.picture, stimulus.method) for stimulus in meant.stimuli]:
        yield Note(template=_NAMES)


def _ratings(study: Study, digest: str, lines: Sequence[Line]) -> Iterator[Note]:
    sheets: dict[str, Sheet] = {}
    before = b""
    for line in lines:
        if line.entry is None:
            yield Note(template=_UNREADABLE, values={"line": line.number})
        else:
            if line.before != digest_of(before):
                yield Note(template=_CHAIN, values={"line": line.number})
            fault = take(sheets, line.entry)
            if fault:
                yield Note(template=_UNFIT, values={"line": line.number, "detail": fault})
        before = line.text
        if isinstance(line.entry, RaterJoined):
            if line.entry.order != order_for(study, line.entry.rater):
                yield Note(template=_ORDER, values={"rater": line.entry.rater})
            if line.entry.study != digest:
                yield Note(template=_STUDY, values={"rater": line.entry.rater})


def _files(study: Study, folder: Path, cancel: CancelToken) -> Iterator[Note]:
    for stimulus in study.stimuli:
        cancel.raise_if_cancelled()
        if stimulus.digest:
            yield from _file(folder / STIMULI / stimulus.name, stimulus.digest, _GONE, _CHANGED, {"name": stimulus.name})
    for picture in study.pictures:
        cancel.raise_if_cancelled()
        yield from _file(Path(picture.path), picture.digest, _SOURCE_GONE, _SOURCE_CHANGED, {"path": picture.path})


def _file(path: Path, digest: str, gone: str, changed: str, values: dict[str, str | int | float]) -> Iterator[Note]:
    try:
        if file_digest(path) != digest:
            yield Note(template=changed, values=values)
    except (ImageMissing, ImageUnreadable):
        yield Note(template=gone, values=values)
