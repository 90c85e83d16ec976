"""Measuring: means of the pictures, each known one not again, bad ones by name, stop and pause."""

from __future__ import annotations

import math
import threading
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from bench_steps import last_rows, measured, pictures_of, small_set
from nets import save_net
from PIL import Image
from threadpoolctl import threadpool_info

from sr_desktop.core.archs import srcnn, srresnet, vdsr
from sr_desktop.core.bench import run, sample
from sr_desktop.core.bench.cache import ResultCache
from sr_desktop.core.bench.datasets import Dataset
from sr_desktop.core.bench.messages import BenchmarkEnded, BenchmarkStarted, RowMeasured
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.metric_set import MetricSet
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.bench.protocol import low_resolution, measure, modcrop
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.errors import CannotWrite
from sr_desktop.core.image_io import read_picture
from sr_desktop.core.messages.control import Control
from sr_desktop.core.messages.trainer import Warned
from sr_desktop.core.models.catalog import BICUBIC, LANCZOS, ModelFolders, find_model, list_models
from sr_desktop.core.models.model_card import ModelCard
from sr_desktop.core.resize import imresize
from sr_desktop.core.upscale import Upscaler
from sr_desktop.core.upscaling.size import OutputSize


def _card(folder: Path, model: str) -> ModelCard:
    return find_model(list_models(ModelFolders(shipped=folder / "none", user=folder)), model)


@pytest.fixture
def net(tmp_path) -> Method:
    folder = tmp_path / "models"
    folder.mkdir()
    save_net(folder, srcnn.SPEC, scales=(2.0,), config=srcnn.SrcnnConfig(kernels=(3, 3), widths=(4,)), model="mine")
    return Method(_card(folder, "mine"), device="cpu")


def test_rows_are_means_over_what_each_picture_says(tmp_path, net) -> None:
    dataset = small_set(tmp_path)
    events = measured([dataset], [Method(BICUBIC), net], [2, 3])
    assert events[0] == BenchmarkStarted(t=events[0].t, total=9, cached=0)
    assert events[-1].reason == "completed"
    wanted = []
    for path in dataset.pictures:
        truth = modcrop(read_truth(path), 3)
        answer = imresize(low_resolution(truth, 3, channels=1), 3.0)
        wanted.append(measure(truth, answer, 3))
    row = last_rows(events)["Mine", 3, "bicubic"]
    assert row.psnr == pytest.approx(np.mean([each.psnr for each in wanted]), abs=1e-9)
    assert row.ssim == pytest.approx(np.mean([each.ssim for each in wanted]), abs=1e-9)
    assert (row.images, row.problem, row.method, row.seconds > 0) == (3, None, "bicubic", True)
    pictures = [each for each in pictures_of(events) if (each.scale, each.model) == (2, "mine")]
    assert last_rows(events)["Mine", 2, "mine"].psnr == pytest.approx(np.mean([each.psnr for each in pictures]))
    assert last_rows(events)["Mine", 2, "mine"].params == net.card.params > 0


def test_a_model_that_cannot_do_a_factor_says_so_and_the_others_go_on(tmp_path, net) -> None:
    rows = last_rows(measured([small_set(tmp_path)], [net, Method(BICUBIC)], [2, 3]))
    assert rows["Mine", 3, "mine"].psnr is None
    assert "no weights for x3" in rows["Mine", 3, "mine"].problem.text
    assert all(rows["Mine", scale, "bicubic"].images == 3 for scale in (2, 3))


def test_weights_damaged_since_they_were_listed_are_a_row_with_the_reason(tmp_path, net) -> None:
    path = Path(net.card.files[0])
    data = bytearray(path.read_bytes())
    data[-1] ^= 255
    path.write_bytes(data)
    rows = last_rows(measured([small_set(tmp_path)], [net, Method(BICUBIC)]))
    assert path.name in rows["Mine", 2, "mine"].problem.text
    assert rows["Mine", 2, "bicubic"].images == 3


@pytest.fixture
def mixed_set(tmp_path) -> Dataset:
    """Good pictures of every mode, and bad ones."""
    folder = Path(small_set(tmp_path, 1, "Mixed").pictures[0]).parent
    noise = np.random.default_rng(0).integers(0, 256, (40, 48, 4), dtype=np.uint8)
    Image.fromarray(noise[:, :, 0]).save(folder / "grey.png")
    Image.fromarray(noise).save(folder / "alpha.png")
    Image.fromarray(noise[:, :, 0].astype(np.uint16) * 257).save(folder / "deep.png")
    Image.fromarray(noise[:, :, :3]).quantize(16).save(folder / "palette.png")
    Image.fromarray(noise[:18, :, :3]).save(folder / "small.png")
    (folder / "text.png").write_text("no picture")
    (folder / "cut.png").write_bytes((folder / "alpha.png").read_bytes()[:600])
    return Dataset(name="Mixed", pictures=tuple(sorted(folder.iterdir())))


