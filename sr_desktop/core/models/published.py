"""What papers print, to stand beside one's own figures. Standard library only.

Bicubic, A+, RFL, SelfEx, SRCNN and VDSR: Kim et al., CVPR 2016, table 3 (SRCNN there is 9-5-5, learned from ImageNet).
SRResNet and SRGAN: Ledig et al., CVPR 2017, table 2, whose protocol differs slightly (its bicubic is 28.43 dB on Set5
where ours is 28.42).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Published:
    """Means of a method over a set at a factor: psnr in dB, ssim 0..1, seconds a picture; None where the paper has none."""

    network: str
    dataset: str
    scale: int
    psnr: float
    ssim: float | None = None
    seconds: float | None = None


PICTURES: Mapping[str, int] = MappingProxyType({"Set5": 5, "Set14": 14, "B100": 100, "Urban100": 100})
"""How many pictures the published sets have."""
_OTHER_NAMES = {"bsd100": "B100", "bsds100": "B100"}

_NAMES = {
    "bicubic": "Bicubic",
    "aplus": "A+",
    "rfl": "RFL",
    "selfex": "SelfEx",
    "srcnn": "SRCNN",
    "vdsr": "VDSR",
    "srresnet": "SRResNet",
    "srgan": "SRGAN",
}
_VDSR_COLUMNS = ("bicubic", "aplus", "rfl", "selfex", "srcnn", "vdsr")
_VDSR_TABLE_3 = """
Set5     2 33.66/0.9299/0.00 36.54/0.9544/0.58 36.54/0.9537/0.63 36.49/0.9537/45.78  36.66/0.9542/2.19  37.53/0.9587/0.13
Set5     3 30.39/0.8682/0.00 32.58/0.9088/0.32 32.43/0.9057/0.49 32.58/0.9093/33.44  32.75/0.9090/2.23  33.66/0.9213/0.13
Set5     4 28.42/0.8104/0.00 30.28/0.8603/0.24 30.14/0.8548/0.38 30.31/0.8619/29.18  30.48/0.8628/2.19  31.35/0.8838/0.12
Set14    2 30.24/0.8688/0.00 32.28/0.9056/0.86 32.26/0.9040/1.13 32.22/0.9034/105.00 32.42/0.9063/4.32  33.03/0.9124/0.25
Set14    3 27.55/0.7742/0.00 29.13/0.8188/0.56 29.05/0.8164/0.85 29.16/0.8196/74.69  29.28/0.8209/4.40  29.77/0.8314/0.26
Set14    4 26.00/0.7027/0.00 27.32/0.7491/0.38 27.24/0.7451/0.65 27.40/0.7518/65.08  27.49/0.7503/4.39  28.01/0.7674/0.25
B100     2 29.56/0.8431/0.00 31.21/0.8863/0.59 31.16/0.8840/0.80 31.18/0.8855/60.09  31.36/0.8879/2.51  31.90/0.8960/0.16
B100     3 27.21/0.7385/0.00 28.29/0.7835/0.33 28.22/0.7806/0.62 28.29/0.7840/40.01  28.41/0.7863/2.58  28.82/0.7976/0.21
B100     4 25.96/0.6675/0.00 26.82/0.7087/0.26 26.75/0.7054/0.48 26.84/0.7106/35.87  26.90/0.7101/2.51  27.29/0.7251/0.21
Urban100 2 26.88/0.8403/0.00 29.20/0.8938/2.96 29.11/0.8904/3.62 29.54/0.8967/663.98 29.50/0.8946/22.12 30.76/0.9140/0.98
Urban100 3 24.46/0.7349/0.00 26.03/0.7973/1.67 25.86/0.7900/2.48 26.44/0.8088/473.60 26.24/0.7989/19.35 27.14/0.8279/1.08
Urban100 4 23.14/0.6577/0.00 24.32/0.7183/1.21 24.19/0.7096/1.88 24.79/0.7374/394.40 24.52/0.7221/18.46 25.18/0.7524/1.06
"""
_SRGAN_TABLE_2 = {
    "srresnet": {"Set5": (32.05, 0.9019), "Set14": (28.49, 0.8184), "B100": (27.58, 0.7620)},
    "srgan": {"Set5": (29.40, 0.8472), "Set14": (26.02, 0.7397), "B100": (25.16, 0.6688)},
}


def method_of(arch: str, recipe: str) -> str:
    """The key of a model's published figures: its architecture, or "srgan" for what was trained as SRGAN; "" for none."""
    method = "srgan" if recipe == "srgan" else arch
    return method if method in _NAMES else ""


def published(arch: str, recipe: str) -> tuple[Published, ...]:
    """What the paper of a model, trained in this way, prints; nothing for one without a paper here."""
    method = method_of(arch, recipe)
    return tuple(row for (key, _, _), row in _ROWS.items() if key == method)


def published_at(method: str, dataset: str, scale: int) -> Published | None:
    """One cell of the tables, by `method_of`'s key and any of the set's names; None where there is none."""
    return _ROWS.get((method, known_name(dataset), scale))


def known_name(dataset: str) -> str:
    """The name by which the tables call a set: BSD100 is B100; other names as they are, the tables' own in their spelling."""
    spelled = {name.lower(): name for name in PICTURES} | _OTHER_NAMES
    return spelled.get(dataset.lower(), dataset)


def _read_table_3() -> dict[tuple[str, str, int], Published]:
    rows = {}
    for line in _VDSR_TABLE_3.strip().splitlines():
        dataset, scale, *cells = line.split()
        for method, cell in zip(_VDSR_COLUMNS, cells, strict=True):
            psnr, ssim, seconds = (float(part) for part in cell.split("/"))
            rows[method, dataset, int(scale)] = Published(
                network=_NAMES[method], dataset=dataset, scale=int(scale), psnr=psnr, ssim=ssim, seconds=seconds
            )
    return rows


def _read_table_2() -> dict[tuple[str, str, int], Published]:
    return {
        (method, dataset, 4): Published(network=_NAMES[method], dataset=dataset, scale=4, psnr=psnr, ssim=ssim)
        for method, sets in _SRGAN_TABLE_2.items()
        for dataset, (psnr, ssim) in sets.items()
    }


_ROWS: Mapping[tuple[str, str, int], Published] = MappingProxyType(_read_table_3() | _read_table_2())
