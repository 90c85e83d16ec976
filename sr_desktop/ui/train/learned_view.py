"""What the network learned: its first filters, its feature maps, the residual that it adds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.trainer_messages import Preview, PreviewKind
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
        QT_TRANSLATE_NOOP("LearnedView", "Feature maps"),
        QT_TRANSLATE_NOOP("LearnedView", "What the first layers find in the crop."),
    ),
    (
        "residual",
        QT_TRANSLATE_NOOP("LearnedView", "Residual"),
        QT_TRANSLATE_NOOP("LearnedView", "What the network adds to bicubic, amplified, around grey."),
    ),
)


class LearnedView(View):
    """One kind of picture and a slider over the steps."""

    wanted = Signal(object)
    """The view wants the picture of a Preview."""

    def __init__(self) -> None:
        super().__init__()
        self._previews: dict[tuple[str, int], Preview] = {}
        self._image = QImage()
        self.kind, self.steps, self._hint, self.picture = QComboBox(), StepsBar(), QLabel(), QLabel()
        set_role(self._hint, "hint")
        self._hint.setWordWrap(True)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()
        self.kind.activated.connect(self._choose_kind)
        self.steps.moved.connect(self._ask)
        self.retranslate()

    def show_previews(self, previews: Sequence[Preview]) -> None:
        """Offer the pictures of a run."""
        self._previews = {(each.kind, each.step): each for each in previews}
        offered = [kind for kind, _, _ in _KINDS if any(known == kind for known, _ in self._previews)]
        present = self.kind.currentData()
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind, title, _ in _KINDS:
                if kind in offered:
                    self.kind.addItem(QCoreApplication.translate("LearnedView", title), kind)
            self.kind.setCurrentIndex(max(0, self.kind.findData(present)))
        self._bar.setVisible(bool(offered))
        if not offered:
            self.show_image(QImage())
        self._choose_kind()

    def show_image(self, image: QImage) -> None:
        """Show the picture that was wanted last; a null one for none."""
        self._image = image
        self._draw()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.kind.setAccessibleName(self.tr("What to show"))
        self.kind.setToolTip(self.tr("Filters, feature maps or the residual"))
        titles = {kind: title for kind, title, _ in _KINDS}
        for index in range(self.kind.count()):
            self.kind.setItemText(index, QCoreApplication.translate("LearnedView", titles[self.kind.itemData(index)]))
        self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._draw()

    def _say(self) -> None:
        hints = {kind: hint for kind, _, hint in _KINDS}
        kind = self.kind.currentData()
        text = hints[kind] if kind else QT_TRANSLATE_NOOP("LearnedView", "What the network learns appears here.")
        self._hint.setText(QCoreApplication.translate("LearnedView", text))
        self.picture.setAccessibleName(self._hint.text())

    def _choose_kind(self) -> None:
        kind = self.kind.currentData()
        self._say()
        self.steps.set_steps(tuple(sorted(step for known, step in self._previews if known == kind)))
        self._ask()

    def _ask(self) -> None:
        preview = self._previews.get((self.kind.currentData(), self.steps.step or 0))
        if preview:
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
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.kind)
        row.addWidget(self.steps, 1)
        self._area = QScrollArea()
        self._area.setWidget(self.picture)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._hint.setContentsMargins(10, 2, 10, 4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._hint)
        column.addWidget(self._area, 1)
