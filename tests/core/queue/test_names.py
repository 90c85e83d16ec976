"""Names of results by a template, and that no two pictures get the same one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from queue_steps import settings

from sr_desktop.core.errors import BadTemplate
from sr_desktop.core.pictures.naming import NameFacts, check_template, filled_name
from sr_desktop.core.queue.entry import Entry, NewEntry
from sr_desktop.core.queue.names import planned, target_of
from sr_desktop.core.upscaling.settings import FileRules
from sr_desktop.core.upscaling.size import OutputSize, TargetSize

FACTS = NameFacts(model="srcnn", scale="2", width="80", height="60")


@pytest.mark.parametrize(
    ("template", "name"),
    [
        ("{name}_{model}_x{scale}", "cat_srcnn_x2.png"),
        ("{width}x{height} {name}", "80x60 cat.png"),
        ("big", "big.png"),
        ("{name}{name}", "catcat.png"),
        ("nul", "nul_.png"),
    ],
)
def test_a_template_is_filled(template: str, name: str) -> None:
    assert filled_name(template, Path("/a/cat.jpg"), FACTS, ".png") == name


@pytest.mark.parametrize(
    "template", ["", " ", "{nothing}", "{name", "a/b", "a\\b", "{name:>5}", "{name!r}", "{0}", "a\nb", "x" * 200]
)
def test_a_template_that_cannot_be_a_name_is_refused(template: str) -> None:
    with pytest.raises(BadTemplate):
        check_template(template)


@pytest.mark.parametrize("template", ["{name}", "{name} {name} {model}"])
def test_a_long_name_is_shortened_and_keeps_the_rest(template: str) -> None:
    name = filled_name(template, Path("é" * 125 + ".png"), FACTS, ".png")
    assert len(name.encode()) <= 255 - 16
    assert name.endswith(".png") and ("{model}" not in template or "srcnn" in name)


def _targets(sources: list[str], **options: object) -> list[str]:
    chosen = settings("/out", **options)  # type: ignore[arg-type]
    png = replace(chosen, output=replace(chosen.output, file=FileRules(format="png"), tree=False))
    plans = list(planned([NewEntry(source=source) for source in sources], png, lambda key: False))
    assert len({plan.key for plan in plans}) == len(plans)
    entries = [Entry(id=1, source=plan.source, number=plan.number, settings=png) for plan in plans]
    return [target_of(entry, OutputSize(scale=2.0, width=80, height=60), ".png").name for entry in entries]


def test_no_two_pictures_get_one_name() -> None:
    assert _targets(["/a/cat.png", "/a/cat.jpg", "/b/CAT.png"], name="{name}") == ["cat.png", "cat (1).png", "CAT (2).png"]


def test_a_number_does_not_meet_a_name() -> None:
    names = _targets(["/a/x.png", "/a/x.jpg", "/a/x (1).png"], name="{name}")
    assert len(set(names)) == 3


def test_the_same_picture_at_two_factors_needs_no_number() -> None:
    first = settings(scale=2)
    keys = {next(planned([NewEntry(source="/a.png")], settings(scale=s), lambda k: False)).key for s in (2, 4)}
    assert len(keys) == 2
    assert next(planned([NewEntry(source="/a.png")], replace(first, size=TargetSize(kind="width", value=900)), lambda k: False))


def test_names_that_are_taken_before_are_left_alone() -> None:
    chosen = settings("/out", name="{name}")
    (plan,) = planned([NewEntry(source="/a.png")], chosen, lambda key: key == "/out/a.png")
    assert plan.number == 1


def test_the_tree_is_kept_or_not() -> None:
    entry = Entry(id=1, source="/in/a/b/cat.png", folder="a/b", settings=settings("/out", name="{name}"))
    size = OutputSize(scale=2.0, width=2, height=2)
    assert target_of(entry, size, ".png") == Path("/out/a/b/cat.png")
    flat = replace(entry.settings, output=replace(entry.settings.output, tree=False))
    assert target_of(replace(entry, settings=flat), size, ".png") == Path("/out/cat.png")
