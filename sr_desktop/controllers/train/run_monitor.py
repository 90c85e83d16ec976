"""The right side of the Train page: the run that is looked at, live or ended, in curves, pictures and words."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QImage

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.pair_image import pair_image
from sr_desktop.controllers.train.preview_pixels import PreviewPixels
from sr_desktop.controllers.train.training_queue import LiveRun
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Evaluated, Failed, Finished, Preview, Started, SweepRow, Warned
from sr_desktop.core.models.published import published
from sr_desktop.core.runs.coach import advice
from sr_desktop.core.runs.log import RunLog, read_log
from sr_desktop.core.runs.summary import RunSummary
from sr_desktop.core.runs.table import csv_of
from sr_desktop.ui.curves import Reference, ShownRun
from sr_desktop.ui.dialogs import ask_target_of
from sr_desktop.ui.train.page import TrainPage
from sr_desktop.ui.train.run_header import HeaderState, RunFacts

_FACTS_MS = 250
_FOLLOW_MS = 5000
"""Between two looks at a run that another process trains."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """A run that is looked at; summary: None for the live one."""

    name: str
    folder: Path
    log: RunLog
    summary: RunSummary | None = None


class RunMonitor(QObject):
    """Shows the live run as it goes, or runs of the list."""

    def __init__(self, page: TrainPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context, self._queue = page, context, context.training
        self._looked: tuple[Looked, ...] = ()
        self._pixels = PreviewPixels(context.training.scratch / "previews")
        self._facts_timer, self._follow_timer = QTimer(self), QTimer(self)
        self._facts_timer.setSingleShot(True)
        self._facts_timer.setInterval(_FACTS_MS)
        self._facts_timer.timeout.connect(self._show_facts)
        self._follow_timer.setInterval(_FOLLOW_MS)
        self._follow_timer.timeout.connect(self._follow)
        self._connect()
        self._on_queue_changed()
        self._show_facts()

    @property
    def run(self) -> Looked | None:
        """The run that the head tells of: the first that is looked at."""
        return self._looked[0] if self._looked else None

    def show_stored(self, summaries: Sequence[RunSummary]) -> None:
        """Read these runs' events and show their curves, the first one's pictures too."""
        self._context.calls.start(
            lambda: [_read(summary.path) for summary in summaries],
            done=lambda logs: self._show_logs(tuple(summaries), logs),
            failed=self._context.reporter.mention,
        )

    def _connect(self) -> None:
        page, queue = self._page, self._queue
        queue.changed.connect(self._on_queue_changed)
        queue.happened.connect(self._on_event)
        queue.ended.connect(self._on_ended)
        page.header.pause_wanted.connect(queue.pause)
        page.header.stop_wanted.connect(queue.stop)
        page.pictures.wanted.connect(self._load_crop)
        page.learned.wanted.connect(self._load_picture)
        page.curves.save_wanted.connect(self._save_curves)

    # --- which run ------------------------------------------------------------------------------------------------------

    @property
    def is_live(self) -> bool:
        """Whether the training at work is what is looked at."""
        return bool(self._queue.live and self.run and self.run.log is self._queue.live.log)

    def _on_queue_changed(self) -> None:
        live = self._queue.live
        self._page.set_busy(live is not None)
        # A log is put in its place when an interrupted run was read; a new run takes the place of whatever was shown.
        if live and (self.run is None or self.run.log is not live.log) and live.state == "starting":
            self._look((Looked(name=live.ticket.name, folder=live.ticket.folder, log=live.log),))
        self._show_facts()

    def _show_logs(self, summaries: tuple[RunSummary, ...], logs: list[RunLog]) -> None:
        live = self._queue.live
        self._look(
            tuple(
                Looked(
                    name=summary.name,
                    folder=summary.path,
                    log=live.log if live and live.ticket.folder == summary.path else log,
                    summary=None if live and live.ticket.folder == summary.path else summary,
                )
                for summary, log in zip(summaries, logs, strict=True)
            )
        )

    def _look(self, looked: tuple[Looked, ...]) -> None:
        self._looked = looked
        self._show_curves()
        self._show_previews()
        self._show_sweep()
        self._show_advice()
        self._show_facts()
        elsewhere = bool(self.run and self.run.summary and self.run.summary.state == "running")
        (self._follow_timer.start if elsewhere else self._follow_timer.stop)()

    def _show_curves(self) -> None:
        self._page.curves.show_runs(
            [ShownRun(name=each.name, log=each.log, references=_references(each.log)) for each in self._looked]
        )

    def _follow(self) -> None:
        run = self.run
        if run is None or run.summary is None or not self._page.isVisible():
            return
        path, store = run.folder, self._queue.store
        self._context.calls.start(
            lambda: (store.summary(path), _read(path)),
            done=lambda found: self._show_logs((found[0],), [found[1]]) if self.run is run else None,
            failed=lambda _: self._follow_timer.stop(),
        )

    # --- what happens ---------------------------------------------------------------------------------------------------

    def _on_event(self, event: Event) -> None:
        if not self.is_live:
            return
        self._page.curves.refresh()
        if not self._facts_timer.isActive():
            self._facts_timer.start()
        if isinstance(event, Started):
            self._show_curves()
        if isinstance(event, (Preview, Warned)):
            self._show_previews()
        if isinstance(event, (Preview, SweepRow)):
            self._show_sweep()
        if isinstance(event, (Evaluated, Finished, Failed)):
            self._show_advice()

    def _on_ended(self, live: LiveRun) -> None:
        failed = live.log.ended
        if live.error:
            report_failure(self._page.banner, live.error)
        elif isinstance(failed, Failed):
            report_failure(self._page.banner, failed)
        elif isinstance(failed, Finished):
            name = live.ticket.name
            self._context.reporter.say(lambda: self.tr("The training {name} has ended.").format(name=name))
        if self.run and self.run.log is live.log:
            store, folder = self._queue.store, live.ticket.folder
            self._context.calls.start(
                lambda: store.summary(folder),
                done=lambda summary: self._keep_showing(live, summary),
                failed=self._context.reporter.mention,
            )
        self._show_facts()

    def _keep_showing(self, live: LiveRun, summary: RunSummary) -> None:
        if self.run and self.run.log is live.log:
            self._looked = (
                Looked(name=summary.name, folder=summary.path, log=live.log, summary=summary),
                *self._looked[1:],
            )
            self._show_facts()

    # --- words ----------------------------------------------------------------------------------------------------------

    def _show_advice(self) -> None:
        self._page.advice.show_advice(advice(self.run.log) if self.run and len(self._looked) == 1 else ())

    def _show_facts(self) -> None:
        run = self.run
        if run is None:
            self._page.header.show_facts(RunFacts())
            return
        log, summary = run.log, run.summary
        psnr, gain = _scores(log)
        self._page.header.show_facts(
            RunFacts(
                name=run.name if len(self._looked) == 1 else self.tr("{name} and others").format(name=run.name),
                state=self._state(run),
                step=log.step,
                total_steps=log.total_steps,
                seconds_left=log.seconds_left() if self.is_live else None,
                psnr=psnr,
                gain=gain,
                patches_per_s=log.speed.last if self.is_live else None,
                memory_mb=log.memory_mb.last,
                device=log.started.device if log.started else "",
                waiting=len(self._queue.waiting),
                warnings=len(log.warnings),
                is_live=self.is_live,
                resumable=bool(summary and summary.resumable and summary.state != "running" and len(self._looked) == 1),
                usable=bool(summary and summary.has_weights and not self.is_live and len(self._looked) == 1),
            )
        )

    def _state(self, run: Looked) -> HeaderState:
        if self.is_live and self._queue.live:
            return self._queue.live.state
        if run.summary is None or run.summary.state == "new":
            return "interrupted"
        return run.summary.state

    # --- pictures -------------------------------------------------------------------------------------------------------

    def _show_previews(self) -> None:
        previews = self.run.log.previews if self.run else []
        self._page.pictures.show_previews(previews)
        self._page.learned.show_previews(previews)
        self._page.patches.show_warnings([warning.message for warning in self.run.log.warnings] if self.run else [])

    def _show_sweep(self) -> None:
        rows = tuple(self.run.log.rows) if self.run else ()
        plots = [preview for preview in self.run.log.previews if preview.kind == "plot"] if self.run else []
        if not rows:
            self._page.experiments.show_result((), QImage())
            return
        path = plots[-1].path if plots else ""
        self._context.calls.start(
            lambda: QImage(path) if path else QImage(),
            done=lambda image: self._page.experiments.show_result(rows, image),
            failed=self._context.reporter.mention,
        )

    def _load_crop(self, preview: Preview, with_truth: bool) -> None:
        before = preview.truth if with_truth else preview.input
        self._context.calls.start(
            lambda: (self._pixels.of(before, keep=True), self._pixels.of(preview.path)),
            done=lambda files: self._page.pictures.show_pixels(*files, is_truth=with_truth),
            failed=lambda _: self._forget(preview),
        )

    def _forget(self, preview: Preview) -> None:
        """The trainer keeps only so many pictures of a long run: this one is gone."""
        if self.run and preview in self.run.log.previews:
            self.run.log.previews.remove(preview)
            self._show_previews()

    def _load_picture(self, preview: Preview) -> None:
        self._context.calls.start(
            lambda: pair_image(preview.path, preview.truth) if preview.truth else QImage(preview.path),
            done=self._page.learned.show_image,
            failed=self._context.reporter.mention,
        )

    def _save_curves(self, kind: str) -> None:
        name = f"{self.run.name if self.run else 'curves'}.{kind}"
        ask_target_of(self._context.window, name, kind, lambda path: self._write(Path(path), self._contents(kind)))

    def _contents(self, kind: str) -> Callable[[], bytes]:
        """What makes a file's contents off the window's thread; plots are painted now, since only that thread may."""
        curves = self._page.curves
        if kind == "csv":
            # The logs go on growing meanwhile.
            runs = [(run.name, copy.deepcopy(run.log)) for run in curves.seen_runs]
            return lambda: "".join(csv_of(runs)).encode()
        painted = curves.to_png() if kind == "png" else curves.to_svg()
        return lambda: painted

    def _write(self, path: Path, contents: Callable[[], bytes]) -> None:
        self._context.calls.start(
            lambda: path.write_bytes(contents()),
            done=lambda _: self._context.reporter.say(lambda: self.tr("Saved {name}.").format(name=path.name)),
            failed=self._context.reporter.mention,
        )


def _read(folder: Path) -> RunLog:
    """The log of the run in `folder`, which may have been moved since, with the pictures that are still there."""
    log = read_log(folder / "events.jsonl")
    found = (_moved(preview, folder) for preview in log.previews)
    log.previews = [preview for preview in found if Path(preview.path).exists()]
    return log


def _moved(preview: Preview, folder: Path) -> Preview:
    where = folder if preview.kind == "plot" else folder / "previews"
    path, before, truth = (
        str(where / Path(name).name) if name else "" for name in (preview.path, preview.input, preview.truth)
    )
    return replace(preview, path=path, input=before, truth=truth)


def _references(log: RunLog) -> tuple[Reference, ...]:
    """The paper's values, for the sets that are measured besides; known once the run has said what it is."""
    if log.started is None:
        return ()
    return tuple(
        Reference(label=each.network, dataset=each.dataset, scale=each.scale, psnr=each.psnr)
        for each in published(log.started.arch, log.started.recipe)
    )


def _scores(log: RunLog) -> tuple[float | None, float | None]:
    """The newest mean PSNR over factors on the validation pictures, and its gain over bicubic."""
    values = [scores.psnr.last for key, scores in log.scores.items() if key.dataset == "validation"]
    known = [value for value in values if value is not None]
    return (sum(known) / len(known) if known else None), log.gain()
