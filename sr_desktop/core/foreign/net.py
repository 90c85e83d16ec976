"""A network of another program as one of ours: built from its weights, and what tiling must know of it."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import torch
from torch import nn

from sr_desktop.core.archs.spec import ArchSpec, InputSpace
from sr_desktop.core.foreign.architectures import registry
from sr_desktop.core.foreign.budget import OverBudget, building_budget
from sr_desktop.core.foreign.errors import ModelBadNumbers, ModelTooHeavy, NetDoesNotFit, NotForPictures, UnknownNet
from sr_desktop.core.foreign.state import State, check_names
from sr_desktop.core.texts import QT_TRANSLATE_NOOP

if TYPE_CHECKING:
    from spandrel import ImageModelDescriptor

HALO = 32
"""Pixels around a tile that are computed and cut away. How far such a network sees is not known, and with attention it
sees the whole picture; what lies farther away than this changes an answer by less than an 8-bit step as a rule.
"""
_ALIGN = 16
"""Tiles begin at multiples of this at least, so that windows of attention lie as they do in the whole picture."""
_MOST_SCALE = 16


@dataclass(frozen=True, kw_only=True)
class ForeignConfig:
    """What spandrel found in the weights: enough to show the network and to lay its tiles without building it.

    architecture: spandrel's id; name: what people call it; channels: 1 or 3, in and out; multiple_of, minimum: sides that
    it takes without filling up; step: where tiles may begin; tiling: "supported", "discouraged" or "internal".
    """

    architecture: str
    name: str
    scale: int
    channels: int
    step: int = 1
    minimum: int = 0
    multiple_of: int = 1
    square: bool = False
    tiling: str = "supported"

    def __post_init__(self) -> None:
        if not 1 <= self.scale <= _MOST_SCALE or self.channels not in (1, 3) or not 1 <= self.step <= 1024:
            raise ValueError("a scale, a number of channels or a step that no network has")


class ForeignNet(nn.Module):
    """A network of spandrel's that takes any size: what its rules want is added by reflection, and cut off again."""

    def __init__(self, found: ImageModelDescriptor[nn.Module]) -> None:
        super().__init__()
        self.model = found.model
        self._found = found

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """1 x C x H x W in 0..1 to 1 x C x sH x sW in 0..1."""
        answer: torch.Tensor = self._found(image)
        return answer


def build_from(path: Path, state: State) -> tuple[ForeignConfig, ForeignNet]:
    """Find the architecture of checked weights and build it around them. path: for messages.

    Raises UnknownNet, NetDoesNotFit, NotForPictures, ModelTooHeavy.
    """
    check_names(path, state)
    known = next((each.architecture for each in registry().architectures("detection") if each.detect(state)), None)
    if known is None:
        raise UnknownNet(path=str(path))
    try:
        with building_budget(sum(tensor.numel() for tensor in state.values())), warnings.catch_warnings():
            # They speak to the authors of the networks' code, of what will change in torch some day.
            warnings.simplefilter("ignore")
            # A copy: architectures rename what is in it.
            found = known.load(dict(state))
    except OverBudget as error:
        raise ModelTooHeavy(path=str(path), detail=str(error)) from None
    except MemoryError:
        raise ModelTooHeavy(path=str(path), detail="it asked for too much memory") from None
    except Exception as error:  # noqa: BLE001 - forty architectures, each with its own ideas of what cannot happen
        if "memory" in str(error):
            raise ModelTooHeavy(path=str(path), detail="it asked for too much memory") from None
        raise NetDoesNotFit(path=str(path), architecture=known.name, detail=_first_line(error)) from None
    _check_purpose(path, found)
    image_net = cast("ImageModelDescriptor[nn.Module]", found)
    _check_kinds(path, image_net, state)
    image_net.model.float().eval().requires_grad_(False)
    return _config_of(image_net), ForeignNet(image_net)


