"""Ratings survive whatever ends the program; several raters, corrections, and going on where one stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from mos_steps import log_of, prepared, rate_all

from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.file_lock import try_lock
from sr_desktop.core.mos import ratings
from sr_desktop.core.mos.audit import verify
from sr_desktop.core.mos.errors import BadStudy, StudyBusy
from sr_desktop.core.mos.ratings import RATINGS, rater_name, read_lines, sheets_of
from sr_desktop.core.mos.study import order_for, read_study

ROOT = Path(__file__).resolve().parents[3]
_RATER = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[2:]
from mos_steps import log_of
log = log_of(Path(sys.argv[1]))
sheet = log.join("Ann")
while sheet.next_name:
    sheet = log.rate("Ann", sheet.next_name, 1 + len(sheet.ratings) % 5, 0.5)
    print(len(sheet.ratings), flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return prepared(tmp_path)


def test_the_order_is_stored_before_the_first_rating(folder: Path) -> None:
    log_of(folder).join("Ann")
    (line,) = (folder / RATINGS).read_text().splitlines()
    assert json.loads(line)["order"] == list(order_for(read_study(folder), "Ann"))


def test_going_on_where_one_stopped(folder: Path) -> None:
    rate_all(folder, "Ann", lambda *_: 3, most=5)
    rate_all(folder, "Bob", lambda *_: 2, most=2)
    again = log_of(folder).join("ann ")
    assert (again.rater, len(again.ratings)) == ("Ann", 5)
    assert again.next_name == order_for(read_study(folder), "Ann")[5]
    assert rate_all(folder, "Ann", lambda *_: 4).next_name is None
    assert [len(sheet.ratings) for sheet in sheets_of(read_lines(folder)).values()] == [12, 2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL")
def test_what_was_rated_survives_a_kill(folder: Path) -> None:
    command = [sys.executable, "-c", _RATER, str(folder), str(ROOT), str(ROOT / "tests")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdin
        for number in range(1, 5):
            assert process.stdout.readline() == f"{number}\n"
            if number < 4:
                process.stdin.write("\n")
                process.stdin.flush()
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    sheet = log_of(folder).join("Ann")
    assert [rating.score for rating in sheet.ratings] == [1, 2, 3, 4]
    assert rate_all(folder, "Ann", lambda *_: 5).next_name is None
    assert verify(folder).findings == ()


@pytest.mark.parametrize("kept", [1, 40, -1])
def test_a_line_cut_in_the_writing_counts_for_nothing(folder: Path, kept: int) -> None:
    rate_all(folder, "Ann", lambda *_: 3, most=4)
    path = folder / RATINGS
    whole = path.read_bytes()
    lines = whole.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:-1]) + lines[-1][:kept])
    assert verify(folder).findings == ()
    sheet = log_of(folder).join("Ann")
    assert len(sheet.ratings) == 3
    rate_all(folder, "Ann", lambda *_: 3, most=4)
    assert len(path.read_bytes().splitlines()) == len(lines)
    assert verify(folder).findings == ()


def test_a_correction_stands_beside_what_it_corrects(folder: Path) -> None:
    log = log_of(folder)
    sheet = log.join("Ann")
    for score in (2, 4):
        sheet = log.rate("Ann", sheet.next_name, score, 1.0)
    sheet = log.rate("Ann", sheet.order[1], 5, 1.0, correction=True)
    assert [rating.score for rating in sheet.ratings] == [2, 5]
    assert sheet.corrections == 1
    assert len(read_lines(folder)) == 4
    again = log_of(folder).join("Ann")
    assert [rating.score for rating in again.ratings] == [2, 5]


def test_only_the_last_can_be_corrected(folder: Path) -> None:
    sheet = rate_all(folder, "Ann", lambda *_: 3, most=3)
    with pytest.raises(ValueError, match="not the one of the order"):
        log_of(folder).rate("Ann", sheet.order[1], 5, 1.0, correction=True)
    with pytest.raises(ValueError, match="whose turn"):
        log = log_of(folder)
        log.join("Bob")
        log.rate("Bob", sheet.order[0], 5, 1.0, correction=True)


@pytest.mark.parametrize("score", [0, 6, -1])
def test_scores_from_one_to_five(folder: Path, score: int) -> None:
    log = log_of(folder)
    sheet = log.join("Ann")
    with pytest.raises(ValueError, match="cannot be given"):
        log.rate("Ann", sheet.next_name, score, 1.0)
    assert len(read_lines(folder)) == 1


def test_nobody_rates_unannounced_or_out_of_turn(folder: Path) -> None:
    log = log_of(folder)
    order = order_for(read_study(folder), "Ann")
    with pytest.raises(ValueError, match="had not begun"):
        log.rate("Ann", order[0], 3, 1.0)
    log.join("Ann")
    with pytest.raises(ValueError, match="not the one of the order"):
        log.rate("Ann", order[1], 3, 1.0)


def test_names_of_raters() -> None:
    assert rater_name("  Ann \t Lee\n") == "Ann Lee"
    assert rater_name("Zoe\u0308") == "Zo\u00eb"
    assert rater_name(" \x00 ") == ""
    assert rater_name("小明") == "小明"


def test_a_rater_needs_a_name(folder: Path) -> None:
    with pytest.raises(ValueError, match="needs a name"):
        log_of(folder).join("  ")
    assert not (folder / RATINGS).exists()


def test_two_programs_write_to_one_test(folder: Path) -> None:
    problems: list[Exception] = []

    def rate(name: str) -> None:
        try:
            rate_all(folder, name, lambda *_: 3)
        except Exception as error:  # noqa: BLE001 - shown by the assertion below
            problems.append(error)

    threads = [threading.Thread(target=rate, args=(name,)) for name in ("Ann", "Bob", "Cho")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert [len(sheet.ratings) for sheet in sheets_of(read_lines(folder)).values()] == [12, 12, 12]
    assert verify(folder).findings == ()


def test_a_program_that_holds_the_file_is_told(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(ratings, "_PATIENCE_S", 0.05)
    handle = os.open(folder / RATINGS, os.O_RDWR | os.O_CREAT)
    try:
        assert try_lock(handle, shared=False)
        with pytest.raises(StudyBusy):
            log_of(folder).join("Ann")
    finally:
        os.close(handle)


def test_a_full_disk_is_told_and_leaves_no_half_line(folder: Path, monkeypatch) -> None:
    log = log_of(folder)
    sheet = log.join("Ann")
    before = (folder / RATINGS).read_bytes()

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(ratings.os, "fsync", full)
        with pytest.raises(CannotWrite):
            log.rate("Ann", sheet.next_name, 4, 1.0)
    assert (folder / RATINGS).read_bytes() == before
    assert len(log.rate("Ann", sheet.next_name, 4, 1.0).ratings) == 1


def test_nothing_is_added_to_ratings_that_cannot_be_read(folder: Path) -> None:
    rate_all(folder, "Ann", lambda *_: 3, most=2)
    path = folder / RATINGS
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"{rubbish}\n" + lines[2])
    with pytest.raises(BadStudy, match="line 2"):
        log_of(folder).join("Ann")
