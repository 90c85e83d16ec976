"""Every run that was kept: a list, and what can be done with the marked ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from sr_desktop.core.runs.summary import RunState, RunSummary
from sr_desktop.ui.durations import moment_text
from sr_desktop.ui.icons import icon
from sr_desktop.ui.note_text import note_text
from sr_desktop.ui.parts.flow_layout import FlowLayout
from sr_desktop.ui.view import View, set_role

_PATH = Qt.ItemDataRole.UserRole


class RunsView(View):
    """One row a run; several can be marked to lay their curves over each other."""

    shown = Signal(list)
    """The user wants to see these runs (RunSummary) in the curves."""
    resume_wanted = Signal(object)
    use_wanted = Signal(object)
    compare_wanted = Signal(object)
    clone_wanted = Signal(object)
    note_wanted = Signal(object)
    folder_wanted = Signal(object)
    delete_wanted = Signal(list)

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[RunSummary, ...] = ()
        self.tree, self._empty = QTreeWidget(), QLabel()
        set_role(self._empty, "hint")
        self.show_button, self.resume_button, self.use_button = QPushButton(), QPushButton(), QPushButton()
        self.compare_button, self.clone_button, self.note_button = QPushButton(), QPushButton(), QPushButton()
        self.folder_button, self.delete_button = QPushButton(), QPushButton()
        self._lay_out()
        self._connect()
        self.redraw_icons()
        self.retranslate()

    def set_runs(self, runs: tuple[RunSummary, ...]) -> None:
        """Show these, the newest first; what was marked stays so."""
        marked = {run.path for run in self.marked}
        self._runs = runs
        self.tree.blockSignals(True)
        self.tree.clear()
        for run in runs:
            item = QTreeWidgetItem(self._cells(run))
            item.setData(0, _PATH, str(run.path))
            tip = "\n".join(part for part in (str(run.path), run.note, self._problem(run)) if part)
            for column in range(self.tree.columnCount()):
                item.setToolTip(column, tip)
            self.tree.addTopLevelItem(item)
            item.setSelected(run.path in marked)
        self.tree.blockSignals(False)
        self._empty.setVisible(not runs)
        self._allow()

    @property
    def runs(self) -> tuple[RunSummary, ...]:
        """All that are shown, in the order of the list."""
        return self._runs

    @property
    def marked(self) -> list[RunSummary]:
        """The runs that are marked, in the order of the list."""
        paths = {Path(item.data(0, _PATH)) for item in self.tree.selectedItems()}
        return [run for run in self._runs if run.path in paths]

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.tree.setAccessibleName(self.tr("Runs"))
        self.tree.setToolTip(self.tr("Double click: show its curves. Mark several to lay their curves over each other."))
        self.tree.setHeaderLabels(
            [
                self.tr("Run"),
                self.tr("State"),
                self.tr("Steps"),
                self.tr("PSNR"),
                self.tr("Against bicubic"),
                self.tr("Began"),
                self.tr("Note"),
            ]
        )
        self._empty.setText(self.tr("No training yet. What you train is kept here."))
        for button, text, tip in (
            (self.show_button, self.tr("Show curves"), self.tr("Show the marked runs' curves, laid over each other")),
            (self.resume_button, self.tr("Resume"), self.tr("Go on with a run that was stopped or broke off")),
            (self.use_button, self.tr("Use this model"), self.tr("Put the best weights into the list of models")),
            (
                self.compare_button,
                self.tr("Compare in Benchmark"),
                self.tr("Put the best weights into the list of models, and choose them and bicubic on the page Benchmark"),
            ),
            (self.clone_button, self.tr("Clone"), self.tr("Take the run's options into the form, for a new run")),
            (self.note_button, self.tr("Note..."), self.tr("Write a note to the run")),
            (self.folder_button, self.tr("Folder"), self.tr("Show the run's folder in the file manager")),
            (self.delete_button, self.tr("Delete"), self.tr("Move the marked runs to the trash")),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self.set_runs(self._runs)

    def redraw_icons(self) -> None:
        """Draw the icons in the colours of the present theme."""
        for button, name in (
            (self.show_button, "curves"),
            (self.resume_button, "play"),
            (self.use_button, "model"),
            (self.compare_button, "benchmark"),
            (self.clone_button, "clone"),
            (self.note_button, "note"),
            (self.folder_button, "folder"),
            (self.delete_button, "delete"),
        ):
            button.setIcon(icon(name))

    def _cells(self, run: RunSummary) -> list[str]:
        gain = run.best_psnr - run.bicubic if run.best_psnr is not None and run.bicubic is not None else None
        return [
            f"{run.sweep} / {run.name}" if run.sweep else run.name,
            self._state_text(run.state),
            f"{run.step:,} / {run.total_steps:,}" if run.total_steps else "",
            f"{run.best_psnr:.2f}" if run.best_psnr is not None else "",
            f"{gain:+.2f}" if gain is not None else "",
            moment_text(run.started or 0.0),
            (run.note.splitlines() or [""])[0] or self._problem(run),
        ]

    def _state_text(self, state: RunState) -> str:
        names: dict[RunState, str] = {
            "new": self.tr("not begun"),
            "running": self.tr("learning"),
            "finished": self.tr("finished"),
            "stopped": self.tr("stopped early"),
            "failed": self.tr("failed"),
            "interrupted": self.tr("broke off"),
        }
        return names[state]

    def _problem(self, run: RunSummary) -> str:
        return note_text((run.problem,), context="errors") if run.problem else ""

    def _allow(self) -> None:
        marked = self.marked
        one = marked[0] if len(marked) == 1 else None
        self.show_button.setEnabled(any(run.total_steps for run in marked))
        self.resume_button.setEnabled(bool(one and one.resumable and one.state != "running"))
        self.use_button.setEnabled(bool(one and one.has_weights))
        self.compare_button.setEnabled(bool(one and one.has_weights))
        self.clone_button.setEnabled(bool(one and one.kind == "run" and one.arch))
        self.note_button.setEnabled(one is not None)
        self.folder_button.setEnabled(one is not None)
        self.delete_button.setEnabled(bool(marked) and all(run.state != "running" for run in marked))

    def _connect(self) -> None:
        self.tree.itemSelectionChanged.connect(self._allow)
        self.tree.itemActivated.connect(lambda *_: self.shown.emit(self.marked))
        self.show_button.clicked.connect(lambda: self.shown.emit(self.marked))
        self.delete_button.clicked.connect(lambda: self.delete_wanted.emit(self.marked))
        wishes: tuple[tuple[QPushButton, Callable[[object], None]], ...] = (
            (self.resume_button, self.resume_wanted.emit),
            (self.use_button, self.use_wanted.emit),
            (self.compare_button, self.compare_wanted.emit),
            (self.clone_button, self.clone_wanted.emit),
            (self.note_button, self.note_wanted.emit),
            (self.folder_button, self.folder_wanted.emit),
        )
        for button, emit in wishes:
            button.clicked.connect(lambda _=False, emit=emit: emit(self.marked[0]))

    def _lay_out(self) -> None:
        self.tree.setColumnCount(7)
        self.tree.setRootIsDecorated(False)
        self.tree.setUniformRowHeights(True)
        self.tree.setAllColumnsShowFocus(True)
        self.tree.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.tree.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.tree.header().setStretchLastSection(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addWidget(self.tree, 1)
        row = QWidget()
        flow = FlowLayout(row, spacing=8)
        for button in (self.show_button, self.use_button, self.compare_button, self.resume_button):
            flow.addWidget(button)
        for button in (self.clone_button, self.note_button, self.folder_button, self.delete_button):
            flow.addWidget(button)
        column.addWidget(row)
