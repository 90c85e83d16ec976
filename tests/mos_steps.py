"""Small opinion tests, prepared without an engine, and raters who rate them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from picture_sets import save_pictures
from PIL import Image

from sr_desktop.core.mos.ratings import RatingLog, Sheet, digest_of
from sr_desktop.core.mos.store import StudyStore
from sr_desktop.core.mos.study import STIMULI, StudyPlan, read_study, read_study_text, write_study

METHODS = ("HR", "nearest", "bicubic", "srcnn")


def plan_of(folder: Path, pictures: int = 3, examples: int = 0, **more: object) -> StudyPlan:
    """A plan over new pictures in `folder`."""
    paths = [str(path) for path in sorted(save_pictures(folder / "originals", pictures + examples).iterdir())]
    values = {"title": "Cats & dogs", "methods": METHODS, "scale": 2, "seed": 7}
    return StudyPlan(**values, pictures=tuple(paths[:pictures]), calibration=tuple(paths[pictures:]), **more)  # type: ignore[arg-type]


def prepared(folder: Path, pictures: int = 3, examples: int = 0, size: tuple[int, int] = (24, 20)) -> Path:
    """The folder of a test whose pictures to rate are plain colours; PSNR grows with the method's place in METHODS."""
    study_folder = StudyStore(folder / "studies").create(plan_of(folder, pictures, examples))
    study = read_study(study_folder)
    made = []
    for number, stimulus in enumerate(study.stimuli):
        path = study_folder / STIMULI / stimulus.name
        Image.new("RGB", size, (number * 9 % 256, 90, 200)).save(path)
        psnr = None if stimulus.method == "HR" else 24.0 + METHODS.index(stimulus.method) + stimulus.picture / 10
        made.append(
            replace(stimulus, digest=hashlib.sha256(path.read_bytes()).hexdigest(), psnr=psnr, ssim=0.9, source="1:test")
        )
    write_study(study_folder, replace(study, stimuli=tuple(made)))
    return study_folder


def log_of(folder: Path) -> RatingLog:
    """The ratings of a test, as a program that has just started opens them."""
    return RatingLog(folder, read_study(folder), digest_of(read_study_text(folder)))


def rate_all(folder: Path, rater: str, score: Callable[[str, int], int], most: int = 10_000) -> Sheet:
    """Let a rater go on; `score` is given the method and the number of the original."""
    log, study = log_of(folder), read_study(folder)
    sheet = log.join(rater)
    while sheet.next_name is not None and len(sheet.ratings) < most:
        stimulus = study.stimulus(sheet.next_name)
        assert stimulus
        sheet = log.rate(sheet.rater, stimulus.name, score(stimulus.method, stimulus.picture), 1.5)
    return sheet
