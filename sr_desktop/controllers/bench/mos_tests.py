"""Opinion tests on the Benchmark page: their list, new ones, their pictures, raters, results."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject

from sr_desktop import paths
from sr_desktop.controllers.attempts import attempt
from sr_desktop.controllers.bench.mos_making import MakingEnded, StimuliMaker
from sr_desktop.controllers.bench.mos_rating import RatingSession
from sr_desktop.controllers.bench.setup import BenchmarkSetup
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.error_text import error_text, failure_text
from sr_desktop.controllers.file_manager import show_folder
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.written_file import write_file
from sr_desktop.core.bench.truth import list_pictures
from sr_desktop.core.errors import SrError
from sr_desktop.core.mos.audit import Audit, verify
from sr_desktop.core.mos.export import WRITERS, StudyRecord, read_record
from sr_desktop.core.mos.ratings import rater_name
from sr_desktop.core.mos.results import StudyResults
from sr_desktop.core.mos.store import StudyStore, StudySummary
from sr_desktop.core.mos.study import StudyPlan
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.jobs.trash import move_to_trash
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.dialogs import ask_choice, ask_folder, ask_name, ask_pictures, ask_ratings_target
from sr_desktop.ui.mos.paths_list import PathsList
from sr_desktop.ui.mos.rating_window import RatingWindow
from sr_desktop.ui.mos.study_form import StudyWish
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.banner import BannerText

Result = TypeVar("Result")
_MOST_FINDINGS = 5
_SEED_BITS = 31


class OpinionTests(QObject):
    """Serves the tab of opinion tests."""

    def __init__(self, page: BenchmarkPage, context: Context, setup: BenchmarkSetup) -> None:
        super().__init__(page)
        self._page, self._view, self._context, self._setup = page, page.opinions, context, setup
        self._store = StudyStore(paths.studies_dir())
        self._cancel = CancelToken()
        self._maker = StimuliMaker(context.link, self)
        self.rating = RatingSession(RatingWindow(context.window), self)
        self._shown: Path | None = None
        self._connect()
        self.refresh()

    def refresh(self, mark: Path | None = None) -> None:
        """Read the folder of tests anew."""
        self._try(self._store.studies, lambda rows: self._view.studies.set_rows(rows, mark))

    def close(self) -> None:
        """End what goes on; what was rated is stored."""
        self._cancel.cancel()
        self._maker.stop()
        self.rating.close()

    def _connect(self) -> None:
        studies, scores, form = self._view.studies, self._view.scores, self._view.form
        studies.new_wanted.connect(self._begin_form)
        studies.chosen.connect(self._show_results)
        studies.rating_wanted.connect(self._ask_rater)
        studies.making_wanted.connect(lambda row: self._make(row.folder, row.pictures))
        studies.making_stopped.connect(self._maker.stop)
        studies.folder_wanted.connect(lambda row: show_folder(row.folder, self._context.reporter))
        studies.delete_wanted.connect(self._ask_delete)
        scores.export_wanted.connect(self._ask_export)
        scores.check_wanted.connect(self._audit)
        form.create_wanted.connect(self.create)
        form.closed.connect(self._view.show_tests)
        form.sets_wanted.connect(self._add_sets)
        for files in (form.pictures, form.examples):
            files.files_wanted.connect(lambda files=files: self._ask_files(files))
            files.folder_wanted.connect(lambda files=files: self._ask_folder(files))
        self._maker.progressed.connect(studies.show_making)
        self._maker.ended.connect(self._on_made)
        self.rating.ended.connect(self.refresh)
        self.rating.failed.connect(self._refuse)
        self._context.catalog.changed.connect(lambda: form.set_cards(self._context.catalog.cards))

    # --- a new test -----------------------------------------------------------------------------------------------------

    def create(self, wish: StudyWish) -> None:
        """Set up the test and make its pictures."""
        plan = StudyPlan(
            title=wish.title,
            pictures=wish.pictures,
            methods=wish.methods,
            scale=wish.scale,
            seed=secrets.randbits(_SEED_BITS),
            protocol=self._page.protocol.protocol,
            calibration=wish.calibration,
        )

        def created(folder: Path | None) -> None:
            if folder is not None:
                self._view.show_tests()
                self.refresh(folder)
                self._make(folder, len(plan.pictures) + len(plan.calibration))

        self._try(lambda: self._created(plan), created)

    def _created(self, plan: StudyPlan) -> Path | None:
        try:
            return self._store.create(plan, self._cancel)
        except Cancelled:
            return None

    def _begin_form(self) -> None:
        self._view.form.begin(self._context.catalog.cards, self._setup.models, self._page.protocol.protocol)
        self._view.show_form()

    def _ask_files(self, files: PathsList) -> None:
        ask_pictures(self._context.window, self._context.settings.last_folder, files.add)

    def _ask_folder(self, files: PathsList) -> None:
        ask_folder(self._context.window, self._context.settings.last_folder, lambda folder: self._add_folders([folder], files))

    def _add_sets(self) -> None:
        self._add_folders([choice.folder for choice in self._setup.sets], self._view.form.pictures)

    def _add_folders(self, folders: list[str], files: PathsList) -> None:
        self._try(lambda: [str(path) for folder in folders for path in list_pictures(Path(folder))], files.add)

    # --- its pictures ---------------------------------------------------------------------------------------------------

    def _make(self, folder: Path, pictures: int) -> None:
        self._page.banner.clear()
        self._maker.start(folder, pictures, self._context.preferences.run.device)

    def _on_made(self, end: MakingEnded) -> None:
        failure = end.failure
        self._view.studies.show_making(None)
        if isinstance(failure, SrError):
            self._page.banner.show_text(lambda: error_text(failure))
        elif failure is not None:
            self._page.banner.show_text(lambda: failure_text(failure))
        self.refresh()

    # --- raters ---------------------------------------------------------------------------------------------------------

    def _ask_rater(self, row: StudySummary | None) -> None:
        if row is None or not row.is_ready or self.rating.is_open:
            return
        unfinished = [name for name, done in row.raters if done < row.stimuli]
        ask_name(
            self._context.window,
            self.tr("Who rates?"),
            self.tr("A name that was here before goes on where it stopped; a new one begins."),
            unfinished,
            lambda name: self.rate(row.folder, name),
        )

    def rate(self, folder: Path, name: str) -> None:
        """Let a rater begin or go on."""
        if rater_name(name):
            self._page.banner.clear()
            self.rating.start(folder, name)
        else:
            self._page.banner.show_text(lambda: BannerText(message=self.tr("A rater needs a name.")), "info")

    # --- results --------------------------------------------------------------------------------------------------------

    def _show_results(self, row: StudySummary | None) -> None:
        folder = row.folder if row is not None and row.problem is None else None
        same, self._shown = folder == self._shown, folder
        if folder is None:
            self._view.scores.show_results(None, ())
            return

        def show(results: StudyResults) -> None:
            if folder == self._shown:
                self._view.scores.show_results(results, self._context.catalog.cards, same=same)

        self._try(lambda: read_record(folder).results, show)

    def _ask_export(self) -> None:
        folder = self._shown
        if folder is None:
            return
        home = Path(self._context.settings.output_folder or paths.pictures_dir())
        proposal = str(home / f"{folder.name}.csv")
        ask_ratings_target(self._context.window, proposal, lambda chosen, suffix: self.export(folder, Path(chosen), suffix))

    def export(self, folder: Path, chosen: Path, suffix: str) -> None:
        """Write what was rated in the form of the file's suffix; a name without one of ours gets `suffix`."""
        named = chosen.suffix.lower() in WRITERS
        target = chosen if named else chosen.with_name(f"{chosen.name}{suffix}")

        def write() -> Path:
            record: StudyRecord = read_record(folder)
            return write_file(target, WRITERS[target.suffix.lower()](record).encode(), replace=named)

        self._try(write, self._on_written)

    def _on_written(self, path: Path) -> None:
        self._context.reporter.say(lambda: self.tr("Saved as {name} in {folder}").format(name=path.name, folder=path.parent))

    def _audit(self) -> None:
        folder = self._shown
        if folder is not None:
            self._try(lambda: self._verified(folder), self._on_audited)

    def _verified(self, folder: Path) -> Audit | None:
        try:
            return verify(folder, self._cancel)
        except Cancelled:
            return None

    def _on_audited(self, audit: Audit | None) -> None:
        if audit is not None:
            self._page.banner.show_text(lambda: self._audit_text(audit), "error" if audit.findings else "info")

    def _audit_text(self, audit: Audit) -> BannerText:
        if not audit.findings:
            message = self.tr("Nothing was changed: pictures, names, orders and {count} lines of ratings fit together.")
            hint = self.tr("Fingerprint of the ratings: {mark}").format(mark=audit.fingerprint) if audit.fingerprint else ""
            return BannerText(message=message.format(count=audit.lines), hint=hint, details=audit.fingerprint)
        message = self.tr("The audit found {count} faults.").format(count=len(audit.findings))
        return BannerText(message=message, hint=note_text(audit.findings[:_MOST_FINDINGS]), details=note_text(audit.findings))

    def _ask_delete(self, row: StudySummary | None) -> None:
        if row is not None:
            ask_choice(
                self._context.window,
                self.tr('Move the test "{title}" to the trash?').format(title=row.title),
                self.tr("Its pictures and all ratings go with it."),
                [(self.tr("Move to the trash"), lambda: self._delete(row.folder))],
            )

    def _delete(self, folder: Path) -> None:
        self._try(lambda: move_to_trash(folder), lambda _: self.refresh())

    def _try(self, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do `call` in the background; an error goes to the banner."""
        attempt(self._context.calls, call, done=done, refused=self._refuse, failed=self._context.reporter.mention)

    def _refuse(self, error: SrError) -> None:
        report_failure(self._page.banner, error)
