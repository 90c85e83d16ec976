"""The view on a screen of two physical pixels per device-independent one, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.pictures.picture import Picture
from sr_desktop.core.pictures.pixel_file import write_pixel_file

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from PySide6.QtWidgets import QApplication
from sr_desktop.core.messages.engine import PixelFile, PixelLevel
from sr_desktop.ui.compare import CompareMode, CompareView
application = QApplication([])
view = CompareView()
view.resize(400, 300)
view.show()
zooms = []
view.zoom_changed.connect(zooms.append)
level = PixelLevel(width=300, height=200, offset=0)
file = PixelFile(path=sys.argv[1], levels=(level,), opaque=True)
view.show_original(file, "")
view.show_result(file, file, "")
view.set_mode(CompareMode.FLICKER)
fit = zooms[-1]
view.zoom_actual()
view.grab().toImage().save(sys.argv[2])
print(view.devicePixelRatioF(), fit, zooms[-1])
"""


@pytest.mark.parametrize("ratio", [2.0])
def test_100_percent_is_one_physical_pixel(ratio, tmp_path) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (200, 300, 3), dtype=np.uint8)
    file = write_pixel_file(Picture(pixels=noise), tmp_path / "p")
    environment = {**os.environ, "QT_SCALE_FACTOR": str(ratio), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", PROGRAM, file.path, str(tmp_path / "shot.png")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    told = [float(word) for word in done.stdout.split()]
    assert told == pytest.approx([ratio, 400 * ratio / 300, 1.0])
    shot = _rgb(tmp_path / "shot.png")
    assert shot.shape == (600, 800, 3)
    np.testing.assert_array_equal(shot[200:400, 250:550], noise)


def _rgb(path: Path) -> np.ndarray:

    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))
