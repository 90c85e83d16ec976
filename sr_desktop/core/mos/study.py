"""What an opinion test is: pictures, methods, and the pictures to rate under names that tell nothing.

Standard library only. A test is a folder: `study.json` (this module), `stimuli/0001.png` and so on, and `ratings.jsonl`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.errors import ImageMissing, ImageUnreadable
from sr_desktop.core.messages.wire import WireError, from_plain, parse_line, to_plain
from sr_desktop.core.mos.errors import BadStudy, NewerStudy

VERSION = 1
STUDY, STIMULI = "study.json", "stimuli"
REFERENCE = "HR"
"""The method that shows the truth itself."""
LOW_ANCHOR = "nearest"
WORST, BEST = 1, 5
"""Bad and excellent; whole numbers between."""
_BLOCK = 1 << 20


@dataclass(frozen=True, kw_only=True)
class StudyPlan:
    """What the user wants to be rated. pictures: paths of high-resolution files; methods: ids of the catalog, and REFERENCE.

    calibration: other pictures, whose low anchor is shown first as an example of a 1 and whose truth as one of a 5.
    """

    title: str
    pictures: tuple[str, ...]
    methods: tuple[str, ...]
    scale: int
    seed: int
    protocol: Protocol = field(default_factory=Protocol)
    calibration: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class StudyPicture:
    """A high-resolution file; digest: SHA-256 of its bytes when the test was set up."""

    path: str
    digest: str
    calibration: bool = False


@dataclass(frozen=True, kw_only=True)
class Stimulus:
    """A picture to rate: `name` in the folder STIMULI shows what `method` made of pictures[picture].

    digest: SHA-256 of the PNG file, "" until it is made. psnr in dB and ssim 0..1 by the study's protocol, psnr None where
    the answer equals the truth. source: what made it, see Method.identity; seconds the model took.
    """

    name: str
    picture: int
    method: str
    digest: str = ""
    psnr: float | None = None
    ssim: float | None = None
    source: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Study:
    """An opinion test. created in seconds since the epoch; stimuli in the order of their names."""

    version: int
    title: str
    created: float
    scale: int
    seed: int
    protocol: Protocol
    methods: tuple[str, ...]
    pictures: tuple[StudyPicture, ...]
    stimuli: tuple[Stimulus, ...]

    @property
    def made(self) -> int:
        """How many stimuli there are already."""
        return sum(bool(stimulus.digest) for stimulus in self.stimuli)

    @property
    def is_ready(self) -> bool:
        """Whether it can be rated."""
        return self.made == len(self.stimuli)

    @property
    def rated(self) -> tuple[Stimulus, ...]:
        """The stimuli whose ratings count: all but the examples."""
        return tuple(stimulus for stimulus in self.stimuli if self.known_score(stimulus) is None)

    def stimulus(self, name: str) -> Stimulus | None:
        """The stimulus of that name, None for none."""
        return next((stimulus for stimulus in self.stimuli if stimulus.name == name), None)

    def known_score(self, stimulus: Stimulus) -> int | None:
        """What an example is shown as: WORST or BEST; None for what is to be rated."""
        if not self.pictures[stimulus.picture].calibration:
            return None
        return BEST if stimulus.method == REFERENCE else WORST


def make_study(plan: StudyPlan, digests: Sequence[str], created: float) -> Study:
    """The test of a plan; digests: SHA-256 of the files of its pictures, then of its examples.

    Stimuli are numbered in the order of the SHA-256 of "seed/stimulus/picture/method", so that names tell nothing and can
    be checked. Raises ValueError for a plan without pictures or with fewer than two methods.
    """
    if not plan.pictures or len(set(plan.methods)) < 2:
        raise ValueError("an opinion test takes at least a picture and two methods")
    paths = [*plan.pictures, *plan.calibration]
    pictures = tuple(
        StudyPicture(path=path, digest=digest, calibration=number >= len(plan.pictures))
        for number, (path, digest) in enumerate(zip(paths, digests, strict=True))
    )
    methods = tuple(dict.fromkeys(plan.methods))
    pairs = [
        (number, method)
        for number, picture in enumerate(pictures)
        for method in ((LOW_ANCHOR, REFERENCE) if picture.calibration else methods)
    ]
    pairs.sort(key=lambda pair: _shuffled(plan.seed, "stimulus", *map(str, pair)))
    digits = max(4, len(str(len(pairs))))
    return Study(
        version=VERSION,
        title=plan.title,
        created=created,
        scale=plan.scale,
        seed=plan.seed,
        protocol=plan.protocol,
        methods=methods,
        pictures=pictures,
        stimuli=tuple(
            Stimulus(name=f"{place:0{digits}}.png", picture=number, method=method)
            for place, (number, method) in enumerate(pairs, start=1)
        ),
    )


def order_for(study: Study, rater: str) -> tuple[str, ...]:
    """The names of the stimuli as this rater sees them: examples first, each part by the SHA-256 of "seed/order/rater/name"."""
    rank = {stimulus.name: _shuffled(study.seed, "order", rater, stimulus.name) for stimulus in study.stimuli}
    ordered = sorted(study.stimuli, key=lambda each: (study.known_score(each) is None, rank[each.name]))
    return tuple(stimulus.name for stimulus in ordered)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes. Raises ImageMissing, ImageUnreadable."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except FileNotFoundError:
        raise ImageMissing(path=str(path)) from None
    except OSError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    return digest.hexdigest()


def read_study(folder: Path) -> Study:
    """The test in `folder`. Raises BadStudy, NewerStudy."""
    return parse_study(folder, read_study_text(folder))


def read_study_text(folder: Path) -> bytes:
    """The file that describes the test, as it is. Raises BadStudy."""
    try:
        return (folder / STUDY).read_bytes()
    except OSError as error:
        raise BadStudy(path=str(folder), detail=error.strerror or str(error)) from None


def parse_study(folder: Path, text: bytes) -> Study:
    """The test that `text` describes; folder: for messages. Raises BadStudy, NewerStudy."""
    try:
        plain = parse_line(text.decode("utf-8"))
        if isinstance(plain.get("version"), int) and plain["version"] > VERSION:
            raise NewerStudy(path=str(folder))
        study = from_plain(Study, plain)
    except (WireError, UnicodeDecodeError) as error:
        raise BadStudy(path=str(folder), detail=str(error)) from None
    problem = _problem(study)
    if problem:
        raise BadStudy(path=str(folder), detail=problem)
    return study


def write_study(folder: Path, study: Study) -> None:
    """Describe the test in `folder`. Raises CannotWrite."""
    text = json.dumps(to_plain(study), indent=1, ensure_ascii=True, allow_nan=False) + "\n"
    with atomic_write(folder / STUDY) as file:
        file.write(text.encode("ascii"))


def _problem(study: Study) -> str:
    """Why such a description makes no sense; "" where it does."""
    names = [stimulus.name for stimulus in study.stimuli]
    if not names or len(set(names)) != len(names):
        return "its pictures to rate are missing or not told apart"
    if any(Path(name).name != name or not name.endswith(".png") for name in names):
        return "a picture to rate has a name that is none"
    if any(not 0 <= stimulus.picture < len(study.pictures) for stimulus in study.stimuli):
        return "a picture to rate belongs to no picture"
    return ""


def _shuffled(seed: int, *parts: str) -> str:
    # A hash and no generator of random numbers: anybody can check the order, with any language, in ten years.
    return hashlib.sha256("/".join((str(seed), *parts)).encode("utf-8", "surrogateescape")).hexdigest()
