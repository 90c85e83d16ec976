"""Pictures in, larger pictures out: the same for window, command line and tests."""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import isclose, prod
from pathlib import Path

from sr_desktop import __version__
from sr_desktop.core.backends.choice import checked_device, make_backend, ways_for
from sr_desktop.core.backends.classical_backend import ClassicalBackend
from sr_desktop.core.backends.ensemble_backend import ensemble_of
from sr_desktop.core.backends.face import Backend
from sr_desktop.core.classical import METHOD_BY_ID
from sr_desktop.core.classical.weights import load_method
from sr_desktop.core.errors import BadCheckpoint, BadImage, OutOfMemory
from sr_desktop.core.models.catalog import KERNELS
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.pictures.alpha import fill_transparent
from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.profile import WorkingColours, working_colours
from sr_desktop.core.pictures.provenance import Provenance
from sr_desktop.core.pictures.result_errors import BlackOutput
from sr_desktop.core.pictures.workroom import IN_MEMORY, Workroom, any_over
from sr_desktop.core.progress import CancelToken, ProgressCallback, ignore_progress
from sr_desktop.core.resize import CUBIC, Box, Kernel, Shape
from sr_desktop.core.texts import Note
from sr_desktop.core.tuning.choice import Choice, Tuned
from sr_desktop.core.tuning.left_open import LeftOpen, way_of
from sr_desktop.core.tuning.tuner import Tuner
from sr_desktop.core.upscaling.enlarge import Interpolation, NetPass, Step, whole_box
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.passes import pass_factors, pass_shapes, work_of
from sr_desktop.core.upscaling.settings import Precision
from sr_desktop.core.upscaling.size import MAX_OUTPUT_PIXELS, OutputSize
from sr_desktop.core.upscaling.size_errors import PassTooLarge
from sr_desktop.core.upscaling.steps import run_steps

_DARK = 16
"""A picture with values from this part of white on does not become black all over by rounding."""


@dataclass(frozen=True, kw_only=True)
class Upscaled:
    """A result and how it was made. scale: the asked factor; seconds: the upscaling alone; tile: 0 for no network.

    backend: what ran it, "" for interpolation. weights: the SHA-256 of the weights file, "" where there is none; several with
    blanks between them. notes: what did not go as it began, see core/upscaling/ladder.py.
    """

    picture: Picture
    model: str
    scale: float
    seconds: float
    device: str
    precision: str
    tile: int
    backend: str = ""
    weights: str = ""
    notes: tuple[Note, ...] = ()

    @property
    def provenance(self) -> Provenance:
        """What the result's file may tell about its making."""
        return Provenance(model=self.model, scale=self.scale, version=__version__, weights=self.weights)


