"""Chooses device, precision and tile size for a network by measuring.

When: not before a first result, which must not wait for it. A measurement takes two to five seconds, and one more for each
run time that is installed besides. So it is made when the work with that network has taken, or the run at hand is expected to
take, twenty: a large picture is measured for before it begins, a queue of small ones after some of them. In the window it is
also made when a network has run and nobody asks for anything, as after a preview (processes/engine.py).
Until then, and where nothing is clearly faster, the default is used: the best device, fp32, the tile size of
core/upscaling/inference.py. Classical methods run in one way.

What: first the ways to run the network (device, precision, backend) at the default tile size, then tile sizes of the
fastest one that agrees with fp32 (core/tuning/agreement.py). On a processor bf16 means: those layers whose rounding does not
show (core/tuning/layers.py).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from sr_desktop.core.archs.spec import Geometry
from sr_desktop.core.backends.choice import make_backend, ways_for
from sr_desktop.core.backends.face import Backend, Way
from sr_desktop.core.backends.packed_backend import packable_plan
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.flat_memory import FreedMemory
from sr_desktop.core.models.checkpoint import LoadedNet
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning.agreement import agreement
from sr_desktop.core.tuning.choice import Agreement, Asked, Choice, ChoiceBook
from sr_desktop.core.tuning.layers import bearable_layers
from sr_desktop.core.tuning.race import winners
from sr_desktop.core.tuning.trial import Clock, Trial, affordable, seconds_a_pixel, tiles_worth_trying
from sr_desktop.core.tuning.versions import present_versions
from sr_desktop.core.upscaling.inference import TiledNet

BUDGET_S = 2.0
_PAYS_S = 20.0
_BY_LAYERS = ("torch", "cpu", "bf16")
"""backend, device and precision of what may be exact in one layer and not in another."""
_TRIED_FROM = 1_000_000
"""Pixels of the network's input; a smaller run is over before its speed is known."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """A network to choose for. scale: a whole factor that it serves."""

    loaded: LoadedNet
    asked: Asked
    scale: int

    @property
    def geometry(self) -> Geometry:
        """What tiling must know of it."""
        return self.loaded.spec.geometry(self.loaded.config)