@pytest.mark.parametrize("protocol", [Protocol(), Protocol(channel="rgb", low="uint8")], ids=["y", "rgb"])
def test_bad_pictures_are_told_by_name_and_the_others_measured(protocol, mixed_set, net) -> None:
    events = measured([mixed_set], [Method(BICUBIC), net], [2], metrics=MetricSet(protocol))
    good = {"00.png", "alpha.png", "deep.png", "grey.png", "palette.png", "small.png"}
    for model in ("bicubic", "mine"):
        row = last_rows(events)["Mixed", 2, model]
        assert row.images == len(good)
        assert "cut.png" in row.problem.text
        assert {Path(each.path).name for each in pictures_of(events) if each.model == model} == good


def test_a_picture_smaller_than_ssim_and_shave_need_is_told_by_name_and_size(mixed_set) -> None:
    only = replace(mixed_set, pictures=tuple(path for path in mixed_set.pictures if path.name == "small.png"))
    row = last_rows(measured([only], [Method(BICUBIC)], [4]))["Mixed", 4, "bicubic"]
    assert row.psnr is None
    for part in ("small.png", "48 x 18", "x4", "20 a side"):
        assert part in row.problem.text
    assert last_rows(measured([only], [Method(BICUBIC)], [3]))["Mixed", 3, "bicubic"].images == 1


def test_the_least_size_told_is_the_one_that_can_be_measured(tmp_path) -> None:
    for side, images in ((20, 1), (19, 0)):
        folder = tmp_path / str(side)
        folder.mkdir()
        Image.effect_noise((side, side), 50).save(folder / "a.png")
        dataset = Dataset(name="Edge", pictures=tuple(folder.iterdir()))
        assert last_rows(measured([dataset], [Method(BICUBIC)], [4]))["Edge", 4, "bicubic"].images == images


def test_a_file_that_vanished_is_told_by_name(tmp_path) -> None:
    dataset = small_set(tmp_path)
    dataset.pictures[1].unlink()
    row = last_rows(measured([dataset]))["Mine", 2, "bicubic"]
    assert (row.images, dataset.pictures[1].name in row.problem.text) == (2, True)


def test_an_answer_that_equals_its_truth_has_no_mean_psnr(tmp_path) -> None:
    folder = tmp_path / "Plain"
    folder.mkdir()
    Image.new("RGB", (32, 32), (120, 120, 120)).save(folder / "plain.png")
    dataset = Dataset(name="Plain", pictures=(folder / "plain.png",))
    with ResultCache(tmp_path / "cache") as cache:
        for cached in (False, True):
            events = measured([dataset], [Method(BICUBIC)], cache=cache)
            (picture,) = pictures_of(events)
            assert (picture.equal, picture.psnr, picture.cached) == (True, None, cached)
            row = last_rows(events)["Plain", 2, "bicubic"]
            assert (row.psnr, row.images) == (None, 1)
            assert "infinite" in row.problem.text


# --- kept results -------------------------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch) -> Counter[str]:
    """How often each model answered."""
    counted: Counter[str] = Counter()
    enhance = Method.enhance

    def count(self, low, scale, *, cancel=None):
        counted[self.card.id] += 1
        return enhance(self, low, scale, cancel=cancel)

    monkeypatch.setattr(Method, "enhance", count)
    return counted


def test_what_is_known_is_not_measured_again_and_says_the_same(tmp_path, net, answers) -> None:
    dataset = small_set(tmp_path)
    with ResultCache(tmp_path / "cache") as cache:
        first = measured([dataset], [Method(BICUBIC), net], cache=cache)
        assert answers == {"bicubic": 3, "mine": 3}
        again = measured([dataset], [Method(BICUBIC), net], cache=cache)
    assert answers == {"bicubic": 3, "mine": 3}
    assert (again[0].total, again[0].cached) == (6, 6)
    assert all(each.cached for each in pictures_of(again))
    plain = [{key: replace(row, t=0.0) for key, row in last_rows(events).items()} for events in (first, again)]
    assert plain[0] == plain[1]


def test_adding_a_row_costs_one_row(tmp_path, net, answers) -> None:
    dataset = small_set(tmp_path)
    with ResultCache(tmp_path / "cache") as cache:
        measured([dataset], [Method(BICUBIC)], cache=cache)
        measured([dataset], [Method(BICUBIC), net], cache=cache)
    assert answers == {"bicubic": 3, "mine": 3}


