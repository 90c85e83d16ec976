"""Colours with a profile: exact on the way to the models and back, and the same after an enlargement."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import pyvips
from nets import run_by, save_net
from PIL import Image, ImageCms

from sr_desktop.core.archs import srcnn, srresnet
from sr_desktop.core.image_io import read_picture, write_picture
from sr_desktop.core.models.catalog import BICUBIC, LANCZOS, ModelFolders, list_models
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures import result_errors
from sr_desktop.core.pictures.picture import Metadata, Picture
from sr_desktop.core.pictures.profile import is_srgb, working_colours
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import TargetSize

SRGB = bytes(pyvips.Image.profile_load("srgb"))
P3 = bytes(pyvips.Image.profile_load("p3"))
D50 = (0.9642, 1.0, 0.8249)
ADOBE = ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457))
PROPHOTO = ((0.79767, 0.28804, 0.0), (0.13519, 0.71188, 0.0), (0.03134, 0.00009, 0.82491))


def _profile(curve: bytes, primaries: tuple[tuple[float, float, float], ...] = ()) -> bytes:
    """A profile of curves, and of primaries where it is for RGB; as small as LittleCMS takes it."""

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ " + bytes(4) + struct.pack(">3i", *(round(value * 65536) for value in values))

    tags = {b"wtpt": xyz(D50), b"desc": b"desc" + bytes(4) + struct.pack(">I", 2) + b"x\0" + bytes(78)}
    if primaries:
        names = (b"rXYZ", b"gXYZ", b"bXYZ")
        tags |= dict(zip(names, map(xyz, primaries), strict=True)) | dict.fromkeys((b"rTRC", b"gTRC", b"bTRC"), curve)
    else:
        tags[b"kTRC"] = curve
    table, body, at = b"", b"", 132 + 12 * len(tags)
    for name, tag in tags.items():
        table += struct.pack(">4sII", name, at + len(body), len(tag))
        body += tag + bytes(-len(tag) % 4)
    space = b"RGB " if primaries else b"GRAY"
    header = struct.pack(">I4sI4s4s4s12x4s", at + len(body), bytes(4), 0x02100000, b"mntr", space, b"XYZ ", b"acsp")
    header = header.ljust(68, b"\0") + struct.pack(">3i", *(round(value * 65536) for value in D50))
    return header.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def _gamma(value: float) -> bytes:
    return b"curv" + bytes(4) + struct.pack(">IH", 1, round(value * 256)) + bytes(2)


def _para(kind: int, *values: float) -> bytes:
    numbers = [round(value * 65536) for value in values]
    return b"para" + bytes(4) + struct.pack(f">HH{len(numbers)}i", kind, 0, *numbers)


CURVES = {
    "linear": b"curv" + bytes(8),
    "gamma": _gamma(2.2),
    "samples": b"curv" + bytes(4) + struct.pack(">I33H", 33, *(round((n / 32) ** 2.4 * 65535) for n in range(33))),
    "para 0": _para(0, 1.8),
    "para 1": _para(1, 2.2, 1.0, 0.0),
    "para 2": _para(2, 2.2, 1.0, 0.0, 0.0),
    "para 3": _para(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045),
    "para 4": _para(4, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045, 0.0, 0.0),
}


WIDE = {"p3": P3, "adobe": _profile(_gamma(2.2), ADOBE), "prophoto": _profile(_gamma(1.8), PROPHOTO)}


def _lab(pixels: np.ndarray, icc: bytes) -> np.ndarray:
    """CIE Lab by LittleCMS, in floating point."""
    image = pyvips.Image.new_from_array(pixels).copy(interpretation="rgb16" if pixels.dtype == np.uint16 else "srgb")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", icc)
    return np.asarray(image.icc_import(embedded=True, pcs="lab", intent="relative").numpy())


def chart(kind: type = np.uint8, patch: int = 24) -> np.ndarray:
    """216 patches of all mixtures of six steps, the pure primaries among them; 12 rows of 18."""
    steps = np.linspace(0, np.iinfo(kind).max, 6).astype(kind)
    colours = np.stack(np.meshgrid(steps, steps, steps, indexing="ij"), axis=-1).reshape(12, 18, 3)
    return colours.repeat(patch, axis=0).repeat(patch, axis=1)


def _middles(pixels: np.ndarray, patch: int) -> np.ndarray:
    """The mean of the middle of each patch of a chart."""
    return pixels.reshape(12, patch, 18, patch)[:, patch // 3 : -patch // 3, :, patch // 3 : -patch // 3].mean(axis=(1, 3))


def _there_and_back(codes: np.ndarray, icc: bytes) -> np.ndarray:
    colours, peak = working_colours(icc, codes.shape[2]), np.float32(np.iinfo(codes.dtype).max)
    return np.rint(colours.from_working(colours.to_working(codes.astype(np.float32) / peak)) * peak)


@pytest.mark.parametrize("curve", CURVES, ids=str)
@pytest.mark.parametrize("primaries", [ADOBE, PROPHOTO], ids=["adobe", "prophoto"])
def test_values_come_back_as_they_were(curve, primaries) -> None:
    icc = _profile(CURVES[curve], primaries)
    colours = np.random.default_rng(2).integers(0, 256, (64, 64, 3), dtype=np.uint8)
    np.testing.assert_array_equal(_there_and_back(colours, icc), colours)
    ramp = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1).repeat(3, axis=2)
    again = _there_and_back(ramp, icc)
    assert np.abs(again - ramp).max() <= 2
    assert len(np.unique(again)) > 65_000
    # A channel near black beside a bright one has the few digits that float arithmetic leaves it: a tenth of an 8-bit step.
    mixed = np.stack([ramp[:, :, 0], np.roll(ramp[:, :, 0], 99, axis=0), ramp[::-1, ::-1, 0]], axis=2)
    assert np.abs(_there_and_back(mixed, icc) - mixed).max() <= 64


def test_the_working_colours_are_those_of_littlecms() -> None:
    pixels = np.random.default_rng(3).integers(0, 256, (40, 40, 3), dtype=np.uint8)
    image = pyvips.Image.new_from_array(pixels).copy(interpretation="srgb")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", P3)
    theirs = image.icc_transform("srgb", embedded=True, intent="relative").numpy()
    ours = np.clip(working_colours(P3, 3).to_working(pixels.astype(np.float32) / 255), 0, 1) * 255
    assert np.abs(ours - theirs).max() < 2


def test_srgb_is_taken_as_it_is() -> None:
    for icc in (SRGB, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()):
        assert is_srgb(icc, 3)
        assert working_colours(icc, 3) is None
    assert not is_srgb(P3, 3)
    assert working_colours(b"rubbish", 3) is None
    assert working_colours(None, 3) is None


def test_a_grey_profile_comes_back(tmp_path) -> None:
    icc = _profile(_gamma(1.8))
    colours = working_colours(icc, 1)
    levels = np.arange(65536, dtype=np.uint16).reshape(256, 256, 1)
    again = colours.from_working(colours.to_working(levels.astype(np.float32) / 65535))
    assert np.abs(np.rint(again * 65535) - levels).max() <= 1


def _card(kind: str, tmp_path: Path) -> ModelCard:
    if kind in ("bicubic", "lanczos"):
        return {"bicubic": BICUBIC, "lanczos": LANCZOS}[kind]
    spec = {"srcnn": srcnn.SPEC, "srresnet": srresnet.SPEC}[kind]
    save_net(tmp_path, spec, scales=(2.0,) if kind == "srcnn" else (4.0,))
    return list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize(
    "icc", [P3, _profile(_gamma(2.2), ADOBE), _profile(_gamma(1.8), PROPHOTO)], ids=["p3", "adobe", "prophoto"]
)
def test_a_chart_keeps_its_colours_through_bicubic(icc, kind, tmp_path) -> None:
    source = Picture(pixels=chart(kind), metadata=Metadata(icc=icc))
    size = TargetSize(value=2).resolve(source.width, source.height)
    result = Upscaler(BICUBIC).upscale(source, size).picture
    written = read_picture(write_picture(result, tmp_path / "a.png").path)
    assert written.metadata.icc == icc
    difference = np.linalg.norm(_lab(written.pixels, icc) - _lab(source.pixels, icc).repeat(2, 0).repeat(2, 1), axis=2)
    assert _middles(difference, 48).max() < 1


@pytest.mark.parametrize("kind", [np.uint8, np.uint16])
@pytest.mark.parametrize("icc", [P3, _profile(_gamma(1.8), PROPHOTO)], ids=["p3", "prophoto"])
def test_a_chart_keeps_its_colours_through_a_network(icc, kind, tmp_path) -> None:
    upscaler = Upscaler(_card("srresnet", tmp_path), device="cpu")
    net, seen = upscaler.net(4.0), []

    def repeat(planes: np.ndarray, cancel: object) -> np.ndarray:
        seen.append((planes.min(), planes.max()))
        return planes.repeat(4, axis=1).repeat(4, axis=2)

    run_by(net, repeat)
    source = Picture(pixels=chart(kind, 12), metadata=Metadata(icc=icc))
    result = upscaler.upscale(source, TargetSize(value=4).resolve(source.width, source.height)).picture
    assert all(low >= 0 and high <= 1 for low, high in seen)
    difference = np.linalg.norm(_lab(result.pixels, icc) - _lab(source.pixels, icc).repeat(4, 0).repeat(4, 1), axis=2)
    assert _middles(difference, 48).max() < 1


@pytest.mark.parametrize("icc", WIDE.values(), ids=WIDE)
def test_models_on_luminance_get_srgb_and_colours_come_back(icc, tmp_path) -> None:
    upscaler, shown = Upscaler(_card("srcnn", tmp_path), device="cpu"), []

    def look(planes: np.ndarray, cancel: object) -> np.ndarray:
        shown.append((planes.min(), planes.max()))
        return planes

    run_by(upscaler.net(2.0), look)
    source = Picture(pixels=chart(), metadata=Metadata(icc=icc))
    result = upscaler.upscale(source, TargetSize(value=2).resolve(source.width, source.height)).picture
    difference = np.linalg.norm(_lab(result.pixels, icc) - _lab(source.pixels, icc).repeat(2, 0).repeat(2, 1), axis=2)
    assert _middles(difference, 48).max() < 1
    assert min(low for low, _ in shown) >= 16 / 255 - 1e-6
    assert max(high for _, high in shown) <= 235 / 255 + 1e-6


def test_a_network_is_shown_srgb(tmp_path) -> None:
    upscaler, shown = Upscaler(_card("srresnet", tmp_path), device="cpu"), []

    def look(planes: np.ndarray, cancel: object) -> np.ndarray:
        shown.append(planes[:, 0, 0])
        return planes.repeat(4, axis=1).repeat(4, axis=2)

    run_by(upscaler.net(4.0), look)
    pixels = np.full((8, 8, 3), (180, 120, 90), np.uint8)
    size = TargetSize(value=4).resolve(8, 8)
    upscaler.upscale(Picture(pixels=pixels, metadata=Metadata(icc=P3)), size)
    image = pyvips.Image.new_from_array(pixels).copy(interpretation="srgb")
    image.set_type(pyvips.GValue.blob_type, "icc-profile-data", P3)
    wanted = image.icc_transform("srgb", embedded=True, intent="relative").numpy()[0, 0]
    np.testing.assert_allclose(shown[0] * 255, wanted, atol=1)


@pytest.mark.parametrize("deep", [True, False])
def test_results_can_be_converted_to_srgb(deep, tmp_path) -> None:
    muted = chart(np.uint16 if deep else np.uint8) // 3 + (20_000 if deep else 80)
    source = Picture(pixels=muted, metadata=Metadata(icc=P3))
    written = read_picture(write_picture(source, tmp_path / "a.png", FileRules(profile="srgb")).path)
    assert is_srgb(written.metadata.icc, 3)
    assert written.bits == source.bits
    difference = np.linalg.norm(_lab(written.pixels, written.metadata.icc) - _lab(source.pixels, P3), axis=2)
    assert difference.max() < 1
    kept = read_picture(write_picture(source, tmp_path / "b.png", FileRules(profile="keep")).path)
    np.testing.assert_array_equal(kept.pixels, source.pixels)


@pytest.mark.parametrize("deep", [True, False])
def test_grey_with_a_profile_stays_grey_in_srgb(deep, tmp_path) -> None:
    levels = np.linspace(0, 65535 if deep else 255, 256).astype(np.uint16 if deep else np.uint8).reshape(16, 16, 1)
    source = Picture(pixels=levels, metadata=Metadata(icc=_profile(_gamma(1.8))))
    written = read_picture(write_picture(source, tmp_path / "a.png", FileRules(profile="srgb")).path)
    assert written.is_grey
    assert written.metadata.icc is None
    light = (levels / source.peak) ** 1.8
    srgb = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    assert np.abs(written.pixels / source.peak - srgb).max() * 255 < 1.1


@pytest.mark.parametrize("suffix", ["bmp", "gif"])
def test_formats_without_profiles_get_srgb_and_it_is_said(suffix, tmp_path) -> None:
    flat = Picture(pixels=np.full((16, 16, 3), (200, 60, 40), np.uint8), metadata=Metadata(icc=P3))
    written = write_picture(flat, tmp_path / f"a.{suffix}")
    assert any("converted to sRGB" in note.text for note in written.notes)
    again = read_picture(written.path)
    assert np.abs(_lab(again.pixels, SRGB) - _lab(flat.pixels, P3)).max() < 3
    plain = replace(flat, metadata=Metadata(icc=SRGB))
    assert not any("sRGB" in note.text for note in write_picture(plain, tmp_path / f"b.{suffix}").notes)


@pytest.mark.parametrize("harm", ["cut", "tags", "rubbish"])
def test_a_damaged_profile_is_left_out_and_said(harm, tmp_path) -> None:
    icc = {"cut": P3[:200], "tags": P3[:132] + bytes(len(P3) - 132), "rubbish": b"no profile at all" * 30}[harm]
    data = io.BytesIO()
    Image.fromarray(chart(patch=2)).save(data, "JPEG", icc_profile=icc)
    (tmp_path / "a.jpg").write_bytes(data.getvalue())
    picture = read_picture(tmp_path / "a.jpg")
    assert picture.metadata.icc is None
    assert "damaged" in picture.notes[0].text


def test_the_screen_is_shown_srgb(tmp_path) -> None:
    from sr_desktop.core.pictures.pixel_file import write_pixel_file  # noqa: PLC0415

    picture = Picture(pixels=np.full((4, 4, 3), (180, 120, 90), np.uint8), metadata=Metadata(icc=P3))
    write_pixel_file(picture, tmp_path / "pixels")
    shown = np.frombuffer((tmp_path / "pixels").read_bytes(), np.uint8)[:3]
    wanted = np.rint(working_colours(P3, 3).to_working(picture.pixels[:1, :1] / np.float32(255)) * 255)[0, 0]
    np.testing.assert_allclose(shown, wanted, atol=1)
    assert not np.array_equal(shown, picture.pixels[0, 0])


def test_a_black_answer_is_an_error_and_a_black_picture_is_none(tmp_path) -> None:
    upscaler = Upscaler(_card("srresnet", tmp_path), device="cpu")
    nothing = lambda planes, cancel: np.zeros((3, planes.shape[1] * 4, planes.shape[2] * 4), np.float32)  # noqa: E731
    run_by(upscaler.net(4.0), nothing)
    size = TargetSize(value=4).resolve(8, 8)
    with pytest.raises(result_errors.BlackOutput, match="nothing was saved") as error:
        upscaler.upscale(Picture(pixels=np.full((8, 8, 3), 90, np.uint8)), size)
    assert "fp32" in error.value.hint
    assert not upscaler.upscale(Picture(pixels=np.zeros((8, 8, 3), np.uint8)), size).picture.pixels.any()
