"""The pictures of a training job (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from sr_desktop.core.errors import BadJob
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.training.options import Bounds, check, option

_LEAST_BLUR = 0.3


@dataclass(frozen=True, kw_only=True)
class DataOptions:
    """Which pictures to learn from, and how patches are cut from them. Raises BadJob."""

    root: str = field(
        default=".",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Pictures in"),
            QT_TRANSLATE_NOOP("Job", "The folder that holds the folders of pictures."),
            group="data",
            use="folder",
        ),
    )
    folders: tuple[str, ...] = field(
        default=(),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Folders"),
            QT_TRANSLATE_NOOP("Job", "Names of folders of pictures to learn from."),
            group="data",
            use="folder",
            bounds=Bounds(wanted=QT_TRANSLATE_NOOP("Job", "one folder of pictures or more")),
        ),
    )
    validation: int = field(
        default=10,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Validation pictures"),
            QT_TRANSLATE_NOOP("Job", "Pictures held out for choosing the best weights."),
            group="data",
            bounds=Bounds(least=1, most=1000, unit=QT_TRANSLATE_NOOP("Job", "pictures")),
        ),
    )
    limit: int = field(
        default=0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Training pictures at most"),
            QT_TRANSLATE_NOOP(
                "Job", "How many pictures to learn from, chosen by their content; a larger choice holds the smaller; 0: all."
            ),
            group="data",
            bounds=Bounds(least=0, most=10**9, unit=QT_TRANSLATE_NOOP("Job", "pictures")),
        ),
    )
    patch: int = field(
        default=41,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Patch size"),
            QT_TRANSLATE_NOOP("Job", "Side of a network input in pixels, on the upscaled grid for luminance networks."),
            group="data",
            bounds=Bounds(least=8, most=1024, unit=QT_TRANSLATE_NOOP("Job", "pixels")),
        ),
    )
    shrink: tuple[float, ...] = field(
        default=(1.0,),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Also shrunk to"),
            QT_TRANSLATE_NOOP("Job", "Factors by which each picture is also shrunk before use, for more pictures."),
            group="data",
            bounds=Bounds(least=0.1, most=1),
        ),
    )
    augment: bool = field(
        default=True,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Flips and rotations"),
            QT_TRANSLATE_NOOP("Job", "Patches are also shown flipped and turned, which makes eight of one."),
            group="data",
        ),
    )
    even: bool = field(
        default=False,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Pictures alike"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Each picture gives as many patches as any other, however small it is; else, each place in them is as likely "
                "as any other, and large pictures give most.",
            ),
            group="data",
        ),
    )
    candidates: int = field(
        default=1,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Places to choose from"),
            QT_TRANSLATE_NOOP(
                "Job",
                "How many places are drawn for each patch; the one with most detail is learned from. 1: all places alike.",
            ),
            group="data",
            bounds=Bounds(least=1, most=64),
        ),
    )
    recolour: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Share recoloured"),
            QT_TRANSLATE_NOOP(
                "Job",
                "The share of the patches that are shown in other colours and tones: channels exchanged, turned over, "
                "flattened and moved. It teaches pure colours, which photographs hardly have. 0: none.",
            ),
            group="data",
            bounds=Bounds(least=0, most=1),
        ),
    )
    degradation: Literal["bicubic", "gaussian", "camera"] = field(
        default="bicubic",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Degradation"),
            QT_TRANSLATE_NOOP(
                "Job",
                "How low-resolution pictures are made: bicubic; Gaussian blur and decimation, as in the texts of SRCNN and "
                "SRGAN; or as a camera does, bicubic with noise and JPEG.",
            ),
            group="data",
            choices={
                "bicubic": QT_TRANSLATE_NOOP("Job", "Bicubic"),
                "gaussian": QT_TRANSLATE_NOOP("Job", "Gaussian blur and decimation"),
                "camera": QT_TRANSLATE_NOOP("Job", "Bicubic, noise and JPEG"),
            },
        ),
    )
    blur: float = field(
        default=0.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Blur"),
            QT_TRANSLATE_NOOP(
                "Job", "Standard deviation of the Gaussian blur, in pixels of the large picture; 0: 0.4 times the factor."
            ),
            group="data",
            when=("degradation", ("gaussian",)),
            bounds=Bounds(least=0, most=20, unit=QT_TRANSLATE_NOOP("Job", "pixels")),
        ),
    )
    noise: float = field(
        default=3.0,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Noise"),
            QT_TRANSLATE_NOOP("Job", "Standard deviation of the camera's noise, in steps of an 8-bit picture."),
            group="data",
            when=("degradation", ("camera",)),
            bounds=Bounds(least=0, most=255),
        ),
    )
    jpeg: int = field(
        default=80,
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "JPEG quality"),
            QT_TRANSLATE_NOOP("Job", "Quality of the camera's JPEG files; 0: none are made."),
            group="data",
            when=("degradation", ("camera",)),
            bounds=Bounds(least=0, most=100),
        ),
    )
    measured: tuple[str, ...] = field(
        default=(),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Also measured"),
            QT_TRANSLATE_NOOP(
                "Job", "Folders such as Set5 that are measured at each validation; they never decide which weights are best."
            ),
            group="data",
            use="folder",
            bounds=Bounds(may_be_empty=True, wanted=QT_TRANSLATE_NOOP("Job", "folders of pictures, or none")),
        ),
    )
    low: tuple[str, ...] = field(
        default=(),
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Low-resolution folders"),
            QT_TRANSLATE_NOOP(
                "Job",
                "Folders with low-resolution pictures, named as their originals, one for each folder; none: they are made.",
            ),
            group="data",
            use="folder",
            bounds=Bounds(
                may_be_empty=True, wanted=QT_TRANSLATE_NOOP("Job", "as many as there are folders of pictures, or none")
            ),
        ),
    )
    cache: Literal["memory", "disk"] = field(
        default="memory",
        metadata=option(
            QT_TRANSLATE_NOOP("Job", "Pictures are kept"),
            QT_TRANSLATE_NOOP("Job", "In memory, or in a file of the run's folder for sets that are larger than the memory."),
            group="data",
            choices={"memory": QT_TRANSLATE_NOOP("Job", "In memory"), "disk": QT_TRANSLATE_NOOP("Job", "On disk")},
        ),
    )

    def __post_init__(self) -> None:
        check(self, "data")
        self._check_blur()
        self._check_paired()

    def _check_blur(self) -> None:
        # Under 0.3 pixels, the samples of even factors, which lie between two pixels, would be made of nothing.
        if 0 < self.blur < _LEAST_BLUR:
            raise BadJob(field="data.blur", value=str(self.blur), allowed=f"0, or {_LEAST_BLUR} to 20 pixels")

    def _check_paired(self) -> None:
        if not self.low:
            return
        if len(self.low) != len(self.folders):
            allowed = f"one folder for each of data.folders ({len(self.folders)}), or none"
            raise BadJob(field="data.low", value=str(list(self.low)), allowed=allowed)
        if self.shrink != (1.0,):
            # The low-resolution pictures of shrunk ones do not exist.
            raise BadJob(field="data.shrink", value=str(list(self.shrink)), allowed="[1.0] with data.low")