def try_out(path: Path, config: ForeignConfig, net: ForeignNet) -> None:
    """Let the network answer a small picture. Raises NotForPictures where the answer is none."""
    side = max(32, config.minimum)
    picture = torch.rand(1, config.channels, side, side + 3 if not config.square else side)
    try:
        answer = net(picture)
    except Exception as error:  # noqa: BLE001 - as in build_from
        raise NotForPictures(path=str(path), architecture=config.name, detail=_first_line(error)) from None
    wanted = (1, config.channels, picture.shape[2] * config.scale, picture.shape[3] * config.scale)
    if tuple(answer.shape) != wanted:
        raise NotForPictures(
            path=str(path), architecture=config.name, detail=f"its answer has the shape {tuple(answer.shape)}, not {wanted}"
        )
    if not bool(torch.isfinite(answer).all()):
        raise ModelBadNumbers(path=str(path), detail="the network answers with values that are no numbers")


def rebuild(config: ForeignConfig, state: State, path: Path) -> nn.Module:
    """The network of our own file again. Raises what `build_from` does, NetDoesNotFit where it became another one."""
    found, net = build_from(path, state)
    if found != config:
        raise NetDoesNotFit(path=str(path), architecture=config.name, detail=f"it is found to be {found.name} now")
    return net


def _check_purpose(path: Path, found: object) -> None:
    from spandrel import ImageModelDescriptor  # noqa: PLC0415 - see `registry`, which was called before

    if not isinstance(found, ImageModelDescriptor):
        name = getattr(getattr(found, "architecture", None), "name", "?")
        raise NotForPictures(path=str(path), architecture=name, detail="it fills holes and needs a mask beside the picture")
    name = found.architecture.name
    if found.purpose == "FaceSR":
        raise NotForPictures(path=str(path), architecture=name, detail="it only restores faces that were cut out before")
    if (found.input_channels, found.output_channels) not in ((1, 1), (3, 3)):
        detail = f"{found.input_channels} channels in, {found.output_channels} out; pictures have 1 or 3"
        raise NotForPictures(path=str(path), architecture=name, detail=detail)
    if not 1 <= found.scale <= _MOST_SCALE:
        raise NotForPictures(path=str(path), architecture=name, detail=f"a factor of {found.scale}")


def _check_kinds(path: Path, found: ImageModelDescriptor[nn.Module], state: State) -> None:
    """Weights must be real numbers where the network has real numbers; copying would hide a difference."""
    for name, wanted in found.model.state_dict().items():
        given = state.get(name)
        if given is not None and given.is_floating_point() != wanted.is_floating_point():
            raise ModelBadNumbers(path=str(path), detail=f"{name} is of the type {str(given.dtype).removeprefix('torch.')}")


def _config_of(found: ImageModelDescriptor[nn.Module]) -> ForeignConfig:
    rules = found.size_requirements
    window = getattr(found.model, "window_size", 1)
    windows = [int(each) for each in (window if isinstance(window, (tuple, list)) else [window]) if isinstance(each, int)]
    step = math.lcm(rules.multiple_of, *(each for each in windows if 0 < each <= 64))
    return ForeignConfig(
        architecture=str(found.architecture.id),
        name=found.architecture.name,
        scale=found.scale,
        channels=found.input_channels,
        step=step * math.ceil(_ALIGN / step),
        minimum=rules.minimum,
        multiple_of=rules.multiple_of,
        square=rules.square,
        tiling=found.tiling.name.lower(),
    )


def _first_line(error: Exception) -> str:
    lines = str(error).strip().splitlines()
    return (lines[0] if lines else type(error).__name__)[:200]


def _spec(spec_id: str, space: InputSpace) -> ArchSpec:
    return ArchSpec(
        id=spec_id,
        title="Foreign network",
        summary=QT_TRANSLATE_NOOP("models", "A network made by another program, added by you."),
        paper="",
        config=ForeignConfig,
        build=_needs_weights,
        input_space=space,
        radius=lambda config: HALO,
        scales=lambda config: (float(config.scale),),
        step=lambda config: cast(ForeignConfig, config).step,
        rebuild=rebuild,
    )


def _needs_weights(config: ForeignConfig) -> nn.Module:
    raise NotImplementedError(f"a {config.name} is built from its weights only")


FOREIGN = _spec("foreign", InputSpace.RGB_LOW)
FOREIGN_GREY = _spec("foreign-grey", InputSpace.LUMA_LOW)
FOREIGN_BY_ID = {spec.id: spec for spec in (FOREIGN, FOREIGN_GREY)}


def spec_for(config: ForeignConfig) -> ArchSpec:
    """How a network of so many channels is fed."""
    return FOREIGN_GREY if config.channels == 1 else FOREIGN
