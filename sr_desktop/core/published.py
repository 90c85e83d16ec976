"""PSNR that papers print, to stand beside one's own. Standard library only.

SRCNN: Dong et al., TPAMI 2016, tables 2 to 5 (ImageNet, 9-5-5). VDSR: Kim et al., CVPR 2016, table 2. SRResNet and
SRGAN: Ledig et al., CVPR 2017, table 2, whose protocol differs slightly (its bicubic is 28.43 dB on Set5 where ours is 28.42).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Published:
    """Mean PSNR in dB of a network on a set at a factor."""

    network: str
    dataset: str
    scale: int
    psnr: float


_TABLES: dict[str, dict[str, dict[int, float]]] = {
    "srcnn": {
        "Set5": {2: 36.66, 3: 32.75, 4: 30.48},
        "Set14": {2: 32.42, 3: 29.28, 4: 27.49},
        "B100": {2: 31.36, 3: 28.41, 4: 26.90},
    },
    "vdsr": {
        "Set5": {2: 37.53, 3: 33.66, 4: 31.35},
        "Set14": {2: 33.03, 3: 29.77, 4: 28.01},
        "B100": {2: 31.90, 3: 28.82, 4: 27.29},
    },
    "srresnet": {"Set5": {4: 32.05}, "Set14": {4: 28.49}, "B100": {4: 27.58}},
    "srgan": {"Set5": {4: 29.40}, "Set14": {4: 26.02}, "B100": {4: 25.16}},
}
_NAMES = {"srcnn": "SRCNN", "vdsr": "VDSR", "srresnet": "SRResNet", "srgan": "SRGAN"}


def published(arch: str, recipe: str) -> tuple[Published, ...]:
    """What the paper of a network, trained in this way, prints; nothing for a network without a paper here."""
    network = "srgan" if recipe == "srgan" else arch
    return tuple(
        Published(network=_NAMES[network], dataset=dataset, scale=scale, psnr=psnr)
        for dataset, scales in _TABLES.get(network, {}).items()
        for scale, psnr in scales.items()
    )
