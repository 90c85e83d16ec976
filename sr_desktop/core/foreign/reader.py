"""One model file from elsewhere becomes weights of ours, or a sentence: what processes/model_reader.py does."""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, datetime
from pathlib import Path

from sr_desktop.core.errors import SrError
from sr_desktop.core.foreign.errors import ModelCut
from sr_desktop.core.foreign.file_check import ModelFile, check_file
from sr_desktop.core.foreign.limits import deadline, leave_at, limit_this_process
from sr_desktop.core.foreign.messages import ModelAdded, ModelNotAdded, refusal


def answer_for(path: Path, out: Path) -> ModelAdded | ModelNotAdded:
    """Turn the model file at `path` into weights of ours at `out`, or say why not."""
    try:
        file = check_file(path)
        leave_at(deadline(file.size), lambda: print("the deadline passed", file=sys.stderr))  # noqa: T201 - the log
        return _converted(file, out)
    except SrError as error:
        return refusal(path, error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - the boundary of the process; what a hostile file does to libraries is open
        return refusal(path, ModelCut(path=str(path), detail=f"{type(error).__name__}: {error}"[:300]))


def _converted(file: ModelFile, out: Path) -> ModelAdded:
    # Late, so that what is no model is refused before libraries are loaded.
    import torch  # noqa: PLC0415

    from sr_desktop.core.foreign.architectures import registry  # noqa: PLC0415
    from sr_desktop.core.foreign.net import build_from, spec_for, try_out  # noqa: PLC0415
    from sr_desktop.core.foreign.state import read_state  # noqa: PLC0415
    from sr_desktop.core.models.checkpoint import config_json, save_weights  # noqa: PLC0415
    from sr_desktop.core.models.weights_header import WeightsInfo  # noqa: PLC0415

    registry()
    # Each thread would take address space that the limit then lacks.
    torch.set_num_threads(1)
    limit_this_process(file.size)
    state = read_state(file)
    config, net = build_from(file.path, state)
    try_out(file.path, config, net)
    info = WeightsInfo(
        model=model_name(file.path),
        title=file.path.stem,
        arch=spec_for(config).id,
        config=config_json(config),
        scales=(float(config.scale),),
        licence="",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        origin=file.path.name,
        origin_sha256=_sha256(file.path),
    )
    save_weights(out, state, info)
    return ModelAdded(path=str(file.path), file=str(out), title=info.title, architecture=config.name, scale=config.scale)


def model_name(path: Path) -> str:
    """An id for the command line: `4x-ultrasharp` for "4x UltraSharp.pth"."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in path.stem.lower())
    return "-".join(part for part in kept.split("-") if part)[:60] or "model"


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
