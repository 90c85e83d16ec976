"""Models that stay loaded between the pictures of a queue."""

from __future__ import annotations

from collections.abc import Sequence

from sr_desktop.core.models.catalog import find_model
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.workroom import Workroom
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.settings import UpscaleSettings

_MOST = 2


class KeptUpscalers:
    """The last upscalers that were asked for. device: what "auto" means; tuner: chooses the rest; room: for large pictures."""

    def __init__(self, cards: Sequence[ModelCard], *, device: str, tuner: Tuner | None, room: Workroom) -> None:
        self._cards, self._device, self._tuner, self._room = cards, device, tuner, room
        self._kept: dict[tuple[object, ...], Upscaler] = {}

    def get(self, settings: UpscaleSettings) -> Upscaler:
        """The one that meets `settings`. Raises UnknownModel."""
        device = self._device if settings.device == "auto" else settings.device
        wanted = (settings.model, device, settings.precision, settings.tile, settings.ensemble)
        if wanted not in self._kept:
            while len(self._kept) >= _MOST:
                del self._kept[next(iter(self._kept))]
            self._kept[wanted] = Upscaler(
                find_model(self._cards, settings.model),
                device=device,
                precision=settings.precision,
                tile=settings.tile,
                ensemble=settings.ensemble,
                tuner=self._tuner,
                room=self._room,
            )
        return self._kept[wanted]
