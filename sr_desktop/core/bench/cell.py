"""One picture by one model at one factor: how it is answered, timed and measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from sr_desktop.core.bench.cache import Result, ResultKey
from sr_desktop.core.bench.errors import CannotCompare
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.rows import GrowingRow
from sr_desktop.core.bench.sample import Sample, TruthFile
from sr_desktop.core.errors import OutOfMemory, SrError
from sr_desktop.core.messages.control import Control
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.progress import Cancelled, CancelToken

_PAUSE_S = 0.2


@dataclass(frozen=True)
class Cell:
    """What is to be measured, the row that it belongs to, and the key under which its result is kept."""

    row: GrowingRow
    method: Method
    file: TruthFile
    key: ResultKey


@dataclass(frozen=True)
class Answer:
    """H x W x C in 0..1, unrounded, and the seconds that it took."""

    pixels: FloatArray
    seconds: float


class Wish(CancelToken):
    """What the outside wishes, as work asks for it: to stop, or to wait between two cells."""

    def __init__(self, control: Control) -> None:
        super().__init__()
        self._control = control

    def cancel(self) -> None:
        """Stop the work from within."""
        self._control.stop()

    def raise_if_cancelled(self) -> None:
        """Raise Cancelled if the work shall stop."""
        if self._control.stopped:
            raise Cancelled

    def wait_while_paused(self) -> None:
        """Return when the work may go on. Raises Cancelled."""
        while self._control.paused:
            self._control.wait_while_paused(_PAUSE_S)
        self.raise_if_cancelled()


def answer_cell(cell: Cell, sample: Sample, metrics: MetricSet, wish: Wish) -> Answer | SrError:
    """The model's answer, or why there is none; taken by the clock where the model has all cores, else by the processor's
    time of this thread. Raises Cancelled.
    """
    wish.wait_while_paused()
    scale = cell.key.scale
    clock: Callable[[], float] = time.perf_counter if cell.method.has_all_cores else time.thread_time
    try:
        cell.method.load(scale)
        low = sample.low_for(cell.method, metrics.protocol)
        began = clock()
        pixels = cell.method.enhance(low, scale, cancel=wish)
        return Answer(pixels, clock() - began)
    except SrError as error:
        return error
    except MemoryError:
        return OutOfMemory(device="cpu")


def measure_answer(cell: Cell, sample: Sample, answer: Answer, metrics: MetricSet) -> Result | SrError:
    """The figures of an answer, or why there are none."""
    try:
        figures = metrics.of(sample.truth, answer.pixels, cell.key.scale)
    except SrError as error:
        return error
    except ValueError as error:
        return CannotCompare(path=str(cell.file.path), detail=str(error))
    except MemoryError:
        return OutOfMemory(device="cpu")
    return Result(
        psnr=figures.psnr,
        ssim=figures.ssim,
        seconds=answer.seconds,
        ms_ssim=figures.ms_ssim,
        no_ms_ssim=figures.no_ms_ssim,
        distance=figures.distance,
        distance_by=metrics.distance.digest if metrics.distance else "",
    )
