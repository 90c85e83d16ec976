"""The networks of the program: one file and one line each."""

from __future__ import annotations

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.archs.spec import ArchSpec

ARCHS: tuple[ArchSpec, ...] = (
    srcnn.SPEC,
    vdsr.SPEC,
    srresnet.SPEC,
)

ARCH_BY_ID = {spec.id: spec for spec in ARCHS}
