"""A job in a form: nothing is lost, problems are named at once, differences from the preset are known."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from sr_desktop.core.archs import ARCH_BY_ID
from sr_desktop.core.errors import BadJob
from sr_desktop.core.training.job import DataOptions, GanOptions, JobSpec, OptimOptions, job_fields
from sr_desktop.core.training.job_draft import JobDraft, Unread
from sr_desktop.core.training.job_file import job_toml, read_job
from sr_desktop.core.training.net_field import net_fields
from sr_desktop.core.training.option_text import from_text, to_text
from sr_desktop.core.training.options import OptionField

JOBS = sorted((Path(__file__).resolve().parents[3] / "trainer" / "jobs").glob("*.toml"))
DATA = DataOptions(folders=("pictures",))
FIELDS = {each.path: each for each in job_fields()}
VDSR, SRRESNET, SRCNN = (net_fields(ARCH_BY_ID[name].config) for name in ("vdsr", "srresnet", "srcnn"))


def job(arch: str = "vdsr", **values: object) -> JobSpec:
    return JobSpec(**{"name": "one", "arch": arch, "data": DATA, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("path", JOBS, ids=lambda path: path.stem)
@pytest.mark.parametrize("described", [True, False])
def test_every_ready_job_comes_back_as_it_was(path: Path, described: bool) -> None:
    ready = read_job(path)
    draft = JobDraft(ready, net=net_fields(ARCH_BY_ID[ready.arch].config) if described else ())
    assert draft.job() == ready
    assert job_toml(draft.job()) == job_toml(ready)
    assert draft.problems == ()
    assert draft.changed == frozenset()


@pytest.mark.parametrize("path", JOBS, ids=lambda path: path.stem)
def test_every_value_of_a_ready_job_can_be_typed(path: Path) -> None:
    ready = read_job(path)
    draft = JobDraft(ready, net=net_fields(ARCH_BY_ID[ready.arch].config))
    for each in draft.fields:
        value = draft.value(each.path)
        if not isinstance(value, bool):
            assert from_text(each, to_text(value)) == value


def test_a_changed_value_is_in_the_job_and_known_as_changed() -> None:
    draft = JobDraft(job(), net=VDSR)
    draft.put("optim.lr", 0.5)
    draft.put("net.depth", 7)
    draft.put("title", "Mine")
    assert draft.changed == {"optim.lr", "net.depth", "title"}
    made = draft.job()
    assert (made.optim.lr, made.net, made.title) == (0.5, {"depth": 7}, "Mine")
    draft.put("net.depth", draft.preset_value("net.depth"))
    assert draft.job().net == {}
    assert draft.changed == {"optim.lr", "title"}


def test_differences_are_those_from_the_preset_where_there_is_one() -> None:
    preset = job()
    draft = JobDraft(dataclasses.replace(preset, seed=7, optim=OptimOptions(batch=8)), preset=preset, net=VDSR)
    assert draft.changed == {"seed", "optim.batch"}
    assert draft.preset_value("optim.batch") == 64


def test_the_first_problem_is_raised_and_all_are_listed() -> None:
    draft = JobDraft(job(), net=VDSR)
    draft.put("optim.warmup", 10_000)
    draft.put("data.patch", 3)
    draft.put("scales", Unread(text="two"))
    draft.put("net.depth", 1)
    assert [each.path for each in draft.problems] == ["scales", "net.depth", "data.patch", "optim.warmup"]
    with pytest.raises(BadJob, match="scales cannot be two"):
        draft.job()
    draft.put("scales", (2,))
    draft.put("net.depth", 3)
    draft.put("data.patch", 41)
    (problem,) = draft.problems
    assert (problem.error.values["allowed"], problem.error.values["value"]) == ("0 to under optim.steps", "10000")
    draft.put("optim.steps", 10_001)
    assert draft.problems == ()


def test_what_only_the_whole_job_can_refuse_is_named_at_its_field() -> None:
    draft = JobDraft(job())
    draft.put("data.low", ("a", "b"))
    (problem,) = draft.problems
    assert problem.path == "data.low"
    assert "one folder for each of data.folders" in problem.error.text


def test_a_network_for_one_scale_follows_the_scale_of_the_job() -> None:
    ready = job("srresnet", scales=(4,), net={"scale": 4, "blocks": 8})
    draft = JobDraft(ready, net=SRRESNET)
    draft.put("scales", (2,))
    assert draft.job().net == {"scale": 2, "blocks": 8}
    assert not draft.matters(next(each for each in draft.fields if each.path == "net.scale"))
    for wrong in ((2, 3), (5,)):
        draft.put("scales", wrong)
        (problem,) = draft.problems
        assert problem.allowed.text == "one factor with this network, 2 to 4"


def test_layers_and_widths_go_together() -> None:
    draft = JobDraft(job("srcnn"), net=SRCNN)
    draft.put("net.kernels", (9, 3, 1, 5))
    assert [each.path for each in draft.problems] == ["net.widths"]
    draft.put("net.widths", (64, 32, 16))
    assert draft.job().net == {"kernels": [9, 3, 1, 5], "widths": [64, 32, 16]}


def test_unknown_options_of_a_network_are_kept_and_known_ones_stay_in_their_fields() -> None:
    draft = JobDraft(job(net={"depth": 5, "dropout": 0.1}), net=VDSR)
    assert draft.value("net") == {"dropout": 0.1}
    draft.put("net", {"depth": 9})
    assert [each.path for each in draft.problems] == ["net"]
    draft.put("net", {})
    assert draft.job().net == {"depth": 5}


def test_a_network_option_of_a_wrong_type_is_shown_where_it_can_be_mended() -> None:
    draft = JobDraft(job(net={"depth": "deep"}), net=VDSR)
    assert (draft.value("net.depth"), draft.value("net")) == (20, {"depth": "deep"})
    assert [each.path for each in draft.problems] == ["net"]


def test_options_of_a_gan_belong_to_its_recipe() -> None:
    plain, gan = JobDraft(job()), JobDraft(job("srresnet", recipe="srgan", scales=(4,)))
    assert not plain.matters(FIELDS["gan.content"])
    assert plain.job().gan is None
    assert gan.matters(FIELDS["gan.content"])
    assert not gan.matters(FIELDS["gan.vgg"])
    gan.put("gan.content", "vgg22")
    assert gan.matters(FIELDS["gan.vgg"])
    assert gan.job().gan == GanOptions(content="vgg22")


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(KeyError):
        JobDraft(job()).put("optim.speed", 1)


@pytest.mark.parametrize(
    ("path", "text", "value"),
    [
        ("optim.lr", " 1e-4 ", 1e-4),
        ("optim.steps", "100", 100),
        ("scales", "2, 3,4", (2, 3, 4)),
        ("scales", "2，3、4；", (2, 3, 4)),
        ("scales", "[2, 3]", (2, 3)),
        ("data.shrink", "1, .5", (1.0, 0.5)),
        ("data.folders", "T91, BSDS 400", ("T91", "BSDS 400")),
        ("data.folders", '["a, b", "[c]", "d，e"]', ("a, b", "[c]", "d，e")),
        ("data.folders", "", ()),
        ("net", 'depth = 5, kind = "a, b", list = [1, 2.5], inner = {on = true}', None),
    ],
)
def test_what_is_typed_is_read(path: str, text: str, value: object) -> None:
    read = from_text(FIELDS[path], text)
    if path == "net":
        assert read == {"depth": 5, "kind": "a, b", "list": [1, 2.5], "inner": {"on": True}}
    else:
        assert read == value
    assert from_text(FIELDS[path], to_text(read)) == read


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("optim.lr", "fast"), ("optim.lr", ""), ("optim.steps", "1.5"), ("scales", "2 3"), ("scales", "two"),
        ("data.folders", '["a'), ("data.folders", "[1]"), ("net", "depth"), ("net", "a = 1} \n b = {c = 2"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(path: str, text: str) -> None:
    with pytest.raises(ValueError):
        from_text(FIELDS[path], text)


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.001, "0.001"), (1e-5, "1e-5"), (60.0, "60"), (1e20, "1e20"), (10**18, "1" + "0" * 18), (0.1 + 0.2, repr(0.1 + 0.2))],
)
def test_numbers_are_written_as_one_types_them(value: float, text: str) -> None:
    field: OptionField = FIELDS["optim.lr" if isinstance(value, float) else "seed"]
    assert to_text(value) == text
    assert from_text(field, text) == value
