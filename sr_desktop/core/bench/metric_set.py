"""All metrics that a measurement asks for, of one answer."""

from __future__ import annotations

from dataclasses import dataclass

from sr_desktop.core.bench.distance import PerceptualDistance
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol import compared, measure_compared
from sr_desktop.core.metrics import MS_SSIM_SIDE, mean_over_channels, ms_ssim
from sr_desktop.core.pictures.picture import FloatArray

REVISION = 1
"""Raised when a change of code changes any figure: results kept from before are then of no use."""


@dataclass(frozen=True, kw_only=True)
class Figures:
    """psnr in dB, infinite for equal pictures; ms_ssim None where not asked for, or with no_ms_ssim too small for it."""

    psnr: float
    ssim: float
    ms_ssim: float | None = None
    no_ms_ssim: bool = False
    distance: float | None = None


@dataclass(frozen=True)
class MetricSet:
    """PSNR and SSIM by `protocol`; MS-SSIM where wished; the perceptual distance where there is a network for it."""

    protocol: Protocol
    with_ms_ssim: bool = False
    distance: PerceptualDistance | None = None

    @property
    def key(self) -> str:
        """What figures depend on besides truth and answer, as text."""
        return f"{REVISION}:{self.protocol.channel}:{self.protocol.shave}:{self.protocol.low}"

    def of(self, truth: FloatArray, answer: FloatArray, scale: int) -> Figures:
        """Measure an answer, for the arguments and errors see `compared`. May run on several threads at once."""
        a, b = compared(truth, answer, scale, self.protocol)
        plain = measure_compared(a, b)
        large_enough = min(a.shape[:2]) >= MS_SSIM_SIDE
        return Figures(
            psnr=plain.psnr,
            ssim=plain.ssim,
            ms_ssim=mean_over_channels(ms_ssim, a, b) if self.with_ms_ssim and large_enough else None,
            no_ms_ssim=self.with_ms_ssim and not large_enough,
            distance=self.distance.between(a, b) if self.distance else None,
        )
