"""The folder of one run: job.toml events.jsonl best.safetensors last.safetensors state.pt previews/."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadJob, CannotWrite, NewerRun
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import job_toml
from trainer.job import load_job

STATE_VERSION = 1
"""To be raised when a state holds what programs before would misread."""
MOST_PREVIEWS = 200
"""Steps whose pictures a run keeps: about 100 MB at most."""
_PNG_LEVEL = 4


class RunDir:
    """Paths and the resumable state. The state before the newest is kept, in case the newest is damaged."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.job_file = path / "job.toml"
        self.events = path / "events.jsonl"
        self.best = path / "best.safetensors"
        self.last = path / "last.safetensors"
        self.state = path / "state.pt"
        self.previous_state = path / "state.previous.pt"
        self.cache = path / "cache"

    @classmethod
    def create(cls, path: Path, job: JobSpec) -> RunDir:
        """A new run folder with the job in it. Raises BadJob where a run is there already."""
        run = cls(path)
        if run.job_file.exists():
            raise BadJob(field="--run-dir", value=str(path), allowed="a folder without a run, or `resume` to go on with it")
        path.mkdir(parents=True, exist_ok=True)
        with atomic_write(run.job_file) as file:
            file.write(job_toml(job).encode())
        return run

    @classmethod
    def open(cls, path: Path) -> tuple[RunDir, JobSpec]:
        """An existing run and its job. Raises BadJob, or NewerRun before anything is read that may have changed since."""
        run = cls(path)
        if not run.job_file.exists():
            raise BadJob(field="run folder", value=str(path), allowed="a folder that holds job.toml")
        run.load_state(mapped=True)
        return run, load_job(run.job_file)

    def preview(self, name: str) -> Path:
        """Where the preview picture `name` lies."""
        return self.path / "previews" / f"{name}.png"

    def save_preview(self, name: str, picture: npt.NDArray[np.uint8]) -> Path:
        """Write previews/NAME.png from H x W x 2 (grey, alpha), 3 or 4; returns its path. Raises CannotWrite.

        Names of pictures of a step begin with its eight digits and a dash.
        """
        path = self.preview(name)
        try:
            path.parent.mkdir(exist_ok=True)
        except OSError as error:
            raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from None
        with atomic_write(path) as file:
            Image.fromarray(picture).save(file, "PNG", compress_level=_PNG_LEVEL)
        return path

    def thin_previews(self, most: int = MOST_PREVIEWS) -> None:
        """Keep the pictures of `most` steps: of the others those go first that leave the smallest gap.

        So the steps that are left lie about evenly (gaps differ by a factor of two), and the first and the last stay.
        Raises CannotWrite.
        """
        files: dict[int, list[Path]] = {}
        for path in self.preview("").parent.glob("????????-*.png"):
            if path.name[:8].isdigit():
                files.setdefault(int(path.name[:8]), []).append(path)
        steps = sorted(files)
        while len(steps) > max(2, most):
            index = min(range(1, len(steps) - 1), key=lambda i: steps[i + 1] - steps[i - 1])
            for path in files[steps.pop(index)]:
                try:
                    path.unlink(missing_ok=True)
                except OSError as error:
                    raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from None

    def save_state(self, state: dict[str, Any]) -> None:
        """Replace the state in one step; what was the newest becomes the previous one. Raises CannotWrite.

        Until the new one is complete on the disk, the others stay as they are: a full disk costs neither.
        """
        buffer = io.BytesIO()
        torch.save({**state, "version": STATE_VERSION}, buffer)
        with atomic_write(self.state, verify=self._step_aside) as file:
            file.write(buffer.getbuffer())

    def _step_aside(self, finished: Path) -> None:
        """Make room for the state in `finished`."""
        if self.state.exists():
            try:
                self.state.replace(self.previous_state)
            except OSError as error:
                raise CannotWrite(path=str(self.previous_state), detail=error.strerror or str(error)) from error

    def load_state(self, *, mapped: bool = False) -> tuple[dict[str, Any] | None, list[str]]:
        """The newest state that can be read, None for a run that has none, and a sentence for each damaged one.

        mapped: without reading tensors before they are used. Raises NewerRun.
        """
        problems = []
        for path in (self.state, self.previous_state):
            if not path.exists():
                continue
            try:
                state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True, mmap=mapped)
            except (OSError, RuntimeError, EOFError, ValueError, pickle.UnpicklingError, zipfile.BadZipFile) as error:
                problems.append(f"{path.name} is damaged and was passed over ({str(error).splitlines()[0]})")
                continue
            if state.get("version", STATE_VERSION) > STATE_VERSION:
                raise NewerRun(path=str(self.path))
            return state, problems
        return None, problems
