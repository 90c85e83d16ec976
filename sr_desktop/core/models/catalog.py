"""The models that can be picked: built in, shipped, and the user's own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.archs.spec import ArchSpec
from sr_desktop.core.classical import METHOD_BY_ID, METHODS
from sr_desktop.core.classical.face import MethodSpec
from sr_desktop.core.errors import BadCheckpoint, SrError, UnknownModel, UnsupportedModel
from sr_desktop.core.foreign.net import FOREIGN_BY_ID
from sr_desktop.core.models.licence_terms import commercial_use
from sr_desktop.core.models.model_card import ModelCard, ModelSource, Score
from sr_desktop.core.models.training_story import TrainingStory, read_story
from sr_desktop.core.models.weights_header import WeightsInfo, read_info
from sr_desktop.core.resize import CUBIC, Kernel
from sr_desktop.core.resize import LANCZOS as LANCZOS_KERNEL
from sr_desktop.core.resize import NEAREST as NEAREST_KERNEL
from sr_desktop.core.texts import QT_TRANSLATE_NOOP, Note

SUFFIX = ".safetensors"
SAMPLES = "samples"

BICUBIC = ModelCard(
    id="bicubic",
    title="Bicubic",
    arch="bicubic",
    summary=QT_TRANSLATE_NOOP("models", "Plain interpolation, as every picture program does it: the yardstick."),
    any_scale=True,
    channels=3,
    licence="MIT",
    commercial="yes",
)
LANCZOS = ModelCard(
    id="lanczos",
    title="Lanczos",
    arch="lanczos",
    summary=QT_TRANSLATE_NOOP(
        "models", "Interpolation with a wider kernel: a little crisper than bicubic, with slight ringing."
    ),
    any_scale=True,
    channels=3,
    licence="MIT",
    commercial="yes",
)
NEAREST = ModelCard(
    id="nearest",
    title="Nearest",
    arch="nearest",
    summary=QT_TRANSLATE_NOOP("models", "Every pixel becomes a block: what the picture holds, with nothing added."),
    any_scale=True,
    channels=3,
    licence="MIT",
    commercial="yes",
)
_ADVERSARIAL = QT_TRANSLATE_NOOP(
    "models", "Learned against a discriminator: the sharpest texture, some of it invented, at a lower PSNR."
)
KERNELS: Mapping[str, Kernel] = MappingProxyType(
    {BICUBIC.arch: CUBIC, LANCZOS.arch: LANCZOS_KERNEL, NEAREST.arch: NEAREST_KERNEL}
)
"""Plain interpolations by the `arch` of their cards."""


def _built_in_method(spec: MethodSpec) -> ModelCard:
    return ModelCard(
        id=spec.id,
        title=spec.title,
        arch=spec.id,
        summary=spec.summary,
        scales=tuple(float(scale) for scale in spec.scales),
        channels=spec.channels,
        licence="MIT",
        commercial="yes",
        architecture=spec.title,
    )


BUILT_IN = (BICUBIC, LANCZOS, NEAREST, *(_built_in_method(spec) for spec in METHODS if spec.is_built_in))


@dataclass(frozen=True, kw_only=True)
class ModelFolders:
    """Where weights lie: with the program, and in the user's folder."""

    shipped: Path
    user: Path


def list_models(folders: ModelFolders) -> tuple[ModelCard, ...]:
    """Every model, built-in ones first. A file that cannot be used is a card with a `problem`, never an error."""
    cards = [*BUILT_IN, *_in_folder(folders.shipped, "shipped")]
    taken = {card.id for card in cards}
    for card in _in_folder(folders.user, "user"):
        unique = _free_id(card.id, taken)
        taken.add(unique)
        cards.append(replace(card, id=unique))
    return tuple(cards)


def find_model(cards: Sequence[ModelCard], model_id: str) -> ModelCard:
    """The usable card of that id. Raises UnknownModel, or BadCheckpoint or UnsupportedModel where its file has a problem."""
    for card in cards:
        if card.id == model_id:
            if card.problem:
                _read_usable(Path(card.files[0]))
                raise BadCheckpoint(path=card.files[0], detail="it changed meanwhile; list the models again")
            return card
    raise UnknownModel(model=model_id, known=", ".join(card.id for card in cards if not card.problem))


