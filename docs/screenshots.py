"""Makes the pictures of the guide and of the README from the real window: `python docs/screenshots.py`.

Takes a few minutes, since a network really learns; with `--run DIR` a run that has learned already is shown instead.
Needs no display. Pictures are reduced to 256 colours.
"""

from __future__ import annotations

import argparse
import io
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QEventLoop
from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[1]
GUIDE = ROOT / "resources" / "guide"
SMALL, LARGE = (1024, 640), (1280, 800)
PATIENCE_S = 1800.0


class Photographer:
    """Drives the window and writes pictures of it."""

    def __init__(self, application: QApplication, home: Path) -> None:
        from sr_desktop.controllers.desktop import Desktop  # noqa: PLC0415 - the user folder must be named first
        from sr_desktop.controllers.settings.look import Look  # noqa: PLC0415
        from sr_desktop.jobs.launch import launch_self  # noqa: PLC0415
        from sr_desktop.jobs.upscale_job import EngineClient  # noqa: PLC0415
        from sr_desktop.settings import Settings  # noqa: PLC0415

        self._application = application
        settings = Settings(home / "settings.ini")
        settings.language, settings.theme = "en", "light"
        self.look = Look(application, settings)
        self.desktop = Desktop(settings=settings, look=self.look, client=EngineClient(launch_self("engine"), home))
        self.desktop.window.resize(*SMALL)
        self.desktop.window.show()
        self.desktop.begin([])

    def train(self) -> None:
        """Let a network learn from the samples."""
        self.desktop.window.actions_of.train_first.trigger()
        self.until(lambda: self.desktop.training.live is not None)
        self.until(lambda: self.desktop.training.live is None)

    def show_run(self, run: Path, place: Path) -> None:
        """Show a copy of a run at `place`, where runs are kept."""
        from sr_desktop.ui.train.network_section import NetworkSection  # noqa: PLC0415
        from sr_desktop.ui.train.run_header import RunHeader  # noqa: PLC0415
        from sr_desktop.ui.train.runs_view import RunsView  # noqa: PLC0415

        shutil.copytree(run, place)
        self.desktop.window.show_page("train")
        view = self.desktop.window.findChild(RunsView)
        networks = self.desktop.window.findChild(NetworkSection).network
        self.until(lambda: bool(view.runs) and networks.count() > 0)
        view.shown.emit(list(view.runs))
        self.until(self.desktop.window.findChild(RunHeader).isVisible)

    def until(self, done: Callable[[], bool]) -> None:
        """Let the window live until `done`. Raises TimeoutError."""
        end = time.monotonic() + PATIENCE_S
        while not done():
            if time.monotonic() > end:
                raise TimeoutError("the window did not get there")
            self._application.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)

    def rest(self, seconds: float = 1.5) -> None:
        """Let everything be painted."""
        end = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > end)

    def take(self, name: str) -> None:
        """The present page in both languages for the guide."""
        self.desktop.window.resize(*SMALL)
        for language in ("zh_CN", "en"):
            self.look.set_language(language)
            self.rest()
            self.write(GUIDE / language / f"{name}.png")

    def take_large(self, path: Path, theme: str) -> None:
        """The present page for the README."""
        self.desktop.window.resize(*LARGE)
        self.look.set_theme(theme)
        self.rest()
        self.write(path)
        self.look.set_theme("light")

    def write(self, path: Path) -> None:
        """Write what the window shows."""
        buffer = QBuffer()
        buffer.open(QBuffer.OpenModeFlag.WriteOnly)
        self.desktop.window.grab().save(buffer, "PNG")
        path.parent.mkdir(parents=True, exist_ok=True)
        image = Image.open(io.BytesIO(buffer.data().data())).convert("RGB")
        palette = image.quantize(256, kmeans=2)  # widgets' own colours stay exact, pictures are dithered
        image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG).save(path, optimize=True)
        print(path)  # noqa: T201 - the script's answer


def main() -> None:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description="Make the pictures of the guide and of the README.")
    parser.add_argument("--run", type=Path, help="folder of a training to show, in place of one that is done now")
    run: Path | None = parser.parse_args().run
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SR_DESKTOP_HOME"] = folder
        from sr_desktop.app import make_application  # noqa: PLC0415 - after the platform is chosen

        at_work = Photographer(make_application(), Path(folder))
        desktop = at_work.desktop
        at_work.until(lambda: desktop.link.engine is not None and bool(desktop.catalog.cards))
        at_work.take("start")
        desktop.page.empty.samples.buttons["chelsea.png"].click()
        at_work.until(lambda: desktop.pictures.picture is not None)
        desktop.window.actions_of.upscale.trigger()
        at_work.until(lambda: desktop.upscaling.result is not None)
        at_work.take("upscale")
        at_work.take_large(ROOT / "docs" / "screenshot.png", "dark")
        if run:
            at_work.show_run(run, Path(folder) / "runs" / "first")
        else:
            at_work.train()
        at_work.take("train")
        at_work.take_large(ROOT / "docs" / "training.png", "light")
        desktop.window.close_unasked()
        desktop.close()


if __name__ == "__main__":
    main()
