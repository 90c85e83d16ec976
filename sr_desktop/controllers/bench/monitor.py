"""The right side of the Benchmark page: what was measured of what is chosen, as it comes."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from sr_desktop.controllers.bench.setup import BenchmarkSetup
from sr_desktop.controllers.context import Context
from sr_desktop.controllers.page_report import report_failure
from sr_desktop.core.bench.comparison import Finding, check_bicubic
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.results import Place, Results
from sr_desktop.core.bench.tables import Table
from sr_desktop.core.errors import SrError
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed, Warned
from sr_desktop.ui.benchmark.cells import CellMaker
from sr_desktop.ui.benchmark.charts_view import ChartData
from sr_desktop.ui.benchmark.page import BenchmarkPage
from sr_desktop.ui.benchmark.pictures_table import PicturesShown
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.banner import BannerText

_DRAW_MS = 200
_MOST_NOTES = 3


class BenchmarkMonitor(QObject):
    """Draws a few times a second at most, however fast results come."""

    def __init__(self, page: BenchmarkPage, context: Context, setup: BenchmarkSetup) -> None:
        super().__init__(page)
        self._page, self._context, self._setup, self._session = page, context, setup, context.benchmark
        self._findings: tuple[Finding, ...] = ()
        self._drawn: tuple[object, ...] = ()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAW_MS)
        self._timer.timeout.connect(self._draw)
        session = self._session
        session.happened.connect(self._on_event)
        session.changed.connect(self._on_state)
        session.failed.connect(self._on_failed)
        setup.changed.connect(self._draw)
        context.look.language_changed.connect(self._draw_anew)
        page.pictures.place_chosen.connect(lambda _: self._draw_pictures())
        page.charts.place_chosen.connect(lambda _: self._draw_charts())
        page.table.place_wanted.connect(self._show_place)
        page.tabs.currentChanged.connect(lambda _: self._draw())

    def close(self) -> None:
        """Draw nothing more."""
        self._timer.stop()

    @property
    def protocol(self) -> Protocol:
        """The protocol that is chosen: figures of others are not shown."""
        return self._page.protocol.protocol

    @property
    def table(self) -> Table:
        """What the table shows."""
        datasets, scales = [choice.name for choice in self._setup.sets], self._page.measure.scales
        rows = self._results.rows(datasets, scales, self._setup.models)
        return Table(rows, self.protocol, self._page.measure.extra)

    @property
    def _results(self) -> Results:
        return self._session.results(self.protocol)

    def _on_event(self, event: Event) -> None:
        if isinstance(event, Warned):
            self._page.banner.show_text(lambda: BannerText(message=event.message), "info")
        if not self._timer.isActive():
            self._timer.start()

    def _on_state(self) -> None:
        self._page.header.show_facts(self._session.facts)
        self._draw()

    def _on_failed(self, failure: SrError | Failed) -> None:
        report_failure(self._page.banner, failure)

    def _show_place(self, place: Place) -> None:
        self._page.pictures.choose(place)
        self._page.tabs.setCurrentWidget(self._page.pictures)
        self._draw_pictures()

    # --- drawing --------------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        page = self._page
        page.card.show_protocol(self.protocol)
        page.header.show_facts(self._session.facts)
        self._draw_table()
        self._draw_finding()
        page.pictures.set_places(self._setup.places)
        page.charts.set_places(self._setup.places)
        # What cannot be seen is drawn when its tab is chosen.
        if page.tabs.currentWidget() is page.pictures:
            self._draw_pictures()
        elif page.tabs.currentWidget() is page.charts:
            self._draw_charts()

    def _draw_anew(self) -> None:
        """In another language the cells say other words."""
        self._drawn = ()
        self._draw()

    def _draw_table(self) -> None:
        table, models = self.table, self._setup.models
        drawn = table.rows, table.protocol, table.extra, models, self._setup.places, self._counts(), self._titles()
        if drawn == self._drawn:
            return
        self._drawn = drawn
        maker = CellMaker(table.rows, table.protocol, table.extra, self._counts())
        cells = [[maker.cell(*place, model) for model in models] for place in self._setup.places]
        titles = self._titles()
        self._page.table.show_cells(self._setup.places, [titles[model] for model in models], cells)

    def _draw_pictures(self) -> None:
        place = self._page.pictures.place
        pictures = self._results.pictures(place) if place else {}
        titles = tuple(self._titles().items())
        self._page.pictures.show_pictures(PicturesShown(place=place, models=titles, pictures=pictures))

    def _draw_charts(self) -> None:
        place, models = self._page.charts.place, self._setup.models
        self._page.charts.show_data(
            ChartData(
                place=place,
                protocol=self.protocol,
                titles=self._titles(),
                rows=self._results.rows([place[0]], [place[1]], models) if place else (),
                pictures=self._results.pictures(place) if place else {},
            )
        )

    def _draw_finding(self) -> None:
        counts = self._counts()
        # A set that is not through yet has fewer pictures, and another mean.
        rows = [row for row in self.table.rows if row.images >= counts.get(row.dataset, 0)]
        findings = check_bicubic(rows, self.protocol)
        if findings == self._findings:
            return
        self._findings = findings
        if not findings:
            self._page.finding.clear()
            return
        is_wrong = any(finding.cause != "protocol" for finding in findings)
        self._page.finding.show_text(lambda: self._finding_text(findings), "error" if is_wrong else "info")

    def _finding_text(self, findings: tuple[Finding, ...]) -> BannerText:
        if all(finding.cause == "protocol" for finding in findings):
            return BannerText(
                message=self.tr("These figures cannot be held against published ones: another protocol was chosen.")
            )
        # What is wrong with a set is wrong at every factor: one line each leaves room for the table.
        of_sets = {finding.dataset: finding for finding in reversed(findings)}
        shown = [finding for finding in findings if of_sets[finding.dataset] is finding][:_MOST_NOTES]
        lines = [note_text((finding.note,)) for finding in shown]
        if len(findings) > len(shown):
            lines.append(self.tr("And {count} more like it.").format(count=len(findings) - len(shown)))
        return BannerText(message=self.tr("Bicubic does not reach its published figures here."), hint="\n".join(lines))

    def _titles(self) -> dict[str, str]:
        """Titles of the chosen models by id; of models with the same title, the ids."""
        cards = {card.id: model_text.title(card) for card in self._context.catalog.cards}
        titles = {model: cards.get(model, model) for model in self._setup.models}
        doubled = {title for title in titles.values() if list(titles.values()).count(title) > 1}
        return {model: model if title in doubled else title for model, title in titles.items()}

    def _counts(self) -> dict[str, int]:
        """How many pictures each set has."""
        checks = self._setup.checks
        return {choice.name: checks[choice.folder].count for choice in self._setup.sets if choice.folder in checks}
