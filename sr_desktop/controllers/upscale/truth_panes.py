"""One picture with its truth: asks the engine, fills the panes, measures crops, and makes the strip for a paper."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import error_text, failure_text
from sr_desktop.controllers.upscale.crop_measuring import CropMeasuring, CropWish, Figures
from sr_desktop.controllers.written_file import write_file
from sr_desktop.core.bench.crop import Crop
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.messages.truth import AnswerCompared, CompareWithTruth, ComparisonEnd, TruthShown
from sr_desktop.core.protocol import RequestFailed, Working
from sr_desktop.ui.benchmark.words import protocol_facts, protocol_title
from sr_desktop.ui.dialogs import ask_strip_target
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.panes import TruthPanes
from sr_desktop.ui.panes.figures import figures_text, whole_text
from sr_desktop.ui.panes.strip import StripContent, StripItem, strip_png


class TruthPanesController(QObject):
    """One comparison at a time; a newer wish ends the one before. Ends by itself when the window closes."""

    finished = Signal()
    """The comparison is over: complete, cancelled or failed."""

    def __init__(self, context: Context, panes: TruthPanes) -> None:
        super().__init__(panes)
        self._context, self._panes = context, panes
        self._request: int | None = None
        self._protocol = Protocol()
        self._measuring = CropMeasuring(self)
        self._measuring.measured.connect(self._on_measured)
        self._measuring.failed.connect(context.reporter.mention)
        panes.crop_changed.connect(self._measure)
        panes.strip_wanted.connect(self._ask_strip)
        panes.cancel_wanted.connect(self.cancel)
        context.link.lost.connect(self._on_lost)
        context.window.closing.connect(self._measuring.close)

    @property
    def running(self) -> bool:
        """Whether a comparison is going on."""
        return self._request is not None

    def show(
        self, path: str, scale: int, models: Sequence[str], protocol: Protocol | None = None, *, device: str = "auto"
    ) -> None:
        """Take the picture at `path` as the truth and compare what `models` (up to four, beside bicubic) make of it."""
        self._drop()
        self._protocol = protocol or Protocol()
        chosen = tuple(dict.fromkeys(models))
        self._panes.begin(chosen, scale, self._protocol, self._title)
        self._request = self._context.link.ask(
            lambda number: CompareWithTruth(
                request=number, path=path, scale=scale, models=chosen, protocol=self._protocol, device=device
            ),
            self._on_answer,
        )

    def refuse(self, error: SrError) -> None:
        """Show why there is nothing to compare."""
        self._drop()
        self._panes.clear()
        self._panes.banner.show_text(lambda: error_text(error))

    def cancel(self) -> None:
        """Stop; what is there stays."""
        if self._request is not None:
            self._drop()
            self._end()

    def _drop(self) -> None:
        if self._request is not None:
            self._context.link.give_up(self._request, late=lambda _: None)
            self._request = None

    def _on_answer(self, answer: Answer) -> None:
        if isinstance(answer, Working):
            self._panes.show_progress(answer.done, answer.total, answer.seconds_left)
        elif isinstance(answer, TruthShown):
            self._panes.show_truth(answer)
        elif isinstance(answer, AnswerCompared):
            self._panes.show_answer(answer)
        elif isinstance(answer, RequestFailed):
            failure = answer
            self._panes.clear()
            self._panes.banner.show_text(lambda: failure_text(failure))
            self._end()
        elif isinstance(answer, ComparisonEnd):
            self._end()

    def _end(self) -> None:
        self._request = None
        self._panes.end()
        self.finished.emit()

    def _on_lost(self, error: SrError) -> None:
        if self._request is not None:
            self._panes.banner.show_text(lambda: error_text(error))
            self._end()

    def _title(self, model: str) -> str:
        """The model's name; its id where several have that name."""
        cards = self._context.catalog.cards
        titles = {card.id: model_text.title(card) for card in cards}
        title = titles.get(model, model)
        return model if list(titles.values()).count(title) > 1 else title

    # --- figures of a crop --------------------------------------------------------------------------------------------

    def _measure(self, crop: Crop | None) -> None:
        self._measuring.measure(self._wish(crop))

    def _wish(self, crop: Crop | None) -> CropWish | None:
        truth = self._panes.truth
        answers = {each.model: each.measured for each in self._panes.answers if each.measured}
        if crop is None or truth is None or not answers:
            return None
        return CropWish(crop=crop, truth=truth.measured, answers=answers)

    def _on_measured(self, wish: CropWish, figures: Figures) -> None:
        # Meanwhile there may be another truth, or no crop.
        if wish == self._wish(self._panes.crop):
            self._panes.show_figures(wish.crop, figures)

    # --- the strip ----------------------------------------------------------------------------------------------------

    def save_strip(self, path: Path, content: StripContent) -> None:
        """Draw a strip and write it, off the window's thread; a name without .png gets it, and then never replaces a file."""
        named = path.suffix.lower() == ".png"
        target = path if named else path.with_name(f"{path.name}.png")

        def attempt() -> Path | SrError:
            try:
                return write_file(target, strip_png(content), replace=named)
            except CannotWrite as error:
                return error
            except (OSError, ValueError) as error:
                return CannotWrite(path=str(target), detail=str(error))

        self._context.calls.start(attempt, done=self._on_written, failed=self._context.reporter.mention)

    def strip(self) -> StripContent | None:
        """What a strip of the panes that are shown would be; None without a truth, or a crop that is measured already."""
        truth, (crop, figures) = self._panes.truth, self._panes.measured
        if truth is None or crop is None or crop != self._panes.crop:
            return None
        part = QCoreApplication.translate("TruthPanes", "crop {figures}")
        whole = QCoreApplication.translate("TruthPanes", "picture {figures}")
        items = [
            StripItem(pixels=truth.truth, lines=(QCoreApplication.translate("TruthPanes", "Truth (HR)"), "PSNR / SSIM", ""))
        ]
        for answer in self._panes.shown_answers:
            of_crop = figures.get(answer.model)
            text = figures_text(of_crop.psnr, of_crop.ssim) if of_crop else "–"
            lines = (self._title(answer.model), part.format(figures=text), whole.format(figures=whole_text(answer)))
            if answer.pixels is not None:
                items.append(StripItem(pixels=answer.pixels, lines=lines))
        return StripContent(
            truth=truth.truth,
            crop=crop,
            items=items,
            caption=f"{Path(truth.path).name}, {truth.width} × {truth.height}",
            note=self._note(truth, crop),
        )

    def _note(self, truth: TruthShown, crop: Crop) -> str:
        place = QCoreApplication.translate("TruthPanes", "Crop {width} × {height} at {left}, {top}").format(
            width=crop.width, height=crop.height, left=crop.left, top=crop.top
        )
        facts = "; ".join(f"{name}: {text}" for name, text in protocol_facts(self._protocol))
        return f"×{truth.scale}. {place}. {protocol_title(self._protocol)}. {facts}."

    def _ask_strip(self) -> None:
        content, truth = self.strip(), self._panes.truth
        if content is None or truth is None:
            self._context.reporter.say(lambda: self.tr("The crop is still being measured; try again in a moment."))
            return
        stem = Path(truth.path).stem
        proposal = Path(self._context.settings.output_folder or paths.pictures_dir()) / f"{stem}_x{truth.scale}_strip.png"
        ask_strip_target(self._context.window, str(proposal), partial(self._save_strip_as, content))

    def _save_strip_as(self, content: StripContent, chosen: str) -> None:
        self.save_strip(Path(chosen), content)

    def _on_written(self, result: Path | SrError) -> None:
        if isinstance(result, SrError):
            failure = result
            self._panes.banner.show_text(lambda: error_text(failure))
            return
        written = result
        self._context.reporter.say(
            lambda: self.tr("Saved as {name} in {folder}").format(name=written.name, folder=written.parent)
        )
