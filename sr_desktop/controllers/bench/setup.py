"""The left side of the Benchmark page: sets, models, scales, metrics and protocol, up to the press of Run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal

from sr_desktop import paths
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.bench.comparison import YARDSTICK
from sr_desktop.core.bench.known_sets import SetCheck, check_set, read_sums, sets_in
from sr_desktop.core.bench.plan import BenchmarkPlan, Protocol, SetChoice
from sr_desktop.core.bench.results import Place
from sr_desktop.core.errors import BadDataset
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.models.published import known_name
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.protocol import decode, encode
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.benchmark.sets_section import SetRow
from sr_desktop.ui.dialogs import ask_folder
from sr_desktop.ui.parts.banner import BannerText

_SEPARATOR = "\n"
SUMS = Path("benchmark", "pictures.json")
_LOOK_MS = 700
_USUAL_SCALES = (2, 3, 4)


class BenchmarkSetup(QObject):
    """Keeps what is chosen, remembers it, and starts it."""

    changed = Signal()
    """Something else is chosen, or a set was checked."""

    def __init__(self, page: BenchmarkPage, context: Context) -> None:
        super().__init__(page)
        self._page, self._context, self._session = page, context, context.benchmark
        plan = _remembered(context.settings.bench_plan)
        folders = [folder for folder in context.settings.bench_folders.split(_SEPARATOR) if folder]
        self._folders: tuple[str, ...] = tuple(dict.fromkeys(folders))
        self._chosen_sets = {each.folder for each in plan.sets} if plan else set(self._folders)
        self._models: tuple[str, ...] | None = plan.models if plan else None
        self._checks: dict[str, SetCheck] = {}
        self._wanted_weights = ""
        self._looked: set[tuple[Place, str, Protocol]] = set()
        self._cancel = CancelToken()
        page.measure.show_choice(plan.scales if plan else _USUAL_SCALES, plan.extra if plan else ())
        page.protocol.show_protocol(plan.protocol if plan else Protocol())
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_LOOK_MS)
        self._later.timeout.connect(self._look)
        self._connect()

    def begin(self) -> None:
        """Show what was remembered, once everybody listens."""
        self._show_cards()
        self._show_sets()
        self._check(self._folders)
        self._later.start()
        self.changed.emit()

    # --- what is chosen -------------------------------------------------------------------------------------------------

    @property
    def sets(self) -> tuple[SetChoice, ...]:
        """The sets that are ticked."""
        return tuple(choice for choice in self._choices() if choice.folder in self._chosen_sets)

    @property
    def models(self) -> tuple[str, ...]:
        """The ids of the models that are ticked."""
        return self._page.models.chosen

    @property
    def places(self) -> tuple[Place, ...]:
        """Every set that is ticked at every scale."""
        return tuple((choice.name, scale) for choice in self.sets for scale in self._page.measure.scales)

    @property
    def checks(self) -> dict[str, SetCheck]:
        """What was found in each folder."""
        return self._checks

    @property
    def plan(self) -> BenchmarkPlan:
        """All of it."""
        return BenchmarkPlan(
            sets=self.sets,
            models=self.models,
            scales=self._page.measure.scales,
            cache=str(paths.benchmark_dir()),
            protocol=self._page.protocol.protocol,
            extra=self._page.measure.extra,
            device=self._context.preferences.run.device,
        )

    def choose_weights(self, path: str) -> None:
        """Tick bicubic and the model with this weights file, as soon as it is in the catalog."""
        self._wanted_weights = path
        self._tick_wanted()

    def take_drop(self, mime: QMimeData) -> None:
        """Measure on the folders that were dropped; of a file, on its folder."""
        self._add([Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()])

    def add_folder(self, folder: str) -> None:
        """Add a folder of pictures, or the folders of pictures in it."""
        self._add([Path(folder)])

    def start(self) -> None:
        """Measure what is chosen; where that is not possible, say what is missing."""
        plan = self.plan
        if not (plan.sets and plan.models and plan.scales):
            self._page.banner.show_text(self._missing_text, "info")
            return
        self._page.banner.clear()
        self._later.stop()
        self._session.start(plan)

    def close(self) -> None:
        """End a check that goes on, and ask nothing more."""
        self._cancel.cancel()
        self._later.stop()

    def _missing_text(self) -> BannerText:
        if not self.sets:
            return BannerText(message=self.tr("Tick a set of pictures first, or add a folder."))
        if not self.models:
            return BannerText(message=self.tr("Tick a model first."))
        return BannerText(message=self.tr("Choose a scale first."))

    def _connect(self) -> None:
        page = self._page
        page.sets.add_wanted.connect(self._ask_folder)
        page.sets.removed.connect(self._remove)
        page.sets.changed.connect(self._on_sets_ticked)
        page.sets.manage_wanted.connect(lambda: page.tabs.setCurrentWidget(page.known))
        page.models.changed.connect(self._on_models_ticked)
        page.measure.changed.connect(self._on_changed)
        page.protocol.changed.connect(self._on_changed)
        self._context.catalog.changed.connect(self._on_catalog)

    def _on_changed(self) -> None:
        settings = self._context.settings
        settings.bench_folders = _SEPARATOR.join(self._folders)
        if self._models is not None or self._context.catalog.cards:
            # Of models that the catalog does not have yet, the ids are kept.
            models = self.models if self._models is None else self._models
            settings.bench_plan = encode(replace(self.plan, models=models)).strip()
        self._later.start()
        self.changed.emit()

    def _look(self) -> None:
        """Ask for what is known already of what was not asked for yet."""
        plan = self.plan
        cells = {(place, model, plan.protocol) for place in self.places for model in plan.models}
        if self._context.catalog.cards and cells - self._looked and not self._session.is_measuring:
            self._looked |= cells
            self._session.look(plan)

    # --- models ---------------------------------------------------------------------------------------------------------

    def _on_catalog(self) -> None:
        self._show_cards()
        self._on_changed()
        self._tick_wanted()

    def _tick_wanted(self) -> None:
        wanted = self._wanted_weights
        card = next((card for card in self._context.catalog.cards if wanted in card.files), None)
        if card:
            self._wanted_weights = ""
            self._models = (YARDSTICK, card.id)
            self._show_cards()
            self._on_changed()

    def _show_cards(self) -> None:
        cards = self._context.catalog.cards
        if self._models is None:
            chosen = [card.id for card in cards if card.source == "shipped" or card.id == YARDSTICK]
        else:
            chosen = list(self._models)
        self._page.models.set_cards(cards, chosen)

    def _on_models_ticked(self) -> None:
        self._models = self._page.models.chosen
        self._on_changed()

    # --- sets -----------------------------------------------------------------------------------------------------------

    def _choices(self) -> tuple[SetChoice, ...]:
        """Every folder under a name of its own."""
        choices: list[SetChoice] = []
        for folder in self._folders:
            name, number = known_name(Path(folder).name), 1
            while any(choice.name == name for choice in choices):
                number += 1
                name = f"{known_name(Path(folder).name)} ({number})"
            choices.append(SetChoice(name=name, folder=folder))
        return tuple(choices)

    def _show_sets(self) -> None:
        rows = tuple(
            SetRow(choice=choice, chosen=choice.folder in self._chosen_sets, check=self._checks.get(choice.folder))
            for choice in self._choices()
        )
        self._page.sets.set_rows(rows)

    def _on_sets_ticked(self) -> None:
        self._chosen_sets = set(self._page.sets.chosen)
        self._on_changed()

    def _ask_folder(self) -> None:
        start = str(Path(self._folders[-1]).parent) if self._folders else self._context.settings.last_folder
        ask_folder(self._context.window, start, self.add_folder)

    def _add(self, roots: list[Path]) -> None:
        self._context.calls.start(lambda: _folders_in(roots), done=self._on_found, failed=self._context.reporter.mention)

    def _on_found(self, found: list[str] | BadDataset) -> None:
        if isinstance(found, BadDataset):
            report_failure(self._page.banner, found)
            return
        self._page.banner.clear()
        new = [folder for folder in found if folder not in self._folders]
        self._folders = (*self._folders, *new)
        self._chosen_sets |= set(found)
        self._show_sets()
        self._check(found)
        self._on_changed()

    def _remove(self, folders: list[str]) -> None:
        self._folders = tuple(folder for folder in self._folders if folder not in folders)
        self._chosen_sets -= set(folders)
        self._show_sets()
        self._on_changed()

    def _check(self, folders: Iterable[str]) -> None:
        """Look into folders, one call each, so that other work comes in between."""
        for folder in folders:
            self._context.calls.start(
                lambda folder=folder: _checked(folder, self._cancel),  # type: ignore[misc]
                done=self._on_checked,
                failed=self._context.reporter.mention,
            )

    def _on_checked(self, check: SetCheck | None) -> None:
        if check is not None:
            self._checks[check.folder] = check
            self._show_sets()
            self.changed.emit()


def _remembered(line: str) -> BenchmarkPlan | None:
    """The plan of the last time; one that another version wrote is as none."""
    if not line:
        return None
    try:
        message = decode(line)
    except WireError:
        return None
    return message if isinstance(message, BenchmarkPlan) else None


def _folders_in(roots: Iterable[Path]) -> list[str] | BadDataset:
    try:
        folders = dict.fromkeys(root if root.is_dir() else root.parent for root in roots)
        return [str(folder) for root in folders for folder in sets_in(root)]
    except BadDataset as error:
        return error


def _checked(folder: str, cancel: CancelToken) -> SetCheck | None:
    path = Path(folder)
    try:
        return check_set(path.name, path, read_sums(paths.resources_dir() / SUMS), cancel)
    except Cancelled:
        return None
