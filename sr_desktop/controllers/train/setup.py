"""The left side of the Train page: network, pictures, options, and what they need, up to the press of Train."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.controllers.train.trainer_question import TrainerQuestion
from sr_desktop.core.errors import BadJob, SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Estimated, Failed, RecipeFound, SweepFound
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.presets import quick
from sr_desktop.ui.dialogs import ask_file, ask_folder
from sr_desktop.ui.train.network_section import family_of
from sr_desktop.ui.train.page import TrainPage

_FIRST_FAMILY = "SRCNN 9-5-5 ×3"
_SEPARATOR = "\n"


class TrainSetup(QObject):
    """Keeps the form, the recipe and the folders in step, and starts what they describe."""

    changed = Signal()
    """The job is another one."""

    def __init__(self, page: TrainPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context, self._queue = page, context, context.training
        self._recipes: list[RecipeFound] = []
        self._sweeps: list[SweepFound] = []
        self._family, self._preset = _FIRST_FAMILY, "modern"
        self._folders = tuple(folder for folder in context.settings.train_folders.split(_SEPARATOR) if folder)
        self._listing = TrainerQuestion(context.calls, self)
        self._measuring = TrainerQuestion(context.calls, self)
        self._connect()
        page.data.set_folders(self._folders)
        self._allow()
        self._listing.ask("recipes", "--json")

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of pictures to learn from."""
        return self._folders

    def take_drop(self, mime: QMimeData) -> None:
        """Learn from the folders that were dropped; of a file, from its folder."""
        found = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        self._context.calls.start(
            lambda: [str(path if path.is_dir() else path.parent) for path in found],
            done=self.add_folders,
            failed=self._context.reporter.mention,
        )

    def add_folders(self, folders: list[str]) -> None:
        """Add these to the list, each once."""
        self._use_folders(tuple(dict.fromkeys((*self._folders, *folders))))

    def use_job(self, job: JobSpec) -> None:
        """Show another job in the form: that of a run, to be trained again."""
        recipe = next((found for found in self._recipes if (found.arch, found.recipe) == (job.arch, job.recipe)), None)
        self._use_folders(tuple(str(Path(job.data.root) / folder) for folder in job.data.folders))
        if recipe:
            self._family = family_of(recipe)
            self._page.network.show_family(self._family)
        self._page.form.set_job(job, net=recipe.net_fields if recipe else ())
        self._page.form.show_preset("", self._offered())
        self._on_changed()

    def job(self) -> JobSpec:
        """The job as it stands, with the folders. Raises BadJob."""
        job = self._page.form.job()
        return replace(job, data=replace(job.data, root=".", folders=self._folders or job.data.folders))

    def start(self, job: JobSpec) -> None:
        """Train `job`, now or after what is at work, and show its curves."""
        self._page.banner.clear()
        self._queue.start_job(job)
        self._page.tabs.setCurrentWidget(self._page.curves)

    def close(self) -> None:
        """End what was asked of the trainer."""
        self._listing.close()
        self._measuring.close()

    def _connect(self) -> None:
        page = self._page
        page.network.chosen.connect(self._use_family)
        page.form.preset_wanted.connect(self._use_preset)
        page.form.changed.connect(self._on_changed)
        page.form.problem_changed.connect(lambda _: self._allow())
        page.form.browse_wanted.connect(self._browse)
        page.data.add_wanted.connect(self._ask_folder)
        page.data.removed.connect(self._remove)
        page.estimate.wanted.connect(self._estimate)
        page.start_wanted.connect(lambda: self.start(self.job()))
        page.experiments.start_wanted.connect(self._start_sweep)
        self._listing.happened.connect(self._on_listed)
        self._listing.ended.connect(self._on_list_end)
        self._measuring.happened.connect(self._on_measured)
        self._measuring.ended.connect(self._on_measure_end)
        self._queue.happened.connect(self._point_out)
        self._context.link.became_ready.connect(lambda ready: page.form.set_devices(ready.devices))
        if self._context.link.engine:
            page.form.set_devices(self._context.link.engine.devices)

    # --- recipes and options --------------------------------------------------------------------------------------------

    def _on_listed(self, event: Event) -> None:
        if isinstance(event, RecipeFound):
            self._recipes.append(event)
        elif isinstance(event, SweepFound):
            self._sweeps.append(event)

    def _on_list_end(self, error: SrError | None) -> None:
        if error:
            report_failure(self._page.banner, error)
            return
        families = [family_of(found) for found in self._recipes]
        if self._family not in families:
            self._family = families[0]
        self._page.network.set_recipes(tuple(self._recipes), self._family)
        self._page.experiments.set_sweeps(tuple(self._sweeps))
        self._use_family(self._family)

    def _use_family(self, family: str) -> None:
        self._family = family
        self._page.network.show_family(family)
        offered = self._offered()
        self._use_preset(self._preset if self._preset in offered else offered[0])

    def _offered(self) -> tuple[str, ...]:
        variants = {found.variant for found in self._recipes if family_of(found) == self._family}
        return (*(name for name in ("paper", "modern") if name in variants), "quick")

    def _use_preset(self, preset: str) -> None:
        self._preset = preset
        recipe = self._recipe("paper" if preset == "paper" else "modern")
        if recipe is None:
            return
        job = quick(recipe.spec, recipe.params) if preset == "quick" else recipe.spec
        self._page.form.set_job(job, net=recipe.net_fields)
        self._page.form.show_preset(preset, self._offered())
        self._on_changed()

    def _recipe(self, variant: str) -> RecipeFound | None:
        family = [found for found in self._recipes if family_of(found) == self._family]
        return next((found for found in family if found.variant == variant), next(iter(family), None))

    def _on_changed(self) -> None:
        self._page.estimate.show_estimate(None)
        self._allow()
        self.changed.emit()

    def _browse(self, path: str) -> None:
        ask = ask_folder if path.startswith("data.") else ask_file
        ask(self._context.window, self._context.settings.last_folder, lambda chosen: self._page.form.put(path, chosen))

    # --- pictures -------------------------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        start = self._folders[-1] if self._folders else self._context.settings.last_folder
        ask_folder(self._context.window, start, lambda folder: self.add_folders([folder]))

    def _remove(self, folders: list[str]) -> None:
        self._use_folders(tuple(folder for folder in self._folders if folder not in folders))

    def _use_folders(self, folders: tuple[str, ...]) -> None:
        self._folders = folders
        self._context.settings.train_folders = _SEPARATOR.join(folders)
        self._page.data.set_folders(folders)
        self._page.data.say(lambda: "")
        self._on_changed()

    # --- estimate and start ---------------------------------------------------------------------------------------------

    def _estimate(self) -> None:
        self._page.estimate.set_measuring(True)
        self._measuring.ask_about(self.job(), self._queue.scratch / "estimate.toml", lambda file: ("estimate", file))

    def _on_measured(self, event: Event) -> None:
        if isinstance(event, Estimated):
            self._page.estimate.show_estimate(event)
        elif isinstance(event, Failed):
            report_failure(self._page.banner, event)
            self._point_out(event)

    def _point_out(self, event: Event) -> None:
        """Show at its field what the trainer would not take."""
        if isinstance(event, Failed) and event.code == BadJob.code and {"field", "allowed"} <= event.values.keys():
            self._page.form.point_out(str(event.values["field"]), str(event.values["allowed"]))

    def _on_measure_end(self, error: SrError | None) -> None:
        self._page.estimate.set_measuring(False)
        self._allow()
        if error:
            report_failure(self._page.banner, error)

    def _start_sweep(self, sweep: str, is_quick: bool) -> None:
        self._page.banner.clear()
        folders = ", ".join(f'"{_escaped(folder)}"' for folder in self._folders)
        self._queue.start_sweep(sweep, quick=is_quick, settings=('data.root="."', f"data.folders=[{folders}]"))

    def _allow(self) -> None:
        ready = bool(self._folders) and bool(self._recipes) and self._page.form.is_valid
        self._page.start_button.setEnabled(ready)
        self._page.estimate.button.setEnabled(ready)
        self._page.data.check_button.setEnabled(ready)
        self._page.experiments.set_ready(bool(self._folders))


def _escaped(text: str) -> str:
    """As TOML's strings in double quotes hold it."""
    return text.replace("\\", "\\\\").replace('"', '\\"')
