"""The last step of the Upscale page: the file that results are saved to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from sr_desktop.core.texts import Note
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.save_form import SaveForm
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import set_role


class OutputSection(Section):
    """The form for results and the name that a result will get."""

    def __init__(self) -> None:
        super().__init__()
        self.form = SaveForm()
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        set_role(self._name, "hint")
        self.body.addWidget(self.form)
        self._remark = QLabel()
        self._remark.setWordWrap(True)
        set_role(self._remark, "hint")
        self.body.addWidget(self._name)
        self.body.addWidget(self._remark)
        self._preview = ""
        self._note: Note | None = None
        self.retranslate()

    def show_name(self, name: str, note: Note | None = None) -> None:
        """Show the file name that saving would choose, and what there is to say about its format; "" while there is none."""
        self._preview, self._note = name, note
        self._name.setText(name and self.tr("Name: {name}").format(name=name))
        self._name.setVisible(bool(name))
        self._remark.setText(note_text((note,)) if note else "")
        self._remark.setVisible(note is not None)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("4  Saving"))
        self.show_name(self._preview, self._note)
