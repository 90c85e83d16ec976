"""All settings of a run as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sr_desktop.core.upscaling.preset import BadPreset, NewerPreset, load_preset, save_preset
from sr_desktop.core.upscaling.settings import FileRules, OutputRules, UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize

SETTINGS = UpscaleSettings(
    model="srcnn",
    size=TargetSize(kind="print", value=29.7, dpi=240.0),
    ensemble=True,
    device="cpu",
    precision="fp32",
    tile=256,
    output=OutputRules(
        folder="/out", tree=False, name="{name}", on_exists="skip", file=FileRules(format="webp", quality=80, provenance=False)
    ),
)


def test_everything_comes_back(tmp_path: Path) -> None:
    save_preset(tmp_path / "print.srpreset", SETTINGS)
    assert load_preset(tmp_path / "print.srpreset") == SETTINGS


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"format": "other", "version": 1}', "\xff", "[" * 100_000])
def test_other_files_are_told_apart(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.srpreset").write_text(text, encoding="latin-1")
    with pytest.raises(BadPreset, match="is no preset of this program"):
        load_preset(tmp_path / "a.srpreset")


def test_a_value_that_is_not_allowed_is_named(tmp_path: Path) -> None:
    save_preset(tmp_path / "a.srpreset", SETTINGS)
    plain = json.loads((tmp_path / "a.srpreset").read_text())
    plain["settings"]["precision"] = "fp8"
    (tmp_path / "a.srpreset").write_text(json.dumps(plain))
    with pytest.raises(BadPreset, match=r"UpscaleSettings\.precision cannot be 'fp8'"):
        load_preset(tmp_path / "a.srpreset")


def test_a_newer_or_missing_one_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.srpreset").write_text('{"format": "sr-desktop-preset", "version": 2}')
    with pytest.raises(NewerPreset):
        load_preset(tmp_path / "a.srpreset")
    with pytest.raises(BadPreset, match="No such file"):
        load_preset(tmp_path / "none.srpreset")
