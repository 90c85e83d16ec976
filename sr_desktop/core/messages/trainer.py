"""Events and commands of the trainer: its stdout, its stdin, and the run folder's `events.jsonl` (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.net_field import NetField

PreviewKind = Literal["crop", "filters", "features", "residual", "patch", "plot"]

# --- a run --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Started(Event):
    """A run begins or goes on; resume_step is 0 for a new one."""

    run_id: str
    arch: str
    recipe: str
    device: str
    params: int
    total_steps: int
    resume_step: int


@dataclass(frozen=True, kw_only=True)
class Step(Event):
    """Averages since the last such event; at most ten a second. memory_mb: what the process holds, 0 where unknown."""

    step: int
    epoch: float
    lr: float
    losses: dict[str, float]
    patches_per_s: float
    memory_mb: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Evaluated(Event):
    """A measurement: psnr and baseline_psnr (bicubic) in dB, ssim 0..1, on Y as the evaluation protocol says.

    dataset: "validation" decides what is best; "training" is a few pictures that are learned from. colour_shift: largest
    difference of a channel's mean between answer and truth, 0..1. checkerboard: error at the frequencies of the factor's
    grid relative to their neighbours: 1 or less for none, over 2 where it begins to show. pattern: the answers' strongest fine
    detail relative to the truth's: 1 or less for none, over 2 where one is painted. 0 for all three where not measured.
    """

    step: int
    dataset: str
    scale: float
    psnr: float
    ssim: float
    best: bool
    baseline_psnr: float
    colour_shift: float = 0.0
    checkerboard: float = 0.0
    pattern: float = 0.0


@dataclass(frozen=True, kw_only=True)
class Preview(Event):
    """A picture was written.

    crop: the answer for fixed crop `number`, with `input` (bicubic) and `truth` beside it, which stay the same for every
    step. filters: the kernels of the first layer, by variance. features: what layer `number` makes of the first crop.
    residual: what is added to crop `number`, around mid-grey and times `gain`, with the residual that is missing as `truth`.
    patch: one of the patches that would be fed (`path`) and its `truth`. plot: the curves of a sweep.

    Long runs thin their pictures out: files of older steps may be gone, those that are left lie evenly.
    """

    step: int
    path: str
    kind: PreviewKind = "crop"
    number: int = 0
    scale: float = 0.0
    input: str = ""
    truth: str = ""
    gain: float = 0.0


@dataclass(frozen=True, kw_only=True)
class WeightsSaved(Event):
    """Weights or state were written; best: whether it is the best so far."""

    step: int
    path: str
    kind: Literal["best", "last", "state"]
    best: bool


@dataclass(frozen=True, kw_only=True)
class Warned(Event):
    """Something the user should know that does not end the run."""

    code: str
    message: str


@dataclass(frozen=True, kw_only=True)
class Finished(Event):
    """The run ended well: all steps done, or stopped on request with everything saved."""

    reason: Literal["completed", "stopped"]
    step: int
    best_psnr: float | None
    weights: str


@dataclass(frozen=True, kw_only=True)
class Failed(Event):
    """The run ended badly; traceback holds the last 2 KB."""

    code: str
    message: str
    hint: str
    values: dict[str, str | int | float] = field(default_factory=dict)
    traceback: str = ""


# --- a sweep ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class SweepRow(Event):
    """One variant of a sweep ended. psnr: best mean over scales in dB, None where it failed; baseline_psnr: bicubic's.

    index of `count` variants, from 1; problem: why it failed, "" otherwise; code: that of the error, "diverged" for one.
    """

    label: str
    index: int
    count: int
    run_dir: str
    params: int
    step: int
    seconds: float
    psnr: float | None
    baseline_psnr: float | None
    problem: str = ""
    code: str = ""


# --- before a run -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class RecipeFound(Event):
    """A job that ships. about and paper: of the network; params: weights; receptive_field: pixels a side.

    variant: "paper" as published, "modern" for the best PSNR in the time given. net_fields: what `spec.net` may hold.
    """

    job: str
    arch: str
    recipe: str
    scales: tuple[int, ...]
    steps: int
    variant: str
    arch_title: str
    about: str
    paper: str
    params: int
    receptive_field: int
    spec: JobSpec
    net_fields: tuple[NetField, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SweepFound(Event):
    """A sweep that ships. about: what it shows; variants: labels, in their order."""

    sweep: str
    title: str
    about: str
    variants: tuple[str, ...]


FindingCode = Literal["unreadable", "too_small", "duplicate", "benchmark", "low_jpeg_quality", "mismatch"]


@dataclass(frozen=True, kw_only=True)
class DataFinding(Event):
    """Something about one picture file that the user should know; detail: the reason, the twin's path, a quality."""

    code: FindingCode
    path: str
    detail: str


@dataclass(frozen=True, kw_only=True)
class DataReport(Event):
    """All pictures were looked at; the last line of a check.

    pictures: files that can be used; training and validation: how they are split. modes and formats: how many pictures
    of each. patches: different places a patch can be cut from. Sides in pixels; median_jpeg_quality 0 for no JPEG.
    """

    pictures: int
    training: int
    validation: int
    modes: dict[str, int]
    formats: dict[str, int]
    smallest_side: int
    largest_side: int
    megapixels: float
    patches: int
    findings: dict[str, int]
    median_jpeg_quality: int = 0


@dataclass(frozen=True, kw_only=True)
class Estimated(Event):
    """What a job will need, measured; the last line of an estimate.

    seconds: of the whole run, validations included; memory_mb at its peak; largest_batch: that fits the memory, tried
    out, or extrapolated from the memory that a patch took.
    """

    steps_per_s: float
    seconds: float
    memory_mb: float
    free_memory_mb: float
    largest_batch: int
    device: str
    extrapolated: bool = False


# --- commands -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Stop(Message):
    """Finish this step, save, report; for the engine: end the process."""


@dataclass(frozen=True, kw_only=True)
class Pause(Message):
    """Wait after this step."""


@dataclass(frozen=True, kw_only=True)
class Resume(Message):
    """Go on after a pause."""
