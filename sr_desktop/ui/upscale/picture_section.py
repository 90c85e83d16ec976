"""Step 1 of the Upscale page: which picture."""

from __future__ import annotations

from pathlib import PurePath

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from sr_desktop.core.protocol import ImageOpened
from sr_desktop.ui.actions import Actions
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.buttons import ActionButton, ActionCheckBox
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import Text, set_role


class PictureSection(Section):
    """The open picture's name, size, kind and notes, and the way to open another."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._picture: ImageOpened | None = None
        self._busy: Text | None = None
        self._title: Text | None = None
        self._name, self._facts, self._notes = ElidedLabel(), QLabel(), QLabel()
        set_role(self._name, "strong")
        set_role(self._facts, "hint")
        set_role(self._notes, "hint")
        self._notes.setWordWrap(True)
        self.open_button = ActionButton(actions.open)
        self.truth_box = ActionCheckBox(actions.truth)
        self._truth_keys = actions.truth.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        for widget in (self._name, self._facts, self._notes):
            self.body.addWidget(widget)
        self.body.setSpacing(4)
        self.body.addSpacing(4)
        self.body.addWidget(self.open_button)
        self.body.addSpacing(4)
        self.body.addWidget(self.truth_box)
        self.retranslate()

    def show_nothing(self) -> None:
        """No picture is open."""
        self._picture = self._busy = None
        self.retranslate()

    def show_busy(self, text: Text) -> None:
        """A picture is being opened."""
        self._busy = text
        self.retranslate()

    def show_picture(self, picture: ImageOpened, title: Text | None = None) -> None:
        """Show what is known of `picture`; `title` stands for its file name where that would say nothing."""
        self._picture, self._busy, self._title = picture, None, title
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("1  Picture"))
        tip = self.tr(
            "The picture is the truth: a small one is made of it, and what models make of that is compared with it, pixel "
            "by pixel ({keys})"
        )
        self.truth_box.setToolTip(tip.format(keys=self._truth_keys))
        if self._busy:
            self._say(self._busy(), "", "")
        elif self._picture is None:
            self._say(self.tr("No picture yet"), self.tr("Drop one anywhere in this window."), "")
        else:
            name = self._title() if self._title else PurePath(self._picture.path).name
            self._say(name, self._describe(self._picture), note_text(self._picture.notes))

    def _say(self, name: str, facts: str, notes: str) -> None:
        self._name.setText(name)
        self._name.setAccessibleName(name)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        self._notes.setText(notes)
        self._notes.setVisible(bool(notes))

    def _describe(self, picture: ImageOpened) -> str:
        colours = self.tr("grey") if picture.channels == 1 else self.tr("colour")
        parts = [f"{picture.width} × {picture.height}", colours, self.tr("{bits} bit").format(bits=picture.bits)]
        if picture.has_alpha:
            parts.append(self.tr("transparent"))
        return " · ".join([*parts, picture.format.upper()])
