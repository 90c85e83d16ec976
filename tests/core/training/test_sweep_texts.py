"""The texts of the ready sweeps stand where translators find them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from sr_desktop.core.training.sweep_texts import SWEEP_TEXTS

_SWEEPS = Path(__file__).resolve().parents[3] / "trainer" / "sweeps"


def test_every_sweep_is_there_for_translators() -> None:
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(_SWEEPS.glob("*.toml"))]
    assert [text for sweep in files for text in (sweep["title"], sweep["about"])] == list(SWEEP_TEXTS)
