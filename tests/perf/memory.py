"""Peak memory of the engine against the size of a picture: `python tests/perf/memory.py`.

For each size a picture is made, and an engine process of its own opens it, upscales it and saves the result, as the window
would. Printed is the peak of the engine's resident memory above what it has with its libraries and the model loaded, after a
small picture of the same kind. `--quick` takes two small sizes; `--sizes` names others, in megapixels of the source. The disk
needs about 50 bytes for each pixel of the source at x2: pixels of source and result, and what the window would show of them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# In place of this folder, whose queue.py would stand for the standard library's.
sys.path[0] = str(ROOT)

import pyvips

from sr_desktop.core.messages.base import Message
from sr_desktop.core.messages.engine import Answer, Request, UseMemory
from sr_desktop.core.messages.trainer import Stop
from sr_desktop.core.protocol import (
    EngineReady,
    ImageOpened,
    ImageUpscaled,
    OpenImage,
    RequestFailed,
    ResultSaved,
    SaveResult,
    UpscaleImage,
    Working,
    decode,
    encode,
)
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import TargetSize

SIZES = (4, 16, 64, 100, 400)
QUICK = (4, 16)
WARM_SIDE = 700
"""Of the picture with which libraries and the model are loaded: more than one tile."""
_LAST = (ImageOpened, ImageUpscaled, ResultSaved, RequestFailed)


@dataclass(frozen=True, kw_only=True)
class Measured:
    """Megabytes above the idle engine, and seconds."""

    megapixels: float
    peak: float
    held: float
    opening: float
    upscaling: float
    saving: float


class Engine:
    """An engine process, spoken with by its own messages."""

    def __init__(self, scratch: Path, memory: int) -> None:
        command = [sys.executable, str(ROOT / "main.py"), "engine", "--scratch", str(scratch)]
        # As on a fresh machine: what is fastest is not known yet.
        environment = {**os.environ, "SR_DESKTOP_HOME": str(scratch.parent / "home")}
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self._number = 0
        while not isinstance(self._next(), EngineReady):
            pass
        if memory:
            self._send(UseMemory(request=self._new(), megabytes=memory))

    def _next(self) -> Message:
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the engine ended")
        return decode(line)

    def _new(self) -> int:
        self._number += 1
        return self._number

    def _send(self, message: Message) -> None:
        self._process.stdin.write(encode(message))
        self._process.stdin.flush()

    def ask(self, kind: type[Request], **fields: object) -> float:
        """Seconds until the last answer; a failure ends the script."""
        began = time.perf_counter()
        self._send(kind(request=self._new(), **fields))
        while True:
            answer = self._next()
            if isinstance(answer, RequestFailed):
                raise SystemExit(f"{answer.message} {answer.hint}")
            if isinstance(answer, Answer) and isinstance(answer, _LAST):
                return time.perf_counter() - began
            if isinstance(answer, Working) and sys.stderr.isatty():
                print(f"\r{answer.done} of {answer.total} tiles", end="", file=sys.stderr)

    def forget_peak(self) -> None:
        """Count the peak from now on."""
        Path(f"/proc/{self._process.pid}/clear_refs").write_text("5")

    def memory(self, name: str) -> float:
        """VmRSS or VmHWM in megabytes."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1000 for line in lines if line.startswith(name))

    def close(self) -> None:
        """End it."""
        self._send(Stop())
        self._process.wait()


def make_picture(path: Path, megapixels: float) -> None:
    """Smooth colours under noise, as photographs have, without ever being whole in memory."""
    side = round((megapixels * 1e6) ** 0.5)
    noise, places = pyvips.Image.gaussnoise(side, side, mean=28, sigma=12), pyvips.Image.xyz(side, side)
    red, green = ((places[axis] * (200 / side) + noise).cast("uchar") for axis in (0, 1))
    red.bandjoin([green, red]).copy(interpretation="srgb").write_to_file(str(path))


def measure(folder: Path, megapixels: float, options: argparse.Namespace) -> Measured:
    """One picture in an engine of its own."""
    scratch, source = folder / "scratch", folder / f"source.{options.source}"
    scratch.mkdir(exist_ok=True)
    make_picture(source, megapixels)
    make_picture(folder / "warm.png", WARM_SIDE**2 / 1e6)
    engine, size = Engine(scratch, options.memory), TargetSize(value=options.scale)
    run = {"model": options.model, "size": size, "device": "cpu"}
    rules, target = FileRules(), folder / f"result.{options.target}"
    engine.ask(OpenImage, path=str(folder / "warm.png"))
    engine.ask(UpscaleImage, **run)
    engine.ask(SaveResult, path=str(folder / f"warm_result.{options.target}"), rules=rules, on_exists="replace")
    idle = engine.memory("VmRSS")
    engine.forget_peak()
    opening = engine.ask(OpenImage, path=str(source))
    upscaling = engine.ask(UpscaleImage, **run)
    saving = engine.ask(SaveResult, path=str(target), rules=rules, on_exists="replace")
    peak, held = engine.memory("VmHWM") - idle, engine.memory("VmRSS") - idle
    engine.close()
    return Measured(megapixels=megapixels, peak=peak, held=held, opening=opening, upscaling=upscaling, saving=saving)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=float, nargs="+", default=SIZES, metavar="MP")
    parser.add_argument("--quick", action="store_true", help=f"the sizes {QUICK}")
    parser.add_argument("--model", default="srcnn")
    parser.add_argument("--scale", type=float, default=2.0)
    parser.add_argument("--memory", type=int, default=0, metavar="MB", help="the engine's setting; 0 for automatic")
    parser.add_argument("--source", default="png", help="the suffix of the source")
    parser.add_argument("--target", default="png", help="the suffix of the result")
    parser.add_argument("--folder", type=Path, help="on the disk that shall be used")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    if not sys.platform.startswith("linux"):
        raise SystemExit("This script reads /proc.")
    columns = ("source MP", "peak MB", "held MB", "open s", "upscale s", "save s")
    if not options.json:
        print(f"{options.model} x{options.scale:g}, {options.source} to {options.target}; memory above the idle engine")
        print("".join(f"{column:>12}" for column in columns), flush=True)
    for megapixels in QUICK if options.quick else options.sizes:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            found = measure(Path(folder), megapixels, options)
        numbers = (found.megapixels, found.peak, found.held, found.opening, found.upscaling, found.saving)
        if options.json:
            print(json.dumps(dict(zip(columns, numbers, strict=True))), flush=True)
        else:
            print("".join(f"{number:>12.1f}" for number in numbers), flush=True)


if __name__ == "__main__":
    main()
