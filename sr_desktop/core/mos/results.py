"""What raters said of each method: means, intervals, counts, beside the mean PSNR (standard library only)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from sr_desktop.core.mos.ratings import Sheet
from sr_desktop.core.mos.student import half_width
from sr_desktop.core.mos.study import BEST, WORST, Stimulus, Study


@dataclass(frozen=True, kw_only=True)
class MethodScore:
    """What a method got. mean 1..5 of all scores; half: half of the 95 % interval of the mean by the t distribution.

    votes: how often 1, 2, 3, 4 and 5 were given. mean None without scores, half None with fewer than two. psnr in dB and
    ssim are means over all pictures by the study's protocol, psnr None where an answer equals its truth.
    """

    method: str
    mean: float | None
    half: float | None
    votes: tuple[int, ...]
    psnr: float | None = None
    ssim: float | None = None

    @property
    def count(self) -> int:
        """How many scores there are."""
        return sum(self.votes)

    @property
    def low(self) -> float | None:
        """The lower end of the interval; it may lie below 1."""
        return None if self.mean is None or self.half is None else self.mean - self.half

    @property
    def high(self) -> float | None:
        """The upper end of the interval; it may lie above 5."""
        return None if self.mean is None or self.half is None else self.mean + self.half


@dataclass(frozen=True, kw_only=True)
class RaterScore:
    """What one rater gave. done and total count the examples, too; corrections: scores that were given anew."""

    rater: str
    done: int
    total: int
    corrections: int
    methods: tuple[MethodScore, ...]


@dataclass(frozen=True, kw_only=True)
class StudyResults:
    """Methods in the study's order, over all raters; and each rater."""

    methods: tuple[MethodScore, ...]
    raters: tuple[RaterScore, ...]

    @property
    def ranked(self) -> tuple[MethodScore, ...]:
        """The methods from the best to the worst; those without scores at the end."""
        return tuple(sorted(self.methods, key=lambda each: -(each.mean if each.mean is not None else 0.0)))


def results_of(study: Study, sheets: Mapping[str, Sheet]) -> StudyResults:
    """The results of what has been rated so far, corrections in the place of what they correct, examples left out."""
    by_name = {stimulus.name: stimulus for stimulus in study.rated}
    raters = tuple(
        RaterScore(
            rater=sheet.rater,
            done=len(sheet.ratings),
            total=len(sheet.order),
            corrections=sheet.corrections,
            methods=_scores(study, by_name, [sheet]),
        )
        for sheet in sheets.values()
    )
    return StudyResults(methods=_scores(study, by_name, sheets.values()), raters=raters)


def _scores(study: Study, by_name: Mapping[str, Stimulus], sheets: Iterable[Sheet]) -> tuple[MethodScore, ...]:
    given: dict[str, list[int]] = {method: [] for method in study.methods}
    for sheet in sheets:
        for rating in sheet.ratings:
            if rating.name in by_name:
                given[by_name[rating.name].method].append(rating.score)
    return tuple(_score(study, method, scores) for method, scores in given.items())


def _score(study: Study, method: str, scores: Sequence[int]) -> MethodScore:
    stimuli = [stimulus for stimulus in study.rated if stimulus.method == method]
    return MethodScore(
        method=method,
        mean=fmean(scores) if scores else None,
        half=half_width(scores),
        votes=tuple(scores.count(score) for score in range(WORST, BEST + 1)),
        psnr=_mean([stimulus.psnr for stimulus in stimuli]),
        ssim=_mean([stimulus.ssim for stimulus in stimuli]),
    )


def _mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known and len(known) == len(values) else None
