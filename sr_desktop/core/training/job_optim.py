"""How a training job changes the weights (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.options import Bounds, check, option


@dataclass(frozen=True, kw_only=True)
class OptimOptions:
    """How the weights are changed. Raises BadJob."""

    steps: int = field(
        default=10_000,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Steps"),
            QT_TRANSLATE_NOOP("Job", "Updates of the weights in all."),
            group="schedule",
            bounds=Bounds(least=1, most=10**9),
        ),
    )
    batch: int = field(
        default=64,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Batch size"),
            QT_TRANSLATE_NOOP("Job", "Patches in one pass through the network."),
            group="optimiser",
            bounds=Bounds(least=1, most=65536),
        ),
    )
    accumulate: int = field(
        default=1,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Passes per update"),
            QT_TRANSLATE_NOOP(
                "Job", "Batches whose gradients are averaged for one update: large batches where memory is scarce."
            ),
            group="optimiser",
            bounds=Bounds(least=1, most=1024),
        ),
    )
    method: Literal["adam", "sgd", "muon"] = field(
        default="adam",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Method"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Adam, SGD with momentum, or Muon: momentum made orthogonal for the kernels between the first and the last "
                "layer, Adam for the rest.",
            ),
            group="optimiser",
            choices={
                "adam": QT_TRANSLATE_NOOP("Job", "Adam"),
                "sgd": QT_TRANSLATE_NOOP("Job", "SGD"),
                "muon": QT_TRANSLATE_NOOP("Job", "Muon"),
            },
        ),
    )
    lr: float = field(
        default=1e-3,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Learning rate"),
            QT_TRANSLATE_NOOP("Job", "The learning rate at its highest."),
            group="optimiser",
            bounds=Bounds(above=0, most=100),
            use="rate",
        ),
    )
    lr_last: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Rate of the last layer"),
            QT_TRANSLATE_NOOP("Job", "The highest learning rate of the last layer; 0: the same as for the others."),
            group="optimiser",
            bounds=Bounds(least=0, most=100),
            use="rate",
        ),
    )
    momentum: float = field(
        default=0.9,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Momentum"),
            QT_TRANSLATE_NOOP("Job", "Share of the last change that goes into the next one."),
            group="optimiser",
            when=("method", ("sgd",)),
            bounds=Bounds(least=0, under=1),
        ),
    )
    weight_decay: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Weight decay"),
            QT_TRANSLATE_NOOP("Job", "How strongly the weights are pulled towards 0."),
            group="optimiser",
            bounds=Bounds(least=0, most=1),
            use="rate",
        ),
    )
    schedule: Literal["constant", "cosine", "step"] = field(
        default="cosine",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Schedule"),
            QT_TRANSLATE_NOOP(
                "Job",
                "How the learning rate changes: not at all, along a cosine down to its lowest share, or divided by 10 at "
                "every drop.",
            ),
            group="schedule",
            choices={
                "constant": QT_TRANSLATE_NOOP("Job", "Constant"),
                "cosine": QT_TRANSLATE_NOOP("Job", "Cosine"),
                "step": QT_TRANSLATE_NOOP("Job", "Drops"),
            },
        ),
    )
    step_every: int = field(
        default=10_000,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Steps between drops"),
            QT_TRANSLATE_NOOP("Job", "Updates after which the schedule of drops divides the learning rate by 10."),
            group="schedule",
            when=("schedule", ("step",)),
            bounds=Bounds(least=1),
        ),
    )
    lr_floor: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Lowest share of the rate"),
            QT_TRANSLATE_NOOP("Job", "Where the cosine ends, as a share of the learning rate."),
            group="schedule",
            when=("schedule", ("cosine",)),
            bounds=Bounds(least=0, most=1),
        ),
    )
    warmup: int = field(
        default=0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Warm-up steps"),
            QT_TRANSLATE_NOOP("Job", "Updates at the start during which the learning rate rises from 0."),
            group="schedule",
            bounds=Bounds(least=0, under_field="optim.steps"),
        ),
    )
    clip: Literal["none", "norm", "adjustable"] = field(
        default="none",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Gradient clipping"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Off, by the norm of all gradients, or adjustable: each value to the clip value divided by the present "
                "learning rate (VDSR, section 3.2).",
            ),
            group="optimiser",
            choices={
                "none": QT_TRANSLATE_NOOP("Job", "Off"),
                "norm": QT_TRANSLATE_NOOP("Job", "By norm"),
                "adjustable": QT_TRANSLATE_NOOP("Job", "Adjustable"),
            },
        ),
    )
    clip_value: float = field(
        default=0.5,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Clip value"),
            QT_TRANSLATE_NOOP("Job", "The largest norm, or theta of the adjustable clipping."),
            group="optimiser",
            when=("clip", ("norm", "adjustable")),
            bounds=Bounds(above=0),
            use="rate",
        ),
    )
    ema: float = field(
        default=0.999,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Averaging"),
            QT_TRANSLATE_NOOP("Job", "Decay of the moving average of the weights, which is what is kept; 0: off."),
            group="optimiser",
            bounds=Bounds(least=0, under=1),
        ),
    )
    loss: Literal["l1", "l2", "rmse", "charbonnier", "half_l2"] = field(
        default="l1",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Loss"),
            QT_TRANSLATE_NOOP(
                "Job",
                "What is made small: the absolute difference, its square, the root of the mean square of each patch, "
                "Charbonnier's blend of both, or half the summed square a patch, as VDSR writes it. Squares learn most from "
                "what is hardest: large factors, dense texture; roots give every patch its part.",
            ),
            group="loss",
            choices={
                "l1": QT_TRANSLATE_NOOP("Job", "L1"),
                "l2": QT_TRANSLATE_NOOP("Job", "L2"),
                "rmse": QT_TRANSLATE_NOOP("Job", "Root of L2 by patch"),
                "charbonnier": QT_TRANSLATE_NOOP("Job", "Charbonnier"),
                "half_l2": QT_TRANSLATE_NOOP("Job", "Half L2"),
            },
        ),
    )
    init: Literal["gaussian", "he", "identity"] = field(
        default="he",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "First weights"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Gaussian: normal with deviation 0.001, as SRCNN. He: by the number of inputs. Identity: He's, changed so "
                "that the network starts as plain interpolation.",
            ),
            group="network",
            choices={
                "gaussian": QT_TRANSLATE_NOOP("Job", "Gaussian"),
                "he": QT_TRANSLATE_NOOP("Job", "He"),
                "identity": QT_TRANSLATE_NOOP("Job", "Identity"),
            },
        ),
    )
    start: str = field(
        default="",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Start from weights"),
            QT_TRANSLATE_NOOP(
                "Job", "Weights of the same network, or of a shallower VDSR, to go on from instead; nothing: start anew."
            ),
            group="network",
            use="file",
        ),
    )
    shallow_share: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Share with fewer layers"),
            QT_TRANSLATE_NOOP(
                "Job",
                "The share of the steps that a VDSR makes with only some of its layers, which is quicker; then the others, "
                "which have passed on what they got, learn too. 0: all learn from the start.",
            ),
            group="schedule",
            bounds=Bounds(least=0, under=1),
        ),
    )
    shallow_depth: int = field(
        default=8,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Layers at first"),
            QT_TRANSLATE_NOOP(
                "Job",
                "How many layers learn in the steps with fewer layers; where there are no more, all learn from the start.",
            ),
            group="schedule",
            bounds=Bounds(least=3, most=63),
        ),
    )
    deep_rate: float = field(
        default=0.4,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Rate with all layers"),
            QT_TRANSLATE_NOOP(
                "Job",
                "What the learning rate is multiplied by after the steps with fewer layers: the more layers learn, the lower "
                "the rate that suits them.",
            ),
            group="schedule",
            bounds=Bounds(above=0, most=1),
        ),
    )
    precision: Literal["fp32", "bf16"] = field(
        default="fp32",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Precision"),
            QT_TRANSLATE_NOOP("Job", "How exact the arithmetic is; bf16 is faster on processors and cards that know it."),
            group="computing",
            choices={"fp32": QT_TRANSLATE_NOOP("Job", "fp32"), "bf16": QT_TRANSLATE_NOOP("Job", "bf16")},
        ),
    )

    def __post_init__(self) -> None:
        check(self, "optim")

    @property
    def shallow_steps(self) -> int:
        """How many steps, from the first on, are made with `shallow_depth` layers."""
        return round(self.shallow_share * self.steps)
