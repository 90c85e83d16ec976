"""The pictures of a set as they are measured: known by their content, read once for all models, shown as each wants it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sr_desktop.core.bench.errors import PictureTooSmall
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol import low_resolution, modcrop
from sr_desktop.core.bench.truth import FORMATS, read_truth
from sr_desktop.core.errors import ImageMissing, ImageUnreadable
from sr_desktop.core.metrics import SSIM_WINDOW
from sr_desktop.core.pictures.picture import FloatArray


@dataclass(frozen=True, kw_only=True)
class TruthFile:
    """A file of ground truth. digest: SHA-256 of its bytes; width and height are 0 where its header is damaged."""

    path: Path
    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class Sample:
    """truth: H x W x 1 or 3 in 0..1, cut to multiples of the factor; lows: what models are shown, by number of channels."""

    file: TruthFile
    truth: FloatArray
    lows: dict[int, FloatArray]

    def low_for(self, method: Method, protocol: Protocol) -> FloatArray:
        """What `method` is shown."""
        return self.lows[method.channels_for(self.truth.shape[2], protocol)]


def identify(path: Path) -> TruthFile:
    """Read the bytes of a file. Raises ImageMissing, ImageUnreadable; whether it is a picture shows when it is decoded."""
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        raise ImageMissing(path=str(path)) from None
    except OSError as error:
        raise ImageUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    width, height = _size(path)
    return TruthFile(path=path, digest=digest, width=width, height=height)


def read_sample(file: TruthFile, scale: int, protocol: Protocol, methods: Iterable[Method]) -> Sample:
    """The truth and the low-resolution pictures that `methods` need. Raises PictureTooSmall and what `read_truth` does."""
    whole = read_truth(file.path)
    truth = modcrop(whole, scale)
    least = SSIM_WINDOW + 2 * protocol.border(scale)
    least += -least % scale
    if min(truth.shape[:2]) < least:
        height, width = whole.shape[:2]
        raise PictureTooSmall(path=str(file.path), width=width, height=height, scale=scale, least=least)
    wanted = {method.channels_for(truth.shape[2], protocol) for method in methods}
    lows = {channels: low_resolution(truth, scale, channels=channels, protocol=protocol) for channels in wanted}
    return Sample(file, truth, lows)


def _size(path: Path) -> tuple[int, int]:
    try:
        with Image.open(path, formats=FORMATS) as image:
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        # Only how many are measured at a time depends on it; reading the picture tells what is wrong with it.
        return 0, 0
