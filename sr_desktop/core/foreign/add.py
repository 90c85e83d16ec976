"""Adding models from elsewhere: each file is read by a process of its own, and what comes out goes into a folder of ours."""

from __future__ import annotations

import os
import secrets
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sr_desktop.core.atomic import sweep_stale_parts
from sr_desktop.core.errors import CannotWrite, SrError
from sr_desktop.core.foreign.errors import ModelReaderBroke, ModelTooHeavy
from sr_desktop.core.foreign.file_check import check_file
from sr_desktop.core.foreign.limits import deadline
from sr_desktop.core.foreign.messages import AddingEnded, AddingModel, ModelAdded, ModelNotAdded, refusal
from sr_desktop.core.messages.base import Event
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.models.weights_copy import use_weights
from sr_desktop.core.protocol import decode

_SPARE_S = 5.0
"""How much longer than its own deadline the process is waited for."""
_TAIL = 300


def add_models(paths: Sequence[Path], models: Path, reader: Sequence[str]) -> Iterator[Event]:
    """Add the networks in these files to the folder `models`, one after another, and tell of each; a bad one stops nothing.

    reader: the command that starts the process for one file, without its arguments.
    """
    added = failed = 0
    for number, path in enumerate(paths, start=1):
        yield AddingModel(path=str(path), number=number, count=len(paths))
        try:
            answer: ModelAdded | ModelNotAdded = add_model(path, models, reader)
        except SrError as error:
            answer = refusal(path, error)
        added, failed = added + isinstance(answer, ModelAdded), failed + isinstance(answer, ModelNotAdded)
        yield answer
    yield AddingEnded(added=added, failed=failed)


def add_model(path: Path, models: Path, reader: Sequence[str]) -> ModelAdded | ModelNotAdded:
    """Add the network in one file. Raises ModelRefused before and after its process, CannotWrite."""
    file = check_file(path)
    # Under a name that is swept away later, should this process be killed.
    sweep_stale_parts(models)
    read = models / f".sr-{secrets.token_hex(4)}.part"
    try:
        answer = _read(reader, path, read, deadline(file.size) + _SPARE_S)
        if isinstance(answer, ModelNotAdded):
            return answer
        before = {each.name for each in models.glob("*.safetensors")}
        kept = use_weights(read, models)
        return replace(answer, file=str(kept), is_new=kept.name not in before)
    except OSError as error:
        raise CannotWrite(path=str(models), detail=error.strerror or str(error)) from error
    finally:
        read.unlink(missing_ok=True)


def _read(reader: Sequence[str], path: Path, out: Path, seconds: float) -> ModelAdded | ModelNotAdded:
    # It ends with us: when nobody holds the other end any more.
    leash, hold = os.pipe()
    try:
        with subprocess.Popen(
            # Absolute, so that no name is taken for an option.
            [*reader, str(path.absolute()), "--out", str(out)],
            stdin=leash,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUTF8": "1"},
        ) as process:
            try:
                said, log = process.communicate(timeout=seconds)
            except subprocess.TimeoutExpired:
                process.kill()
                raise ModelTooHeavy(path=str(path), detail=f"it took more than {seconds:.0f} s") from None
            except BaseException:
                process.kill()
                raise
    finally:
        os.close(leash)
        os.close(hold)
    return _answer(path, said, log, process.returncode)


def _answer(path: Path, said: bytes, log: bytes, code: int) -> ModelAdded | ModelNotAdded:
    lines = said.decode("utf-8", "replace").splitlines()
    try:
        message = decode(lines[-1]) if lines else None
    except WireError:
        message = None
    if isinstance(message, (ModelAdded, ModelNotAdded)):
        return message
    text = log.decode("utf-8", "replace").strip().splitlines()
    if code in _KILLED_FOR_TIME or (text and ("MemoryError" in text[-1] or "deadline" in text[-1])):
        raise ModelTooHeavy(path=str(path), detail="it asked for more memory or time than its size explains")
    raise ModelReaderBroke(path=str(path), detail=text[-1][:_TAIL] if text else f"exit code {code}")


_KILLED_FOR_TIME = (-24, -9)
"""SIGXCPU by our limit; SIGKILL by the system where memory is short."""
