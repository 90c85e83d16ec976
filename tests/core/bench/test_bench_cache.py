"""Kept results: found by all that they depend on, whole or not there, never a reason to stop."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import fields, replace

import pytest

from sr_desktop.core.bench.cache import NAME, Result, ResultCache, ResultKey
from sr_desktop.core.errors import CannotWrite

KEY = ResultKey(picture="p", model="m", weights="w", scale=2, protocol="y", device="cpu")
RESULT = Result(psnr=33.5, ssim=0.93, seconds=0.1)


def test_what_was_kept_is_found_by_a_later_process(tmp_path) -> None:
    whole = Result(psnr=math.inf, ssim=1.0, seconds=0.25, ms_ssim=0.9, no_ms_ssim=False, distance=0.3, distance_by="d")
    with ResultCache(tmp_path / "new") as cache:
        cache.put(KEY, RESULT)
        cache.put(replace(KEY, scale=3), whole)
    with ResultCache(tmp_path / "new") as cache:
        assert cache.find(KEY) == RESULT
        assert cache.find(replace(KEY, scale=3)) == whole
        assert cache.damaged is None


def test_everything_in_the_key_counts(tmp_path) -> None:
    with ResultCache(tmp_path) as cache:
        cache.put(KEY, RESULT)
        for field in fields(KEY):
            other = replace(KEY, **{field.name: 3 if field.name == "scale" else "other"})
            assert cache.find(other) is None, field.name


def test_a_later_result_replaces_an_earlier_one(tmp_path) -> None:
    with ResultCache(tmp_path) as cache:
        cache.put(KEY, RESULT)
        cache.put(KEY, replace(RESULT, psnr=40.0))
        assert cache.find(KEY) == replace(RESULT, psnr=40.0)


def test_two_processes_may_use_it_at_once(tmp_path) -> None:
    with ResultCache(tmp_path) as one, ResultCache(tmp_path) as two:
        one.put(KEY, RESULT)
        assert two.find(KEY) == RESULT
        two.put(replace(KEY, model="n"), RESULT)
        assert one.find(replace(KEY, model="n")) == RESULT


@pytest.mark.parametrize("harm", ["text", "cut", "page"])
def test_a_damaged_file_is_put_aside_and_told(harm, tmp_path) -> None:
    with ResultCache(tmp_path) as cache:
        for scale in range(2, 400):
            cache.put(replace(KEY, scale=scale), RESULT)
    path = tmp_path / NAME
    whole = path.read_bytes()
    damaged = {"text": b"no database", "cut": whole[: len(whole) // 2], "page": whole[:4096] + b"\x55" * 4096 + whole[8192:]}[
        harm
    ]
    path.write_bytes(damaged)
    with ResultCache(tmp_path) as cache:
        assert cache.damaged is not None
        assert cache.damaged.read_bytes() == damaged
        assert cache.find(KEY) is None
        cache.put(KEY, RESULT)
    path.write_bytes(b"again")
    with ResultCache(tmp_path) as cache:
        assert len(list(tmp_path.glob("*damaged*"))) == 2


def test_a_folder_that_cannot_be_used_says_so(tmp_path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CannotWrite, match="file"):
        ResultCache(tmp_path / "file")
    (tmp_path / NAME).mkdir()
    with pytest.raises(CannotWrite, match=NAME):
        ResultCache(tmp_path)


def test_a_full_disk_says_so_and_harms_nothing(tmp_path) -> None:
    with ResultCache(tmp_path) as cache:
        cache.put(KEY, RESULT)
        pages = cache._connection.execute("PRAGMA page_count").fetchone()[0]
        cache._connection.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(CannotWrite, match="full"):
            for scale in range(3, 1000):
                cache.put(replace(KEY, scale=scale), RESULT)
        assert cache.find(KEY) == RESULT
    with sqlite3.connect(tmp_path / NAME) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
