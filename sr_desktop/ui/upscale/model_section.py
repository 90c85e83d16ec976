"""Step 2 of the Upscale page: which model, as cards."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QLabel, QSizePolicy, QStyle, QStyleOption, QVBoxLayout

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import set_role

_TITLE_LETTERS = 24
"""Of a model's name, at least, that are shown where its scales and licence want the room, too."""


class ModelButton(QAbstractButton):
    """A model as a card to choose: its name, scales and licence, one line of use, and its measured PSNR."""

    def __init__(self, card: ModelCard) -> None:
        super().__init__()
        self.card = card
        self._scale = 2.0
        self.setCheckable(True)
        self.setEnabled(not card.problem)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        set_role(self, "card")
        self._title, self._facts, self._score = ElidedLabel(), ElidedLabel(Qt.TextElideMode.ElideRight), QLabel()
        self._line, self._whole = ElidedLabel(Qt.TextElideMode.ElideRight), QLabel()
        self._column = QVBoxLayout(self)
        self._lay_out()
        self.toggled.connect(self._unfold)
        self.retranslate()

    def set_scale(self, scale: float) -> None:
        """Show the measurement nearest to this factor."""
        self._scale = scale
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        card, score = self.card, model_text.best_score(self.card, self._scale)
        summary = model_text.problem(card) or model_text.summary(card)
        facts = "" if card.problem else " · ".join(part for part in (model_text.scales(card), card.licence) if part)
        measured = model_text.score_text(score) if score else ""
        self._title.setText(model_text.title(card))
        self._facts.setText(facts)
        # What a licence says can be longer than the card is wide; the name comes first.
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), _TITLE_LETTERS * self.fontMetrics().averageCharWidth()))
        self._line.setText(summary)
        self._whole.setText(summary)
        self._score.setText(measured)
        self._score.setVisible(bool(measured))
        self._unfold(self.isChecked())
        texts = [text for text in (model_text.title(card), summary, facts, measured) if text]
        self.setAccessibleName(". ".join(texts))
        self.setToolTip("\n".join(texts))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the three lines need."""
        return self._column.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:  # noqa: N802 - Qt's name
        """The whole card is the button."""
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Let the style sheet draw the card's frame in its state."""
        option = QStyleOption()
        option.initFrom(self)
        option.state |= QStyle.StateFlag.State_On if self.isChecked() else QStyle.StateFlag.State_Off
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)

    def _unfold(self, chosen: bool) -> None:
        """Only the chosen card says its line of use in full, so that many models fit."""
        whole = chosen or bool(self.card.problem)
        self._line.setVisible(not whole and bool(self._line.text()))
        self._whole.setVisible(whole and bool(self._whole.text()))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._facts)
        self._facts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(2)
        self._column.addLayout(head)
        for label in (self._line, self._whole, self._score):
            self._column.addWidget(label)
        self._whole.setWordWrap(True)
        set_role(self._title, "strong")
        set_role(self._facts, "hint")
        set_role(self._score, "hint")
        for label in (self._title, self._facts, self._line, self._whole, self._score):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Follow a change of language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)


class ModelSection(Section):
    """The cards of all models that came from the engine; exactly one is chosen."""

    chosen = Signal(str)
    """The user chose the model of this id."""
    rebuilt = Signal()
    """There are other buttons, which stand last in the order of the Tab key as yet."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[str, ModelButton] = {}
        self._group: QButtonGroup | None = None
        self._scale = 2.0
        self._waiting = QLabel()
        self._waiting.setWordWrap(True)
        set_role(self._waiting, "hint")
        self.body.addWidget(self._waiting)
        self.body.setSpacing(6)
        self.retranslate()

    def set_cards(self, cards: tuple[ModelCard, ...], chosen: str) -> None:
        """Show these models, the one with the id `chosen` marked."""
        for button in self.buttons.values():
            self.body.removeWidget(button)
            button.hide()
            button.deleteLater()
        if self._group:
            self._group.deleteLater()
        self._group = group = QButtonGroup(self)
        self.buttons = {}
        for card in cards:
            self.buttons[card.id] = button = ModelButton(card)
            button.set_scale(self._scale)
            button.setChecked(card.id == chosen)
            group.addButton(button)
            button.clicked.connect(self._choose)
            self.body.addWidget(button)
        self._waiting.setVisible(not cards)
        self.rebuilt.emit()

    def choose(self, model: str) -> None:
        """Choose this model as a click on it does; nothing for one that is not shown or cannot be used."""
        button = self.buttons.get(model)
        if button is not None:
            button.click()

    def set_scale(self, scale: float) -> None:
        """Show each model's measurement nearest to this factor."""
        if scale != self._scale:
            self._scale = scale
            for button in self.buttons.values():
                button.set_scale(scale)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("2  Model"))
        self._waiting.setText(self.tr("The engine is starting; the models will be here in a moment."))

    def _choose(self) -> None:
        button = self.sender()
        if isinstance(button, ModelButton):
            self.chosen.emit(button.card.id)