class Tuner:
    """Gives choices, for one thread.

    samples: pictures on which less exact ways are tried; budget: seconds for comparing two ways, half as many for tiles.
    """

    def __init__(self, book: ChoiceBook, samples: Sequence[Path], *, budget: float = BUDGET_S) -> None:
        self._book, self._samples, self._budget = book, tuple(samples), budget
        self._spent: dict[Asked, float] = defaultdict(float)
        self._a_pixel: dict[Asked, float] = {}
        self._tried: set[Asked] = set()
        self._memory = FreedMemory()

    @classmethod
    def at(cls, choices: Path, samples: Path) -> Tuner:
        """One that keeps its choices in the file `choices` and finds the pictures that ship in the folder `samples`."""
        return cls(ChoiceBook(choices, present_versions()), [samples / sample.file for sample in SAMPLES])

    def find(self, asked: Asked) -> Choice | None:
        """What was chosen for `asked` before, None where that was not measured yet."""
        return self._book.find(asked)

    def note(self, asked: Asked, seconds: float, unsound: str = "") -> None:
        """A run took so long. unsound: a precision that gave no numbers in it, or ""."""
        self._spent[asked] += seconds
        if unsound:
            _kept(partial(self._book.distrust, asked, unsound))

    def is_worth_a_pause(self, asked: Asked) -> bool:
        """Whether it has run, and was not compared with other ways yet."""
        return self._spent.get(asked, 0.0) > 0 and self._is_open(asked)

    def is_due(self, asked: Asked, net: TiledNet, pixels: float, *, repeats: int = 1) -> bool:
        """Whether a measurement would pay for a run over `pixels` of the network's input. Raises what running it does.

        repeats: how often the network runs for each answer of `net`.
        """
        if not self._is_open(asked):
            return False
        expected = self._spent[asked]
        if expected < _PAYS_S and pixels >= _TRIED_FROM:
            if asked not in self._a_pixel:
                self._a_pixel[asked] = seconds_a_pixel(net) / repeats
            expected += pixels * repeats * self._a_pixel[asked]
        return expected >= _PAYS_S

    def measure(self, subject: Subject, cancel: CancelToken | None = None) -> Choice:
        """Measure, keep and return what is fastest. Raises Cancelled, DeviceUnavailable, OutOfMemory and BadImage."""
        try:
            choice = self._measured(subject, cancel)
        except Cancelled:
            raise
        except Exception:
            # It would go wrong again before each run.
            self._tried.add(subject.asked)
            raise
        finally:
            # A run that is about to begin shall not hold what was taken for comparing ways.
            self._memory.give_back()
        self._tried.add(subject.asked)
        _kept(partial(self._book.keep, choice))
        return choice

    def _measured(self, subject: Subject, cancel: CancelToken | None) -> Choice:
        asked, geometry = subject.asked, subject.geometry
        known = self.find(asked)
        unsound = known.unsound if known else ()
        ways = ways_for(subject.loaded, device=asked.device, precision=asked.precision)
        backend, agreed, way = make_backend(subject.loaded, ways[0]), None, ways[0]
        a_pixel = self._a_pixel.get(asked) or seconds_a_pixel(TiledNet(geometry=geometry, backend=backend), cancel)
        others = [each for each in ways[1:] if each.precision not in unsound]
        # Where not even small pieces can be tried often enough, noise would choose.
        brief = Trial(backend, geometry, asked.tile, cancel, brief=True)
        comparable = affordable([brief] * 2, a_pixel, self._budget) == 2
        if others and comparable:
            others = [each for other in others for each in self._by_layers(subject, other, cancel)]
            way, backend, agreed = self._fastest_way(subject, backend, a_pixel, [way, *others], cancel)
        # Tiles are worth a few per cent, ways several times as much.
        seconds = self._budget / 2 if others else self._budget
        trial = self._best_tile(subject, backend, a_pixel, seconds, cancel)
        # A network that is very slow here shall not run a whole tile for the sake of a figure.
        cost = trial() if affordable([trial], a_pixel, self._budget) else trial.expected(a_pixel)
        return Choice(
            asked=asked,
            versions=self._book.versions,
            backend=way.backend,
            device=way.device,
            precision=way.precision,
            layers=way.layers,
            tile=trial.tile,
            megapixels_per_s=geometry.factor**2 / cost / 1e6,
            agreement=agreed,
            unsound=unsound,
            compared=comparable,
        )

    def _is_open(self, asked: Asked) -> bool:
        known = self.find(asked)
        return asked.leaves_a_choice and asked not in self._tried and not (known and known.compared)

    def forget(self) -> None:
        """Let go of all choices: each is measured anew when that is due."""
        _kept(self._book.forget)
        self._spent.clear()
        self._a_pixel.clear()
        self._tried.clear()

    def _fastest_way(
        self,
        subject: Subject,
        default: Backend,
        a_pixel: float,
        ways: Sequence[Way],
        cancel: CancelToken | None,
    ) -> tuple[Way, Backend, Agreement | None]:
        backends = [default, *(make_backend(subject.loaded, way) for way in ways[1:])]
        # Each shall run often enough, and other run times are slow to begin.
        seconds = self._budget * len(ways) / 2
        trials = self._trials(subject, backends, cancel, brief=False)
        if affordable(trials, a_pixel, seconds) < len(trials):
            trials = self._trials(subject, backends, cancel, brief=True)
        for number in winners(trials, Clock(seconds)):
            found = self._agreement(subject, ways[number], backends[number], cancel)
            if found is None or found.is_near_enough:
                return ways[number], backends[number], found
        return ways[0], default, None

    @staticmethod
    def _trials(subject: Subject, backends: Sequence[Backend], cancel: CancelToken | None, *, brief: bool) -> list[Trial]:
        return [Trial(each, subject.geometry, subject.asked.tile, cancel, brief=brief) for each in backends]

    def _by_layers(self, subject: Subject, way: Way, cancel: CancelToken | None) -> list[Way]:
        """The way itself, or for a network that runs in layers on the processor, ways that round only what bears it."""
        steps = packable_plan(subject.loaded) if (way.backend, way.device, way.precision) == _BY_LAYERS else None
        if steps is None or not self._samples:
            return [way]
        found = bearable_layers(steps, subject.geometry, subject.scale, self._samples, cancel)
        return [replace(way, layers=each) for each in found if set(each) != {"fp32"}]

    def _agreement(self, subject: Subject, way: Way, backend: Backend, cancel: CancelToken | None) -> Agreement | None:
        """None for torch in fp32, with which all others are compared, on their own device or else the processor."""
        if way.backend == "torch" and way.precision == "fp32":
            return None
        device = way.device if way.backend == "torch" else "cpu"
        reference = make_backend(subject.loaded, ways_for(subject.loaded, device=device, precision="fp32")[0])
        return agreement(reference, backend, subject.geometry, subject.scale, self._samples, cancel=cancel)

    def _best_tile(
        self, subject: Subject, backend: Backend, a_pixel: float, seconds: float, cancel: CancelToken | None
    ) -> Trial:
        geometry = subject.geometry
        default = Trial(backend, geometry, subject.asked.tile, cancel)
        sides = () if subject.asked.tile else tiles_worth_trying(geometry, backend)
        trials = [default, *(Trial(backend, geometry, side, cancel) for side in sides if side != default.tile)]
        del trials[max(1, affordable(trials, a_pixel, seconds)) :]
        best = winners(trials, Clock(seconds)) if len(trials) > 1 else []
        return trials[best[0]] if best else default


def _kept(keep: Callable[[], None]) -> None:
    try:
        keep()
    except CannotWrite as error:
        # The choice holds in this process; only the next one has to measure again.
        print(error.text, file=sys.stderr)  # noqa: T201 - stderr is the log
