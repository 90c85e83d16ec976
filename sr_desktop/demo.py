"""The demo (`main.py demo`): the real window opens the sample, upscales it through the engine, saves, and is pictured."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from sr_desktop import paths
from sr_desktop.app import FirstPaint, has_display, make_application, make_desktop
from sr_desktop.controllers.desktop import Desktop
from sr_desktop.core.pictures.naming import numbered, output_name
from sr_desktop.core.protocol import ImageUpscaled, ResultSaved
from sr_desktop.settings import Settings

_SIZE = (1280, 800)
_SCALE = 3.0


def main(argv: Sequence[str]) -> int:
    """Run the demo; print the result's and the screenshot's path and return 0, or say what failed and return 1."""
    parser = argparse.ArgumentParser(prog="main.py demo", description="Upscale the sample in the real window and save it.")
    parser.add_argument("--out", type=Path, default=Path("demo-output"), help="folder for both files (default: %(default)s)")
    parser.add_argument("--model", default="srcnn", help="id of the model (default: %(default)s)")
    parser.add_argument("--limit", type=float, default=120.0, help="seconds after which it gives up (default: %(default)s)")
    options = parser.parse_args(argv)
    if not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder) / "settings.ini")  # the user's own stay as they are
        settings.model, settings.size_kind, settings.size_value = options.model, "scale", _SCALE
        desktop = make_desktop(application, settings)
        demo = Demo(application, desktop, model=options.model, out=options.out.absolute())
        QTimer.singleShot(round(options.limit * 1000), demo, lambda: demo.fail(f"not done within {options.limit:g} s"))
        demo.begin()
        application.exec()
        desktop.close()
    for path in demo.made:
        print(path)  # noqa: T201 - the command's answer
    if demo.problem:
        print(f"demo: {demo.problem}", file=sys.stderr)  # noqa: T201 - the command's answer
    return 1 if demo.problem else 0


class Demo(QObject):
    """Goes through the steps as their signals come. made: the files written; problem: what failed, "" if nothing did."""

    def __init__(self, application: QApplication, desktop: Desktop, *, model: str, out: Path) -> None:
        super().__init__()
        self._application, self._desktop, self._model, self._out = application, desktop, model, out
        self.made: list[Path] = []
        self.problem = ""
        desktop.reporter.failed.connect(self.fail)
        desktop.catalog.changed.connect(self._open)
        desktop.pictures.opened.connect(lambda _: desktop.upscaling.run())
        desktop.upscaling.result_changed.connect(self._save)
        desktop.saving.saved.connect(self._finish)

    def begin(self) -> None:
        """Show the window; the rest follows its first paint."""
        FirstPaint(self._desktop.window).happened.connect(lambda: self._desktop.begin([]))
        self._desktop.window.resize(*_SIZE)
        self._desktop.window.show()

    def fail(self, problem: str) -> None:
        """Give up, for the first reason given."""
        self.problem = self.problem or problem
        self._application.quit()

    def _open(self) -> None:
        card = self._desktop.catalog.card(self._model)
        if card is None or card.problem:
            known = ", ".join(card.id for card in self._desktop.catalog.cards if not card.problem)
            self.fail(f"the model {self._model} is not here; there are {known}")
        else:
            self._desktop.pictures.open_all([paths.sample_picture()])

    def _save(self) -> None:
        if self._desktop.upscaling.result is not None:
            upscaled: ImageUpscaled = self._desktop.upscaling.result.upscaled
            name = output_name(paths.sample_picture(), model=upscaled.model, scale=upscaled.scale, suffix=".png")
            self._desktop.saving.save_to(self._out / name, on_exists="rename")

    def _finish(self, saved: ResultSaved) -> None:
        self.made.append(Path(saved.path))
        # After the next frames, so that the comparison and the status line show the result.
        QTimer.singleShot(300, self, self._picture_window)

    def _picture_window(self) -> None:
        target = _free(self._out / "window.png")
        if self._desktop.window.grab().save(str(target)):
            self.made.append(target)
            self._application.quit()
        else:
            self.fail(f"{target} could not be written")


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        free, number = numbered(path, number), number + 1
    return free
