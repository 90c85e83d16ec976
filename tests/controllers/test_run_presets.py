"""Presets in the window: all settings of a run saved and taken again."""

from __future__ import annotations

from pathlib import Path

from fake_client import FakeClient

from sr_desktop import paths
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.protocol import UpscaleImage
from sr_desktop.core.upscaling.preset import load_preset, save_preset
from sr_desktop.core.upscaling.settings import FileRules, OutputRules, UpscaleSettings
from sr_desktop.core.upscaling.size import TargetSize

PRINT = UpscaleSettings(
    model="bicubic",
    size=TargetSize(kind="print", value=2.54, dpi=120.0),
    ensemble=True,
    device="cpu",
    precision="fp32",
    tile=256,
    output=OutputRules(folder="/out", file=FileRules(format="webp", quality=80)),
)

PATIENCE_MS = 20000
"""So long a busy machine may take."""


def test_a_preset_sets_everything(opened: Desktop, client: FakeClient, qtbot, tmp_path: Path) -> None:
    save_preset(tmp_path / "print.srpreset", PRINT)
    opened.presets.load(tmp_path / "print.srpreset")
    qtbot.waitUntil(lambda: opened.preferences.settings == PRINT, timeout=PATIENCE_MS)
    page = opened.page
    assert page.models.buttons["bicubic"].isChecked()
    assert page.size_section._said.text() == "40 × 30 → 120 × 90 (0.0 MP)"
    assert page.run_form.ensemble.isChecked()
    assert page.output.form.format.currentData() == "webp"
    assert opened.window.status.sentence == "The settings are those of print."
    opened.window.actions_of.upscale.trigger()
    wish = client.last(UpscaleImage)
    assert (wish.model, wish.size, wish.ensemble, wish.tile) == ("bicubic", PRINT.size, True, 256)


def test_the_present_settings_are_saved_and_offered(opened: Desktop, qtbot) -> None:
    opened.presets.save(paths.presets_dir() / "mine")
    file = paths.presets_dir() / "mine.srpreset"
    qtbot.waitUntil(
        lambda: any(action.text() == "mine" for action in opened.page.presets.button.menu().actions()), timeout=PATIENCE_MS
    )
    assert load_preset(file) == opened.preferences.settings
    before = opened.preferences.settings
    opened.page.size_section.factors.buttons[4].click()
    assert opened.preferences.settings != before
    next(action for action in opened.page.presets.button.menu().actions() if action.text() == "mine").trigger()
    qtbot.waitUntil(lambda: opened.preferences.settings == before, timeout=PATIENCE_MS)


def test_a_preset_of_a_model_that_is_not_here_changes_nothing(opened: Desktop, qtbot, tmp_path: Path) -> None:
    save_preset(tmp_path / "other.srpreset", UpscaleSettings(model="elsewhere"))
    before = opened.preferences.settings
    opened.presets.load(tmp_path / "other.srpreset")
    qtbot.waitUntil(lambda: "elsewhere" in opened.page.banner.message, timeout=PATIENCE_MS)
    assert opened.preferences.settings == before


def test_a_damaged_preset_is_told(opened: Desktop, qtbot, tmp_path: Path) -> None:
    (tmp_path / "a.srpreset").write_text("no")
    opened.presets.load(tmp_path / "a.srpreset")
    qtbot.waitUntil(lambda: "cannot be used" in opened.page.banner.message, timeout=PATIENCE_MS)
