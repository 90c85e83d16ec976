"""Colour profiles (ICC) and sRGB without its walls, in which the models work: nothing is clipped on the way.

A profile of three primaries and curves, as those of cameras, telephones and screens are, is followed exactly in both
directions: colours that sRGB does not hold become values below 0 and over 1, and come back as they were. A profile of
tables (scanners, printers) has no exact way back; the models then work on the file's own values, which keeps them true.
"""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sr_desktop.core.pictures.picture import FloatArray

Float64 = npt.NDArray[np.float64]

_SRGB: Float64 = np.array(
    [
        [0.43606567, 0.38514709, 0.14306641],
        [0.22248840, 0.71687317, 0.06060791],
        [0.01391602, 0.09706116, 0.71409607],
    ]
)
"""sRGB's primaries as columns of XYZ under D50, as in its own profile."""
_CODES = 65536
_ROOT = 2.4
"""Inverse curves are kept over this root of the light: every usual curve is smooth and not steep over it."""
_NO_DIFFERENCE = 1 / 512
_TABLES = {b"A2B0", b"A2B1", b"A2B2", b"D2B0", b"D2B1", b"D2B3"}


@dataclass(frozen=True, kw_only=True, eq=False)
class WorkingColours:
    """The way from a profile's values to the models' and back.

    curves: for each channel the light (0..1) of 65536 values; inverses: the value for 65536 steps of the root of light;
    matrix: from the profile's light to sRGB's, None for grey.
    """

    curves: FloatArray
    inverses: FloatArray
    matrix: Float64 | None

    def to_working(self, values: FloatArray) -> FloatArray:
        """H x W x C values of the profile, 0..1 in steps of 8 or 16 bits, as sRGB, which may lie outside 0..1."""
        codes = np.rint(values * np.float32(_CODES - 1)).astype(np.int32)
        light = np.stack([curve[codes[:, :, channel]] for channel, curve in enumerate(self.curves)], axis=2)
        if self.matrix is not None:
            light = light @ np.ascontiguousarray(self.matrix.T, dtype=np.float32)
        return srgb_of_light(light)

    def from_working(self, srgb: FloatArray) -> FloatArray:
        """The reverse of `to_working`; what the profile does not hold is clipped to 0..1."""
        light = light_of_srgb(srgb)
        if self.matrix is not None:
            light = light @ np.ascontiguousarray(np.linalg.inv(self.matrix).T, dtype=np.float32)
        steps = np.clip(light, 0, 1) ** np.float32(1 / _ROOT) * np.float32(_CODES - 1)
        below = np.minimum(steps.astype(np.int32), _CODES - 2)
        share = steps - below
        result = np.empty_like(srgb)
        for channel, inverse in enumerate(self.inverses):
            at, part = below[:, :, channel], share[:, :, channel]
            result[:, :, channel] = inverse[at] * (1 - part) + inverse[at + 1] * part
        return result


def is_srgb(icc: bytes, channels: int) -> bool:
    """Whether the profile is sRGB's own, or for grey has its curve."""
    colours = _read(icc, channels)
    return colours is not None and _changes_nothing(colours)


def working_colours(icc: bytes | None, channels: int) -> WorkingColours | None:
    """The way for a profile of 1 (grey) or 3 channels; None where the models take the values as they are.

    That is so without a profile, for sRGB's own, and for profiles of tables or of a kind that is not known.
    """
    colours = None if icc is None else _read(icc, channels)
    return None if colours is None or _changes_nothing(colours) else colours


def srgb_of_light(light: FloatArray) -> FloatArray:
    """sRGB's curve, mirrored for light below 0."""
    size = np.abs(light)
    curved = np.float32(1.055) * size ** np.float32(1 / 2.4) - np.float32(0.055)
    result: FloatArray = np.copysign(np.where(size <= np.float32(0.0031308), np.float32(12.92) * size, curved), light)
    return result


def light_of_srgb(srgb: FloatArray) -> FloatArray:
    """The reverse of `srgb_of_light`."""
    size = np.abs(srgb)
    curved = ((size + np.float32(0.055)) / np.float32(1.055)) ** np.float32(2.4)
    result: FloatArray = np.copysign(np.where(size <= np.float32(0.04045), size / np.float32(12.92), curved), srgb)
    return result


