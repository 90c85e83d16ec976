"""The last step of the Upscale page: the file that results are saved to."""

from __future__ import annotations

from PySide6.QtCore import Qt

from sr_desktop.ui.elided_label import ElidedLabel
from sr_desktop.ui.forms import SaveForm
from sr_desktop.ui.section import Section
from sr_desktop.ui.view import set_role


class OutputSection(Section):
    """The form for results and the name that a result will get."""

    def __init__(self) -> None:
        super().__init__()
        self.form = SaveForm()
        self._name = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        set_role(self._name, "hint")
        self.body.addWidget(self.form)
        self.body.addWidget(self._name)
        self._preview = ""
        self.retranslate()

    def show_name(self, name: str) -> None:
        """Show the file name that saving would choose; "" while there is none."""
        self._preview = name
        self._name.setText(name and self.tr("Name: {name}").format(name=name))
        self._name.setVisible(bool(name))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("4  Saving"))
        self.show_name(self._preview)
