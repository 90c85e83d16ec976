"""What is measured, when, and what is chosen: by backends that take as long as they say, on a clock of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from nets import save_net

from sr_desktop.core.archs import srcnn
from sr_desktop.core.backends.face import Way
from sr_desktop.core.errors import OutOfMemory
from sr_desktop.core.models.catalog import ModelFolders, list_models
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.pictures.picture import FloatArray, Picture
from sr_desktop.core.progress import Cancelled, CancelToken
from sr_desktop.core.samples import SAMPLES
from sr_desktop.core.tuning import trial, tuner
from sr_desktop.core.tuning.choice import Asked, Choice, ChoiceBook
from sr_desktop.core.tuning.tuner import Subject, Tuner
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.core.upscaling.settings import LayerKind
from sr_desktop.core.upscaling.size import TargetSize
from sr_desktop.paths import samples_dir

ASKED = Asked(weights="0f" * 32, arch="srcnn", threads=2)
SAMPLE = samples_dir() / SAMPLES[0].file
LAYERS: tuple[LayerKind, ...] = ("fp32", "mixed", "fp32")
"""Of each network in bf16, where they are chosen by pictures."""
Change = Callable[[FloatArray], FloatArray]


class Machine:
    """Ways to run a network, each with its speed and what it makes of the values, and the time that this takes.

    speeds: input pixels a second, by precision; slow_above: the side from which a tile takes four times as long.
    """

    def __init__(self, speeds: dict[str, float], *, slow_above: int = 10_000, changes: dict[str, Change] | None = None) -> None:
        self.now = 0.0
        self.speeds, self.slow_above, self.changes = speeds, slow_above, changes or {}

    def perf_counter(self) -> float:
        return self.now

    def ways(self, loaded: object, *, device: str = "auto", precision: str = "auto") -> tuple[Way, ...]:
        return tuple(
            Way(backend="torch", device="cpu", precision=each)  # type: ignore[arg-type]
            for each in self.speeds
            if precision in ("auto", each)
        )

    def made(self, loaded: object, way: Way) -> _Backend:
        return _Backend(self, way.precision)


class _Backend:
    name, device = "torch", "cpu"

    def __init__(self, machine: Machine, precision: str) -> None:
        self._machine, self.precision = machine, precision
        self.change: Change = machine.changes.get(precision, np.copy)

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        if cancel:
            cancel.raise_if_cancelled()
        pixels, side = planes[0].size, max(planes.shape)
        self._machine.now += pixels / self._machine.speeds[self.precision] * (4 if side > self._machine.slow_above else 1)
        return self.change(planes)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Machine], Machine]:
    def install(machine: Machine) -> Machine:
        monkeypatch.setattr(trial, "time", machine)
        monkeypatch.setattr(tuner, "ways_for", machine.ways)
        monkeypatch.setattr(tuner, "make_backend", machine.made)
        monkeypatch.setattr(tuner, "bearable_layers", lambda *_: (LAYERS,))
        return machine

    return install


@pytest.fixture
def subject(tmp_path: Path) -> Subject:
    return Subject(loaded=load_net(save_net(tmp_path, srcnn.SPEC, scales=(2.0,))), asked=ASKED, scale=2)


@pytest.fixture
def book(tmp_path: Path) -> ChoiceBook:
    return ChoiceBook(tmp_path / "choices.json", {"program": "1"})


def _net(machine: Machine, subject: Subject) -> TiledNet:
    return TiledNet(geometry=subject.geometry, backend=_Backend(machine, "fp32"))


def test_a_faster_precision_that_agrees_is_chosen_and_kept_with_the_proof(use, subject, book, tmp_path) -> None:
    use(Machine({"fp32": 3e6, "bf16": 9e6}, changes={"bf16": lambda planes: planes + np.float32(0.1 / 255)}))
    choice = Tuner(book, [SAMPLE]).measure(subject)
    assert (choice.precision, choice.layers) == ("bf16", LAYERS)
    assert choice.agreement is not None and choice.agreement.is_near_enough
    assert ChoiceBook(tmp_path / "choices.json", {"program": "1"}).find(ASKED) == choice


@pytest.mark.parametrize(
    "change",
    [
        lambda planes: planes + np.float32(2 / 255),
        lambda planes: planes * np.float32(np.nan),
        lambda planes: np.clip(planes, 0.2, 1),
    ],
    ids=["two levels", "no numbers", "the dark is lost"],
)
def test_a_faster_precision_that_shows_is_not(use, subject, book, change: Change) -> None:
    use(Machine({"fp32": 3e6, "bf16": 9e6}, changes={"bf16": change}))
    choice = Tuner(book, [SAMPLE]).measure(subject)
    assert (choice.precision, choice.agreement) == ("fp32", None)


def test_the_next_best_is_tried_where_the_fastest_does_not_agree(use, subject, book) -> None:
    machine = Machine({"fp32": 3e6, "bf16": 6e6, "fp16": 9e6}, changes={"fp16": lambda planes: planes * 2})
    use(machine)
    assert Tuner(book, [SAMPLE]).measure(subject).precision == "bf16"


def test_where_no_layer_bears_it_bf16_is_not_tried(use, subject, book, monkeypatch) -> None:
    use(Machine({"fp32": 3e6, "bf16": 9e6}))
    monkeypatch.setattr(tuner, "bearable_layers", lambda *_: (("fp32",) * 3,))
    assert Tuner(book, [SAMPLE]).measure(subject).precision == "fp32"


def test_of_two_choices_of_layers_the_one_that_agrees_is_taken(use, subject, book, monkeypatch) -> None:
    rounded: tuple[LayerKind, ...] = ("bf16", "bf16", "bf16")
    machine = use(Machine({"fp32": 3e6, "bf16": 9e6}))
    monkeypatch.setattr(tuner, "bearable_layers", lambda *_: (rounded, LAYERS))

    def made(loaded: object, way: Way) -> _Backend:
        backend = machine.made(loaded, way)
        backend.change = (lambda planes: planes * 2) if way.layers == rounded else np.copy
        return backend

    monkeypatch.setattr(tuner, "make_backend", made)
    assert Tuner(book, [SAMPLE]).measure(subject).layers == LAYERS


def test_small_differences_keep_fp32_and_the_usual_tile(use, subject, book) -> None:
    use(Machine({"fp32": 5e6, "bf16": 5.2e6}))
    choice = Tuner(book, [SAMPLE]).measure(subject)
    assert (choice.precision, choice.tile, choice.device) == ("fp32", 320, "cpu")


def test_tiles_that_fit_the_cache_are_chosen_where_they_are_faster(use, subject, book) -> None:
    use(Machine({"fp32": 5e6}, slow_above=200))
    assert Tuner(book, [SAMPLE]).measure(subject).tile == 192


def test_what_the_user_chose_is_not_touched(use, subject, book) -> None:
    use(Machine({"fp32": 5e6, "bf16": 20e6}, slow_above=200))
    asked = replace(ASKED, precision="fp32", tile=256)
    choice = Tuner(book, [SAMPLE]).measure(replace(subject, asked=asked))
    assert (choice.precision, choice.tile) == ("fp32", 256)


@pytest.mark.parametrize("speed", [100.0, 1e4, 1e5, 1e6, 1e7])
def test_it_takes_three_seconds_or_what_two_small_tiles_take(use, subject, book, speed) -> None:
    machine = use(Machine({"fp32": speed, "bf16": 2 * speed}))
    choice = Tuner(book, []).measure(subject)
    assert machine.now <= 3.6 + 2 * 64 * 64 / speed
    assert choice.megapixels_per_s == pytest.approx(speed / 1e6, rel=1.5)


def test_more_ways_have_more_time(use, subject, book) -> None:
    """With OpenVINO and ncnn installed, bf16 was never compared often enough for a deep network."""
    speeds = {"fp32": 5e5, "bf16": 2e6, "fp16": 5e5, "int8": 5e5, "int4": 5e5}
    use(Machine(speeds))
    assert Tuner(book, [SAMPLE]).measure(subject).precision == "bf16"


def test_a_slow_network_is_compared_by_small_pieces(use, subject, book) -> None:
    use(Machine({"fp32": 5e4, "bf16": 2e5}))
    choice = Tuner(book, [SAMPLE]).measure(subject)
    assert (choice.precision, choice.tile, choice.compared) == ("bf16", 320, True)


class _Flow:
    """Takes its time for columns that all layers have, as flows do: the first ones cost little."""

    def __init__(self, machine: Machine, radius: int) -> None:
        self._machine, self._ahead = machine, radius

    def push(self, planes: FloatArray, last: bool, cancel: CancelToken | None = None) -> None:
        under_way = self._ahead <= 0
        self._ahead -= planes.shape[2]
        self._machine.now += planes[0].size / self._machine.speeds["fp32"] * (1.0 if under_way else 0.01)


class _FlowingBackend(_Backend):
    def turned(self, number: int) -> None:
        return None

    def flow(self) -> _Flow:
        return _Flow(self._machine, 8)

    def columns(self, rows: int) -> int:
        return 4


@pytest.mark.parametrize("brief", [False, True])
def test_a_flow_is_timed_when_it_is_under_way(use, subject, brief) -> None:
    machine = use(Machine({"fp32": 1e5}))
    measured = trial.Trial(_FlowingBackend(machine, "fp32"), subject.geometry, 120, brief=brief)
    assert measured() == pytest.approx(120 / 104 / 1e5)
    assert measured() == pytest.approx(measured.expected(1e-5))
    assert measured.lead > 0


def test_it_is_due_when_it_pays(use, subject, book) -> None:
    machine = use(Machine({"fp32": 1e6}))
    measured, net = Tuner(book, []), _net(machine, subject)
    assert not measured.is_due(ASKED, net, 500_000)
    assert machine.now == 0, "a small run costs nothing, not even the question"
    assert not measured.is_due(ASKED, net, 5e6), "a run of five seconds does not pay for two"
    assert measured.is_due(ASKED, net, 30e6)
    for _ in range(19):
        measured.note(ASKED, 1.0)
        assert not measured.is_due(ASKED, net, 500_000)
    measured.note(ASKED, 1.0)
    assert measured.is_due(ASKED, net, 500_000), "many small runs add up"
    measured.measure(subject)
    assert not measured.is_due(ASKED, net, 1e9), "once is enough"


def test_what_there_was_no_time_to_compare_is_tried_again_by_the_next_process(use, subject, book) -> None:
    machine = use(Machine({"fp32": 5e3}))
    busy, net = Tuner(book, []), _net(machine, subject)
    assert not busy.measure(subject).compared
    assert not busy.is_due(ASKED, net, 1e9)
    machine.speeds["fp32"] = 3e6
    later = Tuner(book, [])
    assert later.is_due(ASKED, net, 1e9)
    assert later.measure(subject).compared
    assert not Tuner(book, []).is_due(ASKED, net, 1e9)


def test_without_anything_to_choose_it_is_never_due(use, subject, book) -> None:
    machine = use(Machine({"fp32": 1e6}))
    asked = replace(ASKED, device="cpu", precision="fp32", tile=256)
    assert not Tuner(book, []).is_due(asked, _net(machine, subject), 1e9)


def test_a_cancelled_measurement_keeps_nothing(use, subject, book) -> None:
    use(Machine({"fp32": 1e6}))
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        Tuner(book, []).measure(subject, token)
    assert book.find(ASKED) is None


def test_a_precision_that_gave_no_numbers_is_left_out_for_good(use, subject, book) -> None:
    use(Machine({"fp32": 3e6, "bf16": 9e6}))
    measured = Tuner(book, [SAMPLE])
    assert measured.measure(subject).precision == "bf16"
    measured.note(ASKED, 1.0, "bf16")
    assert measured.measure(subject).precision == "fp32"


def test_runs_use_what_was_chosen(book, tmp_path) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    source = Picture(pixels=np.random.default_rng(2).integers(0, 255, (60, 50, 3), dtype=np.uint8))
    size = TargetSize(value=2).resolve(50, 60)
    plain = Upscaler(card).upscale(source, size)
    upscaler = Upscaler(card, tuner=Tuner(book, []))
    assert upscaler.upscale(source, size).tile == plain.tile, "a small run is not measured for"
    (tuned,) = upscaler.tune()
    assert tuned.scale == 2.0
    book.keep(replace(tuned.choice, tile=96))
    again = Upscaler(card, tuner=Tuner(book, []))
    result = again.upscale(source, size)
    assert (result.tile, again.runs_on(2.0)) == (96, (result.device, result.precision))
    assert np.array_equal(result.picture.pixels, plain.picture.pixels)


def test_a_lost_folder_costs_no_result(tmp_path, subject, use) -> None:
    use(Machine({"fp32": 3e6}))
    lost = ChoiceBook(tmp_path / "none" / "choices.json", {})
    choice: Choice = Tuner(lost, []).measure(subject)
    assert lost.find(ASKED) == choice


def test_a_long_run_is_measured_for_before_it_begins(book, tmp_path, monkeypatch) -> None:
    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    source = Picture(pixels=np.random.default_rng(2).integers(0, 255, (30, 20, 3), dtype=np.uint8))
    monkeypatch.setattr(Tuner, "is_due", lambda self, asked, net, pixels, *, repeats=1: self.find(asked) is None)
    monkeypatch.setattr(tuner, "affordable", lambda tiles, a_pixel, seconds: 0)
    measured: list[Choice] = []
    keep = ChoiceBook.keep

    def note(self: ChoiceBook, choice: Choice) -> None:
        measured.append(choice)
        keep(self, replace(choice, tile=128))

    monkeypatch.setattr(ChoiceBook, "keep", note)
    upscaler = Upscaler(card, tuner=Tuner(book, []))
    size = TargetSize(value=2).resolve(20, 30)
    assert upscaler.upscale(source, size).tile == 128
    assert upscaler.upscale(source, size).tile == 128
    assert len(measured) == 1


def test_a_run_does_not_fail_for_what_cannot_be_measured(book, tmp_path, monkeypatch) -> None:
    def full(self: Tuner, subject: Subject, cancel: CancelToken | None = None) -> Choice:
        raise OutOfMemory(device="cuda:0")

    save_net(tmp_path, srcnn.SPEC, scales=(2.0,))
    card = list_models(ModelFolders(shipped=tmp_path, user=tmp_path / "none"))[-1]
    source = Picture(pixels=np.random.default_rng(2).integers(0, 255, (30, 20, 3), dtype=np.uint8))
    monkeypatch.setattr(Tuner, "is_due", lambda self, asked, net, pixels, *, repeats=1: True)
    monkeypatch.setattr(Tuner, "measure", full)
    upscaler, size = Upscaler(card, tuner=Tuner(book, [])), TargetSize(value=2).resolve(20, 30)
    assert upscaler.upscale(source, size).picture.width == 40
    with pytest.raises(OutOfMemory):
        upscaler.tune()
