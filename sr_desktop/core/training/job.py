"""A training job: every option with its meaning and bounds (standard library only; the form and the trainer share it).

What an option means and may be stands with its field (see options.py); pictures and optimisation are in files of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from sr_desktop.core.errors import BadJob
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.job_data import DataOptions
from sr_desktop.core.training.job_optim import OptimOptions
from sr_desktop.core.training.options import Bounds, OptionField, check, option, option_fields

__all__ = ["TABLES", "DataOptions", "GanOptions", "JobSpec", "OptimOptions", "Table", "job_fields"]


@dataclass(frozen=True, kw_only=True)
class GanOptions:
    """How a generator learns against a discriminator (recipe srgan); it starts from optim.start. Raises BadJob."""

    from_scratch: bool = field(
        default=False,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Allow a random start"),
            QT_TRANSLATE_NOOP("Job", "Train the generator without the weights of an SRResNet to start from."),
            group="gan",
        ),
    )
    content: Literal["mse", "vgg22", "vgg54"] = field(
        default="mse",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Content loss"),
            QT_TRANSLATE_NOOP(
                "Job",
                "What pictures are compared by: the squared difference of pixels, or of VGG-19's features after its layer "
                "2,2 or 5,4.",
            ),
            group="gan",
            choices={
                "mse": QT_TRANSLATE_NOOP("Job", "Pixels (MSE)"),
                "vgg22": QT_TRANSLATE_NOOP("Job", "VGG 2,2"),
                "vgg54": QT_TRANSLATE_NOOP("Job", "VGG 5,4"),
            },
        ),
    )
    vgg: str = field(
        default="",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "VGG-19 weights"),
            QT_TRANSLATE_NOOP(
                "Job",
                "The file with VGG-19's weights, which its features need; nothing: the one in the program's folder.",
            ),
            group="gan",
            when=("content", ("vgg22", "vgg54")),
            use="file",
        ),
    )
    content_weight: float = field(
        default=1.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Content weight"),
            QT_TRANSLATE_NOOP("Job", "Factor of the content part of the loss."),
            group="gan",
            bounds=Bounds(least=0, most=1e6),
            use="rate",
        ),
    )
    pixel_weight: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Pixel weight"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Factor of the mean difference of pixels, added to VGG's: it keeps colours, which VGG's features hardly see; "
                "0: as in the paper.",
            ),
            group="gan",
            when=("content", ("vgg22", "vgg54")),
            bounds=Bounds(least=0, most=1e6),
            use="rate",
        ),
    )
    spectrum_weight: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Spectrum weight"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Factor of the difference of spectra, added to VGG's: it keeps a fine pattern, which VGG's features take for "
                "texture, out of the pictures; 0: as in the paper.",
            ),
            group="gan",
            when=("content", ("vgg22", "vgg54")),
            bounds=Bounds(least=0, most=1e6),
            use="rate",
        ),
    )
    adversarial: float = field(
        default=1e-3,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Adversarial weight"),
            QT_TRANSLATE_NOOP("Job", "Factor of the adversarial part of the loss."),
            group="gan",
            bounds=Bounds(least=0, most=1e6),
            use="rate",
        ),
    )

    def __post_init__(self) -> None:
        check(self, "gan")


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """One training run. Raises BadJob."""

    name: str = field(
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Name"),
            QT_TRANSLATE_NOOP("Job", "Id of the model; weights of the same name and another scale belong together."),
            group="saving",
            # A letter or a digit, and - and _ besides.
            bounds=Bounds(
                pattern=r"[\w-]*[^\W_][\w-]*",
                wanted=QT_TRANSLATE_NOOP("Job", "letters, digits, - and _"),
            ),
        ),
    )
    title: str = field(
        default="",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Title"),
            QT_TRANSLATE_NOOP("Job", "What the model is called in the picker; nothing: as its network."),
            group="saving",
        ),
    )
    arch: str = field(
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Architecture"),
            QT_TRANSLATE_NOOP("Job", "The network that is trained."),
            group="network",
            use="card",
        ),
    )
    recipe: str = field(
        default="supervised",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Recipe"),
            QT_TRANSLATE_NOOP("Job", "The way of training: supervised, or srgan against a discriminator."),
            group="network",
            use="card",
        ),
    )
    scales: tuple[int, ...] = field(
        default=(2,),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Scales"),
            QT_TRANSLATE_NOOP("Job", "Factors that one set of weights serves."),
            group="network",
            bounds=Bounds(least=2, most=8),
        ),
    )
    net: dict[str, Any] = field(
        default_factory=dict,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Other network options"),
            QT_TRANSLATE_NOOP("Job", "Options of the network, as in a job file: depth = 20, residual = true."),
            group="network",
        ),
    )
    data: DataOptions = field(
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Data"),
            QT_TRANSLATE_NOOP("Job", "Which pictures to learn from, and how patches are cut from them."),
            group="data",
        ),
    )
    optim: OptimOptions = field(
        default_factory=OptimOptions,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Optimiser"),
            QT_TRANSLATE_NOOP("Job", "How the weights are changed."),
            group="optimiser",
        ),
    )
    gan: GanOptions | None = field(
        default=None,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "GAN"),
            QT_TRANSLATE_NOOP("Job", "How a generator learns against a discriminator, for the recipe srgan."),
            group="gan",
        ),
    )
    evaluate_every: int = field(
        default=1000,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Steps between validations"),
            QT_TRANSLATE_NOOP("Job", "Updates after which PSNR and SSIM are measured on the validation pictures."),
            group="schedule",
            bounds=Bounds(least=1),
        ),
    )
    patience: int = field(
        default=0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Patience"),
            QT_TRANSLATE_NOOP("Job", "Validations without a better PSNR after which the run ends early; 0: never."),
            group="schedule",
            bounds=Bounds(least=0),
        ),
    )
    save_every: float = field(
        default=60.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Save every"),
            QT_TRANSLATE_NOOP("Job", "Seconds between savings of the state that a run resumes from."),
            group="saving",
            bounds=Bounds(above=0, unit=QT_TRANSLATE_NOOP("Job", "seconds")),
        ),
    )
    tensorboard: bool = field(
        default=False,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "TensorBoard files"),
            QT_TRANSLATE_NOOP(
                "Job", "Write losses, learning rate, PSNR and SSIM for TensorBoard as well; needs the package tensorboard."
            ),
            group="saving",
        ),
    )
    seed: int = field(
        default=1,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Seed"),
            QT_TRANSLATE_NOOP("Job", "Everything random follows from it."),
            group="computing",
            bounds=Bounds(least=0, most=2**32 - 1),
        ),
    )
    device: str = field(
        default="auto",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Device"),
            QT_TRANSLATE_NOOP("Job", "Where the network is trained; auto takes the fastest."),
            group="computing",
            use="device",
        ),
    )
    threads: int = field(
        default=0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Threads"),
            QT_TRANSLATE_NOOP("Job", "Threads of the processor that may be used; 0: as many as it has cores."),
            group="computing",
            bounds=Bounds(least=0, most=1024),
        ),
    )
    licence: str = field(
        default="MIT",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Licence"),
            QT_TRANSLATE_NOOP("Job", "Under which the trained weights may be passed on."),
            group="saving",
        ),
    )

    def __post_init__(self) -> None:
        check(self)
        if self.data.low and len(self.scales) != 1:
            raise BadJob(field="scales", value=str(list(self.scales)), allowed="one factor with data.low: that of its pictures")


Table = DataOptions | OptimOptions | GanOptions

TABLES: Mapping[str, Callable[..., Table]] = {"data": DataOptions, "optim": OptimOptions, "gan": GanOptions}
"""The parts of a job that are dataclasses of their own, by their name in it."""


def job_fields() -> tuple[OptionField, ...]:
    """Every field of a job as in a job file, those of its parts in place of the parts; `net` is one field."""
    fields: list[OptionField] = []
    for each in option_fields(JobSpec):
        fields += option_fields(TABLES[each.name], each.name) if each.name in TABLES else [each]
    return tuple(fields)