def _in_folder(folder: Path, source: ModelSource) -> list[ModelCard]:
    groups: dict[str, list[tuple[Path, WeightsInfo]]] = {}
    bad: list[ModelCard] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")) if folder.is_dir() else ():
        try:
            info = _read_usable(path)
        except SrError as error:
            bad.append(_problem_card(path, source, error))
            continue
        groups.setdefault(info.model, []).append((path, info))
    return [*(_card(model, members, source) for model, members in groups.items()), *bad]


def _read_usable(path: Path) -> WeightsInfo:
    info = read_info(path)
    if _spec(info.arch) is None:
        raise UnsupportedModel(path=str(path), arch=info.arch)
    return info


def _spec(arch: str) -> ArchSpec | MethodSpec | None:
    """A network, or a method that has weights."""
    method = METHOD_BY_ID.get(arch)
    return ARCH_BY_ID.get(arch) or FOREIGN_BY_ID.get(arch) or (method if method and not method.is_built_in else None)


def _card(model: str, members: Sequence[tuple[Path, WeightsInfo]], source: ModelSource) -> ModelCard:
    # One file per scale makes one model; a file for several scales stands once per scale, so that files match scales.
    by_scale = {scale: (path, info) for path, info in members for scale in info.scales}
    scales = tuple(sorted(by_scale))
    info = members[0][1]
    spec, story = _spec(info.arch), read_story(info.recipe)
    if spec is None:
        raise UnsupportedModel(path=str(members[0][0]), arch=info.arch)
    return ModelCard(
        id=model,
        title=info.title,
        arch=spec.id,
        summary=_summary(spec, story),
        scales=scales,
        any_scale=spec.any_scale,
        channels=spec.channels,
        params=info.params,
        licence=info.licence,
        source=source,
        scores=_ordered([score for _, info in members for score in info.scores]),
        files=tuple(str(by_scale[scale][0]) for scale in scales),
        story=story,
        samples=tuple(str(path) for path in _samples(members[0][0].parent, model, scales)),
        architecture=_architecture(spec, info),
        size_bytes=sum(path.stat().st_size for path, _ in members),
        commercial=commercial_use(info.licence, info.commercial),
        origin=info.origin,
        weights=info.sha256,
        is_network=isinstance(spec, ArchSpec),
        colour_shift=_largest([info.colour_shift for _, info in members]),
    )


def _largest(shifts: Sequence[float | None]) -> float | None:
    known = [shift for shift in shifts if shift is not None]
    return max(known) if len(known) == len(shifts) else None


def _summary(spec: ArchSpec | MethodSpec, story: TrainingStory | None) -> str:
    """What a discriminator has taught a network to paint is the opposite of faithful."""
    return _ADVERSARIAL if story is not None and story.recipe == "srgan" else spec.summary


def _architecture(spec: ArchSpec | MethodSpec, info: WeightsInfo) -> str:
    if spec.id not in FOREIGN_BY_ID:
        return spec.title
    try:
        return str(json.loads(info.config)["name"])
    except (ValueError, KeyError, TypeError):
        # A damaged configuration is told where the network is loaded; the list can do without the name.
        return ""


def _ordered(scores: Sequence[Score]) -> tuple[Score, ...]:
    """Sets in the order in which they were measured, factors from small to large."""
    sets = list(dict.fromkeys(score.dataset for score in scores))
    return tuple(sorted(scores, key=lambda score: (sets.index(score.dataset), score.scale)))


def sample_path(folder: Path, model: str, scale: float) -> Path:
    """Where the picture lies that shows what the weights in `folder` do: bicubic, the model and the truth."""
    return folder / SAMPLES / f"{model}_x{scale:g}.png"


def _samples(folder: Path, model: str, scales: Sequence[float]) -> list[Path]:
    return [path for scale in scales if (path := sample_path(folder, model, scale)).is_file()]


def _problem_card(path: Path, source: ModelSource, error: SrError) -> ModelCard:
    problem = Note(template=error.message_template, values=dict(error.values))
    return ModelCard(id=path.stem, title=path.name, arch="", source=source, files=(str(path),), problem=problem)


def _free_id(wished: str, taken: Iterable[str]) -> str:
    used, number, name = set(taken), 2, wished
    while name in used:
        name, number = f"{wished}-{number}", number + 1
    return name
