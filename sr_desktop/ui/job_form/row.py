"""A field of the form: its name, its control, a way back to the preset's value, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from sr_desktop.core.training.job_draft import Problem
from sr_desktop.core.training.options import OptionField
from sr_desktop.ui.icons import icon
from sr_desktop.ui.job_form import words
from sr_desktop.ui.job_form.editors import Editor, editor_for
from sr_desktop.ui.view import View, set_role

_HIGH = 32
"""Pixels a control is high; a name of one line stands level with it."""


class FieldRow(View):
    """One field. The name stands before a short control and above one that wants the whole width."""

    edited = Signal(str, object)
    """The user wishes another value; carries the field's path and the value or Unread."""
    reset_wanted = Signal(str)
    """The user wants the preset's value back; carries the field's path."""
    browse_wanted = Signal(str)
    """The user wants to choose a path for this field."""

    def __init__(self, field: OptionField) -> None:
        super().__init__()
        self.field = field
        self.editor: Editor = editor_for(field)
        self.reset = QToolButton()
        self.name, self.problem = _Name(self.editor), QLabel()
        self._labels: words.Labels = {}
        self._preset: object = field.default
        self._problem: Problem | None = None
        self._lay_out()
        self.retranslate()
        self.redraw_icons()
        self.editor.edited.connect(lambda value: self.edited.emit(field.path, value))
        self.editor.browse_wanted.connect(lambda: self.browse_wanted.emit(field.path))
        self.reset.clicked.connect(lambda: self.reset_wanted.emit(field.path))

    @property
    def is_marked(self) -> bool:
        """Whether the value is shown as differing from the preset's."""
        return not self.reset.isHidden()

    def show_value(self, value: object) -> None:
        """Show `value` without telling of an edit."""
        self.editor.show_value(value)

    def show_state(self, *, preset: object, changed: bool, problem: Problem | None) -> None:
        """Mark a value that differs from the preset's, and say what is wrong with it."""
        if self.reset.hasFocus() and not changed:
            self.editor.control.setFocus()  # the button is about to go
        self._preset, self._problem = preset, problem
        self.reset.setVisible(changed)
        set_role(self.name, "changed" if changed else "")
        self.problem.setVisible(problem is not None)
        self._say()

    def use_labels(self, labels: words.Labels) -> None:
        """Name other fields by these labels."""
        self._labels = labels
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self._say()

    def redraw_icons(self) -> None:
        """Draw the arrow in the colours of the present theme."""
        self.reset.setIcon(icon("reset"))

    def _say(self) -> None:
        name, tip = words.label(self.field), words.tip(self.field, self._labels)
        self.name.setText(name)
        self.name.setToolTip(tip)
        self.problem.setText(words.problem_text(self._problem, self._labels) if self._problem else "")
        self.editor.describe(name, tip)
        self.editor.control.setAccessibleDescription(self.problem.text() or words.help_text(self.field))
        back = self.tr("Back to the preset: {value}").format(value=words.value_text(self.field, self._preset))
        self.reset.setToolTip(back)
        self.reset.setAccessibleName(self.tr("Reset: {name}").format(name=name))

    def _lay_out(self) -> None:
        for label in (self.name, self.problem):
            label.setWordWrap(True)
        set_role(self.problem, "error")
        set_role(self.reset, "small")
        self.reset.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.problem.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        if self.editor.wide:
            self._lay_out_wide(grid)
        else:
            self._lay_out_short(grid)

    def _lay_out_wide(self, grid: QGridLayout) -> None:
        grid.setColumnStretch(0, 1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._reset_place(), 0, 1)
        grid.addWidget(self.editor, 1, 0, 1, 2)
        grid.addWidget(self.problem, 2, 0, 1, 2)

    def _lay_out_short(self, grid: QGridLayout) -> None:
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(2, 1)
        self.name.setMinimumHeight(_HIGH)
        self.name.setMinimumWidth(1)  # both columns are equally wide, whatever their contents
        self.editor.setMinimumWidth(1)
        grid.addWidget(self.name, 0, 0)
        grid.addWidget(self._reset_place(), 0, 1)
        grid.addWidget(self.editor, 0, 2)
        grid.addWidget(self.problem, 1, 0, 1, 3)

    def _reset_place(self) -> QWidget:
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # nothing jumps when a mark comes or goes
        self.reset.setSizePolicy(policy)
        self.reset.hide()
        return self.reset


class _Name(QLabel):
    """The name of a field; a press on it goes to the control, as one expects of a form."""

    def __init__(self, editor: Editor) -> None:
        super().__init__()
        self._editor = editor
        self.setBuddy(editor.control)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Go to the control."""
        self._editor.control.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The end of a press that was taken."""
        event.accept()
