"""What results are called and what happens where a name is taken."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QLineEdit

from sr_desktop.core.pictures.naming import NAME_FIELDS
from sr_desktop.core.upscaling.settings import OnExists, OutputRules
from sr_desktop.ui.parts.elided_label import ElidedLabel
from sr_desktop.ui.parts.forms import labelled_rows
from sr_desktop.ui.view import Text, View, set_role

_RULES: tuple[OnExists, ...] = ("rename", "skip", "replace")


class NamingForm(View):
    """Template with a live preview, the rule for taken names, and whether folders are kept."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.template, self.on_exists, self.tree = QLineEdit(), QComboBox(), QCheckBox()
        self._preview = ElidedLabel(Qt.TextElideMode.ElideMiddle)
        self._problem = QLabel()
        self._problem.setWordWrap(True)
        set_role(self._preview, "hint")
        set_role(self._problem, "error")
        self._say_preview: Text = lambda: ""
        layout = QGridLayout(self)
        self._labels = labelled_rows(layout, self.template, self.on_exists)
        layout.addWidget(self._preview, 2, 0, 1, 2)
        layout.addWidget(self._problem, 3, 0, 1, 2)
        layout.addWidget(self.tree, 4, 0, 1, 2)
        self._problem.hide()
        self.retranslate()
        self.template.textEdited.connect(self.changed)
        self.on_exists.activated.connect(self.changed)
        self.tree.clicked.connect(self.changed)

    @property
    def rule(self) -> OnExists:
        """What happens where a name is taken."""
        rule: OnExists = self.on_exists.currentData() or "rename"
        return rule

    def set_rules(self, rules: OutputRules) -> None:
        """Show these without telling of a change."""
        with QSignalBlocker(self.template), QSignalBlocker(self.on_exists), QSignalBlocker(self.tree):
            if self.template.text() != rules.name:
                self.template.setText(rules.name)
            self.on_exists.setCurrentIndex(_RULES.index(rules.on_exists))
            self.tree.setChecked(rules.tree)
        self.tree.setEnabled(bool(rules.folder))

    def show_preview(self, text: Text, *, failed: bool = False) -> None:
        """Say how a result would be called, or (failed) why the template cannot be used."""
        self._say_preview = text
        self._preview.setVisible(not failed)
        self._problem.setVisible(failed)
        self._say()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        fields = ", ".join(f"{{{field}}}" for field in NAME_FIELDS)
        texts = {
            "rename": self.tr("Add a number"),
            "skip": self.tr("Skip the picture"),
            "replace": self.tr("Replace the file"),
        }
        present = self.rule
        with QSignalBlocker(self.on_exists):
            self.on_exists.clear()
            for rule in _RULES:
                self.on_exists.addItem(texts[rule], rule)
            self.on_exists.setCurrentIndex(_RULES.index(present))
        rows = (
            (self.template, self.tr("Name"), self.tr("What results are called; {fields} are filled in.").format(fields=fields)),
            (
                self.on_exists,
                self.tr("If taken"),
                self.tr("What happens where a file has the name; never to an original."),
            ),
        )
        for label, (field, name, tip) in zip(self._labels, rows, strict=True):
            label.setText(name)
            field.setAccessibleName(name)
            field.setToolTip(tip)
        self.tree.setText(self.tr("Keep the folders"))
        self.tree.setToolTip(self.tr("In the folder for results, make the same folders as in the one that was dropped"))
        self.tree.setAccessibleName(self.tr("Keep the folders"))
        self._say()

    def _say(self) -> None:
        self._preview.setText(self._say_preview())
        self._problem.setText(self._say_preview())
