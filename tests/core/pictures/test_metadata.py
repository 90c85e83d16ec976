"""Metadata through reading and writing: kept, told anew where it is about the pixels, stripped where that is wished."""

from __future__ import annotations

import io
import struct
import time
from pathlib import Path

import numpy as np
import pytest
import pyvips
from PIL import Image, PngImagePlugin
from PIL.TiffImagePlugin import IFDRational

from sr_desktop.core.image_io import read_picture, write_picture
from sr_desktop.core.pictures import exif_block, iptc_block
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.pictures.xmp_block import upright_xmp, xmp_for_result
from sr_desktop.core.upscaling.settings import FileRules

RNG = np.random.default_rng(4)
SMALL = RNG.integers(0, 256, (12, 20, 3), dtype=np.uint8)
LARGE = RNG.integers(0, 256, (48, 80, 3), dtype=np.uint8)
WITH_EXIF = ["jpg", "png", "webp", "tif", "avif"]
XMP = b"""<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:tiff="http://ns.adobe.com/tiff/1.0/" xmlns:ex="http://ns.adobe.com/exif/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 tiff:Orientation="6" tiff:ImageWidth="20" ex:PixelXDimension='20' ex:GPSLatitude="48,8.2N" photoshop:City="Here">
<tiff:ImageLength>12</tiff:ImageLength><ex:PixelYDimension>12</ex:PixelYDimension><ex:GPSAltitude>12/1</ex:GPSAltitude>
<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li Iptc4xmpExt:City="Here"/></rdf:Bag></Iptc4xmpExt:LocationShown>
<xmp:Thumbnails><rdf:Alt><rdf:li>old picture</rdf:li></rdf:Alt></xmp:Thumbnails>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A > B</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>"""
IPTC = b"".join(
    struct.pack(">BBBH", 0x1C, 2, number, len(text)) + text
    for number, text in ((5, b"A title"), (80, b"By me"), (90, b"A city"), (101, b"A country"))
)
MADE = Provenance(model="bicubic", scale=4, version="1")


def _exif(*, sizes: bool = True) -> Image.Exif:
    """sizes: of the picture in the main entries, which Pillow does not let a TIFF file have besides its own."""
    exif = Image.Exif()
    if sizes:
        exif[0x0100], exif[0x0101] = 20, 12
    exif[0x010E], exif[0x010F], exif[0x0110], exif[0x0112] = "What it shows", "Maker", "Model 1", 6
    exif[0x0131], exif[0x013B], exif[0x8298] = "Program 2", "Somebody", "2024, mine"
    exif[0x0132] = "2024:01:02 03:04:05"
    camera, place = exif.get_ifd(0x8769), exif.get_ifd(0x8825)
    camera[0x829A], camera[0x829D], camera[0x8827] = IFDRational(1, 125), IFDRational(28, 10), 400
    camera[0x9003], camera[0x9204], camera[0x920A] = "2024:01:02 03:04:05", IFDRational(-1, 3), IFDRational(50)
    camera[0x9286], camera[0x927C] = b"ASCII\0\0\0a comment", b"maker's own \0\1\2" * 9
    # A star rating of Windows, one tag that nobody knows, and one that libexif does not.
    exif[0x4746], camera[0x9999], camera[0x9400] = 4, b"private", IFDRational(21)
    camera[0xA001], camera[0xA002], camera[0xA003], camera[0xA434] = 1, 20, 12, "A lens"
    place[1], place[2] = "N", (IFDRational(48), IFDRational(8), IFDRational(1234, 100))
    return exif


def _source(path: Path, suffix: str = "jpg") -> Path:
    """A file with every kind of metadata that its format holds."""
    file, options = path / f"source.{suffix}", {"exif": _exif(), "xmp": XMP, "dpi": (300, 300)}
    image = Image.fromarray(SMALL)
    if suffix == "tif":
        exif = Image.Exif()
        exif.load(_exif(sizes=False).tobytes())
        exif[700], exif[33723] = XMP, IPTC
        image.save(file, exif=exif, dpi=(300, 300))
        return file
    if suffix == "png":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Description", "a text of PNG")
        texts.add_text(iptc_block.PNG_KEY, iptc_block.as_png_text(IPTC), zip=True)
        texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
        image.save(file, exif=_exif(), dpi=(300, 300), pnginfo=texts)
        return file
    image.save(file, **options)
    if suffix == "jpg":
        resource = iptc_block.as_resource(IPTC)
        data = file.read_bytes()
        file.write_bytes(data[:2] + b"\xff\xed" + struct.pack(">H", len(resource) + 2) + resource + data[2:])
    return file


