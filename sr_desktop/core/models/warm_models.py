"""Models that were used lately, kept ready."""

from __future__ import annotations

from sr_desktop.core.models.catalog import ModelFolders, find_model, list_models
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.settings import Device, Precision

_MOST = 5
"""Those of a preview, and one more."""


class WarmModels:
    """Gives Upscalers, for one thread. folders: where weights lie; tuner: chooses what the user leaves to the program; room:
    where results shall lie.
    """

    def __init__(self, folders: ModelFolders, tuner: Tuner | None = None, room: Workroom = IN_MEMORY) -> None:
        self._folders, self._tuner, self._room = folders, tuner, room
        self._kept: dict[tuple[object, ...], Upscaler] = {}

    def get(self, model: str, *, ensemble: bool, device: Device, precision: Precision, tile: int) -> Upscaler:
        """The model of this id with these choices. Raises UnknownModel, and what reading its weights does."""
        key = (model, ensemble, device, precision, tile)
        upscaler = self._kept.pop(key, None)
        if upscaler is None:
            card = find_model(list_models(self._folders), model)
            upscaler = Upscaler(
                card,
                device=device,
                precision=precision,
                tile=tile,
                ensemble=ensemble,
                tuner=self._tuner,
                room=self._room,
            )
        self._kept[key] = upscaler
        while len(self._kept) > _MOST:
            del self._kept[next(iter(self._kept))]
        return upscaler

    @property
    def are_measured(self) -> bool:
        """Whether for all that have run it is known what is fastest."""
        return not any(upscaler.unmeasured for upscaler in self._kept.values())

    def measure_used(self, cancel: CancelToken) -> None:
        """Find what is fastest for those that have run. Raises Cancelled, and what loading and running them does."""
        for key, upscaler in list(self._kept.items()):
            if upscaler.unmeasured:
                upscaler.measure_used(cancel)
                # Others of the same model would go on as they were chosen before.
                self._kept = {other: each for other, each in self._kept.items() if other[0] != key[0] or each is upscaler}

    def forget(self) -> None:
        """Let go of all: their files may have changed."""
        self._kept.clear()
