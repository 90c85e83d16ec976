"""The form of a new opinion test: title, pictures, methods, scale, and examples to begin with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.mos.study import LOW_ANCHOR, REFERENCE
from sr_desktop.ui.benchmark.words import protocol_line
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.mos.paths_list import PathsList
from sr_desktop.ui.mos.words import effort_text, method_title, name_button
from sr_desktop.ui.parts.buttons import ChoiceRow
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.view import View, set_role

SCALES = (2, 3, 4)
_USUAL_SCALE = 4
_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, kw_only=True)
class StudyWish:
    """What the form holds: a StudyPlan without seed and protocol."""

    title: str
    pictures: tuple[str, ...]
    methods: tuple[str, ...]
    scale: int
    calibration: tuple[str, ...]


class StudyForm(View):
    """Everything that a test is made of; says what is still missing."""

    create_wanted = Signal(object)
    """Carries a StudyWish that is complete."""
    closed = Signal()
    sets_wanted = Signal()
    """The user wants the pictures of the sets that are ticked on the page."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[ModelCard, ...] = ()
        self._ticked: set[str] = set()
        self._protocol = Protocol()
        self._title_name = QLabel()
        self._scale_name, self._methods_name = QLabel(), QLabel()
        self._summary, self._protocol_text = QLabel(), QLabel()
        self.title, self.methods = QLineEdit(), QListWidget()
        self.pictures, self.examples = PathsList(), PathsList()
        self.scales = ChoiceRow(SCALES)
        self.sets_button, self.create_button, self.cancel_button = QPushButton(), QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.scales.buttons[_USUAL_SCALE].setChecked(True)
        self.retranslate()

    def begin(self, cards: Sequence[ModelCard], chosen: Sequence[str], protocol: Protocol) -> None:
        """A new form: the methods to choose from, those with the ids `chosen` ticked besides both anchors."""
        self._ticked = {REFERENCE, LOW_ANCHOR, "bicubic", *chosen}
        self._protocol = protocol
        self.title.clear()
        self.pictures.clear()
        self.examples.clear()
        self.set_cards(cards)
        self._say()

    def set_cards(self, cards: Sequence[ModelCard]) -> None:
        """Offer these models; one that is called as the reference cannot be told from it and is left out."""
        self._cards = tuple(card for card in cards if not card.problem and card.id != REFERENCE)
        self._fill_methods()

    @property
    def scale(self) -> int:
        """The factor that is chosen."""
        return next((scale for scale, button in self.scales.buttons.items() if button.isChecked()), _USUAL_SCALE)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The methods that are ticked and can do the factor."""
        items = [self.methods.item(index) for index in range(self.methods.count())]
        return tuple(
            item.data(_ID)
            for item in items
            if item.checkState() == Qt.CheckState.Checked and item.flags() & Qt.ItemFlag.ItemIsEnabled
        )

    @property
    def wish(self) -> StudyWish:
        """What the form holds."""
        return StudyWish(
            title=self.title.text().strip() or self.tr("Opinion test ×{scale}").format(scale=self.scale),
            pictures=self.pictures.paths,
            methods=self.chosen,
            scale=self.scale,
            calibration=tuple(path for path in self.examples.paths if path not in self.pictures.paths),
        )

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title_name.setText(self.tr("Title"))
        self.title.setToolTip(self.tr("What the test is called in the list"))
        self.title.setAccessibleName(self.tr("Title"))
        self._scale_name.setText(self.tr("Scale"))
        for scale, button in self.scales.buttons.items():
            name_button(button, f"×{scale}", self.tr("The small pictures are 1/{scale} as wide and high").format(scale=scale))
        self.pictures.set_title(self.tr("Pictures"), self.tr("Sharp pictures: each is made small and enlarged by every method"))
        self.examples.set_title(
            self.tr("Examples to begin with (optional)"),
            self.tr(
                "Other pictures, shown first as blocks (1, bad) and as they are (5, excellent), so that raters know both ends"
            ),
        )
        name_button(self.sets_button, self.tr("From the sets"), self.tr("Add the pictures of the sets ticked at the left"))
        self._methods_name.setText(self.tr("Methods"))
        self.methods.setAccessibleName(self.tr("Methods"))
        self.methods.setToolTip(
            self.tr("Every method shows every picture once; the original and the blocks are the ends of the scale")
        )
        name_button(self.create_button, self.tr("Create the test"), self.tr("Keep the test and make its pictures"))
        name_button(self.cancel_button, self.tr("Cancel"), self.tr("Back to the list"))
        self._fill_methods()
        self._say()

    def _connect(self) -> None:
        self.methods.itemChanged.connect(self._on_ticked)
        self.scales.group.buttonClicked.connect(lambda _: self._fill_methods())
        self.pictures.changed.connect(self._say)
        self.examples.changed.connect(self._say)
        self.sets_button.clicked.connect(self.sets_wanted)
        self.create_button.clicked.connect(lambda: self.create_wanted.emit(self.wish))
        self.cancel_button.clicked.connect(self.closed)

    def _on_ticked(self, item: QListWidgetItem) -> None:
        if item.checkState() == Qt.CheckState.Checked:
            self._ticked.add(item.data(_ID))
        else:
            self._ticked.discard(item.data(_ID))
        self._say()

    def _fill_methods(self) -> None:
        self.methods.blockSignals(True)
        self.methods.clear()
        rows = [(REFERENCE, True, self.tr("The picture itself: what raters find excellent without knowing it"))]
        rows += [(card.id, _serves(card, self.scale), model_text.summary(card)) for card in self._cards]
        for method, usable, tip in rows:
            item = QListWidgetItem(method_title(method, self._cards))
            item.setData(_ID, method)
            item.setToolTip(tip if usable else self.tr("It has no weights for ×{scale}.").format(scale=self.scale))
            flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags if usable else flags & ~Qt.ItemFlag.ItemIsEnabled)
            ticked = usable and method in self._ticked
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            self.methods.addItem(item)
        self.methods.blockSignals(False)
        self._say()

    def _say(self) -> None:
        wish = self.wish
        missing = self._missing(wish)
        self.create_button.setEnabled(not missing)
        self._summary.setText(missing or effort_text(len(wish.pictures) * len(wish.methods) + 2 * len(wish.calibration)))
        self._protocol_text.setText(protocol_line(self._protocol))

    def _missing(self, wish: StudyWish) -> str:
        if not wish.pictures:
            return self.tr("Add pictures first.")
        if len(wish.methods) < 2:
            return self.tr("Tick at least two methods.")
        return ""

    def _lay_out(self) -> None:
        for label in (self._scale_name, self._methods_name, self._title_name):
            set_role(label, "title")
        for label in (self._summary, self._protocol_text):
            label.setWordWrap(True)
        set_role(self._protocol_text, "hint")
        set_role(self.create_button, "accent")
        self.pictures.add_button(self.sets_button)
        self._title_name.setBuddy(self.title)
        self.methods.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.methods.setMinimumHeight(120)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(10)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(6)
        left.addWidget(self._title_name)
        left.addWidget(self.title)
        left.addSpacing(6)
        left.addWidget(self.pictures, 3)
        left.addSpacing(6)
        left.addWidget(self.examples, 2)
        right.addWidget(self._scale_name)
        right.addWidget(self.scales)
        right.addSpacing(6)
        right.addWidget(self._methods_name)
        right.addWidget(self.methods, 1)
        grid.addLayout(left, 0, 0)
        grid.addLayout(right, 0, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scrolled(inside), 1)
        outer.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._summary)
        words.addWidget(self._protocol_text)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 8, 12, 12)
        foot.setSpacing(8)
        foot.addLayout(words, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.create_button)
        return foot


def _serves(card: ModelCard, scale: int) -> bool:
    """As Method.serves says it: only what the model itself does is a fair answer."""
    return not card.scales or float(scale) in card.scales
