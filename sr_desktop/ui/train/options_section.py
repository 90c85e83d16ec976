"""Step 3 of the Train page: the options of the training, and VGG-19 where the loss needs it."""

from __future__ import annotations

from sr_desktop.ui.job_form import JobForm
from sr_desktop.ui.parts.section import Section
from sr_desktop.ui.parts.vgg_need import VggNeed


class OptionsSection(Section):
    """The form, and under it an offer while the perceptual loss has no VGG-19 to look with."""

    def __init__(self, form: JobForm) -> None:
        super().__init__()
        self.vgg = VggNeed(self._why)
        for widget in (form, self.vgg):
            self.body.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text in the present language."""
        self.set_heading(self.tr("3  Options"))

    def _why(self) -> str:
        return self.tr(
            "The perceptual loss looks at pictures with VGG-19, whose weights are not here. Download torchvision's file "
            "(about 550 MB), name one under Advanced, or choose the content loss MSE, which needs none."
        )
