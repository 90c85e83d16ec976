"""A measuring process without models: figures as quick as they are asked for, and obedience on stdin.

    fake_measuring.py PLAN

The last set's name chooses what happens: "crash" dies after two pictures, "bad" fails at once, "endless" measures until it
is told to stop. Of a set "known" all is known already. Every set has the pictures that its folder names hold.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, PictureMeasured, RowMeasured
from sr_desktop.core.bench.plan import BenchmarkPlan, SetChoice
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import Failed, Pause, Resume, Stop
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.texts import Note

BICUBIC = {2: 33.66, 3: 30.39, 4: 28.42}
GAIN = {"bicubic": 0.0, "srcnn": 2.8}


def say(event: Event) -> None:
    sys.stdout.write(encode(event))
    sys.stdout.flush()


class FakeMeasuring:
    def __init__(self, plan: BenchmarkPlan) -> None:
        self._plan = plan
        self._stopped, self._go = threading.Event(), threading.Event()
        self._go.set()
        threading.Thread(target=self._listen, daemon=True).start()

    def run(self) -> int:
        plan = self._plan
        name = plan.sets[-1].name
        if name == "bad":
            say(Failed(code="vgg_missing", message="There is no VGG-19.", hint="Get it."))
            return 1
        total = sum(len(pictures(each)) for each in plan.sets) * len(plan.scales) * len(plan.models)
        known = sum(len(pictures(each)) for each in plan.sets if each.name == "known") * len(plan.scales) * len(plan.models)
        say(BenchmarkStarted(total=10**6 if name == "endless" else total, cached=known))
        for each in plan.sets:
            for scale in plan.scales:
                self._section(each, scale)
        say(BenchmarkEnded(reason="stopped" if self._stopped.is_set() else "completed"))
        return 0

    def _section(self, each: SetChoice, scale: int) -> None:
        known = each.name == "known"
        if self._plan.known_only and not known:
            return
        for number, path in enumerate(pictures(each)):
            for model in self._plan.models:
                self._picture(each, scale, model, path, number, known=known)
        while each.name == "endless" and not self._stopped.is_set():
            self._go.wait()
            self._picture(each, scale, "bicubic", "a.png", 0, known=False)
            time.sleep(0.01)
        for model in self._plan.models:
            say(row(each.name, scale, model, len(pictures(each))))

    def _picture(self, each: SetChoice, scale: int, model: str, path: str, number: int, *, known: bool) -> None:
        self._go.wait()
        if self._stopped.is_set():
            return
        psnr = BICUBIC[scale] + GAIN[model] + number
        say(
            PictureMeasured(
                dataset=each.name, scale=scale, model=model, path=path, psnr=psnr, ssim=0.9, seconds=0.1, cached=known
            )
        )
        if each.name == "crash" and number == 1:
            sys.stderr.write("out of luck\n")
            sys.stderr.flush()
            os._exit(3)

    def _listen(self) -> None:
        for line in sys.stdin:
            message = decode(line)
            if isinstance(message, Stop):
                self._stopped.set()
            if isinstance(message, (Stop, Resume)):
                self._go.set()
            elif isinstance(message, Pause):
                self._go.clear()
        self._stopped.set()
        self._go.set()


def pictures(each: SetChoice) -> list[str]:
    return [str(path) for path in sorted(Path(each.folder).iterdir())]


def row(dataset: str, scale: int, model: str, images: int) -> RowMeasured:
    if model == "srcnn" and scale == 4:
        problem = Note(template="The model {model} has no weights for x{scale}.", values={"model": "SRCNN", "scale": 4})
        return RowMeasured(
            dataset=dataset, scale=scale, model=model, images=0, psnr=None, ssim=None, seconds=None, problem=problem
        )
    return RowMeasured(
        dataset=dataset,
        scale=scale,
        model=model,
        images=images,
        psnr=BICUBIC[scale] + GAIN[model],
        ssim=0.9 + GAIN[model] / 100,
        seconds=0.1 + GAIN[model],
        params=57281 if model == "srcnn" else 0,
        method=model,
    )


def main(argv: list[str]) -> int:
    plan = decode(Path(argv[0]).read_text(encoding="utf-8"))
    assert isinstance(plan, BenchmarkPlan)
    return FakeMeasuring(plan).run()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
