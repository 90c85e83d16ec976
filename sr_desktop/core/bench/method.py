"""A model as the benchmark runs it: low-resolution floats in, unrounded floats out."""

from __future__ import annotations

import hashlib
import sys
import threading
from functools import cache
from pathlib import Path

import numpy as np

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.colour import rgb_to_ycbcr, ycbcr_to_rgb
from sr_desktop.core.errors import BadCheckpoint
from sr_desktop.core.models.catalog import KERNELS
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.models.published import method_of
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.settings import Precision

REVISION = 1
"""Raised when a change of code changes what any model answers: results kept from before are then of no use."""


class Method:
    """A model of the catalog on one device.

    channels: 1 where luminance is all that it works on. has_all_cores: whether it is a network, which spreads its work
    over all cores by itself, so that nothing else may run beside it while its time is taken, and which belongs to one
    thread. Everything else runs on one core, and may be used by several threads at once. has_linear_algebra: whether
    numpy's linear algebra would spread such work over all cores if it were let.
    """

    def __init__(self, card: ModelCard, *, device: str = "auto", precision: Precision = "auto") -> None:
        self.card = card
        self._kernel = KERNELS.get(card.arch)
        self._device, self._precision = device, precision
        self._of_thread = threading.local()
        # Interpolation is linear, so luminance alone gives what all three channels would.
        self.channels = 1 if self._kernel else card.channels
        self.has_all_cores = card.arch in ARCH_BY_ID
        self.has_linear_algebra = not self._kernel and not self.has_all_cores

    @property
    def published_as(self) -> str:
        """The key of its published figures, see core/models/published.py."""
        return method_of(self.card.arch, self.card.story.recipe if self.card.story else "")

    def serves(self, scale: int) -> bool:
        """Whether the model itself does this factor; a resized answer of another factor would be no fair row."""
        return not self.card.scales or float(scale) in self.card.scales

    def device(self, scale: int) -> str:
        """Where it runs at this factor. Raises what loading the weights does, and DeviceUnavailable."""
        return self._upscaler.net(scale).backend.device if self.has_all_cores else "cpu"

    def load(self, scale: int) -> None:
        """Make ready what `enhance` needs on this thread, so that its time is not counted. Raises what loading does."""
        if not self._kernel:
            self._upscaler.net(scale)

    def identity(self, scale: int) -> str:
        """What the answers at this factor come from: the revision of the code and the weights' hash. Raises BadCheckpoint."""
        if not self.card.files:
            return f"{REVISION}:built-in"
        return f"{REVISION}:{_file_hash(self.card.files[self.card.scales.index(float(scale))])}"

    def channels_for(self, truth_channels: int, protocol: Protocol) -> int:
        """How many channels its input has, for a truth of so many: colours only where the protocol compares them."""
        return 3 if protocol.channel == "rgb" and truth_channels == 3 else self.channels

    def enhance(
        self,
        low: FloatArray,
        scale: int,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> FloatArray:
        """h x w x C in 0..1 to its answer `scale` times as large, with as many channels, unrounded.

        Of a colour picture, what works on luminance alone enlarges Y; Cb and Cr come by bicubic, as in the window.
        Raises Cancelled, and what the model does: BadOutput, OutOfMemory, BadCheckpoint, DeviceUnavailable.
        """
        if self._kernel:
            return imresize(low, float(scale), self._kernel)
        if self.channels == 1 and low.shape[2] == 3:
            ycbcr = rgb_to_ycbcr(low)
            luma = self._answer(np.ascontiguousarray(ycbcr[:, :, :1]), scale, progress, cancel)
            return ycbcr_to_rgb(np.concatenate([luma, imresize(ycbcr[:, :, 1:], float(scale))], axis=2))
        return self._answer(low, scale, progress, cancel)

    @property
    def _upscaler(self) -> Upscaler:
        """The calling thread's own: none may be used by two."""
        if not hasattr(self._of_thread, "upscaler"):
            self._of_thread.upscaler = Upscaler(self.card, device=self._device, precision=self._precision)
        upscaler: Upscaler = self._of_thread.upscaler
        return upscaler

    def _answer(self, low: FloatArray, scale: int, progress: ProgressCallback, cancel: CancelToken | None) -> FloatArray:
        net = self._upscaler.net(scale)
        answer = net.enhance(low, scale, progress=progress, cancel=cancel)
        for note in net.ladder.take_notes():
            # The figures are the same; the seconds are not, and a device that gave up stands in no row.
            print(f"{self.card.id}: {note.text}", file=sys.stderr)  # noqa: T201 - stderr is the log
        return answer


@cache
def _file_hash(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError as error:
        raise BadCheckpoint(path=path, detail=error.strerror or str(error)) from None
