"""What the opinion test calls scores, methods and times."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.mos.study import REFERENCE
from sr_desktop.ui.models import text as model_text

_SECONDS_EACH = 6
"""What a rater takes for a picture, about."""


def score_word(score: int) -> str:
    """The word for a score of 1 to 5."""
    words = (
        QCoreApplication.translate("OpinionTest", "Bad"),
        QCoreApplication.translate("OpinionTest", "Poor"),
        QCoreApplication.translate("OpinionTest", "Fair"),
        QCoreApplication.translate("OpinionTest", "Good"),
        QCoreApplication.translate("OpinionTest", "Excellent"),
    )
    return words[score - 1]


def method_title(method: str, cards: Sequence[ModelCard]) -> str:
    """The name of a method: the model's where there is one of that id and none other of that name."""
    if method == REFERENCE:
        return QCoreApplication.translate("OpinionTest", "Original (HR)")
    titles = {card.id: model_text.title(card) for card in cards}
    title = titles.get(method, method)
    return method if list(titles.values()).count(title) > 1 else title


def effort_text(stimuli: int) -> str:
    """How much a rater has to do."""
    minutes = max(1, round(stimuli * _SECONDS_EACH / 60))
    return QCoreApplication.translate("OpinionTest", "{count} pictures to rate, about {minutes} min for each rater").format(
        count=stimuli, minutes=minutes
    )


def name_button(button: QAbstractButton, text: str, tip: str) -> None:
    """Set what a button shows and what it is for."""
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text)