def _result(source: Path, target: Path, rules: FileRules | None = None) -> tuple[Picture, tuple[str, ...]]:
    """What an upscaled file tells, and what was said when it was written."""
    picture = read_picture(source)
    enlarged = Picture(pixels=LARGE, metadata=picture.metadata, format=picture.format)
    written = write_picture(enlarged, target, rules or FileRules(), made=MADE)
    return read_picture(written.path), tuple(note.text for note in written.notes)


def _tags(path: Path) -> tuple[dict[int, object], dict[int, object], dict[int, object]]:
    """By Pillow: the main entries, those of the camera, those of the place."""
    with Image.open(path) as image:
        exif = image.getexif()
        return dict(exif), dict(exif.get_ifd(0x8769)), dict(exif.get_ifd(0x8825))


@pytest.mark.parametrize("target", WITH_EXIF)
@pytest.mark.parametrize("source", WITH_EXIF)
def test_exif_goes_from_every_format_to_every_format(source, target, tmp_path) -> None:
    out = tmp_path / f"out.{target}"
    _result(_source(tmp_path, source), out)
    main, camera, place = _tags(out)
    kept = {0x010E: "What it shows", 0x010F: "Maker", 0x0110: "Model 1", 0x0131: "Program 2", 0x013B: "Somebody"}
    assert {tag: main.get(tag) for tag in kept} == kept
    assert main.get(0x0132) == "2024:01:02 03:04:05"
    assert main.get(0x0112, 1) == 1
    assert (camera[0x829A], camera[0x829D], camera[0x8827], camera[0x9204]) == (1 / 125, 2.8, 400, IFDRational(-1, 3))
    assert (camera[0x9003], camera[0xA434]) == ("2024:01:02 03:04:05", "A lens")
    if target != "avif":
        assert (main[0x4746], camera[0x9999], camera[0x9400]) == (4, b"private", 21)
    assert camera[0x9286] == b"ASCII\0\0\0a comment"
    assert camera[0x927C] == b"maker's own \0\1\2" * 9
    assert (camera[0xA002], camera[0xA003]) == (80, 48)
    assert place[1] == "N"
    assert [float(part) for part in place[2]] == [48, 8, 12.34]


@pytest.mark.parametrize("target", WITH_EXIF)
@pytest.mark.parametrize("source", ["jpg", "png", "tif"])
def test_the_rest_goes_where_the_format_holds_it(source, target, tmp_path) -> None:
    again, notes = _result(_source(tmp_path, source), tmp_path / f"out.{target}")
    assert b"A > B" in again.metadata.xmp
    assert b'srd:Model="bicubic"' in again.metadata.xmp
    assert again.metadata.dpi == pytest.approx((300, 300), abs=0.1)
    if target in ("jpg", "png", "tif"):
        assert again.metadata.iptc == IPTC
    texts = (("Description", "a text of PNG"),) if source == target == "png" else ()
    assert again.metadata.texts == texts
    left_out = ["IPTC"] * (target in ("webp", "avif")) + ["text"] * (source == "png" != target)
    assert [note.rpartition(": ")[2] for note in notes] == ([", ".join(left_out) + "."] if left_out else [])


@pytest.mark.parametrize("target", ["bmp", "gif"])
def test_formats_without_metadata_say_so(target, tmp_path) -> None:
    again, notes = _result(_source(tmp_path), tmp_path / f"out.{target}")
    assert again.metadata.exif is None
    assert any("EXIF, XMP, IPTC" in note for note in notes)


@pytest.mark.parametrize("target", WITH_EXIF)
def test_sizes_in_xmp_are_told_anew_and_the_thumbnail_is_gone(target, tmp_path) -> None:
    again, _ = _result(_source(tmp_path), tmp_path / f"out.{target}")
    xmp = again.metadata.xmp
    for said in (b'tiff:ImageWidth="80"', b"<tiff:ImageLength>48<", b"ex:PixelXDimension='80'", b"<ex:PixelYDimension>48<"):
        assert said in xmp
    assert b'tiff:Orientation="1"' in xmp
    assert b"old picture" not in xmp


@pytest.mark.parametrize("target", WITH_EXIF)
def test_no_location_strips_the_place_and_nothing_else(target, tmp_path) -> None:
    out = tmp_path / f"out.{target}"
    again, _ = _result(_source(tmp_path), out, FileRules(metadata="no_location"))
    main, camera, place = _tags(out)
    assert (main[0x010F], camera[0x8827], place) == ("Maker", 400, {})
    assert b"A > B" in again.metadata.xmp
    for place_word in (b"GPS", b"Here", b"Location"):
        assert place_word not in again.metadata.xmp
    if target in ("jpg", "png", "tif"):
        assert b"A title" in again.metadata.iptc
    for secret in (b"A city", b"A country", b"48,8.2N"):
        assert secret not in out.read_bytes()


