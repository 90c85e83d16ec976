"""Which format a result gets, and what is told before the work."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core import errors
from sr_desktop.core.pictures import result_errors
from sr_desktop.core.pictures.formats import check_format_limit, choose_format


@pytest.mark.parametrize(
    ("source", "kind", "wished", "expected"),
    [
        ("a.png", "png", "keep", ".png"),
        ("a.JPG", "jpeg", "keep", ".JPG"),
        ("a.jpeg", "jpeg", "keep", ".jpeg"),
        ("a.tiff", "tiff", "keep", ".tiff"),
        ("a.webp", "webp", "keep", ".webp"),
        ("a.avif", "avif", "keep", ".avif"),
        ("a.bmp", "bmp", "keep", ".bmp"),
        ("a.gif", "gif", "keep", ".png"),
        ("a.jpg", "png", "keep", ".png"),
        ("a", "tiff", "keep", ".tif"),
        ("a.JPG", "", "keep", ".JPG"),
        ("a", "", "keep", ".png"),
        ("a.png", "png", "jpg", ".jpg"),
        ("a.jpg", "jpeg", "tiff", ".tif"),
        ("a.gif", "gif", "webp", ".webp"),
        ("a.gif", "gif", "gif", ".gif"),
    ],
)
def test_keep_keeps_what_the_content_is(source, kind, wished, expected) -> None:
    chosen = choose_format(Path(source), kind, wished, 100, 100)
    assert chosen.suffix == expected
    assert (chosen.note is not None) == (kind == "gif" and wished == "keep")


@pytest.mark.parametrize(("kind", "side"), [("jpeg", 65500), ("webp", 16383), ("avif", 16384)])
def test_keep_gives_way_to_png_where_the_result_is_too_large_and_says_so(kind, side) -> None:
    assert choose_format(Path("a"), kind, "keep", side, 10).note is None
    chosen = choose_format(Path("a"), kind, "keep", 10, side + 1)
    assert chosen.suffix == ".png"
    assert "too large" in chosen.note.text


@pytest.mark.parametrize(("name", "side"), [("a.jpg", 65500), ("a.webp", 16383), ("a.avif", 16384), ("a.gif", 65535)])
def test_a_side_that_is_too_long_is_told(name, side) -> None:
    check_format_limit(Path(name), side, side)
    with pytest.raises(errors.FormatLimit):
        check_format_limit(Path(name), 10, side + 1)


def test_a_file_that_would_be_too_large_is_told() -> None:
    check_format_limit(Path("a.bmp"), 30_000, 30_000)
    with pytest.raises(result_errors.FileTooLarge, match="4 GB"):
        check_format_limit(Path("a.bmp"), 33_000, 33_000)
