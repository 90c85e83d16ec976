"""Options of a network as the trainer describes them to the window, which has no networks itself (standard library only)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from sr_desktop.core.training.options import Bounds, Option, OptionField, option_fields

Kind = Literal["bool", "int", "float", "str", "ints", "floats"]

_HINTS: dict[Kind, Any] = {
    "bool": bool,
    "int": int,
    "float": float,
    "str": str,
    "ints": tuple[int, ...],
    "floats": tuple[float, ...],
}


@dataclass(frozen=True, kw_only=True)
class NetField:
    """One option of a network; label and help are keys for the translators (context "Job"), bounds as in `Bounds`."""

    name: str
    label: str
    help: str
    kind: Kind
    default: bool | int | float | str | tuple[int, ...] | tuple[float, ...]
    least: float | None = None
    most: float | None = None
    odd: bool = False
    one_fewer_than: str = ""

    @property
    def field(self) -> OptionField:
        """The same as a field of a job, such as "net.depth"."""
        bounds = Bounds(least=self.least, most=self.most, odd=self.odd, one_fewer_than=self.one_fewer_than)
        return OptionField(
            path=f"net.{self.name}",
            name=self.name,
            hint=_HINTS[self.kind],
            default=self.default,
            required=False,
            option=Option(label=self.label, help=self.help, group="network", bounds=bounds),
        )


def net_fields(config: Callable[..., object]) -> tuple[NetField, ...]:
    """What the Config of an architecture takes; raises KeyError for a type that a network's option cannot have."""
    return tuple(_net_field(each) for each in option_fields(config))


def _net_field(each: OptionField) -> NetField:
    kinds = {hint: kind for kind, hint in _HINTS.items()}
    bounds, default = each.option.bounds, each.default
    if not isinstance(default, (bool, int, float, str, tuple)):
        raise KeyError(f"{each.name} needs a default that a job file can hold")
    return NetField(
        name=each.name,
        label=each.option.label,
        help=each.option.help,
        kind=kinds[each.hint],
        default=default,
        least=bounds.least,
        most=bounds.most,
        odd=bounds.odd,
        one_fewer_than=bounds.one_fewer_than,
    )
