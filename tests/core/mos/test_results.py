"""Results: means, intervals, votes, PSNR; what is exported; what an auditor finds."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from mos_steps import METHODS, log_of, prepared, rate_all
from PIL import Image
from scipy import stats

from sr_desktop.core.mos.audit import verify
from sr_desktop.core.mos.export import WRITERS, as_csv, as_json, as_markdown, read_record
from sr_desktop.core.mos.ratings import RATINGS, digest_of
from sr_desktop.core.mos.study import STIMULI, read_study, write_study

BASE = {"HR": 5, "nearest": 1, "bicubic": 2, "srcnn": 3}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two raters, one of them half-way, over three pictures and one example."""
    folder = prepared(tmp_path, examples=1)
    rate_all(folder, "Ann", lambda method, picture: BASE[method])
    rate_all(folder, "Bob", lambda method, picture: min(5, BASE[method] + picture % 2), most=8)
    return folder


def test_means_and_intervals_are_scipys(folder: Path) -> None:
    record = read_record(folder)
    study = record.study
    scores: dict[str, list[int]] = {method: [] for method in METHODS}
    for sheet in record.sheets.values():
        for rating in sheet.ratings:
            stimulus = study.stimulus(rating.name)
            if stimulus.picture < 3:
                scores[stimulus.method].append(rating.score)
    for result in record.results.methods:
        given = scores[result.method]
        assert result.count == len(given)
        assert result.mean == pytest.approx(np.mean(given))
        wanted = stats.sem(given) * stats.t.ppf(0.975, len(given) - 1)
        assert result.half == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        assert result.votes == tuple(given.count(score) for score in range(1, 6))
    assert any(result.half > 0 for result in record.results.methods)


def test_examples_do_not_count(folder: Path) -> None:
    results = read_record(folder).results
    assert [(rater.rater, rater.done, rater.total) for rater in results.raters] == [("Ann", 14, 14), ("Bob", 8, 14)]
    assert sum(result.count for result in results.methods) == 12 + 6
    assert sum(result.count for result in results.raters[0].methods) == 12


def test_psnr_is_the_mean_over_all_pictures(folder: Path) -> None:
    by_method = {result.method: result for result in read_record(folder).results.methods}
    assert by_method["HR"].psnr is None
    assert by_method["bicubic"].psnr == pytest.approx(26.1)


def test_a_correction_counts_in_place_of_what_it_corrects(tmp_path: Path) -> None:
    folder = prepared(tmp_path)
    sheet = rate_all(folder, "Ann", lambda *_: 1)
    log_of(folder).rate("Ann", sheet.order[-1], 5, 1.0, correction=True)
    results = read_record(folder).results
    assert sum(result.count for result in results.methods) == 12
    assert sum(result.votes[4] for result in results.methods) == 1
    assert results.raters[0].corrections == 1
    rows = list(csv.DictReader(io.StringIO(as_csv(read_record(folder)))))
    assert [(row["score"], row["correction"], row["counts"]) for row in rows[-2:]] == [("1", "0", "0"), ("5", "1", "1")]


def test_without_ratings_there_are_no_means(tmp_path: Path) -> None:
    record = read_record(prepared(tmp_path))
    assert all(
        (result.mean, result.half, result.low, result.count) == (None, None, None, 0) for result in record.results.methods
    )
    for write in WRITERS.values():
        assert write(record)


def test_csv_holds_every_rating_with_its_method(folder: Path) -> None:
    record = read_record(folder)
    rows = list(csv.DictReader(io.StringIO(as_csv(record))))
    assert len(rows) == 14 + 8
    counting = [row for row in rows if row["counts"] == "1"]
    assert len(counting) == 18
    for method in METHODS:
        mean = np.mean([int(row["score"]) for row in counting if row["method"] == method])
        assert mean == pytest.approx(next(each.mean for each in record.results.methods if each.method == method))
    assert {row["known_score"] for row in rows} == {"", "1", "5"}
    assert rows[0]["protocol_channel"].startswith("Y")


