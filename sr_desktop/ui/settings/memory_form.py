"""How much memory pictures may take."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from sr_desktop.ui.file_sizes import size_text
from sr_desktop.ui.parts.forms import fill_box, labelled_rows, name_rows
from sr_desktop.ui.view import View

_MEGABYTES = (0, 256, 512, 1000, 2000, 4000, 8000, 16000, 32000)
_BYTES = 1_000_000


class MemoryForm(View):
    """One row: automatic, or a number of megabytes."""

    changed = Signal(int)
    """The user chose so many megabytes, 0 for automatic."""

    def __init__(self) -> None:
        super().__init__()
        self.box = QComboBox()
        self._chosen = 0
        rows = QGridLayout(self)
        self._labels = labelled_rows(rows, self.box)
        self.retranslate()
        self.box.activated.connect(self._choose)

    def set_megabytes(self, chosen: int) -> None:
        """Show this as chosen."""
        self._chosen = chosen
        known = sorted({*_MEGABYTES, chosen})
        fill_box(self.box, [(each, size_text(each * _BYTES) if each else self.tr("Automatic")) for each in known], chosen)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        tip = self.tr(
            "Pictures that take more than a quarter of this are worked on by parts on the disk: as good, and never too large. "
            "Automatic is an eighth of this machine's memory, at most 1 GB."
        )
        name_rows(self._labels, ((self.box, self.tr("Memory"), tip),))
        self.box.setAccessibleName(self.tr("Memory for pictures"))
        self.set_megabytes(self._chosen)

    def _choose(self) -> None:
        self._chosen = self.box.currentData()
        self.changed.emit(self._chosen)