class Upscaler:
    """One model on one device, its networks kept ready. Not for use by two threads at once.

    ensemble: the mean of the model's eight turned and mirrored answers; interpolation, which has no direction, is left alone.
    tuner: chooses what is left to the program; without one that is the best device, fp32 and the usual tile.
    room: where results lie, and what is made on the way to them.
    """

    def __init__(
        self,
        card: ModelCard,
        *,
        device: str = "auto",
        precision: Precision = "auto",
        tile: int = 0,
        ensemble: bool = False,
        tuner: Tuner | None = None,
        room: Workroom = IN_MEMORY,
    ) -> None:
        self._card, self._device, self._precision, self._tile = card, device, precision, tile
        self._room = room
        self._ensemble = ensemble
        # Classical methods and interpolation run in one way.
        self._open = LeftOpen(
            tuner if card.arch not in METHOD_BY_ID and card.files else None,
            arch=card.arch,
            device=device,
            precision=precision,
            tile=tile,
            ensemble=ensemble,
        )
        self._nets: dict[int, TiledNet] = {}
        self._hashes: dict[int, str] = {}

    def upscale(
        self,
        source: Picture,
        size: OutputSize,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Upscaled:
        """`source` at `size`, in the same colour profile.

        Raises Cancelled, OutOfMemory, BadOutput, BlackOutput, BadCheckpoint, DeviceUnavailable, PassTooLarge, NoRoom, RoomLost.
        """
        result = self.part(source, size, whole_box((size.height, size.width)), progress=progress, cancel=cancel)
        if not any_over(result.picture.pixels, 0) and any_over(source.pixels, source.peak // _DARK - 1):
            raise BlackOutput(model=self._card.id)
        return result

    def part(
        self,
        source: Picture,
        size: OutputSize,
        box: Box,
        *,
        progress: ProgressCallback = ignore_progress,
        cancel: CancelToken | None = None,
    ) -> Upscaled:
        """The part `box` of what `upscale` makes. Raises what that does."""
        colours = working_colours(source.metadata.icc, source.pixels.shape[2])
        steps, net = self._steps((source.height, source.width), size, colours)
        if self._tuned(size.scale, box.height * box.width, cancel):
            steps, net = self._steps((source.height, source.width), size, colours)
        for each in self._nets.values():
            each.ladder.begin()
        # Loading a network, and its libraries the first time, says nothing of how fast it is.
        began = time.perf_counter()
        source = _without_hidden_colours(source, self._room)
        picture = run_steps(steps, source, box, self._room, progress=progress, cancel=cancel)
        seconds = time.perf_counter() - began
        self._note_time(size.scale, seconds)
        if size.dpi:
            picture = replace(picture, metadata=replace(picture.metadata, dpi=(size.dpi, size.dpi)))
        return Upscaled(
            picture=picture,
            model=self._card.id,
            scale=size.scale,
            seconds=seconds,
            device=net.backend.device if net else "cpu",
            precision=net.backend.precision if net else "fp32",
            tile=net.tile if net else 0,
            backend=net.backend.name if net else "",
            weights=" ".join(dict.fromkeys(self._hash(factor) for factor in self.factors(size.scale))),
            notes=tuple(note for each in self._nets.values() for note in each.ladder.take_notes()),
        )

    def factors(self, scale: float) -> tuple[float, ...]:
        """The factors of the model's passes, one after the other; none for an interpolation."""
        card = self._card
        return () if card.arch in KERNELS else pass_factors(card.scales, scale, any_scale=card.any_scale)

    def work(self, low: Shape, size: OutputSize) -> float:
        """What a run makes, in millions of pixels: those of all passes, of a picture of the shape `low`."""
        factors = self.factors(size.scale)
        shapes = self.shapes(low, size)
        return work_of(shapes[: len(factors) or 1], ensemble=self._ensemble and bool(factors))

    def shapes(self, low: Shape, size: OutputSize) -> list[Shape]:
        """Rows and columns after each step of a run, those of the result last."""
        wished, factors = (size.height, size.width), self.factors(size.scale)
        shapes = pass_shapes(low, wished, size.scale, factors) if factors else []
        return shapes if shapes and isclose(prod(factors), size.scale, rel_tol=1e-9) else [*shapes, wished]

    def runs_on(self, scale: float) -> tuple[str, str]:
        """The device and the precision of a run. Raises DeviceUnavailable."""
        if self._card.arch in KERNELS or self._card.arch in METHOD_BY_ID:
            return "cpu", "fp32"
        choice = self._chosen_for_run(scale)
        if choice is not None:
            return choice.device, choice.precision
        return checked_device(self._device), "fp32" if self._precision == "auto" else self._precision

    def measured_speed(self, scale: float) -> float | None:
        """Millions of pixels a second that the network of a run alone made when it was measured; None before that."""
        choice = self._chosen_for_run(scale)
        return None if choice is None else choice.megapixels_per_s

    def tune(self, cancel: CancelToken | None = None, *, anew: bool = True) -> tuple[Tuned, ...]:
        """Measure each of the model's networks now, or tell what was chosen before; none where there is nothing to choose.

        Raises Cancelled, and what loading and running a network does.
        """
        scales = {self._nearest(scale): scale for scale in reversed(self._card.scales)} if self._card.files else {}
        found = [(scale, self._measure(scale, cancel) if anew else self._chosen(scale)) for scale in sorted(scales.values())]
        return tuple(Tuned(scale=scale, choice=choice) for scale, choice in found if choice is not None)

    @property
    def unmeasured(self) -> tuple[float, ...]:
        """A factor of each network that has run and was not compared with other ways yet."""
        scales = (self._card.scales[number] for number in sorted(self._nets)) if self._card.files else ()
        return tuple(scale for scale in scales if self._open.is_worth_a_pause(self._hash(scale)))

    def measure_used(self, cancel: CancelToken) -> None:
        """Measure those networks, and have them ready again. Raises Cancelled, and what loading and running them does."""
        for scale in self.unmeasured:
            self._measure(scale, cancel)
            self.net(scale)

    def _steps(self, low: Shape, size: OutputSize, colours: WorkingColours | None) -> tuple[list[Step], TiledNet | None]:
        """The steps from a picture of the shape `low` to `size`, and the model of the last pass."""
        kernel, wished = KERNELS.get(self._card.arch), (size.height, size.width)
        if kernel:
            return [Interpolation(low, wished, size.scale, kernel)], None
        factors = self.factors(size.scale)
        shapes = pass_shapes(low, wished, size.scale, factors)
        self._refuse_too_large(shapes)
        steps: list[Step] = []
        net: TiledNet | None = None
        for before, shape, factor in zip([low, *shapes], shapes, factors, strict=False):
            net = self.net(factor)
            steps.append(NetPass(net, before, shape, factor, colours))
        rest = size.scale / prod(factors)
        if not isclose(rest, 1.0, rel_tol=1e-9):
            steps.append(Interpolation(shapes[-1], wished, rest, CUBIC))
        return steps, net

    def _refuse_too_large(self, shapes: Sequence[Shape]) -> None:
        height, width = max(shapes)
        if height * width > MAX_OUTPUT_PIXELS:
            limit = MAX_OUTPUT_PIXELS // 1_000_000
            raise PassTooLarge(model=self._card.title, width=width, height=height, limit=limit)

    def net(self, scale: float) -> TiledNet:
        """The network, or classical method, whose weights serve `scale` best, loaded at the first call."""
        nearest = self._nearest(scale)
        if nearest not in self._nets:
            self._nets[nearest] = self._load_method(nearest) if self._card.arch in METHOD_BY_ID else self._load_net(nearest)
        return self._nets[nearest]

    def _nearest(self, scale: float) -> int:
        nearest = min(range(len(self._card.scales)), key=lambda number: abs(self._card.scales[number] - scale))
        # One file may serve every scale.
        return self._card.files.index(self._card.files[nearest]) if self._card.files else nearest

    def _hash(self, scale: float) -> str:
        number = self._nearest(scale)
        if self._card.files and number not in self._hashes:
            self._hashes[number] = _file_hash(Path(self._card.files[number]))
        return self._hashes.get(number, "")

    def _load_net(self, number: int) -> TiledNet:
        loaded = load_net(Path(self._card.files[number]))
        choice = self._chosen(self._card.scales[number])

        def made(device: str, precision: Precision) -> Backend:
            return self._asked(make_backend(loaded, ways_for(loaded, device=device, precision=precision)[0]))

        backend = self._asked(make_backend(loaded, way_of(choice))) if choice else made(self._device, self._precision)
        return TiledNet(
            geometry=loaded.spec.geometry(loaded.config),
            backend=backend,
            tile=choice.tile if choice else self._tile,
            name=self._card.id,
            remake=made,
        )

    def _tuned(self, scale: float, pixels: int, cancel: CancelToken | None) -> bool:
        """Measure the networks of a run that makes so many pixels, where that pays; whether any was."""
        factors = dict.fromkeys(self.factors(scale))
        try:
            due = [factor for factor in factors if self._open.pays(self._hash(factor), self.net(factor), pixels)]
            for factor in due:
                self._measure(factor, cancel)
        except (OutOfMemory, BadImage) as error:
            # Where memory lacks, the run itself knows how to go on; it shall not fail for the sake of its speed.
            print(f"not measured: {error.text}", file=sys.stderr)  # noqa: T201 - stderr is the log
            return True
        return bool(due)

    def _chosen_for_run(self, scale: float) -> Choice | None:
        """Of the first pass, which stands for all."""
        factors = self.factors(scale) if self._card.files else ()
        return self._chosen(factors[0]) if factors else None

    def _chosen(self, scale: float) -> Choice | None:
        return self._open.choice(self._hash(scale))

    def _measure(self, scale: float, cancel: CancelToken | None) -> Choice | None:
        number = self._nearest(scale)
        self._nets.pop(number, None)
        return self._open.measure(self._hash(scale), Path(self._card.files[number]), self._card.scales[number], cancel)

    def _note_time(self, scale: float, seconds: float) -> None:
        factors = tuple(dict.fromkeys(self.factors(scale)))
        for factor in factors:
            self._open.note(self._hash(factor), seconds / len(factors), self.net(factor))

    def _load_method(self, number: int) -> TiledNet:
        spec, factor = METHOD_BY_ID[self._card.arch], round(self._card.scales[number])
        if self._card.files:
            method = load_method(Path(self._card.files[number]), factor)
        else:
            method = spec.load(factor, spec.config(), {})
        backend = ClassicalBackend(method)
        return TiledNet(geometry=backend.geometry, backend=self._asked(backend), tile=self._tile, name=self._card.id)

    def _asked(self, backend: Backend) -> Backend:
        return ensemble_of(backend) if self._ensemble else backend


def _file_hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadCheckpoint(path=str(path), detail=error.strerror or str(error)) from None


def interpolate(
    source: Picture,
    shape: Shape,
    scale: float,
    kernel: Kernel,
    *,
    room: Workroom = IN_MEMORY,
    progress: ProgressCallback = ignore_progress,
    cancel: CancelToken | None = None,
) -> Picture:
    """`source` resized to `shape` rows, columns by `kernel`, its alpha as well. Raises Cancelled, NoRoom, RoomLost."""
    steps: list[Step] = [Interpolation((source.height, source.width), shape, scale, kernel)]
    return run_steps(steps, source, whole_box(shape), room, progress=progress, cancel=cancel)


def _without_hidden_colours(source: Picture, room: Workroom) -> Picture:
    alpha = source.alpha
    if alpha is None:
        return source
    return room.filled_once(source, lambda picture: replace(picture, pixels=fill_transparent(picture.pixels, alpha, room)))