def test_json_can_be_read_back(folder: Path) -> None:
    record = read_record(folder)
    plain = json.loads(as_json(record))
    assert [each["method"] for each in plain["methods"]] == list(METHODS)
    assert plain["methods"][2]["high"] == pytest.approx(record.results.methods[2].high)
    assert plain["ratings_fingerprint"] == verify(folder).fingerprint != ""
    assert len(plain["ratings"]) == 22
    assert plain["study_sha256"] == digest_of((folder / "study.json").read_bytes())


def test_markdown_ranks_the_methods(folder: Path) -> None:
    text = as_markdown(read_record(folder))
    rows = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")]
    assert rows == ["method", "HR", "srcnn", "bicubic", "nearest", "rater", "Ann", "Bob"]
    assert "8 of 14" in text
    assert "t distribution" in text


# --- audit --------------------------------------------------------------------------------------------------------


def _edit(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(change(path.read_bytes().splitlines(keepends=True))))


def _scored(line: bytes, score: int) -> bytes:
    plain = json.loads(line)
    return json.dumps(plain | {"score": score}).encode() + b"\n"


def texts(folder: Path) -> list[str]:
    return [finding.text for finding in verify(folder).findings]


def test_nothing_is_found_where_nothing_was_changed(folder: Path) -> None:
    audit = verify(folder)
    assert (audit.findings, audit.lines) == ((), 24)
    shutil.copytree(folder, folder.parent / "copy")
    assert verify(folder.parent / "copy") == audit


def test_a_changed_stimulus_is_found(folder: Path) -> None:
    Image.new("RGB", (24, 20)).save(folder / STIMULI / "0003.png")
    (folder / STIMULI / "0005.png").unlink()
    assert texts(folder) == [
        "The picture to rate 0003.png was changed after it was prepared.",
        "The picture to rate 0005.png is missing.",
    ]


def test_a_changed_original_is_found(folder: Path) -> None:
    study = read_study(folder)
    Path(study.pictures[1].path).write_bytes(b"other")
    Path(study.pictures[2].path).unlink()
    assert [text.partition("02.png")[0] != text or "01.png was changed" in text for text in texts(folder)] == [True, True]


def test_a_changed_score_is_found(folder: Path) -> None:
    _edit(folder / RATINGS, lambda lines: [*lines[:4], _scored(lines[4], 5), *lines[5:]])
    assert texts(folder) == ["Before line 6 of the ratings, a line was changed or taken out."]


def test_a_line_taken_out_is_found(folder: Path) -> None:
    _edit(folder / RATINGS, lambda lines: [*lines[:4], *lines[5:]])
    found = texts(folder)
    assert found[0] == "Before line 5 of the ratings, a line was changed or taken out."
    assert "Line 5 of the ratings does not fit: it is not the picture whose turn it was." in found


def test_a_score_that_cannot_be_given_is_found(folder: Path) -> None:
    _edit(folder / RATINGS, lambda lines: [*lines[:-1], _scored(lines[-1], 9)])
    assert "a score of 9 cannot be given" in texts(folder)[0]


def test_rubbish_is_found(folder: Path) -> None:
    _edit(folder / RATINGS, lambda lines: [*lines, b"rubbish\n"])
    assert texts(folder) == ["Line 25 of the ratings cannot be read."]


def test_a_changed_order_is_found(folder: Path) -> None:
    def swap(lines: list[bytes]) -> list[bytes]:
        plain = json.loads(lines[0])
        plain["order"].reverse()
        return [json.dumps(plain).encode() + b"\n", *lines[1:]]

    _edit(folder / RATINGS, swap)
    assert "The order of the rater Ann is not the one that the seed gives." in texts(folder)


def test_methods_exchanged_behind_the_raters_are_found(folder: Path) -> None:
    study = read_study(folder)
    swap = {"HR": "nearest", "nearest": "HR"}
    stimuli = tuple(replace(each, method=swap.get(each.method, each.method)) for each in study.stimuli)
    write_study(folder, replace(study, stimuli=stimuli))
    found = texts(folder)
    assert "The names of the pictures to rate are not those that the seed gives." in found
    assert "The description of the test was changed after the rater Ann began." in found


def test_a_cut_end_shows_beside_an_export(folder: Path) -> None:
    exported = json.loads(as_json(read_record(folder)))["ratings_fingerprint"]
    _edit(folder / RATINGS, lambda lines: lines[:-1])
    audit = verify(folder)
    assert audit.findings == ()
    assert audit.fingerprint != exported
