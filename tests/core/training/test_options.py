"""Every field of a job is explained and bounded where it is defined, and refused in words that say what is allowed."""

from __future__ import annotations

import dataclasses
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import PySide6
import pytest

from sr_desktop.core.archs import ARCHS
from sr_desktop.core.errors import BadJob
from sr_desktop.core.messages.trainer import RecipeFound
from sr_desktop.core.protocol import decode, encode
from sr_desktop.core.training.job import DataOptions, GanOptions, JobSpec, OptimOptions, job_fields
from sr_desktop.core.training.job_file import parse_job
from sr_desktop.core.training.net_field import net_fields
from sr_desktop.core.training.options import GROUPS, Bounds, OptionField, check, option, option_fields

ROOT = Path(__file__).resolve().parents[3]
DATA = DataOptions(folders=("pictures",))
KINDS = (JobSpec, DataOptions, OptimOptions, GanOptions, *(spec.config for spec in ARCHS))
ALL_FIELDS = [each for kind in KINDS for each in option_fields(kind)]


def job(**values: Any) -> JobSpec:
    return JobSpec(**{"name": "one", "arch": "srcnn", "data": DATA, **values})


@pytest.mark.parametrize("kind", KINDS)
def test_no_field_is_left_out(kind: type[Any]) -> None:
    assert [each.name for each in option_fields(kind)] == [each.name for each in dataclasses.fields(kind)]


@pytest.mark.parametrize("each", ALL_FIELDS, ids=lambda each: each.name)
def test_every_field_has_label_help_and_bounds(each: OptionField) -> None:
    assert each.option.label[0].isupper() or each.option.label[0].isdigit()
    assert not each.option.label.endswith(".")
    assert each.option.help.endswith(".")
    assert len(each.option.help) > 12
    assert each.option.group in GROUPS
    assert each.allowed_text
    assert "{" not in each.allowed_text


@pytest.mark.parametrize("each", [each for each in ALL_FIELDS if each.choices], ids=lambda each: each.name)
def test_every_choice_has_words(each: OptionField) -> None:
    assert [value for value, _ in each.option.choices] == list(each.choices)


# Folders have to be given, but stand in a table with fields that need not be.
WITH_DEFAULT = [each for each in ALL_FIELDS if not each.required and each.name != "folders"]


@pytest.mark.parametrize("each", WITH_DEFAULT, ids=lambda each: each.name)
def test_defaults_are_allowed(each: OptionField) -> None:
    siblings = {other.name: other.default for kind in KINDS for other in option_fields(kind) if each in option_fields(kind)}
    assert each.fits(each.default, siblings)


def test_job_fields_are_named_as_in_a_job_file() -> None:
    paths = [each.path for each in job_fields()]
    assert {"name", "scales", "net", "data.patch", "optim.lr", "gan.content"} < set(paths)
    assert not {"data", "optim", "gan"} & set(paths)
    assert len(set(paths)) == len(paths)


@pytest.mark.parametrize(
    ("make", "name", "value", "allowed"),
    [
        (DataOptions, "data.folders", "[]", "one folder of pictures or more"),
        (lambda: DataOptions(folders=("a",), validation=0), "data.validation", "0", "1 to 1000 pictures"),
        (lambda: DataOptions(folders=("a",), patch=7), "data.patch", "7", "8 to 1024 pixels"),
        (lambda: DataOptions(folders=("a",), shrink=()), "data.shrink", "[]", "0.1 to 1"),
        (lambda: DataOptions(folders=("a",), shrink=(1.0, 1.5)), "data.shrink", "[1.0, 1.5]", "0.1 to 1"),
        (lambda: OptimOptions(steps=0), "optim.steps", "0", "1 to 1000000000"),
        (lambda: OptimOptions(lr=0.0), "optim.lr", "0.0", "over 0, at most 100"),
        (lambda: OptimOptions(lr=float("nan")), "optim.lr", "nan", "over 0, at most 100"),
        (lambda: OptimOptions(momentum=1.0), "optim.momentum", "1.0", "0 to under 1"),
        (lambda: OptimOptions(step_every=0), "optim.step_every", "0", "1 or more"),
        (lambda: OptimOptions(steps=5, warmup=5), "optim.warmup", "5", "0 to under optim.steps"),
        (lambda: OptimOptions(clip_value=0.0), "optim.clip_value", "0.0", "over 0"),
        (lambda: OptimOptions(loss="l3"), "optim.loss", "l3", "l1, l2, rmse, charbonnier, half_l2"),  # type: ignore[arg-type]
        (lambda: GanOptions(adversarial=-1.0), "gan.adversarial", "-1.0", "0 to 1000000"),
        (lambda: job(name=""), "name", "", "letters, digits, - and _"),
        (lambda: job(name="-_"), "name", "-_", "letters, digits, - and _"),
        (lambda: job(name="a b"), "name", "a b", "letters, digits, - and _"),
        (lambda: job(scales=()), "scales", "[]", "2 to 8"),
        (lambda: job(scales=(2, 1)), "scales", "[2, 1]", "2 to 8"),
        (lambda: job(save_every=0.0), "save_every", "0.0", "over 0 seconds"),
        (lambda: job(seed=2**32), "seed", "4294967296", "0 to 4294967295"),
    ],
)
def test_what_is_not_allowed_is_refused_by_name(make: Callable[[], object], name: str, value: str, allowed: str) -> None:
    with pytest.raises(BadJob) as error:
        make()
    assert dict(error.value.values) == {"field": name, "value": value, "allowed": allowed}


