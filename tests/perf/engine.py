"""Print how soon the engine is ready, a preview is there and a cancelled run is gone, and how late the event loop ticks.

    python tests/perf/engine.py [--model srcnn] [--width 2000] [--height 1500] [--cancels 20] [--previews 30]

Ready: seconds from the start of the process to its EngineReady, 5 times; is to be under 3 s. Warm preview: from PreviewSpot
to the answer of the model, 512 x 512 pixels of a x2 result at another spot each time, after the first; with srcnn it is to be
under 100 ms. Once as the program starts, and once after it has measured what is fastest. `in the model` is what the engine
says of itself; the rest is bicubic's answer before it, pixel files and the pipe. Cancel: from EngineClient.cancel to
RequestCancelled, in the middle of a x2 run; `killed` counts those that the engine did not hear in time. Tick: the longest and
the 99th percentile of time between two ticks of a 10 ms timer in a QCoreApplication during a whole run.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

import numpy as np
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEventLoop, Qt, QTimer

from sr_desktop.core.messages.engine import Answer, Request
from sr_desktop.core.messages.preview import PreviewEnd, PreviewSpot, SpotPreviewed
from sr_desktop.core.protocol import (
    EngineReady,
    ImageOpened,
    ImageUpscaled,
    OpenImage,
    RequestCancelled,
    RequestFailed,
    UpscaleImage,
    Working,
)
from sr_desktop.core.tuning.messages import ModelTuned, TuneModel
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.jobs.launch import launch_self
from sr_desktop.jobs.upscale_job import EngineClient

TICK_MS = 10
Event = TypeVar("Event", EngineReady, ImageOpened, ImageUpscaled, RequestCancelled, Working)


class Bench:
    """An engine and what it answered."""

    def __init__(self, folder: Path) -> None:
        self.answers: list[object] = []
        self.client = EngineClient(launch_self("engine"), folder / "scratch")
        self.client.answered.connect(self._note)
        self.client.ready.connect(self._note)

    def _note(self, answer: object) -> None:
        if isinstance(answer, RequestFailed):
            sys.exit(answer.message)
        self.answers.append(answer)

    def wait_for(self, kind: type[Event], act: Callable[[], object]) -> Event:
        """Do `act`, then run the event loop until an event of that kind comes."""
        self.answers.clear()
        act()
        while True:
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            for answer in self.answers:
                if isinstance(answer, kind):
                    return answer

    def answer_of(self, request: int, model: str) -> SpotPreviewed:
        """What a model makes of a spot."""
        while True:
            for answer in self.answers:
                if isinstance(answer, SpotPreviewed) and (answer.request, answer.model) == (request, model):
                    return answer
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def wait_for_end(self, request: int) -> None:
        """Until a preview is complete."""
        while not any(isinstance(answer, PreviewEnd) and answer.request == request for answer in self.answers):
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def ask(self, kind: type[Event], request: Request) -> Event:
        """Send a request and wait for an answer of that kind."""
        return self.wait_for(kind, lambda: self.client.send(request))


def main() -> None:
    """Print the lines."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", default="srcnn")
    parser.add_argument("--width", type=int, default=2000)
    parser.add_argument("--height", type=int, default=1500)
    parser.add_argument("--cancels", type=int, default=20)
    parser.add_argument("--previews", type=int, default=30)
    options = parser.parse_args()
    application = QCoreApplication([])
    with tempfile.TemporaryDirectory() as name:
        os.environ["SR_DESKTOP_HOME"] = name
        folder = Path(name)
        starts = [seconds_to_ready(folder) for _ in range(6)][1:]  # the first one warms the disk's cache
        print(f"ready: median {statistics.median(starts):.2f} s, at most {max(starts):.2f} s of {len(starts)}")
        bench = Bench(folder)
        bench.wait_for(EngineReady, bench.client.start)
        open_noise(bench, folder / "large.png", options.width, options.height)
        print_previews("warm preview", *preview_repeatedly(bench, options))
        tune = TuneModel(request=bench.client.next_request(), model=options.model)
        tuned = bench.wait_for(ModelTuned, lambda: bench.client.send(tune))
        kinds = ", ".join(dict.fromkeys(f"{each.choice.backend} {each.choice.precision}" for each in tuned.found))
        print_previews(f"after measuring ({kinds})", *preview_repeatedly(bench, options))
        times, killed = cancel_repeatedly(bench, options.model, options.cancels)
        middle, longest = statistics.median(times) * 1000, max(times) * 1000
        print(f"cancel: median {middle:.0f} ms, at most {longest:.0f} ms of {len(times)}; killed {killed}")
        longest, typical, count, seconds = tick_during_run(bench, options.model)
        print(f"tick: at most {longest:.0f} ms, 99 % under {typical:.0f} ms; {count} answers in {seconds:.1f} s")
        bench.client.close()
    del application