def test_a_picture_that_moved_is_known_and_a_changed_one_is_not(tmp_path, answers) -> None:
    dataset = small_set(tmp_path)
    with ResultCache(tmp_path / "cache") as cache:
        measured([dataset], [Method(BICUBIC)], cache=cache)
        dataset.pictures[0].rename(dataset.pictures[0].with_name("moved.png"))
        moved = Dataset(name="Other", pictures=tuple(sorted(dataset.pictures[1].parent.iterdir())))
        assert measured([moved], [Method(BICUBIC)], cache=cache)[0].cached == 3
        with Image.open(moved.pictures[0]) as image:
            image.rotate(180).save(moved.pictures[0])
        assert measured([moved], [Method(BICUBIC)], cache=cache)[0].cached == 2
    assert answers["bicubic"] == 4


def test_other_weights_protocols_and_revisions_are_other_results(tmp_path, net, answers, monkeypatch) -> None:
    dataset = small_set(tmp_path, 1)
    with ResultCache(tmp_path / "cache") as cache:
        measured([dataset], [net], cache=cache)
        measured([dataset], [net], cache=cache, metrics=MetricSet(Protocol(shave="none")))
        assert answers["mine"] == 2
        path = Path(net.card.files[0])
        wide = srcnn.SrcnnConfig(kernels=(3, 3), widths=(5,))
        path.unlink()
        save_net(path.parent, srcnn.SPEC, scales=(2.0,), config=wide, model="mine")
        run_again = Method(_card(path.parent, "mine"), device="cpu")
        monkeypatch.setattr("sr_desktop.core.bench.method._file_hash", lambda name: "changed")
        measured([dataset], [run_again], cache=cache)
        assert answers["mine"] == 3
        monkeypatch.setattr("sr_desktop.core.bench.metric_set.REVISION", 99)
        measured([dataset], [run_again], cache=cache)
        assert answers["mine"] == 4


def test_an_extra_metric_is_measured_once_and_kept_with_the_others(tmp_path, answers) -> None:
    folder = tmp_path / "Large"
    folder.mkdir()
    Image.effect_noise((200, 190), 60).save(folder / "a.png")
    Image.effect_noise((100, 190), 60).save(folder / "b.png")
    dataset = Dataset(name="Large", pictures=tuple(sorted(folder.iterdir())))
    plain, more = MetricSet(Protocol()), MetricSet(Protocol(), with_ms_ssim=True)
    with ResultCache(tmp_path / "cache") as cache:
        for metrics, count in ((plain, 2), (more, 4), (plain, 4), (more, 4)):
            events = measured([dataset], [Method(BICUBIC)], cache=cache, metrics=metrics)
            assert answers["bicubic"] == count
            values = {Path(each.path).name: each.ms_ssim for each in pictures_of(events)}
            assert values["b.png"] is None
            assert (values["a.png"] is None) == (metrics is plain)
            row = last_rows(events)["Large", 2, "bicubic"]
            assert (row.images, row.ms_ssim) == (2, None)
            assert (row.problem is None) == (metrics is plain)
            if row.problem:
                assert all(part in row.problem.text for part in ("b.png", "100 x 190", "180 a side"))


def test_each_picture_is_read_once_for_all_models(tmp_path, net, monkeypatch) -> None:
    read: Counter[tuple[str, int]] = Counter()
    whole = sample.read_sample

    def count(file, scale, protocol, methods):
        read[file.path.name, scale] += 1
        return whole(file, scale, protocol, methods)

    monkeypatch.setattr(run, "read_sample", count)
    dataset = small_set(tmp_path)
    measured([dataset], [Method(BICUBIC), Method(LANCZOS), net], [2, 3])
    assert read == {(path.name, scale): 1 for path in dataset.pictures for scale in (2, 3)}


def test_a_full_disk_is_told_once_and_measuring_goes_on(tmp_path, monkeypatch) -> None:
    def full(self, key, result):
        raise CannotWrite(path="results", detail="the disk is full")

    monkeypatch.setattr(ResultCache, "put", full)
    with ResultCache(tmp_path / "cache") as cache:
        events = measured([small_set(tmp_path)], cache=cache)
    assert [event.code for event in events if isinstance(event, Warned)] == ["cannot_write"]
    assert last_rows(events)["Mine", 2, "bicubic"].images == 3


def test_what_is_known_can_be_told_alone(tmp_path, answers) -> None:
    dataset = small_set(tmp_path)
    with ResultCache(tmp_path / "cache") as cache:
        measured([dataset], [Method(BICUBIC)], cache=cache)
        methods = [Method(BICUBIC), Method(LANCZOS)]
        benchmark = run.Benchmark([dataset], methods, [2], MetricSet(Protocol()), cache=cache, known_only=True)
        events = list(benchmark.events())
    assert answers == {"bicubic": 3}
    assert (events[0].total, events[0].cached, events[-1].reason) == (6, 3, "completed")
    assert {key[2] for key in last_rows(events)} == {"bicubic"}


