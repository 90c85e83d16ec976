"""A job checked against the networks that there are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.models.checkpoint import parse_config
from sr_desktop.core.models.training_story import read_story
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.training.job import JobSpec
from sr_desktop.core.training.job_file import override, parse_job, read_job

JOBS = Path(__file__).parent / "jobs"
WEIGHTS_SUFFIX = ".safetensors"


def load_job(path: Path, overrides: Sequence[str] = ()) -> JobSpec:
    """The job in a TOML file, or the one that made a weights file, with `key=value` overrides, its network checked as well.

    Raises BadJob, or BadCheckpoint for a weights file that is damaged.
    """
    job = job_of_weights(path, overrides) if path.suffix == WEIGHTS_SUFFIX else read_job(path, overrides)
    arch_of(job)
    return job


def check_job(plain: dict[str, Any]) -> JobSpec:
    """A JobSpec from parsed TOML, its network checked as well. Raises BadJob."""
    job = parse_job(plain)
    arch_of(job)
    return job


def job_of_weights(path: Path, overrides: Sequence[str] = ()) -> JobSpec:
    """The job that a weights file tells of. Raises BadJob where it tells of none, BadCheckpoint."""
    try:
        plain = json.loads(read_info(path).recipe)["job"]
        sections = {name: value for name, value in plain.items() if value is not None}
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadJob(field="job", value=str(path), allowed="weights that this trainer made, which hold their job") from None
    for text in overrides:
        override(sections, text)
    return parse_job(sections)


def recipe_of(path: Path) -> dict[str, Any] | None:
    """How a weights file of a network came to be, as parsed JSON; None where it does not tell. Raises BadCheckpoint."""
    text = read_info(path).recipe
    return json.loads(text) if read_story(text) else None


def portable(job: JobSpec) -> JobSpec:
    """The job without what says something of one machine or person: of absolute paths, the last part alone.

    So it stands in weights files, which people pass on, and train again where the sets that were measured besides are not:
    they change no weights, nor does the number of threads.
    """
    data = replace(
        job.data,
        root=".",
        folders=tuple(map(_last_part, job.data.folders)),
        measured=(),
        low=tuple(map(_last_part, job.data.low)),
    )
    gan = replace(job.gan, vgg=_last_part(job.gan.vgg)) if job.gan else None
    return replace(job, data=data, optim=replace(job.optim, start=_last_part(job.optim.start)), gan=gan, threads=0)


def _last_part(path: str) -> str:
    return Path(path).name if Path(path).is_absolute() else path


def find_job(name: Path) -> Path:
    """A job file, or that of a ready job by its name."""
    shipped = JOBS / f"{name}.toml"
    return shipped if not name.exists() and shipped.exists() else name


def arch_of(job: JobSpec) -> tuple[ArchSpec, Any]:
    """The job's architecture and its Config. Raises BadJob."""
    spec = ARCH_BY_ID.get(job.arch)
    if spec is None:
        raise BadJob(field="arch", value=job.arch, allowed=", ".join(ARCH_BY_ID))
    try:
        config = parse_config(spec, job.net)
    except (ValueError, WireError) as error:
        raise BadJob(field="net", value=str(job.net), allowed=str(error)) from None
    served = spec.scales(config)
    if served and tuple(map(float, job.scales)) != served:
        raise BadJob(field="scales", value=str(list(job.scales)), allowed=f"{list(served)} with this net")
    return spec, config
