"""Rows of the form that belong together, under a heading."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from sr_desktop.core.training.options import Group
from sr_desktop.ui.job_form import words
from sr_desktop.ui.job_form.row import FieldRow
from sr_desktop.ui.view import View, set_role

ROW_GAP = 8
GROUP_GAP = 14


class RowGroup(View):
    """A heading over rows; it is shown only while one of them is. key: None for the first fields, which need no heading."""

    def __init__(self, key: Group | None) -> None:
        super().__init__()
        self.key = key
        self.rows: list[FieldRow] = []
        self._line, self._heading = QFrame(), QLabel()
        set_role(self._line, "line")
        self._line.setFixedHeight(1)
        set_role(self._heading, "title")
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(ROW_GAP)
        for widget in (self._line, self._heading):
            self._layout.addWidget(widget)
            widget.setVisible(key is not None)
        self.retranslate()

    def insert(self, index: int, row: FieldRow) -> None:
        """Put `row` before the row that is at `index` now."""
        self.rows.insert(index, row)
        self._layout.insertWidget(index + 2, row)  # after the line and the heading

    def remove(self, row: FieldRow) -> None:
        """Take `row` away and destroy it."""
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.hide()
        row.deleteLater()

    def follow_rows(self) -> None:
        """Show the group if it has anything to show."""
        self.setVisible(any(not row.isHidden() for row in self.rows))

    def controls(self) -> list[QWidget]:
        """What can have the focus, in the order of the Tab key."""
        return [control for row in self.rows for control in (*row.editor.controls(), row.reset)]

    def retranslate(self) -> None:
        """Set the heading in the present language."""
        title = words.group_title(self.key) if self.key else ""
        self._heading.setText(title)
        self.setAccessibleName(title)
