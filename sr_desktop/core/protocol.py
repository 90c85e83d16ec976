"""Messages between the desktop and its two kinds of child processes: the engine's here, the trainer's in trainer_messages.

One JSON object per line with `v` (the version), `type` and, in events, `t` (seconds since the epoch). Standard
library only: the window, the trainer and scripts all import this.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured, RowMeasured
from sr_desktop.core.bench.plan import BenchmarkPlan
from sr_desktop.core.errors import SrError, Value
from sr_desktop.core.export.messages import ModelExported
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, ModelNotAdded
from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.messages.engine import Answer, PixelFile, Request, UseMemory
from sr_desktop.core.messages.estimate import EstimateRun, RunEstimated
from sr_desktop.core.messages.measure import MeasureModel, ModelMeasured
from sr_desktop.core.messages.meter import FidelityMeasured, MeasureFidelity
from sr_desktop.core.messages.preview import PreviewEnd, PreviewSpot, SpotPreviewed, SpotShown
from sr_desktop.core.messages.result import OpenResult
from sr_desktop.core.messages.thumbnail import MakeThumbnail, ThumbnailMade
from sr_desktop.core.messages.trainer import (
    DataFinding,
    DataReport,
    Estimated,
    Evaluated,
    Failed,
    Finished,
    Pause,
    Preview,
    RecipeFound,
    Resume,
    Started,
    Step,
    Stop,
    SweepFound,
    SweepRow,
    Warned,
    WeightsSaved,
)
from sr_desktop.core.messages.truth import AnswerCompared, CompareWithTruth, ComparisonEnd, TruthShown
from sr_desktop.core.messages.wire import WireError, dump_line, from_plain, parse_line, to_plain
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.mos.messages import PrepareStimuli, StimuliPrepared
from sr_desktop.core.queue.messages import EntryChanged, EntryNeeds, EntryProgress, QueueEnded, QueueStarted, StopNow
from sr_desktop.core.texts import Note
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.core.upscaling.how_it_ran import how_it_ran
from sr_desktop.core.upscaling.settings import Device, FileRules, OnExists, Precision
from sr_desktop.core.upscaling.size import TargetSize

VERSION = 1
MAX_LINE = 4096
"""Bytes a line of the trainer may have; texts that could be longer are shortened by whoever makes them."""
MAX_ENGINE_LINE = 65536
"""Bytes a line of the engine or of a measurement may have: paths may be long and take six bytes for one letter."""


# --- engine: requests ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class ListModels(Request):
    """Answered by one ModelFound per model, then ModelsEnd."""


@dataclass(frozen=True, kw_only=True)
class OpenImage(Request):
    """Decode a picture and keep it as the source of later requests; answered by ImageOpened."""

    path: str


@dataclass(frozen=True, kw_only=True)
class UpscaleImage(Request):
    """Upscale the open picture; answered by Working events, then ImageUpscaled. tile 0: chosen by the engine.

    ensemble: the mean of eight turned and mirrored answers.
    """

    model: str
    size: TargetSize
    ensemble: bool = False
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0


@dataclass(frozen=True, kw_only=True)
class SaveResult(Request):
    """Write the last result by `rules` in the format of the path's suffix; answered by Working events of percents where the
    format tells them, then ResultSaved.

    on_exists "rename" writes `name (1).png` beside an existing file, "replace" replaces it, "skip" fails with OutputExists.
    """

    path: str
    rules: FileRules = field(default_factory=FileRules)
    on_exists: OnExists = "rename"


@dataclass(frozen=True, kw_only=True)
class Cancel(Request):
    """Stop the work on the request of this number; answered by RequestCancelled if it was still going on."""


# --- engine: answers ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class EngineReady(Event):
    """The engine loaded its libraries and waits for requests. devices: names that requests may use."""

    devices: tuple[str, ...]
    version: str


@dataclass(frozen=True, kw_only=True)
class ModelFound(Answer):
    """One model of the catalog."""

    card: ModelCard


@dataclass(frozen=True, kw_only=True)
class ModelsEnd(Answer):
    """The catalog is complete."""

    count: int


@dataclass(frozen=True, kw_only=True)
class ImageOpened(Answer):
    """The picture is decoded; bits per channel 8 or 16; notes: what the user should know."""

    path: str
    width: int
    height: int
    channels: int
    bits: int
    has_alpha: bool
    format: str
    notes: tuple[Note, ...]
    pixels: PixelFile


@dataclass(frozen=True, kw_only=True)
class Working(Answer):
    """How far an upscaling, a comparison, a saving or the preparing of a picture is; seconds_left None while unknown."""

    done: int
    total: int
    seconds_left: float | None


@dataclass(frozen=True, kw_only=True)
class ImageUpscaled(Answer):
    """A result. baseline: the source brought to the same size by plain bicubic, for the comparison.

    notes: what did not go as it began.
    """

    model: str
    scale: float
    width: int
    height: int
    seconds: float
    device: str
    precision: str
    tile: int
    pixels: PixelFile
    baseline: PixelFile
    backend: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def how(self) -> Note:
        """How it was made."""
        return how_it_ran(self, megapixels_per_s=self.width * self.height / 1e6 / max(self.seconds, 1e-9))


@dataclass(frozen=True, kw_only=True)
class ResultSaved(Answer):
    """The result stands complete and checked at `path` (which may differ from the asked name, see SaveResult).

    notes: what the format could not keep.
    """

    path: str
    width: int
    height: int
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RequestCancelled(Answer):
    """The request was given up; nothing changed."""


@dataclass(frozen=True, kw_only=True)
class RequestFailed(Answer):
    """The request failed for a reason the user can read; the engine goes on."""

    code: str
    message: str
    hint: str
    values: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Unknown(Message):
    """A message of a kind that this version does not know: to be ignored."""

    type: str


MESSAGES: dict[str, type[Message]] = {
    "started": Started,
    "step": Step,
    "evaluated": Evaluated,
    "preview": Preview,
    "saved": WeightsSaved,
    "warning": Warned,
    "finished": Finished,
    "failed": Failed,
    "sweep_row": SweepRow,
    "recipe_found": RecipeFound,
    "sweep_found": SweepFound,
    "data_finding": DataFinding,
    "data_report": DataReport,
    "estimated": Estimated,
    "benchmark_plan": BenchmarkPlan,
    "benchmark_started": BenchmarkStarted,
    "picture_measured": PictureMeasured,
    "row_measured": RowMeasured,
    "benchmark_ended": BenchmarkEnded,
    "queue_started": QueueStarted,
    "entry_changed": EntryChanged,
    "entry_progress": EntryProgress,
    "entry_needs": EntryNeeds,
    "queue_ended": QueueEnded,
    "stop_now": StopNow,
    "adding_model": AddingModel,
    "model_added": ModelAdded,
    "model_not_added": ModelNotAdded,
    "adding_ended": AddingEnded,
    "model_exported": ModelExported,
    "measure_model": MeasureModel,
    "model_measured": ModelMeasured,
    "tune_model": TuneModel,
    "model_tuned": ModelTuned,
    "stop": Stop,
    "pause": Pause,
    "resume": Resume,
    "list_models": ListModels,
    "open": OpenImage,
    "upscale": UpscaleImage,
    "save": SaveResult,
    "compare_with_truth": CompareWithTruth,
    "prepare_stimuli": PrepareStimuli,
    "open_result": OpenResult,
    "make_thumbnail": MakeThumbnail,
    "estimate_run": EstimateRun,
    "measure_fidelity": MeasureFidelity,
    "preview_spot": PreviewSpot,
    "cancel": Cancel,
    "use_memory": UseMemory,
    "ready": EngineReady,
    "model_found": ModelFound,
    "models_end": ModelsEnd,
    "opened": ImageOpened,
    "working": Working,
    "upscaled": ImageUpscaled,
    "truth_shown": TruthShown,
    "answer_compared": AnswerCompared,
    "comparison_end": ComparisonEnd,
    "stimuli_prepared": StimuliPrepared,
    "result_saved": ResultSaved,
    "run_estimated": RunEstimated,
    "fidelity_measured": FidelityMeasured,
    "spot_shown": SpotShown,
    "spot_previewed": SpotPreviewed,
    "preview_end": PreviewEnd,
    "thumbnail_made": ThumbnailMade,
    "request_cancelled": RequestCancelled,
    "request_failed": RequestFailed,
}
_NAMES = {kind: name for name, kind in MESSAGES.items()}
_WITH_PATHS = (
    Request,
    Answer,
    BenchmarkPlan,
    EntryChanged,
    EntryNeeds,
    PictureMeasured,
    RowMeasured,
    AddingModel,
    ModelAdded,
    ModelNotAdded,
    ModelExported,
)


def encode(message: Message) -> str:
    """One line of JSON, newline included. Raises ValueError for NaN or infinity, or over the limit of bytes."""
    line = dump_line({"v": VERSION, "type": _NAMES[type(message)], **to_plain(message)}) + "\n"
    if len(line) > (MAX_ENGINE_LINE if isinstance(message, _WITH_PATHS) else MAX_LINE):
        raise ValueError(f"a {_NAMES[type(message)]} message of {len(line)} characters is too long for one line")
    return line


def decode(line: str) -> Message:
    """The message in `line`; Unknown for a kind this version does not have. Raises WireError otherwise."""
    plain = parse_line(line)
    if plain.get("v") != VERSION:
        raise WireError(f"version {plain.get('v')!r} of the protocol is not spoken here, only {VERSION}")
    name: Any = plain.get("type")
    kind = MESSAGES.get(name) if isinstance(name, str) else None
    return from_plain(kind, plain) if kind else Unknown(type=str(name))


def failure_values(error: SrError) -> dict[str, Value]:
    """The fields of an error's templates, ready for Failed and RequestFailed."""
    return dict(error.values)