def print_previews(name: str, whole: list[float], inside: list[float]) -> None:
    """One line of what `preview_repeatedly` found."""
    middle, longest, own = (1000 * each for each in (statistics.median(whole), max(whole), statistics.median(inside)))
    print(f"{name}: median {middle:.0f} ms, at most {longest:.0f} ms of {len(whole)}; in the model {own:.0f} ms")


def seconds_to_ready(folder: Path) -> float:
    """From start() to the ready signal."""
    bench = Bench(folder)
    began = time.perf_counter()
    bench.wait_for(EngineReady, bench.client.start)
    seconds = time.perf_counter() - began
    bench.client.close()
    return seconds


def open_noise(bench: Bench, path: Path, width: int, height: int) -> None:
    """Make a picture and open it."""
    noise = np.random.default_rng(1).integers(0, 255, (height // 8, width // 8, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((width, height)).save(path, compress_level=1)
    bench.ask(ImageOpened, OpenImage(request=bench.client.next_request(), path=str(path)))


def run_of(bench: Bench, model: str) -> UpscaleImage:
    """A x2 run with a number of its own."""
    return UpscaleImage(request=bench.client.next_request(), model=model, size=TargetSize(value=2.0))


def preview_repeatedly(bench: Bench, options: argparse.Namespace) -> tuple[list[float], list[float]]:
    """Seconds to the model's answer for spots all over the picture, and those of the model itself; the first is left out."""
    whole, inside = [], []
    for number in range(options.previews + 1):
        spot = PreviewSpot(
            request=bench.client.next_request(),
            x=(137 * number + 300) % options.width,
            y=(211 * number + 300) % options.height,
            models=(options.model,),
            size=TargetSize(value=2.0),
        )
        began = time.perf_counter()
        bench.answers.clear()
        bench.client.send(spot)
        answer = bench.answer_of(spot.request, options.model)
        whole.append(time.perf_counter() - began)
        inside.append(answer.seconds)
        bench.wait_for_end(spot.request)
    return whole[1:], inside[1:]


def cancel_repeatedly(bench: Bench, model: str, count: int) -> tuple[list[float], int]:
    """Seconds of each cancel, and how many of them needed a new engine."""
    times, killed = [], 0
    for number in range(count):
        request = run_of(bench, model)
        bench.ask(Working, request)
        QTimer.singleShot(7 * number, lambda: None)  # at different moments of a tile
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        began = time.perf_counter()
        bench.wait_for(RequestCancelled, lambda number=request.request: bench.client.cancel(number))
        times.append(time.perf_counter() - began)
        if not bench.client._is_ready:
            killed += 1
            bench.wait_for(EngineReady, lambda: None)
    return times, killed


def tick_during_run(bench: Bench, model: str) -> tuple[float, float, int, float]:
    """(longest ms between two ticks, 99th percentile, answers, seconds of the run)."""
    ticks: list[float] = []
    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start(TICK_MS)
    result = bench.ask(ImageUpscaled, run_of(bench, model))
    timer.stop()
    count = sum(isinstance(answer, Answer) for answer in bench.answers)
    gaps = sorted((after - before) * 1000 for before, after in pairwise(ticks))
    return gaps[-1], gaps[int(len(gaps) * 0.99)], count, result.seconds


if __name__ == "__main__":
    main()
