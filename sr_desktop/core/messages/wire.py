"""Frozen dataclasses as lines of JSON and back: the one codec of every pipe and event file (standard library only)."""

from __future__ import annotations

import dataclasses
import json
import sys
import types
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class WireError(ValueError):
    """A line is not valid for the message that it claims to be."""


def to_plain(message: Any) -> dict[str, Any]:  # noqa: ANN401 - any dataclass
    """Turn a dataclass instance into JSON-ready values."""
    return dataclasses.asdict(message)


def from_plain(kind: type[T], plain: dict[str, Any]) -> T:
    """Build a `kind` from parsed JSON, checking every field; unknown fields are ignored. Raises WireError."""
    hints = get_type_hints(kind)
    values: dict[str, Any] = {}
    for item in dataclasses.fields(kind):  # type: ignore[arg-type]
        if item.name in plain:
            values[item.name] = _convert(hints[item.name], plain[item.name], f"{kind.__name__}.{item.name}")
    try:
        return kind(**values)
    except TypeError as error:
        raise WireError(f"{kind.__name__}: {error}") from None


def dump_line(message: dict[str, Any]) -> str:
    """One line of JSON without its newline; ASCII only, since a file name may hold bytes that are no UTF-8.

    Raises ValueError for NaN and infinity.
    """
    return json.dumps(message, ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def parse_line(line: str) -> dict[str, Any]:
    """The object in `line`. Raises WireError where it is no JSON object."""
    try:
        plain = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise WireError(f"no JSON: {error}") from None
    if not isinstance(plain, dict):
        raise WireError(f"not an object but {type(plain).__name__}")
    return plain


def _convert(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401 - types are data here
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _convert_union(hint, value, where)
    if origin is Literal:
        return _require(value in get_args(hint), value, hint, where)
    if origin is tuple:
        return _convert_tuple(hint, value, where)
    if origin is dict:
        _require(isinstance(value, dict), value, hint, where)
        return {key: _convert(get_args(hint)[1], item, where) for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        _require(isinstance(value, dict), value, hint, where)
        return from_plain(hint, value)  # type: ignore[arg-type]
    if hint is Any:
        return value
    if hint is float:
        _require(isinstance(value, (int, float)) and not isinstance(value, bool), value, hint, where)
        # JSON has no NaN, but Python's reader takes it, and makes an infinity of 1e999.
        return float(_require(abs(value) <= sys.float_info.max, value, hint, where))
    if hint is int:
        return _require(isinstance(value, int) and not isinstance(value, bool), value, hint, where)
    return _require(isinstance(value, hint), value, hint, where)


def _convert_union(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401
    for choice in get_args(hint):
        if choice is type(None):
            if value is None:
                return None
            continue
        try:
            return _convert(choice, value, where)
        except WireError:
            continue
    raise WireError(f"{where} cannot be {value!r}")


def _convert_tuple(hint: Any, value: Any, where: str) -> Any:  # noqa: ANN401
    _require(isinstance(value, (list, tuple)), value, hint, where)
    kinds = get_args(hint)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_convert(kinds[0], item, where) for item in value)
    _require(len(value) == len(kinds), value, hint, where)
    return tuple(_convert(kind, item, where) for kind, item in zip(kinds, value, strict=True))


def _require(holds: bool, value: Any, hint: Any, where: str) -> Any:  # noqa: ANN401
    if not holds:
        raise WireError(f"{where} cannot be {value!r}; wanted {hint}")
    return value
