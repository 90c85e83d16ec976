"""Steps 3 and 4 of the Benchmark page: at which scales, by which metrics, by which protocol."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QLabel, QPushButton

from sr_desktop.core.bench.plan import Channel, ExtraMetric, LowResolution, Protocol, Shave
from sr_desktop.ui.benchmark.words import channel_text, low_text, shave_text
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.parts.vgg_need import VggNeed
from sr_desktop.ui.view import set_role

SCALES = (2, 3, 4, 8)
T = TypeVar("T", bound=str)


class MeasureSection(Section):
    """Scales as buttons, and metrics beside PSNR and SSIM to tick."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scale_buttons = {scale: QPushButton(f"×{scale}") for scale in SCALES}
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in self.scale_buttons.values():
            button.setCheckable(True)
            button.setMinimumWidth(48)
            set_role(button, "choice")
            button.clicked.connect(lambda _: self.changed.emit())
            row.addWidget(button, 1)
        self.ms_ssim, self.distance = QCheckBox(), QCheckBox()
        self.body.addLayout(row)
        for box in (self.ms_ssim, self.distance):
            box.clicked.connect(lambda _: self.changed.emit())
            self.body.addWidget(box)
        self.vgg = VggNeed(self._why_vgg)
        self.body.addWidget(self.vgg)
        self.retranslate()

    def show_choice(self, scales: tuple[int, ...], extra: tuple[ExtraMetric, ...]) -> None:
        """Show these as chosen."""
        for scale, button in self.scale_buttons.items():
            button.setChecked(scale in scales)
        self.ms_ssim.setChecked("ms_ssim" in extra)
        self.distance.setChecked("distance" in extra)

    @property
    def scales(self) -> tuple[int, ...]:
        """The scales that are chosen, from small to large."""
        return tuple(scale for scale, button in self.scale_buttons.items() if button.isChecked())

    @property
    def extra(self) -> tuple[ExtraMetric, ...]:
        """The metrics beside PSNR and SSIM."""
        boxes: tuple[tuple[ExtraMetric, QCheckBox], ...] = (("ms_ssim", self.ms_ssim), ("distance", self.distance))
        return tuple(name for name, box in boxes if box.isChecked())

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("3  Scales and metrics"))
        for scale, button in self.scale_buttons.items():
            button.setAccessibleName(self.tr("Scale {scale}").format(scale=scale))
            button.setToolTip(self.tr("Measure at ×{scale}").format(scale=scale))
        self.ms_ssim.setText(self.tr("MS-SSIM too"))
        self.ms_ssim.setToolTip(self.tr("SSIM at five scales (Wang et al. 2003); needs pictures of at least 176 pixels a side"))
        self.distance.setText(self.tr("VGG-19 distance too"))
        self.distance.setToolTip(
            self.tr("Mean squared difference of what VGG-19 sees (conv3_1), less is better; needs its weights. Not LPIPS.")
        )
        for box in (self.ms_ssim, self.distance):
            box.setAccessibleName(box.text())

    def _why_vgg(self) -> str:
        return self.tr(
            "The distance looks at pictures with VGG-19, whose weights are not here. Without them its figures stay empty."
        )


class ProtocolSection(Section):
    """How answers are compared with the truth."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.channel, self.shave, self.low = QComboBox(), QComboBox(), QComboBox()
        self._labels = tuple(QLabel() for _ in range(3))
        self.reset_button = QPushButton()
        form = QFormLayout()
        form.setSpacing(8)
        for label, box in zip(self._labels, (self.channel, self.shave, self.low), strict=True):
            form.addRow(label, box)
            label.setBuddy(box)
            box.activated.connect(lambda _: self._tell())
        self.body.addLayout(form)
        self.body.addWidget(self.reset_button)
        self.reset_button.clicked.connect(self._reset)
        self.retranslate()

    @property
    def protocol(self) -> Protocol:
        """What is chosen."""
        return Protocol(channel=self.channel.currentData(), shave=self.shave.currentData(), low=self.low.currentData())

    def show_protocol(self, protocol: Protocol) -> None:
        """Show this as chosen."""
        for box, value in ((self.channel, protocol.channel), (self.shave, protocol.shave), (self.low, protocol.low)):
            box.setCurrentIndex(box.findData(value))
        self.reset_button.setEnabled(not protocol.is_standard)

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("4  Protocol"))
        present = self.protocol if self.channel.count() else Protocol()
        _fill(self.channel, get_args(Channel), channel_text)
        _fill(self.shave, get_args(Shave), shave_text)
        _fill(self.low, get_args(LowResolution), low_text)
        rows = (
            (self.channel, self.tr("Compare"), self.tr("Papers compare luminance alone; colours give lower figures")),
            (
                self.shave,
                self.tr("Border"),
                self.tr("Pixels near the border, which have fewer neighbours, are left out by papers"),
            ),
            (
                self.low,
                self.tr("Small picture"),
                self.tr("What models are shown: as computed, or as a file of 8 bits would hold it"),
            ),
        )
        for label, (box, name, tip) in zip(self._labels, rows, strict=True):
            label.setText(name)
            box.setToolTip(tip)
            box.setAccessibleName(name)
        self.reset_button.setText(self.tr("As in the published tables"))
        self.reset_button.setAccessibleName(self.reset_button.text())
        self.reset_button.setToolTip(self.tr("Choose the protocol by which papers measure"))
        self.show_protocol(present)

    def _reset(self) -> None:
        self.show_protocol(Protocol())
        self._tell()

    def _tell(self) -> None:
        self.reset_button.setEnabled(not self.protocol.is_standard)
        self.changed.emit()


def _fill(box: QComboBox, values: tuple[T, ...], text: Callable[[T], str]) -> None:
    box.clear()
    for value in values:
        box.addItem(text(value), value)
