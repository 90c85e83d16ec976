"""A trainer without torch: the events of a run, as quick as they are asked for, and obedience on stdin.

    fake_trainer.py run JOB --run-dir DIR | resume DIR | recipes | check JOB --out DIR | estimate JOB

The job's name chooses what happens: "crash" dies at step 3, "bad" fails at once, anything else learns until it is told to
stop or has made its steps.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.trainer import (
    DataFinding,
    DataReport,
    Estimated,
    Evaluated,
    Failed,
    Finished,
    Pause,
    RecipeFound,
    Resume,
    Started,
    Step,
    Stop,
    SweepFound,
    Warned,
    WeightsSaved,
)
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.runs.lock import locked_run
from sr_desktop.core.training.job import DataOptions, JobSpec, OptimOptions
from sr_desktop.core.training.job_file import job_toml, read_job


def say(event: Event) -> None:
    sys.stdout.write(encode(event))
    sys.stdout.flush()


class FakeRun:
    def __init__(self, folder: Path, job: JobSpec) -> None:
        self._folder, self._job = folder, job
        self._stopped, self._go = threading.Event(), threading.Event()
        self._go.set()
        threading.Thread(target=self._listen, daemon=True).start()

    def run(self, first: int) -> int:
        # As the real one: whoever lists the runs shall not take a run that goes on for an interrupted one.
        with locked_run(self._folder), (self._folder / "events.jsonl").open("a", encoding="utf-8") as file:

            def emit(event: Event) -> None:
                file.write(encode(event))
                file.flush()
                say(event)

            return self._learn(emit, first)

    def _learn(self, emit, first: int) -> int:
        total = self._job.optim.steps
        emit(
            Started(
                run_id=self._folder.name, arch="srcnn", recipe="supervised", device="cpu", params=1, total_steps=total,
                resume_step=first,
            )
        )  # fmt: skip
        if self._job.name == "warned":
            emit(Warned(code="unreadable", message="one picture is left out"))
        step = first
        while step < total and not self._stopped.is_set():
            self._go.wait()
            step += 1
            emit(Step(step=step, epoch=0.1, lr=1e-3, losses={"l1": 1 / step}, patches_per_s=5.0, memory_mb=10.0))
            if self._job.name == "crash" and step == first + 3:
                sys.stderr.write("out of luck\n")
                sys.stderr.flush()
                os._exit(3)
            if step % 5 == 0:
                emit(Evaluated(step=step, dataset="validation", scale=2, psnr=31.0, ssim=0.9, best=True, baseline_psnr=30.0))
                (self._folder / "state.pt").write_text(str(step))
                emit(WeightsSaved(step=step, path=str(self._folder / "state.pt"), kind="state", best=False))
            time.sleep(0.01)
        (self._folder / "state.pt").write_text(str(step))
        emit(
            Finished(reason="completed" if step >= total else "stopped", step=step, best_psnr=31.0, weights="best.safetensors")
        )
        return 0

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


def a_job(name: str = "srcnn", steps: int = 100000) -> JobSpec:
    return JobSpec(name=name, arch="srcnn", data=DataOptions(folders=("x",)), optim=OptimOptions(steps=steps))


def tell(*events: Event) -> int:
    for event in events:
        say(event)
    return 0


def recipes() -> int:
    found = [
        RecipeFound(
            job=name, arch="srcnn", recipe="supervised", scales=(2,), steps=9, variant=variant, arch_title="SRCNN", about="a",
            paper="p", params=57281, receptive_field=17, spec=a_job(),
        )
        for name, variant in (("srcnn-955-x3", "modern"), ("srcnn-955-x3-paper", "paper"))
    ]  # fmt: skip
    return tell(*found, SweepFound(sweep="vdsr-depth", title="VDSR: depth", about="deeper", variants=("5", "20")))


def check() -> int:
    report = DataReport(
        pictures=3, training=2, validation=1, modes={"RGB": 3}, formats={"PNG": 3}, smallest_side=5, largest_side=9,
        megapixels=0.1, patches=7, findings={"duplicate": 1},
    )  # fmt: skip
    return tell(DataFinding(code="duplicate", path="a.png", detail="b.png"), report)


def main(argv: list[str]) -> int:
    argv = argv[argv[0] == "--polite" :]
    verb = argv[0]
    if verb == "recipes":
        return recipes()
    if verb == "check":
        return check()
    if verb == "estimate":
        return tell(
            Estimated(steps_per_s=2.0, seconds=90.0, memory_mb=100.0, free_memory_mb=1000.0, largest_batch=64, device="cpu")
        )
    if verb == "run":
        job, folder = read_job(Path(argv[1])), Path(argv[argv.index("--run-dir") + 1])
        if job.name == "bad":
            return tell(Failed(code="bad_job", message="The job is bad.", hint="Change it.")) + 2
        if job.name == "refused":
            values = {"field": "optim.batch", "value": "9", "allowed": "at most 5"}
            return tell(Failed(code="bad_job", message="m", hint="h", values=values)) + 2
        folder.mkdir(parents=True)
        (folder / "job.toml").write_text(job_toml(job))
        return FakeRun(folder, job).run(0)
    folder = Path(argv[1])
    return FakeRun(folder, read_job(folder / "job.toml")).run(int((folder / "state.pt").read_text()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
