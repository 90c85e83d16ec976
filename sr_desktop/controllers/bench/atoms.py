"""The mosaics of SRCNN's filters and of the dictionary's atoms, made in the background from the weights."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from sr_desktop.controllers.context import Context
from sr_desktop.core.errors import SrError
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.ui.benchmark.atoms_view import AtomsView
from sr_desktop.ui.models import text as model_text

_SCALE = 2.0
"""Here the atoms' filters have 9 x 9 pixels, as SRCNN's have."""
_FILTERS, _ATOMS = 64, 144
Mosaics = tuple[QImage, QImage]


class BenchmarkAtoms(QObject):
    """Shows the mosaics of the network that is chosen; again where the list of models brings other files."""

    def __init__(self, view: AtomsView, context: Context) -> None:
        super().__init__(view)
        self._view, self._context = view, context
        self._chosen = ""
        self._files: tuple[str, str] | None = None
        view.network_chosen.connect(self._choose)
        context.catalog.changed.connect(self._offer)
        self._offer()

    def _choose(self, model: str) -> None:
        self._chosen = model
        self._load()

    def _offer(self) -> None:
        networks = self._cards("srcnn")
        if self._chosen not in {card.id for card in networks}:
            self._chosen = networks[0].id if networks else ""
        self._view.offer_networks([(card.id, model_text.title(card)) for card in networks], self._chosen)
        self._load()

    def _load(self) -> None:
        networks = [card for card in self._cards("srcnn") if card.id == self._chosen]
        files = (_weights(networks), _weights(self._cards("sparse")))
        if files == self._files:
            return
        self._files = files
        if not all(files):
            self._view.show_nothing()
            return
        network, dictionary = Path(files[0]), Path(files[1])

        def attempt() -> Mosaics | SrError:
            try:
                return _mosaics(network, dictionary)
            except SrError as error:
                return error

        self._context.calls.start(attempt, done=lambda result: self._show(files, result), failed=self._context.reporter.mention)

    def _cards(self, arch: str) -> list[ModelCard]:
        """The usable models of this kind at the scale that is shown."""
        return [
            card for card in self._context.catalog.cards if card.arch == arch and not card.problem and _SCALE in card.scales
        ]

    def _show(self, files: tuple[str, str], result: Mosaics | SrError) -> None:
        if files != self._files:
            return  # another network was chosen meanwhile
        if isinstance(result, SrError):
            self._view.show_nothing()
            self._context.reporter.fail(result)
        else:
            self._view.show_mosaics(*result)


def _weights(cards: Sequence[ModelCard]) -> str:
    """The file of the first of these models; "" where there is none."""
    return cards[0].files[cards[0].scales.index(_SCALE)] if cards else ""


def _mosaics(network: Path, dictionary: Path) -> Mosaics:
    """Raises BadCheckpoint and UnsupportedModel."""
    from sr_desktop.core.classical.atoms import atom_filters, first_layer_filters, mosaic  # noqa: PLC0415 - loads safetensors

    pictures = mosaic(first_layer_filters(network), _FILTERS), mosaic(atom_filters(dictionary, int(_SCALE)), _ATOMS)
    filters, atoms = (
        # A copy of its own: the array goes when this function ends.
        QImage(picture.tobytes(), picture.shape[1], picture.shape[0], picture.shape[1], QImage.Format.Format_Grayscale8).copy()
        for picture in pictures
    )
    return filters, atoms
