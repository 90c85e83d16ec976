"""A plan in the words of ncnn: its text of a network, and its file of weights."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from sr_desktop.core.backends.plan import Step

_MAGIC = "7767517"
INPUT = "a_1"


def answer_name(number: int) -> str:
    """What the answer of a step is called."""
    return f"a{number}".replace("-", "_")


def network_text(steps: tuple[Step, ...]) -> str:
    """The layers in order. An answer that several want is split first, as ncnn asks; its parts are used one after the other."""
    wanted = Counter(each for step in steps for each in step.inputs)
    used: Counter[int] = Counter()
    lines, blobs = [f"Input input 0 1 {INPUT}"], 1
    for number in range(-1, len(steps)):
        if number >= 0:
            given = " ".join(_part(each, wanted, used) for each in steps[number].inputs)
            kind, settings = _layer(steps[number])
            lines.append(f"{kind} s{number} {len(steps[number].inputs)} 1 {given} {answer_name(number)} {settings}".rstrip())
            blobs += 1
        if wanted[number] > 1:
            parts = " ".join(f"{answer_name(number)}_{part}" for part in range(wanted[number]))
            lines.append(f"Split split{answer_name(number)} 1 {wanted[number]} {answer_name(number)} {parts}")
            blobs += wanted[number]
    return "\n".join([_MAGIC, f"{len(lines)} {blobs}", *lines, ""])


def weights_bytes(steps: tuple[Step, ...]) -> bytes:
    """All weights in the order of the layers."""
    return b"".join(part for step in steps for part in _weights(step))


def _part(number: int, wanted: Counter[int], used: Counter[int]) -> str:
    used[number] += 1
    return answer_name(number) if wanted[number] == 1 else f"{answer_name(number)}_{used[number] - 1}"


def _layer(step: Step) -> tuple[str, str]:
    """A layer's kind and its numbered settings (ncnn's list of operators)."""
    top, bottom, left, right = step.margin
    if step.op == "conv" and step.weight is not None:
        out, _, high, wide = step.weight.shape
        shape = f"0={out} 1={wide} 11={high} 4={left} 15={right} 14={top} 16={bottom} 5=1 6={step.weight.size}"
        return "Convolution", f"{shape} {_activation(step.slope)}"
    if step.op == "rectify" and step.weight is not None:
        return "PReLU", f"0={step.weight.size}"
    if step.op == "pad":
        return "Padding", f"0={top} 1={bottom} 2={left} 3={right} 4=1"
    if step.op == "shuffle":
        return "PixelShuffle", f"0={int(step.number)}"
    if step.op == "add":
        return "BinaryOp", "0=0"
    return "BinaryOp", f"0={0 if step.op == 'plus' else 2} 1=1 2={step.number:.9e}"


def _activation(slope: float | None) -> str:
    if slope is None:
        return "9=0"
    return f"9=2 -23310=1,{slope:.9e}" if slope else "9=1"


def _weights(step: Step) -> Iterator[bytes]:
    if step.op == "conv" and step.weight is not None and step.bias is not None:
        # Four bytes 0: what follows is in fp32.
        yield from (bytes(4), step.weight.astype("<f4").tobytes(), step.bias.astype("<f4").tobytes())
    elif step.op == "rectify" and step.weight is not None:
        yield np.ascontiguousarray(step.weight, "<f4").tobytes()
