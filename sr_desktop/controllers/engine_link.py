"""Requests to the engine and who waits for their answers: stale answers find nobody and are dropped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sr_desktop.core.errors import EngineCrashed
from sr_desktop.core.messages.engine import Answer, Request
from sr_desktop.core.protocol import EngineReady
from sr_desktop.jobs.upscale_job import LAST_ANSWERS, EngineClient

AnswerHandler = Callable[[Answer], None]


class EngineLink(QObject):
    """Numbers requests and brings each answer to its asker; the client holds requests back while the engine starts."""

    became_ready = Signal(object)
    """The engine is ready, for the first time or again; carries EngineReady."""
    lost = Signal(object)
    """The engine crashed; carries EngineCrashed. No request that was going on will be answered."""

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._handlers: dict[int, AnswerHandler] = {}
        self.engine: EngineReady | None = None
        client.ready.connect(self._on_ready)
        client.answered.connect(self._on_answer)
        client.crashed.connect(self._on_crash)

    def start(self) -> None:
        """Start the engine process."""
        self._client.start()

    def use_memory(self, megabytes: int) -> None:
        """Let pictures take so much memory from now on, 0 for automatic."""
        self._client.use_memory(megabytes)

    def ask(self, build: Callable[[int], Request], handler: AnswerHandler) -> int:
        """Send the request that `build` makes for a fresh number; `handler` gets its answers. Returns the number."""
        number = self._client.next_request()
        self._handlers[number] = handler
        self._client.send(build(number))
        return number

    def forget(self, number: int) -> None:
        """Drop whatever still comes for the request, but let it finish: stopping it would cost more than it takes."""
        self._handlers.pop(number, None)

    def give_up(self, number: int, *, late: AnswerHandler) -> None:
        """Stop the request; what still comes for it goes to `late`."""
        self._handlers[number] = late
        self._client.cancel(number)

    def close(self) -> None:
        """End the engine process and drop everything."""
        self._handlers.clear()
        self._client.close()

    def _on_ready(self, engine: EngineReady) -> None:
        self.engine = engine
        self.became_ready.emit(engine)

    def _on_answer(self, answer: Answer) -> None:
        handler = self._handlers.get(answer.request)
        if isinstance(answer, LAST_ANSWERS):
            self._handlers.pop(answer.request, None)
        if handler is not None:
            handler(answer)

    def _on_crash(self, error: EngineCrashed) -> None:
        self.engine = None
        self._handlers.clear()
        self.lost.emit(error)
