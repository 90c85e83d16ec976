"""The folder of a sweep: sweep.toml events.jsonl table.md table.csv table.json plot.png, and a run folder for each variant."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.errors import BadJob, CannotWrite
from sr_desktop.core.messages.trainer import SweepRow
from sr_desktop.core.runs.log import read_log
from trainer.run_dir import RunDir
from trainer.sweeps.sweep_file import Sweep, Variant

_FINAL = ("", "diverged")


class SweepDir:
    """Paths, and which variants have ended."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.record = path / "sweep.toml"
        self.events = path / "events.jsonl"
        self.plot = path / "plot.png"

    @classmethod
    def create(cls, path: Path, sweep: Sweep) -> SweepDir:
        """A folder with a run folder for each variant; the folder of the same sweep is gone on with.

        Raises BadJob where another sweep or run is there, CannotWrite.
        """
        folder = cls(path)
        if folder.record.exists():
            _, present = cls.open(path)
            if present != sweep:
                allowed = "a new folder: the one given holds another sweep, or the same with other fields"
                raise BadJob(field="--run-dir", value=str(path), allowed=allowed)
            return folder
        for variant in sweep.variants:
            run = folder.run_dir(variant)
            # One that is there already was left by a process that was killed while it made them.
            if not run.job_file.exists() or RunDir.open(run.path)[1] != variant.job:
                _create(run.path, variant)
        with atomic_write(folder.record) as file:
            file.write(_record(sweep).encode())
        return folder

    @classmethod
    def open(cls, path: Path) -> tuple[SweepDir, Sweep]:
        """An existing sweep folder and its sweep. Raises BadJob."""
        folder = cls(path)
        try:
            plain = tomllib.loads(folder.record.read_text(encoding="utf-8"))
            runs = [(str(run["label"]), str(run["folder"])) for run in plain["run"]]
            name, title, about, quick = (plain[key] for key in ("name", "title", "about", "quick"))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise BadJob(field="sweep folder", value=str(path), allowed=f"a folder that a sweep made ({error})") from None
        variants = (Variant(label=label, folder=inner, job=RunDir.open(path / inner)[1]) for label, inner in runs)
        return folder, Sweep(name=name, title=title, about=about, quick=quick, variants=tuple(variants))

    def run_dir(self, variant: Variant) -> RunDir:
        """The run folder of a variant."""
        return RunDir(self.path / variant.folder)

    def table(self, suffix: str) -> Path:
        """table.md, table.csv or table.json."""
        return self.path / f"table{suffix}"

    def ended(self) -> dict[str, SweepRow]:
        """Rows of the variants that need no more work, by label: those trained to their end, and those that diverge.

        Other failures (a full disk, missing data) may be gone the next time.
        """
        if not self.events.exists():
            return {}
        rows = {row.label: row for row in read_log(self.events).rows}
        return {label: row for label, row in rows.items() if row.code in _FINAL}


def _create(path: Path, variant: Variant) -> None:
    try:
        RunDir.create(path, variant.job)
    except OSError as error:
        raise CannotWrite(path=str(path), detail=error.strerror or str(error)) from None


def _record(sweep: Sweep) -> str:
    head: dict[str, str | bool] = {"name": sweep.name, "title": sweep.title, "about": sweep.about, "quick": sweep.quick}
    lines = [f"{key} = {_text(value)}" for key, value in head.items()]
    for variant in sweep.variants:
        lines += ["", "[[run]]", f"label = {_text(variant.label)}", f"folder = {_text(variant.folder)}"]
    return "\n".join(lines) + "\n"


def _text(value: str | bool) -> str:
    # JSON's text and truth values are TOML's, but for letters that JSON would write as two halves.
    return json.dumps(value, ensure_ascii=False)
