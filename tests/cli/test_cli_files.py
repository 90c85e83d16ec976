"""`upscale` and the files that it writes: formats, colours, bit depth, metadata."""

from __future__ import annotations

import numpy as np
import pyvips
from PIL import Image

from sr_desktop.cli.program import main
from sr_desktop.core.image_io import read_picture
from sr_desktop.core.pictures.exif_block import read_block
from sr_desktop.core.pictures.profile import is_srgb


def test_how_files_are_written_is_said_by_options(tmp_path, capsys) -> None:
    source = tmp_path / "a.jpg"
    exif = Image.Exif()
    exif[0x010F], exif.get_ifd(0x8825)[1] = "Maker", "N"
    profile = bytes(pyvips.Image.profile_load("p3"))
    Image.fromarray(np.full((8, 8, 3), (200, 60, 40), np.uint8)).save(source, exif=exif, icc_profile=profile)
    common = [str(source), "--model", "bicubic", "--json", "-o"]
    assert main(["upscale", *common, str(tmp_path / "kept.avif")]) == 0
    kept = read_picture(tmp_path / "kept.avif")
    assert (kept.format, kept.metadata.icc) == ("avif", profile)
    assert b'srd:Model="bicubic"' in kept.metadata.xmp
    stripped = ["--profile", "srgb", "--metadata", "no_location", "--no-provenance"]
    assert main(["upscale", *common, str(tmp_path / "bare.png"), *stripped]) == 0
    bare = read_picture(tmp_path / "bare.png").metadata
    assert is_srgb(bare.icc, 3)
    assert b"Maker" in bare.exif
    assert read_block(bare.exif).place == ()
    assert b"srd:" not in (bare.xmp or b"")


def test_a_16_bit_ramp_keeps_its_levels(tmp_path, capsys) -> None:
    levels = np.linspace(0, 65535, 20_000).round().astype(np.uint16).reshape(100, 200)
    # Rows that go on where the last one ended, to and fro, so that the picture is smooth.
    levels[1::2] = levels[1::2, ::-1]
    for suffix in ("png", "tif"):
        source, target = tmp_path / f"ramp.{suffix}", tmp_path / f"out.{suffix}"
        pyvips.Image.new_from_array(levels).copy(interpretation="grey16").write_to_file(str(source))
        assert main(["upscale", str(source), "--model", "srcnn", "--scale", "2", "-o", str(target)]) == 0
        result = read_picture(target)
        assert (result.bits, result.is_grey) == (16, True)
        assert len(np.unique(result.pixels)) > 10_000


def test_a_gif_becomes_png_and_a_side_that_is_too_long_is_refused_before_the_work(tmp_path, capsys) -> None:
    Image.new("RGB", (5, 4), "red").save(tmp_path / "a.gif")
    assert main(["upscale", str(tmp_path / "a.gif"), "--model", "bicubic"]) == 0
    assert "the result is a PNG file" in capsys.readouterr().out
    assert (tmp_path / "a_bicubic_x2.png").exists()
    Image.new("L", (9000, 2)).save(tmp_path / "wide.webp", lossless=True)
    assert main(["upscale", str(tmp_path / "wide.webp"), "--model", "bicubic"]) == 0
    assert (tmp_path / "wide_bicubic_x2.png").exists()
    assert main(["upscale", str(tmp_path / "wide.webp"), "--model", "bicubic", "--format", "webp"]) == 1
    assert "16383" in capsys.readouterr().err
