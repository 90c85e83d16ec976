"""Which picture is open: files, folders, drops and the clipboard."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage

from sr_desktop import paths
from sr_desktop.controllers.engine_link import EngineLink
from sr_desktop.controllers.reporter import Reporter
from sr_desktop.core.errors import BadDataset, CannotWrite, EngineCrashed, SrError
from sr_desktop.core.messages.engine import Answer
from sr_desktop.core.pictures.formats import SUFFIXES
from sr_desktop.core.protocol import ImageOpened, OpenImage, RequestFailed
from sr_desktop.core.samples import SAMPLES
from sr_desktop.jobs.call import BackgroundCalls
from sr_desktop.settings import Settings
from sr_desktop.ui.dialogs import ask_picture
from sr_desktop.ui.main_window import MainWindow
from sr_desktop.ui.upscale.page import UpscalePage
from sr_desktop.ui.view import Text

# Qt's scale of 0 (smallest file, slow) to 100 (no compression): a pasted screenshot should be open at once.
_PNG_SPEED = 80


@dataclass(frozen=True, kw_only=True)
class _Found:
    """The file to open, and of how many pictures of a folder it is the first (0: it was given itself)."""

    path: Path
    of_folder: int = 0


class PictureController(QObject):
    """Opens pictures through the engine; the newest wish wins, and a failed one leaves the old picture open."""

    opening = Signal()
    """Another picture is on its way."""
    opened = Signal(object)
    """`picture` is open in the engine and shown; carries ImageOpened."""
    several = Signal(list)
    """Several files or a folder of pictures were dropped: a list of Path, for the queue."""

    def __init__(
        self,
        *,
        window: MainWindow,
        page: UpscalePage,
        link: EngineLink,
        calls: BackgroundCalls,
        settings: Settings,
        reporter: Reporter,
    ) -> None:
        super().__init__(window)
        self._window, self._page, self._link, self._calls = window, page, link, calls
        self._settings, self._reporter = settings, reporter
        self.picture: ImageOpened | None = None
        self._wish = 0
        self._request: int | None = None
        self._pasted: list[Path] = []
        actions = window.actions_of
        actions.open.triggered.connect(self.ask)
        actions.paste.triggered.connect(self.paste)
        actions.sample.triggered.connect(self.open_sample)
        page.empty.double_clicked.connect(self.ask)
        page.empty.samples.wanted.connect(lambda file: self.open_all([paths.samples_dir() / file]))
        window.dropped.connect(self.take)
        link.lost.connect(self._on_lost)

    def is_pasted(self, path: Path) -> bool:
        """Whether the file is one that was written here for a pasted picture."""
        return path in self._pasted

    def ask(self) -> None:
        """Let the user choose a file."""
        ask_picture(self._window, self._settings.last_folder, lambda path: self.open_all([Path(path)]))

    def open_sample(self) -> None:
        """Open the picture that came with the program."""
        self.open_all([paths.sample_picture()])

    def show_samples(self) -> None:
        """Show the pictures that came with the program as things to try."""
        self._calls.start(_read_samples, done=self._page.empty.samples.set_images, failed=self._reporter.mention)

    def take(self, mime: QMimeData) -> bool:
        """Open what was dropped or pasted, or hand several pictures to the queue; False where there is nothing to open."""
        files = [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
        image = mime.imageData() if mime.hasImage() else None
        if len(files) > 1:
            self.several.emit(files)
        elif files:
            self._open_first(files, to_queue=True)
        elif isinstance(image, QImage) and not image.isNull():
            self._open_image(image)
        else:
            return False
        return True

    def paste(self) -> None:
        """Open the clipboard's picture or file."""
        if not self.take(QGuiApplication.clipboard().mimeData()):
            self._reporter.say(lambda: self.tr("There is no picture on the clipboard."))

    def open_all(self, files: list[Path]) -> None:
        """Open the first of several files, or of a folder's pictures, and say that it is only the first."""
        self._open_first(files, to_queue=False)

    def _open_first(self, files: list[Path], *, to_queue: bool) -> None:
        first = files[0].absolute()
        wish = self._new_wish(lambda: self.tr("Opening {name}...").format(name=first.name))
        self._calls.start(
            lambda: _look_up(first),
            done=lambda found: self._open_found(wish, first, found, given=len(files), to_queue=to_queue),
            failed=lambda error: self._refuse(wish, BadDataset(path=str(first), detail=error.strerror or str(error))),
        )

    def forget_pasted(self) -> None:
        """Delete the files that were written here for pasted pictures."""
        for path in self._pasted:
            path.unlink(missing_ok=True)

    def _open_image(self, image: QImage) -> None:
        path = paths.scratch_dir() / f"pasted-{time.strftime('%Y%m%d-%H%M%S')}-{self._wish}.png"
        wish = self._new_wish(lambda: self.tr("Taking the picture from the clipboard..."))
        self._pasted.append(path)
        self._calls.start(
            lambda: _write_png(image, path),
            done=lambda _: self._open_found(wish, path, _Found(path=path), given=1),
            failed=lambda error: self._refuse(wish, CannotWrite(path=str(path), detail=error.strerror or str(error))),
        )

    def _new_wish(self, text: Text) -> int:
        self._wish += 1
        if self._request is not None:
            self._link.forget(self._request)
            self._request = None
        self._window.show_page("upscale")
        self._reporter.clear()
        self._reporter.say(text)
        self._page.picture.show_busy(text)
        self.opening.emit()
        return self._wish

    def _open_found(self, wish: int, asked: Path, found: _Found | None, *, given: int, to_queue: bool = False) -> None:
        if wish != self._wish:
            return
        if to_queue and (found is None or found.of_folder > 1):
            # A folder: its pictures may also lie deeper.
            self._show_present()
            self._reporter.say(lambda: "")
            self.several.emit([asked])
            return
        if found is None:
            self._refuse(wish, BadDataset(path=str(asked), detail="it holds no pictures"))
            return
        remark = self._remark(found, given)
        self._request = self._link.ask(
            lambda number: OpenImage(request=number, path=str(found.path)), lambda answer: self._on_answer(answer, remark)
        )

    def _remark(self, found: _Found, given: int) -> Text:
        name = found.path.name
        if given > 1:
            return lambda: self.tr("Opened {name}, the first of {count} files.").format(count=given, name=name)
        if found.of_folder:
            return lambda: self.tr("Opened {name}, the first of {count} pictures in its folder.").format(
                count=found.of_folder, name=name
            )
        return lambda: self.tr("Opened {name}.").format(name=self._title(found.path))

    def _on_answer(self, answer: Answer, remark: Text) -> None:
        self._request = None
        if isinstance(answer, ImageOpened):
            if not self.is_pasted(Path(answer.path)):
                self._settings.last_folder = str(Path(answer.path).parent)
            self._reporter.say(remark)
            self._show(answer)
        elif isinstance(answer, RequestFailed):
            self._reporter.fail(answer)
            self._show_present()

    def _refuse(self, wish: int, error: SrError) -> None:
        if wish == self._wish:
            self._reporter.fail(error)
            self._show_present()

    def _show(self, picture: ImageOpened) -> None:
        self.picture = picture
        self._show_present()
        self._page.compare.show_original(picture.pixels, self.label)
        self._page.show_compare(True)
        self.opened.emit(picture)

    @property
    def label(self) -> str:
        """What the comparison calls the picture."""
        return self.tr("Original")

    def _show_present(self) -> None:
        if self.picture is None:
            self._page.picture.show_nothing()
        else:
            path = Path(self.picture.path)
            self._page.picture.show_picture(self.picture, (lambda: self._title(path)) if self.is_pasted(path) else None)

    def _title(self, path: Path) -> str:
        return self.tr("Pasted picture") if self.is_pasted(path) else path.name

    def _on_lost(self, error: EngineCrashed) -> None:
        self._request = None
        self._reporter.fail(error)
        self._show_present()


def _read_samples() -> dict[str, QImage]:
    """Raises OSError."""
    images = {sample.file: QImage(str(paths.samples_dir() / sample.file)) for sample in SAMPLES}
    for file, image in images.items():
        if image.isNull():
            raise FileNotFoundError(f"{paths.samples_dir() / file} cannot be read")
    return images


def _look_up(path: Path) -> _Found | None:
    """What to open for `path`: itself, or a folder's first picture by name; None for a folder without pictures."""
    if not path.is_dir():
        return _Found(path=path)
    pictures = sorted(entry for entry in path.iterdir() if entry.suffix.lower() in SUFFIXES and entry.is_file())
    return _Found(path=pictures[0], of_folder=len(pictures)) if pictures else None


def _write_png(image: QImage, path: Path) -> None:
    """Write a picture of the clipboard. Raises OSError."""
    # A format given as `bytes | None` in PySide6's stubs is a plain name at run time in every version we allow.
    if not image.save(str(path), "PNG", _PNG_SPEED):  # type: ignore[call-overload]
        raise OSError(f"{path.name} could not be written")
