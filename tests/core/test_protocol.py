from __future__ import annotations

import dataclasses
import json
import math
import types
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from sr_desktop.core.errors import BadSize
from sr_desktop.core.messages.base import Event, Message
from sr_desktop.core.messages.engine import PixelFile, PixelLevel
from sr_desktop.core.messages.trainer import Failed, Finished, Pause, Step, Warned
from sr_desktop.core.messages.wire import WireError
from sr_desktop.core.models.training_story import TrainingStory
from sr_desktop.core.protocol import (
    MAX_LINE,
    MESSAGES,
    VERSION,
    Cancel,
    ImageOpened,
    RequestFailed,
    Unknown,
    UpscaleImage,
    decode,
    encode,
    failure_values,
)
from sr_desktop.core.training.job import DataOptions, JobSpec
from sr_desktop.core.upscaling.size import TargetSize


def _example(hint: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return arguments[-1]
    if origin in (Union, types.UnionType):
        return _example(arguments[0])
    if origin is tuple:
        return (_example(arguments[0]), _example(arguments[0]))
    if origin is dict:
        return {"größe": _example(arguments[1])}
    if hint is JobSpec:
        return JobSpec(name="net-1", arch="srcnn", net={"kernels": [9, 5, 5]}, data=DataOptions(folders=("图片",)))
    if hint is TrainingStory:  # it may hold another, which holds another
        first = TrainingStory(job="net-0", recipe="supervised", folders=("图片",), steps=7, device="cpu")
        return dataclasses.replace(first, job="net-1", start="net-0.safetensors", before=first)
    if dataclasses.is_dataclass(hint):
        return hint(**{name: _example(kind) for name, kind in get_type_hints(hint).items()})  # type: ignore[operator]
    return {str: 'a "quoted" 图片\n', int: 7, float: 0.1, bool: True}[hint]


def _line(**fields: object) -> str:
    return json.dumps({"v": VERSION, **fields})


@pytest.mark.parametrize("name", MESSAGES)
def test_round_trip(name: str) -> None:
    message = _example(MESSAGES[name])
    line = encode(message)
    assert line.endswith("\n")
    assert line.count("\n") == 1
    assert line.isascii()
    plain = json.loads(line)
    assert (plain["v"], plain["type"]) == (VERSION, name)
    assert ("t" in plain) == issubclass(MESSAGES[name], Event)
    assert decode(line) == message


def test_every_message_has_a_name() -> None:
    def below(kind: type[Message]) -> set[type[Message]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    bases = {kind for kind in below(Message) if kind.__subclasses__()}
    assert set(MESSAGES.values()) == below(Message) - bases - {Unknown}


def test_none_survives() -> None:
    message = Finished(reason="stopped", step=3, best_psnr=None, weights="last.safetensors", t=1.0)
    assert decode(encode(message)) == message


def test_names_with_bytes_that_are_no_text_survive() -> None:
    message = Warned(code="odd", message=b"caf\xe9.png".decode("utf-8", "surrogateescape"), t=0.0)
    assert decode(encode(message)) == message


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_only_numbers_are_sent(value: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        encode(Step(step=1, epoch=0.0, lr=1e-3, losses={"l1": value}, patches_per_s=1.0))


def test_a_line_has_a_limit() -> None:
    fits = Warned(code="long", message="", t=0.0)
    room = MAX_LINE - len(encode(fits))
    assert len(encode(dataclasses.replace(fits, message="x" * room))) == MAX_LINE
    with pytest.raises(ValueError, match="too long"):
        encode(dataclasses.replace(fits, message="x" * (room + 1)))


def test_an_unknown_kind_is_named() -> None:
    assert decode(_line(type="telemetry", t=1.0, anything=[1])) == Unknown(type="telemetry")
    assert decode(_line(type=["step"])) == Unknown(type="['step']")
    assert decode(_line()) == Unknown(type="None")


def test_unknown_fields_are_ignored() -> None:
    assert decode(_line(type="cancel", request=4, reason="later versions may say")) == Cancel(request=4)
    assert decode(_line(type="pause", more=1)) == Pause()


def test_defaults_fill_what_is_left_out() -> None:
    line = _line(type="upscale", request=1, model="srcnn", size={"kind": "scale", "value": 3})
    assert decode(line) == UpscaleImage(request=1, model="srcnn", size=TargetSize(kind="scale", value=3.0))


@pytest.mark.parametrize("version", [0, 2, "1", None, 1.5])
def test_another_version_is_refused(version: object) -> None:
    with pytest.raises(WireError, match="version"):
        decode(json.dumps({"v": version, "type": "pause"}))


@pytest.mark.parametrize("line", ["", "{", "[]", "3", "null", '"step"', "{'v': 1}", '{"v": 1}{"v": 1}', "[" * 100_000])
def test_what_is_no_object_is_refused(line: str) -> None:
    with pytest.raises(WireError):
        decode(line)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("cancel", {}),
        ("cancel", {"request": "4"}),
        ("cancel", {"request": 4.0}),
        ("cancel", {"request": True}),
        ("cancel", {"request": None}),
        ("upscale", {"request": 1, "model": "srcnn", "size": 2}),
        ("upscale", {"request": 1, "model": "srcnn", "size": {"kind": "side", "value": 2.0}}),
        ("upscale", {"request": 1, "model": 5, "size": {}}),
        ("upscale", {"request": 1, "model": "srcnn", "size": {}, "precision": "fp64"}),
        ("step", {"step": 1, "epoch": 0, "lr": 1, "losses": [0.1], "patches_per_s": 1}),
        ("step", {"step": 1, "epoch": 0, "lr": 1, "losses": {"l1": "0.1"}, "patches_per_s": 1}),
        ("finished", {"reason": "tired", "step": 1, "best_psnr": None, "weights": ""}),
        ("finished", {"reason": "stopped", "step": 1, "best_psnr": "33", "weights": ""}),
        ("ready", {"devices": "cpu", "version": "1"}),
        ("ready", {"devices": ["cpu", 1], "version": "1"}),
    ],
)
def test_fields_are_checked(kind: str, fields: dict[str, object]) -> None:
    with pytest.raises(WireError):
        decode(_line(type=kind, **fields))


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "1" * 400])
def test_what_is_no_number_is_refused(number: str) -> None:
    line = _line(type="working", t=1, request=1, done=1, total=2, seconds_left=0).replace(
        '"seconds_left": 0', f'"seconds_left": {number}'
    )
    with pytest.raises(WireError):
        decode(line)


def test_nested_messages_become_dataclasses() -> None:
    level = PixelLevel(width=3, height=2, offset=0)
    message = _example(ImageOpened)
    message = dataclasses.replace(message, pixels=PixelFile(path="p", levels=(level,)), notes=())
    decoded = decode(encode(message))
    assert isinstance(decoded, ImageOpened)
    assert decoded.pixels.levels == (level,)
    assert decoded.notes == ()


@pytest.mark.parametrize("kind", [Failed, RequestFailed])
def test_an_error_crosses_with_its_values(kind: type[Failed | RequestFailed]) -> None:
    error = BadSize(width=10, height=20, scale="0.5", limit="16")
    extra = {"request": 1} if kind is RequestFailed else {}
    message = kind(code=error.code, message=error.message, hint=error.hint, values=failure_values(error), **extra)  # type: ignore[arg-type]
    decoded = decode(encode(message))
    assert isinstance(decoded, kind)
    assert BadSize(**decoded.values).message == error.message
