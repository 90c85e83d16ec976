"""The full-screen window of an opinion test: one picture on neutral grey, five buttons, and no word on where it comes from."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from sr_desktop.core.mos.study import BEST, WORST
from sr_desktop.ui.mos.rated_picture import NEUTRAL, RatedPicture
from sr_desktop.ui.mos.words import name_button, score_word
from sr_desktop.ui.view import View

Phase = Literal["blank", "picture", "end"]

_STYLE = f"""
RatingWindow {{ background: {NEUTRAL}; }}
QLabel {{ color: #ffffff; background: transparent; }}
QPushButton {{ background: #5c5c5c; color: #ffffff; border: 1px solid #9a9a9a; border-radius: 6px; padding: 8px 14px; }}
QPushButton:hover {{ background: #515151; }}
QPushButton:pressed, QPushButton:checked {{ background: #3d3d3d; border: 2px solid #ffffff; padding: 7px 13px; }}
QPushButton:focus {{ border: 2px solid #ffffff; padding: 7px 13px; }}
QPushButton:disabled {{ background: {NEUTRAL}; color: #a3a3a3; border-color: #8a8a8a; }}
QProgressBar {{ background: #5c5c5c; border: 0; border-radius: 2px; min-height: 4px; max-height: 4px; }}
QProgressBar::chunk {{ background: #dcdcdc; border-radius: 2px; }}
"""
_DIGITS = {Qt.Key(Qt.Key.Key_0 + score): score for score in range(WORST, BEST + 1)}


class RatingWindow(View):
    """Shows what it is told to and tells the scores; nothing that it shows or is called names a method, a file or a model.

    While it is blank, keys do nothing: a score is always for a picture that was seen.
    """

    rated = Signal(int, float)
    """A score of 1 to 5, and the seconds for which the picture was seen."""
    back_wanted = Signal()
    """The rater wants to correct the score of the picture before."""
    paused = Signal()
    """The rater closes the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("rating")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setStyleSheet(_STYLE)
        self.picture = RatedPicture()
        self.buttons = {score: QPushButton() for score in range(WORST, BEST + 1)}
        self.back_button, self.pause_button = QPushButton(), QPushButton()
        self._count, self._note, self._keys = QLabel(), QLabel(), QLabel()
        self._bar = QProgressBar()
        self._phase: Phase = "blank"
        self._place = self._total = 0
        self._known: int | None = None
        self._former: int | None = None
        self._clock = QElapsedTimer()
        self._lay_out()
        for score, button in self.buttons.items():
            button.setCheckable(True)
            button.clicked.connect(lambda _, score=score: self._rate(score))
        self.back_button.clicked.connect(self._go_back)
        self.pause_button.clicked.connect(self.close)
        self.retranslate()

    @property
    def phase(self) -> Phase:
        """What is shown."""
        return self._phase

    def show_blank(self) -> None:
        """Nothing but grey between two pictures, so that they cannot be compared by their flicker."""
        self._phase = "blank"
        self.picture.show_image(QImage())
        self._say()

    def show_picture(
        self, image: QImage, place: int, total: int, *, known: int | None = None, former: int | None = None
    ) -> None:
        """Show the picture at `place` (from 0) of `total`. known: it is an example of this score; former: the score that is
        to be corrected.
        """
        self._phase, self._place, self._total = "picture", place, total
        self._known, self._former = known, former
        self.picture.show_image(image)
        self.picture.setFocus()
        self._say()
        self._clock.start()

    def show_end(self, total: int) -> None:
        """All is rated."""
        self._phase, self._place, self._total = "end", total, total
        self._known = self._former = None
        self.picture.show_image(QImage())
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.setWindowTitle(self.tr("Opinion test"))
        self.picture.setAccessibleName(self.tr("Picture to rate"))
        self._bar.setAccessibleName(self.tr("Progress"))
        self._bar.setToolTip(self.tr("How many pictures are rated"))
        name_button(self.back_button, self.tr("Previous"), self.tr("Correct your score of the picture before (Backspace)"))
        self._keys.setText(self.tr("Keys 1 to 5  ·  Backspace: correct the previous  ·  Esc: pause"))
        for score, button in self.buttons.items():
            word = score_word(score)
            name_button(button, f"{score}  {word}", self.tr("{score}: {word} (key {score})").format(score=score, word=word))
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Keys 1 to 5, Backspace and Esc; a key that is held down counts once."""
        if event.isAutoRepeat():
            return
        key = Qt.Key(event.key())
        if key in _DIGITS:
            self._rate(_DIGITS[key])
        elif key == Qt.Key.Key_Backspace:
            self._go_back()
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell that the rater pauses; every score given is stored already."""
        self._phase = "blank"
        self.paused.emit()
        event.accept()

    def _rate(self, score: int) -> None:
        self._mark()
        if self._phase != "picture" or self._known not in (None, score):
            return
        # Nothing more until the next picture is here.
        self._phase = "blank"
        self.rated.emit(score, self._clock.elapsed() / 1000.0)

    def _go_back(self) -> None:
        if self._phase != "blank" and self._can_go_back():
            self.back_wanted.emit()

    def _can_go_back(self) -> bool:
        return self._place > 0 and self._former is None

    def _mark(self) -> None:
        """The button of the score that is to be corrected is down, no other is."""
        for score, button in self.buttons.items():
            button.setChecked(score == self._former)

    def _say(self) -> None:
        is_picture = self._phase == "picture"
        for score, button in self.buttons.items():
            button.setEnabled(is_picture and self._known in (None, score))
            button.setVisible(self._phase != "end")
        self._mark()
        self.back_button.setEnabled(self._phase != "blank" and self._can_go_back())
        self._bar.setRange(0, max(1, self._total))
        self._bar.setValue(self._place)
        pause = self.tr("Close") if self._phase == "end" else self.tr("Pause")
        name_button(self.pause_button, pause, self.tr("Close this window; what you have rated is stored (Esc)"))
        if self._phase == "blank":
            # What stood there stays: words that come and go with each picture would distract.
            return
        self._count.setText(self._count_text())
        self._note.setText(self._note_text())

    def _count_text(self) -> str:
        if self._phase == "end":
            return self.tr("{total} of {total}").format(total=self._total)
        return self.tr("{place} of {total}").format(place=self._place + 1, total=self._total)

    def _note_text(self) -> str:
        if self._phase == "end":
            return self.tr("Thank you. All pictures are rated.")
        if self._known is not None:
            return self.tr("An example: pictures like this one get {score} ({word}). Press {score} to go on.").format(
                score=self._known, word=score_word(self._known)
            )
        if self._former is not None:
            return self.tr("You gave {score} to this picture; give it a new score.").format(score=self._former)
        if self.picture.overflows:
            return self.tr("The picture is larger than the screen: drag it, or use the arrow keys, to see all of it.")
        return self.tr("How good does this picture look?")

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setContentsMargins(20, 14, 20, 6)
        top.setSpacing(16)
        top.addWidget(self.back_button)
        top.addStretch(1)
        top.addWidget(self._count)
        top.addStretch(1)
        top.addWidget(self.pause_button)
        bottom = QHBoxLayout()
        bottom.setSpacing(10)
        bottom.addStretch(1)
        for button in self.buttons.values():
            button.setMinimumSize(132, 48)
            bottom.addWidget(button)
        bottom.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._bar)
        column.addWidget(self.picture, 1)
        for label in (self._count, self._note, self._keys):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar.setTextVisible(False)
        column.addWidget(self._note)
        column.addLayout(bottom)
        column.addWidget(self._keys)
        self.resize(1000, 720)
