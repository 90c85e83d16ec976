"""An engine client without an engine: tests see what was sent and say what is answered."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.errors import EngineCrashed
from sr_desktop.core.messages.engine import PixelFile, PixelLevel, Request
from sr_desktop.core.models.model_card import ModelCard, Score
from sr_desktop.core.protocol import (
    EngineReady,
    ImageOpened,
    ImageUpscaled,
    ListModels,
    ModelFound,
    ModelsEnd,
    OpenImage,
    RequestFailed,
    ResultSaved,
    SaveResult,
    UpscaleImage,
    Working,
)
from sr_desktop.core.texts import Note

Kind = TypeVar("Kind", bound=Request)

CARDS = (
    ModelCard(id="bicubic", title="Bicubic", arch="bicubic", any_scale=True, channels=3, licence="MIT"),
    ModelCard(
        id="srcnn",
        title="SRCNN",
        arch="srcnn",
        scales=(2.0, 3.0, 4.0),
        params=57281,
        licence="MIT",
        source="shipped",
        scores=(
            Score(dataset="Set14", scale=3.0, psnr=29.0, ssim=0.82, bicubic=27.54),
            Score(dataset="Set5", scale=2.0, psnr=36.5, ssim=0.95),
            Score(dataset="Set5", scale=3.0, psnr=32.6, ssim=0.91),
        ),
        files=("/models/srcnn_x2.safetensors", "/models/srcnn_x3.safetensors"),
    ),
    ModelCard(
        id="broken",
        title="broken.safetensors",
        arch="",
        source="user",
        files=("/m/broken",),
        problem=Note(template="It is cut short."),
    ),
)


class FakeClient(QObject):
    """Has the face of EngineClient; nothing is answered by itself. folder: where pixel files are made."""

    ready = Signal(object)
    answered = Signal(object)
    crashed = Signal(object)

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._numbers = itertools.count(1)
        self._files = itertools.count(1)
        self._folder = folder
        self.sent: list[Request] = []
        self.cancelled: list[int] = []
        self.memory: list[int] = []
        self.started = self.closed = False

    def start(self) -> None:
        self.started = True

    def next_request(self) -> int:
        return next(self._numbers)

    def send(self, request: Request) -> None:
        self.sent.append(request)

    def use_memory(self, megabytes: int) -> None:
        self.memory.append(megabytes)

    def cancel(self, request: int) -> None:
        self.cancelled.append(request)

    def close(self) -> None:
        self.closed = True

    def last(self, kind: type[Kind]) -> Kind:
        """The newest request of a kind."""
        return next(request for request in reversed(self.sent) if isinstance(request, kind))

    def count(self, kind: type[Request]) -> int:
        """How many requests of a kind were sent."""
        return sum(isinstance(request, kind) for request in self.sent)

    def be_ready(self, cards: tuple[ModelCard, ...] = CARDS) -> None:
        """Become ready and answer the question for the models."""
        self.ready.emit(EngineReady(devices=("cuda:0", "cpu"), version="2.13"))
        self.tell_models(cards)

    def tell_models(self, cards: tuple[ModelCard, ...] = CARDS) -> None:
        number = self.last(ListModels).request
        for card in cards:
            self.answered.emit(ModelFound(request=number, card=card))
        self.answered.emit(ModelsEnd(request=number, count=len(cards)))

    def open(self, width: int = 40, height: int = 30, **facts: object) -> ImageOpened:
        """Answer the newest OpenImage."""
        request = self.last(OpenImage)
        values: dict[str, object] = {"channels": 3, "bits": 8, "has_alpha": False, "format": "png", "notes": ()}
        answer = ImageOpened(
            request=request.request,
            path=request.path,
            width=width,
            height=height,
            pixels=self.pixels(width, height),
            **{**values, **facts},  # type: ignore[arg-type]
        )
        self.answered.emit(answer)
        return answer

    def work(self, done: int, total: int, seconds_left: float | None = None) -> None:
        """Report progress of the newest run."""
        number = self.last(UpscaleImage).request
        self.answered.emit(Working(request=number, done=done, total=total, seconds_left=seconds_left))

    def finish(
        self, request: UpscaleImage | None = None, width: int = 120, height: int = 90, notes: tuple[Note, ...] = ()
    ) -> None:
        """Answer a run, the newest one if none is given."""
        request = request or self.last(UpscaleImage)
        self.answered.emit(
            ImageUpscaled(
                request=request.request,
                model=request.model,
                scale=request.size.value,
                width=width,
                height=height,
                seconds=1.5,
                device="cpu",
                precision="fp32",
                tile=256,
                pixels=self.pixels(width, height),
                baseline=self.pixels(width, height),
                notes=notes,
            )
        )

    def saved(self, path: str | None = None, notes: tuple[Note, ...] = ()) -> None:
        """Answer the newest SaveResult."""
        request = self.last(SaveResult)
        self.answered.emit(ResultSaved(request=request.request, path=path or request.path, width=120, height=90, notes=notes))

    def fail(self, request: Request, code: str, **values: str | int | float) -> None:
        """Answer a request with a failure."""
        self.answered.emit(
            RequestFailed(request=request.request, code=code, message="engine's words", hint="engine's hint", values=values)
        )

    def crash(self, detail: str = "ended by SIGKILL") -> None:
        self.crashed.emit(EngineCrashed(detail=detail))

    def pixels(self, width: int, height: int) -> PixelFile:
        path = self._folder / f"pixels-{next(self._files)}.rgba"
        path.write_bytes(bytes([90, 120, 200, 255]) * (width * height))
        return PixelFile(path=str(path), levels=(PixelLevel(width=width, height=height, offset=0),))
