"""How faithful the shown result is to its picture: measured after each run, told in words, with a map."""

from __future__ import annotations

from PySide6.QtCore import QObject

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.upscale.controller import UpscaleController
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.meter import GAIN, Closeness, FidelityMeasured, MeasureFidelity


class MeterController(QObject):
    """Asks the engine about each result that is shown; a figure never outlives its result."""

    def __init__(self, context: Context, *, upscaling: UpscaleController) -> None:
        super().__init__(context.window)
        self._context, self._upscaling = context, upscaling
        self._request: int | None = None
        self.measured: FidelityMeasured | None = None
        upscaling.result_changed.connect(self._measure)
        upscaling.started.connect(self._drop)
        context.look.language_changed.connect(self._say)
        context.link.lost.connect(self._drop)

    def _drop(self) -> None:
        if self._request is not None:
            self._context.link.give_up(self._request, late=lambda _: None)
            self._request = None

    def _measure(self) -> None:
        self._drop()
        self.measured = None
        self._say()
        if self._upscaling.result is not None:
            self._request = self._context.link.ask(lambda number: MeasureFidelity(request=number), self._on_answer)

    def _on_answer(self, answer: Answer) -> None:
        self._request = None
        if isinstance(answer, FidelityMeasured):
            self.measured = answer
            self._context.upscale_page.compare.show_heat(answer.heat, self._label(answer))
            self._say()

    def _say(self) -> None:
        page, measured = self._context.upscale_page, self.measured
        page.toolbar.show_fidelity(
            lambda: self._brief(measured) if measured else "",
            lambda: self._figure(measured) if measured else "",
            lambda: self._long(measured) if measured else "",
        )
        if measured is not None:
            page.compare.set_heat_label(self._label(measured))

    def _label(self, measured: FidelityMeasured) -> str:
        return self.tr("Result shrunk again, against the original ×{gain}: {figure}, {words}").format(
            gain=GAIN, figure=self._figure(measured), words=self._words(measured.closeness)
        )

    def _brief(self, measured: FidelityMeasured) -> str:
        texts: dict[Closeness, str] = {
            "faithful": self.tr("Fidelity {figure}: faithful"),
            "close": self.tr("Fidelity {figure}: close"),
            "loose": self.tr("Fidelity {figure}: loose"),
            "far": self.tr("Fidelity {figure}: far off"),
        }
        return texts[measured.closeness].format(figure=self._figure(measured))

    def _long(self, measured: FidelityMeasured) -> str:
        return f"{self._label(measured)}\n\n{self._protocol()}"

    def _figure(self, measured: FidelityMeasured) -> str:
        return self.tr("equal") if measured.psnr is None else f"{measured.psnr:.1f} dB"

    def _words(self, closeness: Closeness) -> str:
        texts: dict[Closeness, str] = {
            "faithful": self.tr("nothing to speak of was invented or lost"),
            "close": self.tr("small things were invented or lost"),
            "loose": self.tr("some detail was invented or lost"),
            "far": self.tr("much was invented or lost"),
        }
        return texts[closeness]

    def _protocol(self) -> str:
        return self.tr(
            "PSNR on Y (BT.601) of the result, shrunk by antialiased bicubic (MATLAB's imresize), against the original: "
            "whole picture, nothing rounded. From 45 dB faithful, from 38 close, from 30 loose. "
            "The heat map (Ctrl+9) shows where."
        )
