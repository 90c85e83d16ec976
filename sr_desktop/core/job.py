"""A training job: every option with its meaning and bounds (standard library only; the form and the trainer share it)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from sr_desktop.core.errors import BadJob


def _check(holds: bool, name: str, value: object, allowed: str) -> None:
    if not holds:
        raise BadJob(field=name, value=str(value), allowed=allowed)


@dataclass(frozen=True, kw_only=True)
class DataOptions:
    """Which pictures to learn from, and how patches are cut from them.

    root: folder that holds the `folders`. folders: names of folders of pictures. validation: pictures held out for
    choosing the best weights. patch: side of a network input in pixels (on the upscaled grid for luminance networks).
    shrink: factors by which each picture is also shrunk before use, for more pictures. augment: flips and rotations.
    """

    root: str = "."
    folders: tuple[str, ...] = ()
    validation: int = 10
    patch: int = 41
    shrink: tuple[float, ...] = (1.0,)
    augment: bool = True

    def __post_init__(self) -> None:
        _check(len(self.folders) > 0, "data.folders", list(self.folders), "one folder of pictures or more")
        _check(1 <= self.validation <= 1000, "data.validation", self.validation, "1 to 1000 pictures")
        _check(8 <= self.patch <= 1024, "data.patch", self.patch, "8 to 1024 pixels")
        _check(all(0.1 <= s <= 1 for s in self.shrink) and len(self.shrink) > 0, "data.shrink", list(self.shrink), "0.1 to 1")


@dataclass(frozen=True, kw_only=True)
class OptimOptions:
    """How the weights are changed.

    steps: updates in all. batch: patches an update. method: adam, sgd with momentum, or muon (momentum made orthogonal for
    the kernels between the first and the last layer, Adam for the rest). lr: learning rate at its highest; lr_last: that of the last layer
    (0: the same). schedule: constant, cosine (down to lr_floor * lr), or step (divided by 10 every step_every updates).
    warmup: updates of linear rise. clip: none, norm (of all gradients, to clip_value) or adjustable (each value to
    [-clip_value / rate, clip_value / rate], VDSR section 3.2). ema: decay of the averaged weights that are kept, 0: off.
    loss: l1, l2, charbonnier, or half_l2 (1/2 of the summed square a patch, as VDSR writes it). init: gaussian (N(0, 0.001),
    SRCNN), he, identity (he, with a path that starts as plain bicubic), or zero_last (he, but the
    last layer 0: plain bicubic where the input is added). start: weights of the same network
    to go on from instead. precision: fp32 or bf16.
    """

    steps: int = 10_000
    batch: int = 64
    method: Literal["adam", "sgd", "muon"] = "adam"
    lr: float = 1e-3
    lr_last: float = 0.0
    momentum: float = 0.9
    weight_decay: float = 0.0
    schedule: Literal["constant", "cosine", "step"] = "cosine"
    step_every: int = 10_000
    lr_floor: float = 0.0
    warmup: int = 0
    clip: Literal["none", "norm", "adjustable"] = "none"
    clip_value: float = 0.5
    ema: float = 0.999
    loss: Literal["l1", "l2", "charbonnier", "half_l2"] = "l1"
    init: Literal["gaussian", "he", "identity", "zero_last"] = "he"
    start: str = ""
    precision: Literal["fp32", "bf16"] = "fp32"

    def __post_init__(self) -> None:
        _check(1 <= self.steps <= 10**9, "optim.steps", self.steps, "1 to 1000000000")
        _check(1 <= self.batch <= 65536, "optim.batch", self.batch, "1 to 65536")
        _check(0 < self.lr <= 100, "optim.lr", self.lr, "over 0, at most 100")
        _check(0 <= self.lr_last <= 100, "optim.lr_last", self.lr_last, "0 to 100")
        _check(0 <= self.momentum < 1, "optim.momentum", self.momentum, "0 to under 1")
        _check(0 <= self.weight_decay <= 1, "optim.weight_decay", self.weight_decay, "0 to 1")
        _check(self.step_every >= 1, "optim.step_every", self.step_every, "1 or more")
        _check(0 <= self.lr_floor <= 1, "optim.lr_floor", self.lr_floor, "0 to 1")
        _check(0 <= self.warmup < self.steps, "optim.warmup", self.warmup, "0 to under optim.steps")
        _check(self.clip_value > 0, "optim.clip_value", self.clip_value, "over 0")
        _check(0 <= self.ema < 1, "optim.ema", self.ema, "0 to under 1")


@dataclass(frozen=True, kw_only=True)
class GanOptions:
    """How a generator learns against a discriminator (recipe srgan).

    The generator starts from optim.start, an SRResNet; from_scratch: start without. content: what pictures are compared
    by: mse of pixels, or of VGG-19's features after its layer 2,2 or 5,4; vgg: the file with VGG-19's weights.
    content_weight, adversarial: factors of the two parts of the loss.
    """

    from_scratch: bool = False
    content: Literal["mse", "vgg22", "vgg54"] = "mse"
    vgg: str = ""
    content_weight: float = 1.0
    adversarial: float = 1e-3

    def __post_init__(self) -> None:
        _check(0 <= self.content_weight <= 1e6, "gan.content_weight", self.content_weight, "0 to 1000000")
        _check(0 <= self.adversarial <= 1e6, "gan.adversarial", self.adversarial, "0 to 1000000")


@dataclass(frozen=True, kw_only=True)
class JobSpec:
    """One training run.

    name: id of the model in the picker. arch: architecture; net: its options. recipe: way of training; gan: more for
    srgan. scales: factors
    that one set of weights serves. evaluate_every: updates between validations. patience: validations without a
    better PSNR after which the run ends early (0: never). save_every: seconds between savings of
    the state that a run resumes from. seed: everything random follows from it. threads: 0 for torch's choice.
    """

    name: str
    title: str = ""
    arch: str
    recipe: str = "supervised"
    scales: tuple[int, ...] = (2,)
    net: dict[str, Any] = field(default_factory=dict)
    data: DataOptions
    optim: OptimOptions = field(default_factory=OptimOptions)
    gan: GanOptions | None = None
    evaluate_every: int = 1000
    patience: int = 0
    save_every: float = 60.0
    seed: int = 1
    device: str = "auto"
    threads: int = 0
    licence: str = "MIT"

    def __post_init__(self) -> None:
        plain = self.name.replace("-", "").replace("_", "")
        _check(plain.isalnum(), "name", self.name, "letters, digits, - and _")
        _check(len(self.scales) > 0 and all(2 <= s <= 8 for s in self.scales), "scales", list(self.scales), "2 to 8")
        _check(self.evaluate_every >= 1, "evaluate_every", self.evaluate_every, "1 or more")
        _check(self.patience >= 0, "patience", self.patience, "0 or more")
        _check(self.save_every > 0, "save_every", self.save_every, "over 0 seconds")
        _check(0 <= self.seed < 2**32, "seed", self.seed, "0 to 4294967295")
        _check(0 <= self.threads <= 1024, "threads", self.threads, "0 to 1024")
