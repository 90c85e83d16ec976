"""The page of all models: a list on the left, everything known of the chosen one on the right."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.actions import Actions
from sr_desktop.ui.icons import icon
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.models.details import ModelDetails
from sr_desktop.ui.parts.banner import Banner
from sr_desktop.ui.parts.buttons import ActionButton
from sr_desktop.ui.parts.progress_strip import ProgressStrip
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.view import View, set_role


class ModelsPage(View):
    """Shows cards; one of them is chosen and shown in detail."""

    chosen = Signal(str)
    """The user looks at the model of this id."""
    seen = Signal()
    """The page appeared or went away."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._cards: tuple[ModelCard, ...] = ()
        self._folder = ""
        self._title, self._hint = QLabel(), QLabel()
        set_role(self._title, "heading")
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        self._hint.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.list = QListWidget()
        self.details = ModelDetails(actions)
        self.banner, self.strip, self.measuring_strip = Banner(), ProgressStrip(), ProgressStrip()
        self.add_button = ActionButton(actions.models_add, role="accent", with_icon=False)
        self.folder_button = ActionButton(actions.models_folder)
        self.refresh_button = ActionButton(actions.models_refresh)
        self._lay_out()
        self.setFocusProxy(self.list)
        for before, after in pairwise((self.list, self.add_button, self.folder_button, self.refresh_button)):
            self.setTabOrder(before, after)
        self.retranslate()
        self.list.currentRowChanged.connect(self._show_row)

    def set_cards(self, cards: tuple[ModelCard, ...]) -> None:
        """Show these models; the one that was looked at stays so if it is still there."""
        present = self.current
        self._cards = cards
        self.list.blockSignals(True)
        self.list.clear()
        for card in cards:
            self.list.addItem(self._item(card))
        self.list.blockSignals(False)
        self.redraw_icons()
        rows = [card.id for card in cards]
        self.list.setCurrentRow(rows.index(present) if present in rows else 0)
        if not cards:
            self.details.show_card(None)

    @property
    def current(self) -> str:
        """The id of the model that is looked at; "" if there is none."""
        row = self.list.currentRow()
        return self._cards[row].id if 0 <= row < len(self._cards) else ""

    def choose_file(self, file: str) -> None:
        """Look at the model that has this file, if there is one."""
        row = next((row for row, card in enumerate(self._cards) if file in card.files), None)
        if row is not None:
            self.list.setCurrentRow(row)

    def set_folder(self, folder: str) -> None:
        """Name the folder into which the user may put models."""
        self._folder = folder
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._title.setText(self.tr("Models"))
        self._hint.setText(
            self.tr("Drop model files here (.pth, .pt, .ckpt, .safetensors). They are kept in {folder}.").format(
                folder=self._folder
            )
        )
        self.list.setAccessibleName(self.tr("Models"))
        self.list.setToolTip(self.tr("Choose a model to see everything known of it"))
        for row, card in enumerate(self._cards):
            self.list.item(row).setText(self._item_text(card))

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the page is looked at."""
        super().showEvent(event)
        self.seen.emit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that another page is."""
        super().hideEvent(event)
        self.seen.emit()

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        for row, card in enumerate(self._cards):
            self.list.item(row).setIcon(icon("warning" if card.problem else "model"))

    def _item(self, card: ModelCard) -> QListWidgetItem:
        item = QListWidgetItem(self._item_text(card))
        item.setSizeHint(QSize(0, 52))
        return item

    def _item_text(self, card: ModelCard) -> str:
        below = self.tr("Cannot be used") if card.problem else model_text.scales(card)
        architecture = "" if card.title.startswith(card.architecture) else card.architecture
        facts = (below, architecture, model_text.source(card))
        return f"{model_text.title(card)}\n{' · '.join(fact for fact in facts if fact)}"

    def _show_row(self, row: int) -> None:
        card = self._cards[row] if 0 <= row < len(self._cards) else None
        self.details.show_card(card)
        if card:
            self.chosen.emit(card.id)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        head.addLayout(words, 1)
        head.addWidget(self.add_button)
        head.addWidget(self.folder_button)
        head.addWidget(self.refresh_button)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.strip)
        column.addWidget(self.measuring_strip)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.list.setFixedWidth(300)
        self.list.setIconSize(QSize(20, 20))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        row.addWidget(self.list)
        row.addWidget(scrolled(self.details), 1)
        column.addLayout(row, 1)
