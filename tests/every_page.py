"""Every page, tab and dialog of the window, one after the other, for tests that look at all that is shown.

Pages are taken from the rail and tabs from the pages, so that a new one is looked at without a word here; a new kind of
dialog must be added to DIALOGS, which a test compares with the classes that exist.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from desktop_steps import open_picture
from fake_client import CARDS, FakeClient
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QToolButton, QWidget

from sr_desktop.controllers.desktop import Desktop
from sr_desktop.controllers.settings.look import Look
from sr_desktop.controllers.train import trainer_question
from sr_desktop.core.errors import BadImage
from sr_desktop.core.guide import Guide
from sr_desktop.core.licences import Licence
from sr_desktop.jobs.launch import Launch
from sr_desktop.jobs.upscale_job import EngineClient
from sr_desktop.settings import LanguageChoice, Settings, ThemeChoice
from sr_desktop.ui.dialogs import ask_choice, ask_name, show_about, show_fault
from sr_desktop.ui.guide_window import GuideWindow
from sr_desktop.ui.licences_dialog import LicencesDialog
from sr_desktop.ui.models.edit_dialog import ModelEditDialog
from sr_desktop.ui.mos.rating_window import RatingWindow

SMALLEST = (960, 520)
"""A Full HD screen at 200 %, less the bars of the system and of the window."""
_FAKE_TRAINER = Path(__file__).with_name("fake_trainer.py")
_PATIENCE_MS = 20000


def _about(desktop: Desktop) -> QWidget:
    return show_about(desktop.window, lambda: None)


def _fault(desktop: Desktop) -> QWidget:
    return show_fault(desktop.window, "Traceback", "sr_desktop.log", lambda _: None)


def _choice(desktop: Desktop) -> QWidget:
    return ask_choice(desktop.window, "?", "", [("OK", lambda: None)])


def _name(desktop: Desktop) -> QWidget:
    return ask_name(desktop.window, "?", "?", ["a"], lambda _: None)


def _licences(desktop: Desktop) -> QWidget:
    parts = (Licence(name="Part", version="1", licence="MIT", text="Text"),)
    dialog = LicencesDialog(parts, desktop.window)
    dialog.open()
    return dialog


def _edit(desktop: Desktop) -> QWidget:
    dialog = ModelEditDialog(desktop.window, CARDS[1])
    dialog.open()
    return dialog


def _guide(desktop: Desktop) -> QWidget:
    window = GuideWindow(desktop.window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show_guide(Guide(text="# ?", pictures={}))
    window.show()
    return window


def _rating(desktop: Desktop) -> QWidget:
    window = RatingWindow(desktop.window)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.show_end(3)
    window.resize(*SMALLEST)
    window.show()
    return window


DIALOGS: dict[str, Callable[[Desktop], QWidget]] = {
    "about": _about,
    "fault": _fault,
    "choice": _choice,
    "name": _name,
    "LicencesDialog": _licences,
    "GuideWindow": _guide,
    "ModelEditDialog": _edit,
    "RatingWindow": _rating,
}


def own_dialogs() -> set[str]:
    """The names of our classes of dialogs that are loaded, which after a walk are all."""
    return {kind.__name__ for kind in _heirs(QDialog) if kind.__module__.startswith("sr_desktop")}


def _heirs(kind: type) -> Iterator[type]:
    for heir in kind.__subclasses__():
        yield heir
        yield from _heirs(heir)


@contextmanager
def whole_window(
    qapp: QApplication, monkeypatch, folder: Path, language: LanguageChoice, theme: ThemeChoice
) -> Iterator[tuple[Desktop, FakeClient]]:
    """The window over a fake engine and a fake trainer, at its smallest size."""

    def launch(*arguments: str) -> Launch:
        return Launch(program=sys.executable, arguments=(str(_FAKE_TRAINER), *arguments), environment=dict(os.environ))

    monkeypatch.setattr(trainer_question, "launch_trainer", launch)
    settings = Settings(folder / "settings.ini")
    settings.language, settings.theme = language, theme
    look, client = Look(qapp, settings), FakeClient(folder)
    desktop = Desktop(settings=settings, look=look, client=cast(EngineClient, client))
    desktop.window.resize(*SMALLEST)
    desktop.show()
    desktop.begin([])
    client.be_ready(CARDS[:2])
    yield desktop, client
    desktop.window.close()
    desktop.window.deleteLater()
    desktop.deleteLater()
    look.set_language("en")
    look.deleteLater()
    qapp.setStyleSheet("")


def surfaces(desktop: Desktop, client: FakeClient, qtbot, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Show each page with each of its tabs, then the Upscale page with a picture and with an error, then each dialog."""
    for page in desktop.window.rail.actions_by_page:
        yield from _with_tabs(page, shown_page(desktop, qtbot, page))
    desktop.window.show_page("upscale")
    desktop.reporter.fail(BadImage(path="/a/folder/picture.png", detail="DecodeError"))
    yield from _with_tabs("upscale, an error", desktop.page)
    open_picture(desktop, client, qtbot, folder / "cat.png")
    yield from _with_tabs("upscale, a picture", desktop.page)
    desktop.upscaling.run()
    client.finish()
    for width in (*SMALLEST[:1], 1280):  # the toolbar has more or less words
        desktop.window.resize(width, SMALLEST[1])
        yield from _with_tabs(f"upscale, a result, {width} pixels wide", desktop.page)
    desktop.window.resize(*SMALLEST)
    for name, show in DIALOGS.items():
        dialog = show(desktop)
        settle()
        yield name, dialog
        dialog.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown_page(desktop: Desktop, qtbot, page: str) -> QWidget:
    """The page of this id, shown and with its sections unfolded; the Train page with its recipes."""
    desktop.window.show_page(page)
    root = desktop.window._built[page]
    if page == "train":
        networks = root.network.network  # type: ignore[attr-defined]
        qtbot.waitUntil(lambda: networks.count() > 0, timeout=_PATIENCE_MS)
    unfold(root)
    settle()
    return root


def _with_tabs(name: str, widget: QWidget) -> Iterator[tuple[str, QWidget]]:
    tabs = next((found for found in widget.findChildren(QTabWidget) if found.isVisible()), None)
    if tabs is None:
        settle()
        yield name, widget
        return
    for index in range(tabs.count()):
        if tabs.isTabEnabled(index):
            tabs.setCurrentIndex(index)
            settle()
            yield f"{name}, tab {index + 1}", widget


def unfold(widget: QWidget) -> None:
    """Open the folded sections."""
    for button in widget.findChildren(QToolButton):
        if button.property("role") == "fold" and button.isCheckable() and button.isVisible() and not button.isChecked():
            button.click()


def settle() -> None:
    """Let layouts and paintings happen."""
    for _ in range(3):
        QApplication.processEvents()
