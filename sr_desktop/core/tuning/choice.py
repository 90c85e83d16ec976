"""What was found to be fastest for a network, and the file that keeps it (standard library only)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.messages.wire import WireError, from_plain, to_plain
from sr_desktop.core.texts import Note
from sr_desktop.core.upscaling.how_it_ran import how_it_ran
from sr_desktop.core.upscaling.settings import Device, LayerKind, Precision

_MOST = 200
"""Choices in the file; the oldest go."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """For what a choice is: a network, what the user left to the program, and how many cores it may use.

    weights: SHA-256 of the file; tile: 0 where it is to be chosen.
    """

    weights: str
    arch: str
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0
    threads: int = 1

    @property
    def leaves_a_choice(self) -> bool:
        """Whether anything is left to the program."""
        return self.device == "auto" or self.precision == "auto" or not self.tile


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """How near a way's answers are to those of torch in fp32, after rounding to 8 bits, on the pictures that ship.

    within_one: share of values that differ by at most 1 of 255; psnr_change: the largest one in dB.
    """

    within_one: float
    psnr_change: float

    @property
    def is_near_enough(self) -> bool:
        """Nobody can see the difference, and no table of figures would show it."""
        return self.within_one >= 0.999 and self.psnr_change < 0.01


@dataclass(frozen=True, kw_only=True)
class Choice:
    """backend, device, precision, layers: of a Way; tile: pixels a side. megapixels_per_s: of the answer, by the network alone.

    versions: under which it was measured; agreement: of a way that is not exact; unsound: precisions that gave no numbers.
    compared: whether the time sufficed for trying others; if not it is the default, which another process may try again.
    """

    asked: Asked
    versions: dict[str, str]
    backend: str
    device: str
    precision: Literal["fp32", "bf16", "fp16"]
    tile: int
    megapixels_per_s: float
    agreement: Agreement | None = None
    unsound: tuple[str, ...] = field(default=())
    compared: bool = True
    layers: tuple[LayerKind, ...] = field(default=())

    @property
    def how(self) -> Note:
        """As it is told: "CPU, fp32, 320 px tiles, 1.4 MP/s"."""
        return how_it_ran(self, megapixels_per_s=self.megapixels_per_s)


@dataclass(frozen=True, kw_only=True)
class Tuned:
    """What was chosen for a model's network that serves `scale`."""

    scale: float
    choice: Choice


class ChoiceBook:
    """Choices, read from and written to `path`; a file that cannot be read is as none.

    versions: of what runs networks now; what was measured under others does not count.
    """

    def __init__(self, path: Path, versions: Mapping[str, str]) -> None:
        self._path, self.versions = path, dict(versions)
        self._known: dict[Asked, Choice] | None = None

    def find(self, asked: Asked) -> Choice | None:
        """The choice for `asked`, None where there is none, or none of this program on this machine."""
        return self._choices().get(asked)

    def keep(self, choice: Choice) -> None:
        """Keep a choice in place of the one before. Raises CannotWrite where it cannot be kept beyond this process."""
        # Another process may have kept others meanwhile.
        self._known = _read(self._path, self.versions)
        self._known.pop(choice.asked, None)
        self._known[choice.asked] = choice
        self._write()

    def distrust(self, asked: Asked, precision: str) -> None:
        """This precision gave no numbers: from now on the choice is the exact one. Raises CannotWrite."""
        known = self.find(asked)
        if known is not None and known.precision == precision:
            unsound = tuple(dict.fromkeys((*known.unsound, precision)))
            # Torch reaches the processor in any case, and not every device that others reach.
            device = known.device if known.backend == "torch" else "cpu"
            exact = replace(known, precision="fp32", backend="torch", device=device, layers=(), agreement=None)
            self.keep(replace(exact, unsound=unsound))

    def forget(self) -> None:
        """Let go of all that was measured. Raises CannotWrite."""
        self._known = {}
        self._write()

    def _choices(self) -> dict[Asked, Choice]:
        if self._known is None:
            self._known = _read(self._path, self.versions)
        return self._known

    def _write(self) -> None:
        newest = list(self._choices().values())[-_MOST:]
        with atomic_write(self._path) as file:
            file.write(json.dumps([to_plain(each) for each in newest], indent=1).encode())


def _read(path: Path, versions: Mapping[str, str]) -> dict[Asked, Choice]:
    # Measured again when it is worth it, so a damaged file is no loss to speak of.
    try:
        plain = json.loads(path.read_bytes())
        choices = [from_plain(Choice, each) for each in plain] if isinstance(plain, list) else []
    except (OSError, ValueError, AttributeError, TypeError, RecursionError, WireError):
        return {}
    return {each.asked: each for each in choices if each.versions == versions and each.tile > 0}
