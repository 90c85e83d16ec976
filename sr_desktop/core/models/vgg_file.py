"""Where a file with VGG-19's weights is looked for (standard library only)."""

from __future__ import annotations

import os
from pathlib import Path

FILE_VARIABLE, HOME_VARIABLE = "SR_DESKTOP_VGG19", "SR_DESKTOP_HOME"
NAMES = ("vgg19-*.pth", "vgg19*.safetensors")
"""What files with VGG-19 are called; torchvision's first, which holds every layer."""
BESIDE = Path(__file__).resolve().parents[4] / "shared" / "weights" / "vgg19_normalised_conv1_1_to_conv3_1.safetensors"
"""Beside a checkout of developers; its layers end with conv3_1."""


def named_or_found(named: str) -> Path | None:
    """`named`; where it is empty, the file of the environment variable SR_DESKTOP_VGG19; where there is none, the first
    vgg19-*.pth or vgg19*.safetensors in the folder SR_DESKTOP_HOME or its `models`; None for nothing.
    """
    given = named or os.environ.get(FILE_VARIABLE, "")
    if given:
        return Path(given)
    home = os.environ.get(HOME_VARIABLE, "")
    folders = (Path(home), Path(home) / "models") if home else ()
    return next((path for name in NAMES for folder in folders for path in sorted(folder.glob(name))), None)
