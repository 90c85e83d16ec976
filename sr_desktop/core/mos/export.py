"""The results of an opinion test as text: CSV of every rating, Markdown table, JSON of all. Standard library only."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePath

from sr_desktop.core.bench.protocol_text import described
from sr_desktop.core.mos.audit import fingerprint_of
from sr_desktop.core.mos.ratings import RATINGS, Line, Rating, Sheet, digest_of, read_lines, sheets_of, take
from sr_desktop.core.mos.results import MethodScore, StudyResults, results_of
from sr_desktop.core.mos.study import Study, parse_study, read_study_text

INTERVAL = "95 % interval of the mean, t distribution, every rating taken as independent"
_COLUMNS = (
    "rater",
    "place",
    "stimulus",
    "picture",
    "picture_sha256",
    "method",
    "scale",
    "score",
    "known_score",
    "correction",
    "counts",
    "seconds",
    "time",
    "psnr",
    "ssim",
)


@dataclass(frozen=True)
class StudyRecord:
    """A test with all that was rated, as it was at one moment. fingerprint: see audit.py."""

    study: Study
    digest: str
    lines: tuple[Line, ...]
    fingerprint: str

    @property
    def sheets(self) -> dict[str, Sheet]:
        """Each rater's sheet."""
        return sheets_of(list(self.lines))

    @property
    def results(self) -> StudyResults:
        """Means, intervals and counts."""
        return results_of(self.study, self.sheets)


def read_record(folder: Path) -> StudyRecord:
    """Everything of the test in `folder`. Raises BadStudy, NewerStudy."""
    text = read_study_text(folder)
    lines = read_lines(folder)
    return StudyRecord(parse_study(folder, text), digest_of(text), tuple(lines), fingerprint_of(lines))


def as_csv(record: StudyRecord) -> str:
    """One line a rating in the order in which they were given; `counts` is 0 for examples and for what was corrected later."""
    buffer = io.StringIO()
    shown = {f"protocol_{name}": text for name, text in described(record.study.protocol).items()}
    writer = csv.DictWriter(buffer, [*_COLUMNS, *shown], lineterminator="\n")
    writer.writeheader()
    for row in _rows(record):
        writer.writerow({**row, **shown})
    return buffer.getvalue()


def as_json(record: StudyRecord) -> str:
    """Study, results over all raters and of each, and every rating."""
    study, results = record.study, record.results
    plain = {
        "title": study.title,
        "created": _time(study.created),
        "scale": study.scale,
        "seed": study.seed,
        "protocol": described(study.protocol),
        "study_sha256": record.digest,
        "ratings_fingerprint": record.fingerprint,
        "interval": INTERVAL,
        "pictures": [{"path": each.path, "sha256": each.digest, "calibration": each.calibration} for each in study.pictures],
        "methods": [_plain(score) for score in results.methods],
        "raters": [
            {
                "rater": rater.rater,
                "rated": rater.done,
                "of": rater.total,
                "corrections": rater.corrections,
                "methods": [_plain(score) for score in rater.methods],
            }
            for rater in results.raters
        ],
        "stimuli": [
            {
                "name": each.name,
                "picture": study.pictures[each.picture].path,
                "method": each.method,
                "sha256": each.digest,
                "source": each.source,
            }
            for each in study.stimuli
        ],
        "ratings": _rows(record),
    }
    return json.dumps(plain, indent=2, allow_nan=False) + "\n"


def as_markdown(record: StudyRecord) -> str:
    """A table of the methods from the best to the worst, one of the raters, and how all of it was made."""
    study, results = record.study, record.results
    raters = [f"| {_escaped(each.rater)} | {each.done} of {each.total} | {each.corrections} |" for each in results.raters]
    pictures = sum(not picture.calibration for picture in study.pictures)
    lines = [
        f"# {_escaped(study.title)}",
        "",
        f"Mean opinion scores, 1 (bad) to 5 (excellent), x{study.scale}, {pictures} pictures, {len(results.raters)} raters.",
        "",
        "| method | MOS | 95 % interval | ratings | 1 / 2 / 3 / 4 / 5 | PSNR (dB) | SSIM |",
        "|---|---|---|---|---|---|---|",
        *(_line(score) for score in results.ranked),
        "",
        "| rater | rated | corrections |",
        "|---|---|---|",
        *raters,
        "",
        f"{INTERVAL[0].upper()}{INTERVAL[1:]}. "
        + "; ".join(f"{name}: {text}" for name, text in described(study.protocol).items())
        + ".",
        f"Seed {study.seed}. study.json: SHA-256 {record.digest}. {RATINGS}: fingerprint {record.fingerprint or 'none'}.",
    ]
    return "\n".join(lines) + "\n"


WRITERS: Mapping[str, Callable[[StudyRecord], str]] = {".csv": as_csv, ".md": as_markdown, ".json": as_json}


def _rows(record: StudyRecord) -> list[dict[str, object]]:
    study, sheets = record.study, record.sheets
    stimuli = {stimulus.name: stimulus for stimulus in study.stimuli}
    rows: list[dict[str, object]] = []
    for entry in _fitting(record):
        stimulus = stimuli.get(entry.name)
        if stimulus is None:
            continue
        picture, known = study.pictures[stimulus.picture], study.known_score(stimulus)
        is_last = sheets[entry.rater].ratings[entry.place] is entry
        rows.append(
            {
                "rater": entry.rater,
                "place": entry.place + 1,
                "stimulus": entry.name,
                "picture": PurePath(picture.path).name,
                "picture_sha256": picture.digest,
                "method": stimulus.method,
                "scale": study.scale,
                "score": entry.score,
                "known_score": known,
                "correction": int(entry.correction),
                "counts": int(is_last and known is None),
                "seconds": entry.seconds,
                "time": _time(entry.t),
                "psnr": stimulus.psnr,
                "ssim": stimulus.ssim,
            }
        )
    return rows


def _fitting(record: StudyRecord) -> list[Rating]:
    """The ratings that follow from those before: what results are made of."""
    sheets: dict[str, Sheet] = {}
    return [line.entry for line in record.lines if not take(sheets, line.entry) and isinstance(line.entry, Rating)]


def _plain(score: MethodScore) -> dict[str, object]:
    return {
        "method": score.method,
        "mos": score.mean,
        "low": score.low,
        "high": score.high,
        "ratings": score.count,
        "votes": list(score.votes),
        "psnr": score.psnr,
        "ssim": score.ssim,
    }


def _line(score: MethodScore) -> str:
    cells = (
        _escaped(score.method),
        _number(score.mean, 2),
        f"{_number(score.low, 2)} to {_number(score.high, 2)}" if score.half is not None else "-",
        str(score.count),
        " / ".join(map(str, score.votes)),
        _number(score.psnr, 2),
        _number(score.ssim, 4),
    )
    return "| " + " | ".join(cells) + " |"


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


def _time(t: float) -> str:
    return datetime.fromtimestamp(t, UTC).isoformat(timespec="milliseconds")


def _escaped(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())
