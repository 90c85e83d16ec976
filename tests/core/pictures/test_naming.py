from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.pictures.naming import numbered, output_name


@pytest.mark.parametrize(
    ("scale", "tail"), [(2.0, "x2"), (3, "x3"), (2.5, "x2.5"), (1.3333333, "x1.333"), (16.0, "x16"), (10 / 3, "x3.333")]
)
def test_name_tells_model_and_scale(scale: float, tail: str) -> None:
    assert output_name(Path("folder/cat.png"), model="srcnn", scale=scale, suffix=".png") == f"cat_srcnn_{tail}.png"


def test_name_in_another_format() -> None:
    assert output_name(Path("cat.v2.gif"), model="vdsr", scale=2, suffix=".jpg") == "cat.v2_vdsr_x2.jpg"


@pytest.mark.parametrize("stem", ["x" * 251, "é" * 125, "猫" * 83, "x" + "é" * 125, "😀" * 62])
def test_long_names_still_fit_a_folder(stem: str, tmp_path: Path) -> None:
    name = output_name(Path(f"{stem}.png"), model="srresnet", scale=4, suffix=".png")
    assert name.endswith("_srresnet_x4.png")
    assert name.startswith(stem[:40])
    assert len(numbered(Path(name), 99).name.encode()) <= 255
    (tmp_path / name).touch()


def test_a_name_of_bytes_that_are_no_text_is_shortened_to_text() -> None:
    source = Path(b"caf\xe9.png".decode("utf-8", "surrogateescape"))
    assert output_name(source, model="srcnn", scale=2, suffix=".png") == "caf_srcnn_x2.png"
    nothing_left = Path(b"\xe9\xe8.png".decode("utf-8", "surrogateescape"))
    assert output_name(nothing_left, model="srcnn", scale=2, suffix=".png") == "picture_srcnn_x2.png"


def test_numbered() -> None:
    assert numbered(Path("folder/cat.v2.png"), 3) == Path("folder/cat.v2 (3).png")
