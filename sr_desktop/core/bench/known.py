"""What is known of a measurement before it begins: results kept from before, if they have all that is asked for."""

from __future__ import annotations

from dataclasses import replace

from sr_desktop.core.bench.cache import Result, ResultCache, ResultKey
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.errors import CannotWrite


class KnownResults:
    """Results in `cache`, None for none; `lost` is why results could not be kept any more, once that happens."""

    def __init__(self, cache: ResultCache | None, metrics: MetricSet) -> None:
        self._cache, self._metrics = cache, metrics
        self.lost: CannotWrite | None = None

    def find(self, key: ResultKey) -> Result | None:
        """A result with every figure that is asked for, without those that are not. Raises CannotWrite."""
        found = self._cache.find(key) if self._cache else None
        return self._as_asked(found) if found and self._has_all(found) else None

    def keep(self, key: ResultKey, result: Result) -> None:
        """Keep a result, with what an earlier one had besides. A full disk is no reason to lose hours: see `lost`."""
        if self._cache is None or self.lost:
            return
        try:
            self._cache.put(key, _joined(result, self._cache.find(key)))
        except CannotWrite as error:
            self.lost = error

    def _has_all(self, result: Result) -> bool:
        digest = self._metrics.distance.digest if self._metrics.distance else ""
        has_ms_ssim = result.ms_ssim is not None or result.no_ms_ssim
        return (has_ms_ssim or not self._metrics.with_ms_ssim) and (not digest or result.distance_by == digest)

    def _as_asked(self, result: Result) -> Result:
        if not self._metrics.with_ms_ssim:
            result = replace(result, ms_ssim=None, no_ms_ssim=False)
        return result if self._metrics.distance else replace(result, distance=None, distance_by="")


def _joined(result: Result, earlier: Result | None) -> Result:
    if earlier is None:
        return result
    if result.ms_ssim is None and not result.no_ms_ssim:
        result = replace(result, ms_ssim=earlier.ms_ssim, no_ms_ssim=earlier.no_ms_ssim)
    if not result.distance_by:
        result = replace(result, distance=earlier.distance, distance_by=earlier.distance_by)
    return result