@pytest.mark.parametrize("name", ["srcnn", "SRCNN_9-1-5", "模型", "-2"])
def test_names_of_models(name: str) -> None:
    assert job(name=name).name == name


@pytest.mark.parametrize(
    ("plain", "name", "value", "allowed"),
    [
        ({"arch": "srcnn", "data": {"folders": ["a"]}}, "name", "missing", "letters, digits, - and _"),
        ({"name": "a", "arch": "b", "data": {"folders": "a"}}, "data.folders", "'a'", "one folder of pictures or more"),
        ({"name": "a", "arch": "b", "data": {"folders": ["a"]}, "seed": "x"}, "seed", "'x'", "0 to 4294967295"),
        (
            {"name": "a", "arch": "b", "data": {"folders": ["a"]}, "optim": {"clip": "some"}},
            "optim.clip",
            "'some'",
            "none, norm, adjustable",
        ),
    ],
)
def test_a_job_file_with_a_wrong_type(plain: dict[str, Any], name: str, value: str, allowed: str) -> None:
    with pytest.raises(BadJob) as error:
        parse_job(plain)
    assert dict(error.value.values) == {"field": name, "value": value, "allowed": allowed}


def test_bounds_without_an_upper_or_with_open_ends() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Open:
        share: float = field(default=0.5, metadata=option("Share", "A share.", group="loss", bounds=Bounds(above=0, under=1)))

        def __post_init__(self) -> None:
            check(self, "open")

    with pytest.raises(BadJob) as error:
        Open(share=1.0)
    assert error.value.values["allowed"] == "over 0, under 1"


@pytest.mark.parametrize(
    ("arch", "values", "message"),
    [
        ("srcnn", {"kernels": (9, 2, 5)}, r"kernels must be odd, 1 to 31, not \(9, 2, 5\)"),
        ("srcnn", {"widths": (64,)}, r"widths must be 1 to 1024, one fewer than net.kernels, not \(64,\)"),
        ("srcnn", {"kernels": (3,) * 9, "widths": (8,) * 8}, "kernels must be 8 at most"),
        ("vdsr", {"depth": 1}, "depth must be 2 to 64, not 1"),
        ("srresnet", {"scale": 5}, "scale must be 2 to 4, not 5"),
    ],
)
def test_networks_refuse_what_they_do_not_take(arch: str, values: dict[str, Any], message: str) -> None:
    (config,) = [spec.config for spec in ARCHS if spec.id == arch]
    with pytest.raises(ValueError, match=message):
        config(**values)


@pytest.mark.parametrize("spec", ARCHS, ids=lambda spec: spec.id)
def test_the_options_of_a_network_cross_the_pipe_whole(spec: Any) -> None:
    described = net_fields(spec.config)
    found = RecipeFound(
        job="one", arch=spec.id, recipe="supervised", scales=(2,), steps=1, variant="modern", arch_title=spec.title,
        about=spec.summary, paper=spec.paper, params=1, receptive_field=1, spec=job(), net_fields=described,
    )  # fmt: skip
    back = decode(encode(found))
    assert isinstance(back, RecipeFound)
    assert back.net_fields == described
    for ours, sent in zip(option_fields(spec.config, "net"), back.net_fields, strict=True):
        assert (sent.field.path, sent.field.hint, sent.field.default) == (ours.path, ours.hint, ours.default)
        assert sent.field.allowed_text == ours.allowed_text


def test_every_word_about_a_field_is_marked_for_the_translators(tmp_path: Path) -> None:
    tool, fresh = Path(PySide6.__file__).parent / "lupdate", tmp_path / "fresh.ts"
    sources = sorted(str(path) for path in (ROOT / "sr_desktop" / "core").rglob("*.py"))
    command = [str(tool if tool.exists() else tool.with_suffix(".exe")), "-silent", *sources, "-ts", str(fresh)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    contexts = ElementTree.parse(fresh).getroot().iter("context")  # noqa: S314 - our own file
    (marked,) = [
        {message.findtext("source") for message in each.iter("message")} for each in contexts if each.findtext("name") == "Job"
    ]
    words = {word for each in ALL_FIELDS for word in (each.option.label, each.option.help, each.option.bounds.unit)}
    words |= {word for each in ALL_FIELDS for _, word in each.option.choices}
    words |= {each.allowed.template for each in ALL_FIELDS if not each.choices}
    assert words - marked - {""} == set()
