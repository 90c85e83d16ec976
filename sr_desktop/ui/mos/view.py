"""The tab of opinion tests: their list with the scores of the marked one, or the form of a new test."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from sr_desktop.ui.mos.scores_view import ScoresView
from sr_desktop.ui.mos.studies_list import StudiesList
from sr_desktop.ui.mos.study_form import StudyForm
from sr_desktop.ui.parts.side_panel import scrolled

_MARGIN = 12


class OpinionView(QWidget):
    """Holds its parts as attributes; controllers connect them."""

    def __init__(self) -> None:
        super().__init__()
        self.studies, self.scores, self.form = StudiesList(), ScoresView(), StudyForm()
        tests = QWidget()
        column = QVBoxLayout(tests)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(_MARGIN)
        column.addWidget(self.studies)
        column.addWidget(self.scores, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scrolled(tests))
        self._stack.addWidget(self.form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setFocusProxy(self.studies.tree)

    def show_form(self) -> None:
        """Bring the form to the front."""
        self._stack.setCurrentWidget(self.form)
        self.form.title.setFocus()

    def show_tests(self) -> None:
        """Bring the list to the front."""
        self._stack.setCurrentIndex(0)
        self.studies.new_button.setFocus()

    @property
    def shows_form(self) -> bool:
        """Whether a new test is being put together."""
        return self._stack.currentWidget() is self.form