@pytest.mark.parametrize("target", WITH_EXIF)
@pytest.mark.parametrize("provenance", [True, False])
def test_none_strips_all_but_what_is_ours(target, provenance, tmp_path) -> None:
    out = tmp_path / f"out.{target}"
    again, notes = _result(_source(tmp_path), out, FileRules(metadata="none", provenance=provenance))
    main, camera, place = _tags(out)
    assert not {0x010E, 0x010F, 0x0110, 0x0131, 0x013B} & main.keys()
    assert not {0x829A, 0x927C, 0x9286, 0xA434} & camera.keys()
    assert place == {}
    assert again.metadata.iptc is None
    assert (b'srd:Model="bicubic"' in (again.metadata.xmp or b"")) == provenance
    assert b"A > B" not in (again.metadata.xmp or b"")
    assert notes == ()
    assert again.metadata.dpi == pytest.approx((300, 300), abs=0.1)


@pytest.mark.parametrize("orientation", range(10))
@pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp"])
def test_every_orientation_is_applied_once(suffix, orientation, tmp_path) -> None:
    exif, pixels = (
        _exif(sizes=suffix != "tif"),
        np.repeat(np.repeat(RNG.integers(0, 256, (3, 5, 3), dtype=np.uint8), 16, axis=0), 16, axis=1),
    )
    exif[0x0112] = orientation
    file = tmp_path / f"a.{suffix}"
    Image.fromarray(pixels).save(file, exif=exif, **({"quality": 100} if suffix in ("jpg", "webp") else {}))
    first = read_picture(file)
    out = write_picture(first, tmp_path / f"b.{suffix}").path
    second = read_picture(out)
    assert first.pixels.shape == second.pixels.shape == ((48, 80, 3) if orientation < 5 or orientation > 8 else (80, 48, 3))
    assert np.abs(first.pixels.astype(int) - second.pixels).mean() < 3
    assert _tags(out)[0].get(0x0112, 1) == 1


# --- the blocks themselves --------------------------------------------------------------------------------------------


def _big_endian_block() -> bytes:
    """A block of the other byte order with a value of every usual type, and a thumbnail behind."""
    values = [
        (0x010F, 2, 6, b"Maker\0"),
        (0x0112, 3, 1, struct.pack(">H", 8)),
        (0x011A, 5, 1, struct.pack(">II", 300, 1)),
        (0x8769, 4, 1, b""),
    ]
    camera = [(0x9204, 10, 1, struct.pack(">ii", -1, 3)), (0x927C, 7, 5, b"\1\2\3\4\5"), (0xA002, 4, 1, struct.pack(">I", 20))]

    def directory(entries: list[tuple[int, int, int, bytes]], start: int, after: int) -> bytes:
        head, tail, end = struct.pack(">H", len(entries)), b"", start + 2 + 12 * len(entries) + 4
        for tag, kind, count, data in entries:
            value = data.ljust(4, b"\0") if len(data) <= 4 else struct.pack(">I", end + len(tail))
            tail += data + bytes(len(data) % 2) if len(data) > 4 else b""
            head += struct.pack(">HHI", tag, kind, count) + value
        return head + struct.pack(">I", after) + tail

    main = directory(values, 8, 0)
    at = 8 + len(main)
    values[3] = (0x8769, 4, 1, struct.pack(">I", at))
    below = directory(camera, at, 0)
    last = at + len(below)
    return b"MM\0*" + struct.pack(">I", 8) + directory(values, 8, last) + below + directory(values[:1], last, 0)


def test_a_block_of_the_other_byte_order_keeps_its_values() -> None:
    tree = exif_block.read_block(exif_block.MARK + _big_endian_block())
    exif = Image.Exif()
    exif.load(exif_block.block(exif_block.for_result(tree, width=80, height=48, location=True, srgb=False)))
    camera = exif.get_ifd(0x8769)
    assert (exif[0x010F], exif[0x0112], float(exif[0x011A])) == ("Maker", 1, 300)
    assert (camera[0x9204], camera[0x927C], camera[0xA002]) == (IFDRational(-1, 3), b"\1\2\3\4\5", 80)
    assert exif.get_ifd(0x0201) == {}


def test_colours_converted_to_srgb_are_said_to_be() -> None:
    camera = (exif_block.Entry(tag=0xA001, kind=3, count=1, data=b"\xff\xff"),)
    interop = (exif_block.Entry(tag=1, kind=2, count=4, data=b"R03\0"),)
    tree = exif_block.ExifTree(camera=camera, interop=interop)
    for srgb in (True, False):
        exif = Image.Exif()
        exif.load(exif_block.block(exif_block.for_result(tree, width=1, height=1, location=True, srgb=srgb)))
        below = exif.get_ifd(0x8769)
        assert below[0xA001] == (1 if srgb else 0xFFFF)
        assert (0xA005 in below) != srgb


