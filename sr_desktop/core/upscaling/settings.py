"""Everything a person chooses before pictures are upscaled: one page, queue, command line, preset and history alike.

Standard library only. Plain values throughout, so that settings cross pipes and stand in files (core/messages/wire.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sr_desktop.core.upscaling.size import TargetSize

Device = str
"""A device name: "auto", "cpu", "cuda:0", "mps"."""
Precision = Literal["auto", "fp32", "bf16", "fp16"]
LayerKind = Literal["fp32", "mixed", "bf16"]
"""How one layer of a network in bf16 is computed. bf16: all its numbers are rounded to 8 bits. mixed: all but those of the few
channels that carry how bright a picture is. fp32: exactly.
"""
OutputFormat = Literal["keep", "png", "jpg", "webp", "tiff", "avif", "bmp", "gif"]
"""What a result is written as; "keep": as the source where that can hold it, else PNG."""
OnExists = Literal["rename", "skip", "replace"]
ProfileRule = Literal["keep", "srgb"]
"""Colours of the result: in the source's own profile, or converted to sRGB."""
MetadataRule = Literal["keep", "no_location", "none"]
"""What of EXIF, XMP and IPTC a result carries: everything, all but where it was taken, or nothing."""

MEMORY_MEGABYTES = range(64, 1_000_001)
"""What may be chosen as the memory for pictures: a matter of the machine, so it is no part of a run's choices."""


@dataclass(frozen=True, kw_only=True)
class FileRules:
    """How a result is written. quality: 1..100, for jpg, webp and avif; provenance: the file tells how it was made."""

    format: OutputFormat = "keep"
    quality: int = 95
    profile: ProfileRule = "keep"
    metadata: MetadataRule = "keep"
    provenance: bool = True


@dataclass(frozen=True, kw_only=True)
class OutputRules:
    """Where results go and what they are called.

    folder: "" for beside the source; tree: below it the same folders as below the folder that was dropped;
    name: a template of core/pictures/naming.py without the suffix.
    """

    folder: str = ""
    tree: bool = True
    name: str = "{name}_{model}_x{scale}"
    on_exists: OnExists = "rename"
    file: FileRules = field(default_factory=FileRules)


@dataclass(frozen=True, kw_only=True)
class UpscaleSettings:
    """A whole run's choices. ensemble: the mean of eight turned and mirrored answers; tile: 0 for chosen by the engine."""

    model: str
    size: TargetSize = field(default_factory=TargetSize)
    ensemble: bool = False
    device: Device = "auto"
    precision: Precision = "auto"
    tile: int = 0
    output: OutputRules = field(default_factory=OutputRules)
