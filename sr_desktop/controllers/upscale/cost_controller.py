"""What a run would take, told beside its size before it starts."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.controllers.upscale.picture_controller import PictureController
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.file_sizes import size_text

_PATIENCE_MS = 150
"""So long the user may go on choosing before the engine is asked."""


class CostController(QObject):
    """Asks the engine whenever something changes that a run depends on; what is shown always belongs to the present choices."""

    def __init__(self, context: Context, *, pictures: PictureController, upscaling: UpscaleController) -> None:
        super().__init__(context.window)
        self._context, self._pictures, self._upscaling = context, pictures, upscaling
        self._section = context.upscale_page.size_section
        self._request: int | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PATIENCE_MS)
        self._soon.timeout.connect(self._ask)
        pictures.opened.connect(self._wish)
        context.catalog.changed.connect(self._wish)
        context.upscale_page.models.chosen.connect(self._wish)
        self._section.changed.connect(self._wish)
        context.preferences.run_changed.connect(self._wish)
        context.preferences.saving_changed.connect(self._wish)
        context.preferences.memory_changed.connect(self._wish)
        upscaling.result_changed.connect(self._wish)
        context.window.actions_of.truth.toggled.connect(self._wish)
        context.link.lost.connect(self._forget)

    def _wish(self) -> None:
        self._forget()
        self._section.show_costs(None)
        if self._context.window.actions_of.truth.isChecked():
            return
        self._soon.start()

    def _forget(self) -> None:
        self._soon.stop()
        if self._request is not None:
            self._context.link.forget(self._request)
            self._request = None

    def _ask(self) -> None:
        card, target = self._upscaling.model, self._section.target
        if self._pictures.picture is None or card is None or self._upscaling.size is None or self._upscaling.running:
            return
        run, saving = self._context.preferences.run, self._context.preferences.saving
        self._request = self._context.link.ask(
            lambda number: EstimateRun(
                request=number,
                model=card.id,
                size=target,
                folder=str(self._context.saving.folder),
                ensemble=run.ensemble,
                device=run.device,
                precision=run.precision,
                tile=run.tile,
                file=saving.file,
            ),
            self._on_answer,
        )

    def _on_answer(self, answer: Answer) -> None:
        self._request = None
        if isinstance(answer, RunEstimated):
            told = answer
            too_large = (told.free is not None and told.bytes > told.free) or _lacks_room(told)
            self._section.show_costs(lambda: self._text(told), failed=too_large)

    def _text(self, told: RunEstimated) -> str:
        parts = [self._time(told), self.tr("file about {size}").format(size=size_text(told.bytes))]
        if told.free is not None and told.bytes > told.free:
            parts.append(self.tr("the disk has only {size} left").format(size=size_text(told.free)))
        elif told.free is not None:
            parts.append(self.tr("{size} free").format(size=size_text(told.free)))
        if told.large or _lacks_room(told):
            sizes = {"disk": size_text(told.disk), "memory": size_text(told.memory)}
            parts.append(self.tr("meanwhile {disk} of disk and about {memory} of memory").format(**sizes))
        if told.disk_free is not None and _lacks_room(told):
            parts.append(self.tr("for that the disk has only {size} left").format(size=size_text(told.disk_free)))
        if told.passes > 1:
            parts.append(self.tr("the model runs {count} times").format(count=told.passes))
        return " · ".join(parts)

    def _time(self, told: RunEstimated) -> str:
        if told.seconds is None:
            return self.tr("time not measured yet")
        if told.seconds < 1:
            return self.tr("under 1 s")
        return self.tr("about {time}").format(time=duration_text(told.seconds))


def _lacks_room(told: RunEstimated) -> bool:
    return told.disk_free is not None and told.disk > told.disk_free