@lru_cache(maxsize=8)
def _read(icc: bytes, channels: int) -> WorkingColours | None:
    try:
        return _parsed(icc, channels)
    except (struct.error, ValueError, IndexError, KeyError, np.linalg.LinAlgError):
        return None


def _parsed(icc: bytes, channels: int) -> WorkingColours | None:
    tags = _tags(icc)
    if icc[20:24] != b"XYZ " or tags.keys() & _TABLES:
        return None
    names = (b"kTRC",) if channels == 1 else (b"rTRC", b"gTRC", b"bTRC")
    curves = [_curve(tags[name]) for name in names]
    matrix = None
    if channels == 3:
        primaries = np.stack([_xyz(tags[name]) for name in (b"rXYZ", b"gXYZ", b"bXYZ")], axis=1)
        matrix = np.asarray(np.linalg.inv(_SRGB) @ primaries, dtype=np.float64)
        np.linalg.inv(matrix)
    inverses = [_inverse(curve) for curve in curves]
    return WorkingColours(
        curves=np.stack(curves).astype(np.float32), inverses=np.stack(inverses).astype(np.float32), matrix=matrix
    )


def _tags(icc: bytes) -> dict[bytes, bytes]:
    count = struct.unpack_from(">I", icc, 128)[0]
    entries = (struct.unpack_from(">4sII", icc, 132 + 12 * number) for number in range(min(count, 256)))
    return {name: icc[offset : offset + size] for name, offset, size in entries}


def _xyz(tag: bytes) -> Float64:
    return np.array(struct.unpack_from(">3i", tag, 8), dtype=np.float64) / 65536


def _curve(tag: bytes) -> Float64:
    """The light for each of 65536 values. Raises ValueError for curves that do not rise from 0 to 1 or thereabouts."""
    values = np.linspace(0, 1, _CODES)
    light = _parametric(tag, values) if tag[:4] == b"para" else _sampled(tag, values)
    if not np.isfinite(light).all() or (np.diff(light) < 0).any() or light[-1] - light[0] < 0.5:
        raise ValueError("the curve does not rise")
    return np.clip(light, 0, 1)


def _sampled(tag: bytes, values: Float64) -> Float64:
    if tag[:4] != b"curv":
        raise ValueError("a curve of an unknown kind")
    count = struct.unpack_from(">I", tag, 8)[0]
    if count == 0:
        return values
    samples = np.array(struct.unpack_from(f">{count}H", tag, 12), dtype=np.float64)
    return values ** (samples[0] / 256) if count == 1 else np.interp(values, np.linspace(0, 1, count), samples / 65535)


def _parametric(tag: bytes, values: Float64) -> Float64:
    kind = struct.unpack_from(">H", tag, 8)[0]
    count = (1, 3, 4, 5, 7)[kind]
    given = [number / 65536 for number in struct.unpack_from(f">{count}i", tag, 12)]
    gamma, a, b = (*given, 1.0, 0.0)[:3] if kind == 0 else given[:3]
    upper: Callable[[Float64], Float64] = lambda x: np.maximum(a * x + b, 0) ** gamma  # noqa: E731 - read below as a formula
    if kind == 0:
        return upper(values)
    if kind in (1, 2):
        offset = given[3] if kind == 2 else 0.0
        return np.where(values >= -b / a, upper(values), 0) + offset
    slope, start = given[3], given[4]
    above, below = given[5:] if kind == 4 else (0.0, 0.0)
    return np.where(values >= start, upper(values) + above, slope * values + below)


def _inverse(curve: Float64) -> Float64:
    light = np.linspace(0, 1, _CODES) ** _ROOT
    # Where the curve is flat, the first value that gives the light.
    rises = np.concatenate([[True], np.diff(curve) > 0])
    return np.asarray(np.interp(light, curve[rises], np.linspace(0, 1, _CODES)[rises]), dtype=np.float64)


@lru_cache(maxsize=8)
def _changes_nothing(colours: WorkingColours) -> bool:
    steps = np.linspace(0, 1, 9, dtype=np.float32)
    if colours.matrix is None:
        values = np.linspace(0, 1, 256, dtype=np.float32).reshape(1, -1, 1)
    else:
        values = np.stack(np.meshgrid(steps, steps, steps), axis=-1).reshape(1, -1, 3)
    return bool(np.abs(np.clip(colours.to_working(values), 0, 1) - values).max() < _NO_DIFFERENCE)