@pytest.mark.parametrize("cut", range(0, 200, 7))
def test_a_cut_block_is_read_as_far_as_it_goes_or_refused(cut) -> None:
    data = _big_endian_block()[:cut]
    try:
        tree = exif_block.read_block(data)
    except ValueError:
        return
    exif_block.block(tree)


def test_random_blocks_never_end_the_program() -> None:
    rng = np.random.default_rng(0)
    whole = bytearray(_big_endian_block())
    for _ in range(500):
        data = bytearray(whole)
        for at in rng.integers(0, len(data), 6):
            data[at] = int(rng.integers(256))
        try:
            exif_block.block(exif_block.read_block(bytes(data)))
        except ValueError:
            continue


def test_exif_is_added_to_bigtiff(tmp_path) -> None:
    path = tmp_path / "a.tif"
    pyvips.Image.new_from_array(SMALL).copy(interpretation="srgb").tiffsave(str(path), bigtiff=True, compression="deflate")
    with path.open("r+b") as file:
        exif_block.add_to_tiff(file, exif_block.read_block(_exif().tobytes()))
    picture = read_picture(path)
    np.testing.assert_array_equal(picture.pixels, SMALL)
    exif = Image.Exif()
    exif.load(picture.metadata.exif)
    assert (exif[0x010F], exif.get_ifd(0x8769)[0x8827], exif.get_ifd(0x8825)[1]) == ("Maker", 400, "N")


def test_a_hostile_packet_takes_no_time() -> None:
    began = time.monotonic()
    for piece in (b" ", b"<exif:GPSx ", b"<exif:GPSx>", b" exif:GPSx=", b'xmlns:a="'):
        xmp_for_result(upright_xmp(piece * 60_000), width=1, height=1, location=False)
    assert time.monotonic() - began < 60


def test_a_packet_of_other_letters_is_left_out_where_places_must_not_stay(tmp_path) -> None:
    xmp = XMP.decode().encode("utf-16")
    picture = Picture(pixels=LARGE, metadata=Metadata(xmp=xmp))
    assert read_picture(write_picture(picture, tmp_path / "a.jpg").path).metadata.xmp == xmp
    written = write_picture(picture, tmp_path / "b.jpg", FileRules(metadata="no_location"))
    assert read_picture(written.path).metadata.xmp is None
    assert "XMP" in written.notes[0].text


def test_iptc_is_found_among_photoshops_resources() -> None:
    other = b"8BIM" + struct.pack(">HH", 0x03ED, 0) + struct.pack(">I", 3) + b"abc\0"
    named = b"8BIM" + struct.pack(">H", 0x0404) + b"\x03abc" + struct.pack(">I", len(IPTC)) + IPTC
    assert iptc_block.datasets(b"Photoshop 3.0\0" + other + named) == IPTC
    assert iptc_block.datasets(iptc_block.as_resource(IPTC)) == IPTC
    assert iptc_block.datasets(IPTC) == IPTC
    for harm in (b"", b"8BIM", other, b"Photoshop 3.0\x008BIM\x04"):
        assert iptc_block.datasets(harm) is None
    assert iptc_block.of_png_text("rubbish") is None
    assert iptc_block.of_png_text("\niptc\n  3\nzz") is None
    for cut in range(len(IPTC)):
        iptc_block.without_place(IPTC[:cut])


def test_a_block_that_is_too_long_for_jpeg_is_said(tmp_path) -> None:
    long = exif_block.ExifTree(camera=(exif_block.Entry(tag=0x927C, kind=7, count=70_000, data=bytes(70_000)),))
    picture = Picture(pixels=LARGE, metadata=Metadata(exif=exif_block.block(long)))
    written = write_picture(picture, tmp_path / "a.jpg")
    assert "left out: EXIF" in written.notes[0].text
    assert write_picture(picture, tmp_path / "a.png").notes == ()


def test_the_first_frame_of_a_gif_becomes_png_and_it_is_said(tmp_path) -> None:
    frames = [Image.new("RGB", (5, 4), colour) for colour in ("red", "blue")]
    data = io.BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:])
    (tmp_path / "a.gif").write_bytes(data.getvalue())
    picture = read_picture(tmp_path / "a.gif")
    assert "first" in picture.notes[0].text
    written = write_picture(picture, tmp_path / "b.gif")
    assert "256 colours" in written.notes[0].text
    np.testing.assert_array_equal(read_picture(written.path).pixels[:, :, :3], picture.pixels)
