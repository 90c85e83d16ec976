"""The form of a training job: a few fields first, all others by groups in a folded part."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sr_desktop.core.texts import Note
from sr_desktop.core.training.job import JobSpec, job_fields
from sr_desktop.core.training.job_draft import JobDraft, Problem
from sr_desktop.core.training.net_field import NetField
from sr_desktop.core.training.options import GROUPS, Group, OptionField
from sr_desktop.ui.job_form import words
from sr_desktop.ui.job_form.editors import DeviceEditor
from sr_desktop.ui.job_form.group import GROUP_GAP, RowGroup
from sr_desktop.ui.job_form.header import PRESETS, PresetHeader
from sr_desktop.ui.job_form.row import FieldRow
from sr_desktop.ui.parts.section import FoldedSection
from sr_desktop.ui.view import View

FIRST = ("scales", "optim.steps", "optim.batch", "data.patch", "optim.lr", "device", "name", "title")
"""The fields that are always shown, in their order."""
ELSEWHERE = frozenset({"data.root", "data.folders"})
"""Fields that the page shows by itself."""
_FIELDS = {field.path: field for field in job_fields()}


class JobForm(View):
    """Shows a job and lets it be changed; everything that is typed is checked at once."""

    changed = Signal()
    """The user changed a field; `job` gives the new job where `is_valid`."""
    problem_changed = Signal(str)
    """Another problem is the first one now; carries `problem`."""
    preset_wanted = Signal(str)
    """The user wants another preset: paper, modern or quick."""
    browse_wanted = Signal(str)
    """The user wants to choose a path for the field of this name, such as "optim.start"; answer with `put`."""

    def __init__(self, job: JobSpec, *, elsewhere: frozenset[str] = ELSEWHERE) -> None:
        super().__init__()
        self._elsewhere = elsewhere
        self._net: tuple[NetField, ...] = ()
        self._draft = JobDraft(job)
        self._told: Problem | None = None
        self._problem = ""
        self.rows: dict[str, FieldRow] = {}
        """By path; those of the folded part are made when it is opened first, since that takes a while."""
        self.header, self.first = PresetHeader(), RowGroup(None)
        self.groups: dict[Group, RowGroup] = {key: RowGroup(key) for key in GROUPS}
        self.advanced = FoldedSection(self._advanced_body())
        self._lay_out()
        for path in FIRST:
            self._add_row(self.first, _FIELDS[path])
        self._order_tabs()
        self.setFocusProxy(self.header.presets.buttons["modern"])
        self.retranslate()
        self.set_job(job)
        self.header.preset_wanted.connect(self.preset_wanted)
        self.header.reset_wanted.connect(self._reset_all)
        self.advanced.heading.toggled.connect(self._open)

    def set_job(self, job: JobSpec, *, preset: JobSpec | None = None, net: tuple[NetField, ...] = ()) -> None:
        """Show `job` without telling of a change; marks tell what differs from `preset`, or from `job` itself.

        net: the options that the job's network has; where it is not known, they are shown together in one line.
        """
        self._draft, self._told = JobDraft(job, preset=preset, net=net), None
        if self._is_open:
            self._use_net(net)
        self._show_values()

    def job(self) -> JobSpec:
        """The job as it stands. Raises BadJob."""
        return self._draft.job()

    @property
    def is_valid(self) -> bool:
        """Whether there is no problem."""
        return not self._problem

    @property
    def problem(self) -> str:
        """The first problem as a sentence with the field's name, "" if there is none."""
        return self._problem

    def put(self, path: str, value: object) -> None:
        """Change one field, also one that is not shown here, as if the user had. Raises KeyError for one that is none."""
        self._edit(path, value)
        if path in self.rows:
            self.rows[path].show_value(value)

    def set_devices(self, names: tuple[str, ...]) -> None:
        """Offer the devices of these names, besides the automatic choice."""
        editor = self.rows["device"].editor
        if isinstance(editor, DeviceEditor):
            editor.offer(("auto", *(name for name in names if name != "auto")))

    def show_preset(self, chosen: str, offered: tuple[str, ...] = PRESETS) -> None:
        """Show `chosen` as the present preset ("": none), and let only those `offered` be chosen."""
        self.header.show_preset(chosen, offered)
        if chosen:
            self.setFocusProxy(self.header.presets.buttons[chosen])

    def point_out(self, path: str, allowed: str) -> None:
        """Say at a field what somebody else found, such as the trainer; until the next edit the job is not valid.

        Nothing for a field that is not shown here: nobody could mend it.
        """
        if path in self._elsewhere or path not in {field.path for field in self._draft.fields}:
            return
        template = allowed.replace("{", "{{").replace("}", "}}")
        self._told = Problem(path=path, value="", allowed=Note(template=template))
        self._refresh()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.advanced.heading.setText(self.tr("Advanced"))
        self.advanced.heading.setToolTip(self.tr("All other options of the training"))
        self.advanced.heading.setAccessibleName(self.tr("Advanced"))
        self._use_labels()
        self._tell_problem(self._problems())

    def _advanced_body(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GROUP_GAP)
        for group in self.groups.values():
            column.addWidget(group)
        return body

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for widget in (self.header, self.first, self.advanced):
            column.addWidget(widget)

    @property
    def _is_open(self) -> bool:
        return "net" in self.rows

    def _open(self) -> None:
        """Make the rows of the folded part."""
        if self._is_open:
            return
        for path, field in _FIELDS.items():
            if path not in self._elsewhere and path not in self.rows:
                self._add_row(self.groups[field.option.group], field)
        self._use_net(self._draft.net)
        self._use_labels()
        self._order_tabs()
        self._show_values()

    def _add_row(self, group: RowGroup, field: OptionField, index: int | None = None) -> None:
        row = self.rows[field.path] = FieldRow(field)
        group.insert(len(group.rows) if index is None else index, row)
        row.edited.connect(self._edit)
        row.reset_wanted.connect(self._reset)
        row.browse_wanted.connect(self.browse_wanted)

    def _use_net(self, net: tuple[NetField, ...]) -> None:
        if net == self._net:
            return
        group = self.groups["network"]
        for field in (each.field for each in self._net):
            group.remove(self.rows.pop(field.path))
        self._net = net
        start = group.rows.index(self.rows["net"])
        for index, each in enumerate(net, start):
            self._add_row(group, each.field, index)
        self._use_labels()
        self._order_tabs()

    def _order_tabs(self) -> None:
        chain = [*self.header.controls(), *self.first.controls(), self.advanced.heading]
        for group in self.groups.values():
            chain += group.controls()
        for before, after in pairwise(chain):
            QWidget.setTabOrder(before, after)

    def _edit(self, path: str, value: object) -> None:
        self._draft.put(path, value)
        self._told = None
        self._refresh()
        self.changed.emit()

    def _reset(self, path: str) -> None:
        self.put(path, self._draft.preset_value(path))

    def _reset_all(self) -> None:
        for path in self._draft.changed - self._elsewhere:
            self._draft.put(path, self._draft.preset_value(path))
        self._told = None
        self._show_values()
        self.changed.emit()

    def _show_values(self) -> None:
        for path, row in self.rows.items():
            row.show_value(self._draft.value(path))
        self._refresh()

    def _problems(self) -> tuple[Problem, ...]:
        return (*self._draft.problems, *([self._told] if self._told else []))

    def _refresh(self) -> None:
        problems, changed = self._problems(), self._draft.changed
        by_path = {problem.path: problem for problem in problems}
        hidden = self._elsewhere | set(FIRST)
        if by_path.keys() & {field.path for field in self._draft.fields} - hidden:
            self.advanced.heading.setChecked(True)  # a problem must not be out of sight
        for path, row in self.rows.items():
            problem = by_path.get(path)
            row.setVisible(self._draft.matters(row.field) or problem is not None)
            row.show_state(preset=self._draft.preset_value(path), changed=path in changed, problem=problem)
        for group in self.groups.values():
            group.follow_rows()
        shown = [
            field for field in self._draft.fields if field.path in changed - self._elsewhere and self._draft.matters(field)
        ]
        self.header.show_difference(len(shown))
        self._tell_problem(problems)

    def _tell_problem(self, problems: tuple[Problem, ...]) -> None:
        labels = self._labels()
        first = next(iter(problems), None)
        text = f"{labels.get(first.path, first.path)}: {words.problem_text(first, labels)}" if first else ""
        if text != self._problem:
            self._problem = text
            self.problem_changed.emit(text)

    def _use_labels(self) -> None:
        labels = self._labels()
        for row in self.rows.values():
            row.use_labels(labels)

    def _labels(self) -> words.Labels:
        return {field.path: words.label(field) for field in self._draft.fields}
