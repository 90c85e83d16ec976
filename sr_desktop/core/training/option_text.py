"""Values of options as one types them into one line, and back (standard library only)."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from sr_desktop.core.training.options import OptionField, number_text

_COMMAS = str.maketrans({"，": ",", "、": ",", ";": ",", "；": ","})


def to_text(value: object) -> str:
    """What `from_text` reads back as exactly this value."""
    if isinstance(value, bool) or not isinstance(value, (int, float, tuple, dict)):
        return str(value)
    if isinstance(value, (int, float)):
        return number_text(value)
    if isinstance(value, dict):
        return ", ".join(f"{_key(name)} = {_toml(item)}" for name, item in value.items())
    plain = [to_text(item) for item in value]
    return ", ".join(plain) if all(_is_plain(text) for text in plain) else json.dumps(plain, ensure_ascii=False)


def from_text(field: OptionField, text: str) -> Any:  # noqa: ANN401 - of the field's type
    """The value that was typed, of the field's type but perhaps not allowed. Raises ValueError for what is none."""
    if field.item is not None:
        return tuple(_one(field.item, item) for item in _items(field, text.strip()))
    if field.choices:
        return text.strip()
    return _table(text) if field.hint not in (int, float, str) else _one(field.hint, text.strip())


def _one(kind: Any, text: str) -> Any:  # noqa: ANN401 - types are data here
    return text if kind is str else kind(text)


def _items(field: OptionField, text: str) -> list[str]:
    if text.startswith("[") and field.item is str:
        items = json.loads(text)
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise ValueError("no list of texts")
        return items
    # Names of folders may hold anything, numbers only themselves; brackets as in a job file are welcome.
    separated = text if field.item is str else text.translate(_COMMAS).removeprefix("[").removesuffix("]")
    return [item.strip() for item in separated.split(",") if item.strip()]


def _is_plain(text: str) -> bool:
    return bool(text) and text == text.strip() and "," not in text and not text.startswith("[")


def _table(text: str) -> dict[str, Any]:
    plain = tomllib.loads(f"table = {{{text}}}")  # TOMLDecodeError is a ValueError
    if set(plain) != {"table"}:
        raise ValueError("more than one table")
    table: dict[str, Any] = plain["table"]
    return table


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + to_text(value) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value) if isinstance(value, (bool, str)) else to_text(value)


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else json.dumps(name)
