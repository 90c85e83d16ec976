"""The choices for pictures of the queue: for those that are added, or for the marked ones."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QVBoxLayout, QWidget

from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.upscaling.settings import UpscaleSettings
from sr_desktop.ui.choices import RunChoices, SaveChoices
from sr_desktop.ui.models import text as model_text
from sr_desktop.ui.parts.forms import RunForm
from sr_desktop.ui.parts.save_form import SaveForm
from sr_desktop.ui.parts.section import FoldedSection, Section
from sr_desktop.ui.queue.naming_form import NamingForm
from sr_desktop.ui.upscale.size_section import SizeSection
from sr_desktop.ui.view import View, set_role


class AddSection(Section):
    """How pictures come into the queue."""

    def __init__(self) -> None:
        super().__init__()
        self.files_button, self.folder_button = QPushButton(), QPushButton()
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        set_role(self._hint, "hint")
        for widget in (self.files_button, self.folder_button, self._hint):
            self.body.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("1  Pictures"))
        for button, text, tip in (
            (self.files_button, self.tr("Add pictures..."), self.tr("Choose pictures for the queue")),
            (
                self.folder_button,
                self.tr("Add a folder..."),
                self.tr("Choose a folder; pictures below it come, too"),
            ),
        ):
            button.setText(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
        self._hint.setText(self.tr("Or drop files and folders on the page."))


class ModelBox(Section):
    """The model, in one line."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._cards: tuple[ModelCard, ...] = ()
        self._chosen = ""
        self.box = QComboBox()
        self.box.setMinimumWidth(120)
        self.body.addWidget(self.box)
        self.box.activated.connect(self._choose)
        self.retranslate()

    @property
    def model(self) -> str:
        """The id of the chosen model."""
        return self._chosen

    def set_cards(self, cards: tuple[ModelCard, ...]) -> None:
        """Offer those of these that can be used."""
        self._cards = tuple(card for card in cards if not card.problem)
        self.set_model(self._chosen)

    def set_model(self, model: str) -> None:
        """Show this one; one that is not offered is shown by its id."""
        self._chosen = model
        rows = [(card.id, model_text.title(card)) for card in self._cards]
        if model and model not in [number for number, _ in rows]:
            rows.append((model, model))
        with QSignalBlocker(self.box):
            self.box.clear()
            for number, title in rows:
                self.box.addItem(title, number)
            self.box.setCurrentIndex(self.box.findData(model))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("2  Model"))
        self.box.setAccessibleName(self.tr("Model"))
        self.box.setToolTip(self.tr("The model that upscales; the page Models tells more"))
        self.set_model(self._chosen)

    def _choose(self) -> None:
        self._chosen = self.box.currentData()
        self.changed.emit()


class SavingSection(Section):
    """Format, folder and names of results."""

    def __init__(self) -> None:
        super().__init__()
        self.form, self.naming = SaveForm(), NamingForm()
        self.body.addWidget(self.form)
        self.body.addWidget(self.naming)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("4  Saving"))


class QueueSettingsPanel(View):
    """All of an UpscaleSettings; `shown` is what the controls say."""

    changed = Signal(object)
    """The user chose something; carries UpscaleSettings."""

    def __init__(self) -> None:
        super().__init__()
        self._settings = UpscaleSettings(model="")
        self._marked = 0
        self._for_whom = QLabel()
        self._for_whom.setWordWrap(True)
        set_role(self._for_whom, "strong")
        self.model, self.size_section, self.saving, self.run_form = ModelBox(), SizeSection(), SavingSection(), RunForm()
        self.advanced = FoldedSection(self.run_form)
        self._lay_out((self._for_whom, self.model, self.size_section, self.saving, self.advanced))
        self.model.changed.connect(lambda: self._tell(replace(self._settings, model=self.model.model)))
        self.size_section.changed.connect(lambda size: self._tell(replace(self._settings, size=size)))
        self.saving.form.changed.connect(self._on_saving)
        self.saving.naming.changed.connect(self._on_naming)
        self.run_form.changed.connect(self._on_run)
        self.retranslate()

    @property
    def settings(self) -> UpscaleSettings:
        """What the controls say."""
        return self._settings

    def show_settings(self, settings: UpscaleSettings, *, marked: int) -> None:
        """Show these without telling of a change; marked: for how many pictures they hold, 0 for new ones."""
        self._settings, self._marked = settings, marked
        rules = settings.output
        self.model.set_model(settings.model)
        self.size_section.set_target(settings.size)
        self.saving.form.set_choices(SaveChoices(folder=rules.folder, file=rules.file))
        self.saving.naming.set_rules(rules)
        self.run_form.set_choices(
            RunChoices(device=settings.device, precision=settings.precision, tile=settings.tile, ensemble=settings.ensemble)
        )
        self._say_for_whom()

    def set_folder(self, folder: str) -> None:
        """The user chose this folder for results."""
        self._tell(replace(self._settings, output=replace(self._settings.output, folder=folder)))

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.advanced.heading.setText(self.tr("Advanced"))
        self.advanced.heading.setToolTip(self.tr("Self-ensemble, device, precision and tile size"))
        self.advanced.heading.setAccessibleName(self.tr("Advanced"))
        self._say_for_whom()

    def _on_saving(self, choices: SaveChoices) -> None:
        self._tell(replace(self._settings, output=replace(self._settings.output, folder=choices.folder, file=choices.file)))

    def _on_naming(self) -> None:
        naming = self.saving.naming
        rules = replace(self._settings.output, name=naming.template.text(), on_exists=naming.rule, tree=naming.tree.isChecked())
        self._tell(replace(self._settings, output=rules))

    def _on_run(self, choices: RunChoices) -> None:
        self._tell(
            replace(
                self._settings,
                device=choices.device,
                precision=choices.precision,
                tile=choices.tile,
                ensemble=choices.ensemble,
            )
        )

    def _tell(self, settings: UpscaleSettings) -> None:
        if settings != self._settings:
            self.show_settings(settings, marked=self._marked)
            self.changed.emit(settings)

    def _say_for_whom(self) -> None:
        if self._marked == 1:
            text = self.tr("For the marked picture")
        elif self._marked:
            text = self.tr("For the {count} marked pictures").format(count=self._marked)
        else:
            text = self.tr("For pictures that are added")
        self._for_whom.setText(text)

    def _lay_out(self, parts: tuple[QWidget, ...]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for part in parts:
            column.addWidget(part)
