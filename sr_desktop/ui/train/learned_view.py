"""What the network learned: its first filters, its feature maps, the residual that it adds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from sr_desktop.core.messages.trainer import Preview, PreviewKind
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.ui.parts.side_panel import scrolled
from sr_desktop.ui.train.steps_bar import StepsBar
from sr_desktop.ui.view import View, set_role

_KINDS: tuple[tuple[PreviewKind, str, str], ...] = (
    (
        "filters",
        QT_TRANSLATE_NOOP("LearnedView", "Filters of the first layer"),
        QT_TRANSLATE_NOOP("LearnedView", "Each filter in its own range, the strongest first."),
    ),
    (
        "features",
        QT_TRANSLATE_NOOP("LearnedView", "Feature maps of layer {number}"),
        QT_TRANSLATE_NOOP("LearnedView", "What the layer finds in the first crop, each map in its own range."),
    ),
    (
        "residual",
        QT_TRANSLATE_NOOP("LearnedView", "Residual of crop {number}"),
        QT_TRANSLATE_NOOP(
            "LearnedView", "Left what the network adds to bicubic, right what is missing; {gain} times as strong, around grey."
        ),
    ),
)
_Part = tuple[PreviewKind, int]
"""A kind of picture and the number of its layer or crop."""


class LearnedView(View):
    """One kind of picture and a slider over the steps."""

    wanted = Signal(object)
    """The view wants the picture of a Preview."""

    def __init__(self) -> None:
        super().__init__()
        self._previews: dict[tuple[_Part, int], Preview] = {}
        self._parts: tuple[_Part, ...] = ()
        self._asked: Preview | None = None
        self._image = QImage()
        self.part, self.steps, self._hint, self.picture = QComboBox(), StepsBar(), QLabel(), QLabel()
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.part.activated.connect(self._choose)
        self.steps.moved.connect(self._ask)
        self.retranslate()

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Offer the pictures of a run."""
        present = self._chosen
        self._previews = {((each.kind, each.number), each.step): each for each in previews}
        order = [kind for kind, _, _ in _KINDS]
        known = {part for part, _ in self._previews if part[0] in order}
        self._parts = tuple(sorted(known, key=lambda part: (order.index(part[0]), part[1])))
        with QSignalBlocker(self.part):
            self.part.clear()
            self.part.addItems([self._title(part) for part in self._parts])
            self.part.setCurrentIndex(self._parts.index(present) if present in self._parts else 0)
        self._bar.setVisible(bool(self._parts))
        if not self._parts:
            self._asked = None
            self.show_image(QImage())
        self._choose()

    def show_image(self, image: QImage) -> None:
        """Show the picture that was wanted last; a null one for none."""
        self._image = image
        self._draw()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.part.setAccessibleName(self.tr("What to show"))
        self.part.setToolTip(self.tr("Filters, feature maps or the residual"))
        for index, part in enumerate(self._parts):
            self.part.setItemText(index, self._title(part))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._draw()

    @property
    def _chosen(self) -> _Part | None:
        index = self.part.currentIndex()
        return self._parts[index] if 0 <= index < len(self._parts) else None

    @property
    def _preview(self) -> Preview | None:
        part, step = self._chosen, self.steps.step
        return self._previews.get((part, step)) if part and step is not None else None

    def _title(self, part: _Part) -> str:
        kind, number = part
        title = next(title for known, title, _ in _KINDS if known == kind)
        # Layers are counted from 1 by the trainer, crops from 0.
        return QCoreApplication.translate("LearnedView", title).format(number=number + (kind == "residual"))

    def _say(self) -> None:
        part, preview = self._chosen, self._preview
        if part is None:
            self._hint.setText(self.tr("What the network learns appears here."))
        else:
            hint = next(hint for kind, _, hint in _KINDS if kind == part[0])
            gain = f"{preview.gain:g}" if preview else ""
            self._hint.setText(QCoreApplication.translate("LearnedView", hint).format(gain=gain))
        self.picture.setAccessibleName(self._hint.text())

    def _choose(self) -> None:
        part = self._chosen
        self.steps.set_steps(tuple(sorted(step for known, step in self._previews if known == part)))
        self._ask()

    def _ask(self) -> None:
        self._say()
        preview = self._preview
        if preview and preview != self._asked:
            self._asked = preview
            self.wanted.emit(preview)

    def _draw(self) -> None:
        if self._image.isNull():
            self.picture.clear()
            return
        ratio = self.devicePixelRatioF()
        room = self._area.viewport().size() * ratio
        # Whole multiples keep every weight a square of one colour.
        fit = min(room.width() / self._image.width(), room.height() / self._image.height())
        factor = max(1, int(fit))
        pixmap = QPixmap.fromImage(
            self._image.scaled(
                self._image.size() * factor, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.FastTransformation
            )
        )
        pixmap.setDevicePixelRatio(ratio)
        self.picture.setPixmap(pixmap)

    def _lay_out(self) -> None:
        self._bar = QWidget()
        self._bar.hide()
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.part)
        row.addWidget(self.steps, 1)
        self._area = scrolled(self.picture)
        self._hint.setContentsMargins(10, 2, 10, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._hint)
        column.addWidget(self._area, 1)
