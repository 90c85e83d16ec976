"""Step 1 of the Train page: which network, trained in which way."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLabel

from sr_desktop.core.messages.trainer import RecipeFound
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.view import set_role

_PUBLISHED = " (paper)"


def family_of(recipe: RecipeFound) -> str:
    """What the published and the modern variant of a job have in common: the title and the factors."""
    title = (recipe.spec.title or recipe.arch_title).removesuffix(_PUBLISHED)
    return f"{title} ×{', '.join(map(str, recipe.scales))}"


def network_of(recipe: RecipeFound) -> str:
    """The network's name as papers use it: a generator trained against a discriminator is SRGAN."""
    return "SRGAN" if recipe.recipe == "srgan" else recipe.arch_title


class NetworkSection(Section):
    """Two lists, the networks and the chosen one's variants, and a card of what is known of the choice."""

    chosen = Signal(str)
    """The user chose the family of this name."""

    def __init__(self) -> None:
        super().__init__()
        self._recipes: tuple[RecipeFound, ...] = ()
        self.network, self.family = QComboBox(), QComboBox()
        self._about, self._facts, self._paper = QLabel(), QLabel(), QLabel()
        for label in (self._about, self._facts, self._paper):
            label.setWordWrap(True)
            self.body.addWidget(label)
        set_role(self._facts, "hint")
        set_role(self._paper, "hint")
        self.body.insertWidget(0, self.network)
        self.body.insertWidget(1, self.family)
        self.body.setSpacing(6)
        self.network.activated.connect(self._choose_network)
        self.family.activated.connect(self._choose_family)
        self.setFocusProxy(self.network)
        self.retranslate()

    def set_recipes(self, recipes: tuple[RecipeFound, ...], family: str) -> None:
        """Offer these, `family` chosen."""
        self._recipes = recipes
        self.show_family(family)

    def show_family(self, family: str) -> None:
        """Show `family` as chosen."""
        recipe = next((found for found in self._recipes if family_of(found) == family), None)
        networks = list(dict.fromkeys(network_of(found) for found in self._recipes))
        network = network_of(recipe) if recipe else ""
        _fill(self.network, [(name, name) for name in networks], network)
        families = dict.fromkeys(family_of(found) for found in self._recipes if network_of(found) == network)
        _fill(self.family, [(name, name) for name in families], family)
        for widget in (self.network, self.family):
            widget.setEnabled(recipe is not None)
        self._describe(recipe)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("1  Network"))
        self.network.setAccessibleName(self.tr("Network"))
        self.network.setToolTip(self.tr("Which kind of network learns"))
        self.family.setAccessibleName(self.tr("Variant"))
        self.family.setToolTip(self.tr("Which form of it: layers, factors, loss"))
        chosen = self.family.currentData()
        self.show_family(chosen or "")

    def _describe(self, recipe: RecipeFound | None) -> None:
        if recipe is None:
            self._about.setText(self.tr("Loading the recipes..."))
            self._facts.setText("")
            self._paper.setText("")
            return
        self._about.setText(QCoreApplication.translate("models", recipe.about))
        facts = self.tr("{params} weights · sees {field} × {field} pixels · ×{scales}")
        scales = ", ×".join(map(str, recipe.scales))
        self._facts.setText(facts.format(params=f"{recipe.params:,}", field=recipe.receptive_field, scales=scales))
        self._paper.setText(recipe.paper)

    def _choose_network(self) -> None:
        network = self.network.currentData()
        self.chosen.emit(next(family_of(found) for found in self._recipes if network_of(found) == network))

    def _choose_family(self) -> None:
        self.chosen.emit(self.family.currentData())


def _fill(box: QComboBox, rows: list[tuple[str, str]], chosen: str) -> None:
    with QSignalBlocker(box):
        box.clear()
        for value, text in rows:
            box.addItem(text, value)
        box.setCurrentIndex(box.findData(chosen))