def test_what_runs_side_by_side_keeps_its_linear_algebra_to_one_core(tmp_path, monkeypatch) -> None:
    seen: set[int] = set()
    enhance = Method.enhance

    def note_threads(self, low, scale, *, cancel=None):
        seen.update(pool["num_threads"] for pool in threadpool_info() if pool["user_api"] == "blas")
        return enhance(self, low, scale, cancel=cancel)

    monkeypatch.setattr(Method, "enhance", note_threads)
    method = Method(BICUBIC)
    method.has_linear_algebra = True
    measured([small_set(tmp_path)], [method])
    assert seen == {1}


# --- from outside -------------------------------------------------------------------------------------------------


def test_stop_ends_soon_with_the_rows_so_far_and_what_is_done_is_kept(tmp_path, answers) -> None:
    dataset = small_set(tmp_path, 12)
    control = Control()
    with ResultCache(tmp_path / "cache") as cache:
        benchmark = run.Benchmark([dataset], [Method(BICUBIC)], [2, 3], MetricSet(Protocol()), cache=cache, control=control)
        events = []
        for event in benchmark.events():
            events.append(event)
            if len(pictures_of(events)) == 1:
                control.stop()
        assert events[-1].reason == "stopped"
        done = len(pictures_of(events))
        assert 1 <= done < 12
        assert last_rows(events)["Mine", 2, "bicubic"].images == done
        again = measured([dataset], [Method(BICUBIC)], [2, 3], cache=cache)
        assert again[0].cached == done
        assert last_rows(again)["Mine", 3, "bicubic"].images == 12


def test_a_network_is_stopped_in_the_middle_of_its_answer(tmp_path, net, monkeypatch) -> None:
    control = Control()
    enhance = Method.enhance

    def stop_first(self, low, scale, *, cancel=None):
        control.stop()
        return enhance(self, low, scale, cancel=cancel)

    monkeypatch.setattr(Method, "enhance", stop_first)
    events = measured([small_set(tmp_path)], [net], control=control)
    assert pictures_of(events) == []
    assert isinstance(events[-1], BenchmarkEnded)
    assert events[-1].reason == "stopped"


def test_pause_holds_it_between_two_pictures(tmp_path) -> None:
    control = Control()
    control._go.clear()
    events: list[object] = []
    worker = threading.Thread(target=lambda: events.extend(measured([small_set(tmp_path)], control=control)))
    worker.start()
    worker.join(0.5)
    assert worker.is_alive()
    control._go.set()
    worker.join(20)
    assert not worker.is_alive()
    assert len(pictures_of(events)) == 6


def test_whoever_wants_no_more_events_ends_the_work(tmp_path) -> None:
    benchmark = run.Benchmark([small_set(tmp_path, 8)], [Method(BICUBIC)], [2], MetricSet(Protocol()))
    events = benchmark.events()
    while not isinstance(next(events), RowMeasured):
        pass
    events.close()  # leak checks of every test see threads that go on
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("benchmark")]


# --- the same pixels as the window --------------------------------------------------------------------------------


@pytest.mark.parametrize("spec", [vdsr.SPEC, srresnet.SPEC], ids=lambda spec: spec.id)
def test_a_file_upscaled_in_the_window_has_the_psnr_of_the_row_for_rounded_colours(spec, tmp_path) -> None:
    configs = {"vdsr": vdsr.VdsrConfig(depth=3, width=4), "srresnet": srresnet.SrresnetConfig(blocks=1, width=4, scale=2)}
    folder = tmp_path / "models"
    folder.mkdir()
    save_net(folder, spec, scales=(2.0,), config=configs[spec.id], model="mine")
    card = _card(folder, "mine")
    dataset = small_set(tmp_path, 1)
    protocol = Protocol(channel="rgb", low="uint8")
    row = last_rows(measured([dataset], [Method(card, device="cpu")], metrics=MetricSet(protocol)))["Mine", 2, "mine"]
    truth = modcrop(read_truth(dataset.pictures[0]), 2)
    low = low_resolution(truth, 2, channels=3, protocol=protocol)
    Image.fromarray(np.round(low * 255).astype(np.uint8)).save(tmp_path / "low.png")
    source = read_picture(tmp_path / "low.png")
    size = OutputSize(width=truth.shape[1], height=truth.shape[0], scale=2.0)
    shown = Upscaler(card, device="cpu").upscale(source, size).picture.pixels
    assert row.psnr == pytest.approx(measure(truth, shown.astype(np.float32) / 255, 2, protocol).psnr, abs=1e-3)
    assert math.isfinite(row.psnr)
