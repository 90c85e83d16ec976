"""Step 2 of the Benchmark page: the models to measure."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QPushButton

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import set_role

_HEIGHT = 176
_ID = Qt.ItemDataRole.UserRole


class ModelsSection(Section):
    """A list of all models to tick; those that cannot be used are shown and say why."""

    changed = Signal()
    """The user ticked or unticked a model."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[ModelCard, ...] = ()
        self.list, self._waiting = QListWidget(), QLabel()
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFixedHeight(_HEIGHT)
        self._waiting.setWordWrap(True)
        set_role(self._waiting, "hint")
        self.all_button, self.none_button = QPushButton(), QPushButton()
        row = QHBoxLayout()
        for button in (self.all_button, self.none_button):
            row.addWidget(button, 1)
        self.body.addWidget(self._waiting)
        self.body.addWidget(self.list)
        self.body.addLayout(row)
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.all_button.clicked.connect(lambda: self._tick(Qt.CheckState.Checked))
        self.none_button.clicked.connect(lambda: self._tick(Qt.CheckState.Unchecked))
        self.set_cards((), ())
        self.retranslate()

    def set_cards(self, cards: tuple[ModelCard, ...], chosen: Iterable[str]) -> None:
        """Show these models, those with the ids `chosen` ticked."""
        self._cards, ticked = cards, set(chosen)
        self.list.blockSignals(True)
        self.list.clear()
        for card in cards:
            self.list.addItem(_item(card, ticked=card.id in ticked))
        self.list.blockSignals(False)
        self._waiting.setVisible(not cards)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that are ticked, in the order of the list."""
        items = (self.list.item(index) for index in range(self.list.count()))
        return tuple(item.data(_ID) for item in items if item.checkState() == Qt.CheckState.Checked)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("2  Models"))
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setToolTip(
            self.tr("Tick the models to measure; without bicubic nothing shows whether the sets are the right ones")
        )
        self._waiting.setText(self.tr("The engine is starting; the models will be here in a moment."))
        for button, text, tip in (
            (self.all_button, self.tr("All"), self.tr("Tick every model that can be used")),
            (self.none_button, self.tr("None"), self.tr("Tick no model")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.set_cards(self._cards, self.chosen)

    def _tick(self, state: Qt.CheckState) -> None:
        self.list.blockSignals(True)
        for index in range(self.list.count()):
            item = self.list.item(index)
            if item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(state)
        self.list.blockSignals(False)
        self.changed.emit()


def _item(card: ModelCard, *, ticked: bool) -> QListWidgetItem:
    problem = model_text.problem(card)
    item = QListWidgetItem(f"{model_text.title(card)} · {model_text.scales(card)}")
    item.setData(_ID, card.id)
    item.setToolTip("\n".join(part for part in (model_text.title(card), card.id, problem or model_text.summary(card)) if part))
    flags = item.flags() | Qt.ItemFlag.ItemIsUserCheckable
    item.setFlags(flags & ~Qt.ItemFlag.ItemIsEnabled if problem else flags)
    item.setCheckState(Qt.CheckState.Checked if ticked and not problem else Qt.CheckState.Unchecked)
    return item
