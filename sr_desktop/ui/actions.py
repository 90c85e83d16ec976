"""Everything the user can do, once: menus, buttons and shortcuts all show these actions."""

from __future__ import annotations

import re
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QWidget

from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.ui.compare.modes import BeforeFilter, CompareMode
from sr_desktop.ui.icons import icon

Key = TypeVar("Key")

_MODES = (
    (CompareMode.SPLIT, "split", QT_TRANSLATE_NOOP("Actions", "&Split"), "Ctrl+3"),
    (CompareMode.SIDE_BY_SIDE, "side-by-side", QT_TRANSLATE_NOOP("Actions", "Side &by side"), "Ctrl+4"),
    (CompareMode.FLICKER, "flicker", QT_TRANSLATE_NOOP("Actions", "F&licker"), "Ctrl+5"),
    (CompareMode.DIFFERENCE, "difference", QT_TRANSLATE_NOOP("Actions", "&Difference"), "Ctrl+6"),
    (CompareMode.HEAT, "heat", QT_TRANSLATE_NOOP("Actions", "&Heat map"), "Ctrl+9"),
)
_FILTERS = (
    (BeforeFilter.NEAREST, QT_TRANSLATE_NOOP("Actions", "Original as its &pixels"), "Ctrl+7"),
    (BeforeFilter.BICUBIC, QT_TRANSLATE_NOOP("Actions", "Original, bi&cubic"), "Ctrl+8"),
)


class Actions(QObject):
    """The actions as attributes; `window` answers their shortcuts."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._texts: list[tuple[QAction, str, str]] = []
        self.open = self._add("open", QT_TRANSLATE_NOOP("Actions", "&Open..."), "Ctrl+O")
        self.paste = self._add("paste", QT_TRANSLATE_NOOP("Actions", "&Paste picture"), "Ctrl+V")
        self.sample = self._add("sample", QT_TRANSLATE_NOOP("Actions", "Open the sa&mple picture"))
        self.save = self._add("save", QT_TRANSLATE_NOOP("Actions", "&Save result"), "Ctrl+S")
        self.save_as = self._add("save-as", QT_TRANSLATE_NOOP("Actions", "Save result &as..."), "Ctrl+Shift+S")
        self.show_in_folder = self._add("folder", QT_TRANSLATE_NOOP("Actions", "Show in &folder"), "Ctrl+Shift+F")
        self.quit = self._add("quit", QT_TRANSLATE_NOOP("Actions", "&Quit"), "Ctrl+Q")
        self.upscale = self._add("upscale", QT_TRANSLATE_NOOP("Actions", "&Upscale"), "F5")
        self.cancel = self._add("cancel", QT_TRANSLATE_NOOP("Actions", "&Cancel"), "Esc")
        self.truth = self._add("truth", QT_TRANSLATE_NOOP("Actions", "I have the &truth"), "Ctrl+G")
        self.truth.setCheckable(True)
        self.preview = self._add("preview", QT_TRANSLATE_NOOP("Actions", "Pre&view a spot"), "F4")
        self.preview.setCheckable(True)
        self.preset_save = self._add("save", QT_TRANSLATE_NOOP("Actions", "Save these settings as a pre&set..."), "Ctrl+Alt+S")
        self.preset_load = self._add("open", QT_TRANSLATE_NOOP("Actions", "&Load a preset..."), "Ctrl+Alt+O")
        self.zoom_in = self._add("zoom-in", QT_TRANSLATE_NOOP("Actions", "Zoom &in"), "Ctrl++", "Ctrl+=")
        self.zoom_out = self._add("zoom-out", QT_TRANSLATE_NOOP("Actions", "Zoom &out"), "Ctrl+-")
        self.zoom_fit = self._add("zoom-fit", QT_TRANSLATE_NOOP("Actions", "&Fit to window"), "Ctrl+0")
        self.zoom_actual = self._add("zoom-actual", QT_TRANSLATE_NOOP("Actions", "&100 %"), "Ctrl+1")
        self.queue_start = self._add("play", QT_TRANSLATE_NOOP("Actions", "&Start the queue"), "F6")
        self.queue_finish = self._add("pause", QT_TRANSLATE_NOOP("Actions", "Pause after this p&icture"), "F7")
        self.queue_pause = self._add("stop", QT_TRANSLATE_NOOP("Actions", "&Pause the queue now"), "F8")
        self.queue_retry = self._add("refresh", QT_TRANSLATE_NOOP("Actions", "&Retry what failed"), "F9")
        self.train = self._add("train", QT_TRANSLATE_NOOP("Actions", "&Train"), "Ctrl+T")
        self.train_first = self._add("train", QT_TRANSLATE_NOOP("Actions", "Train your &first model"), "Ctrl+Shift+T")
        self.train_pause = self._add("pause", QT_TRANSLATE_NOOP("Actions", "&Pause or resume the training"), "Ctrl+P")
        self.train_stop = self._add("stop", QT_TRANSLATE_NOOP("Actions", "Stop the training &early"), "Ctrl+E")
        self.bench_run = self._add("play", QT_TRANSLATE_NOOP("Actions", "Run the &benchmark"), "Ctrl+B")
        self.bench_pause = self._add("pause", QT_TRANSLATE_NOOP("Actions", "&Pause or resume measuring"), "Ctrl+Shift+P")
        self.bench_cancel = self._add("stop", QT_TRANSLATE_NOOP("Actions", "&Cancel measuring"), "Ctrl+Shift+E")
        self.models_refresh = self._add("refresh", QT_TRANSLATE_NOOP("Actions", "&Refresh the models"), "Ctrl+R")
        self.models_folder = self._add("folder", QT_TRANSLATE_NOOP("Actions", "Open the models &folder"))
        self.models_add = self._add("add", QT_TRANSLATE_NOOP("Actions", "&Add models..."), "Ctrl+Shift+O")
        self.model_edit = self._add("rename", QT_TRANSLATE_NOOP("Actions", "&Name and licence..."), "F2")
        self.model_measure = self._add("benchmark", QT_TRANSLATE_NOOP("Actions", "&Measure speed here"), "Ctrl+Shift+B")
        self.model_export = self._add("export", QT_TRANSLATE_NOOP("Actions", "E&xport..."), "Ctrl+Shift+X")
        self.model_reveal = self._add("folder", QT_TRANSLATE_NOOP("Actions", "&Show the file"), "Ctrl+Shift+L")
        self.model_delete = self._add("delete", QT_TRANSLATE_NOOP("Actions", "Move the model to the &trash..."), "Ctrl+Del")
        self.guide = self._add("guide", QT_TRANSLATE_NOOP("Actions", "&Guide"), "F1")
        self.about = self._add("about", QT_TRANSLATE_NOOP("Actions", "&About SR Desktop"), "Ctrl+F1")
        self.licences = self._add("licences", QT_TRANSLATE_NOOP("Actions", "&Licences..."), "Shift+F1")
        self.modes, self.mode_group = self._choices([(key, name, text, keys) for key, name, text, keys in _MODES])
        self.filters, self.filter_group = self._choices([(key, "", text, keys) for key, text, keys in _FILTERS])
        self.retranslate()
        window.installEventFilter(self)

    @property
    def of_model(self) -> tuple[QAction, ...]:
        """What can be done with the model that is looked at."""
        return self.model_edit, self.model_measure, self.model_export, self.model_reveal, self.model_delete

    def all_with_shortcut(self) -> list[QAction]:
        """The actions that have a shortcut, in the order of the menus."""
        return [action for action, _, _ in self._texts if not action.shortcut().isEmpty()]

    def retranslate(self) -> None:
        """Set every text in the present language."""
        for action, source, icon_name in self._texts:
            action.setText(QCoreApplication.translate("Actions", source))
            action.setToolTip(described(action))
            if icon_name:
                action.setIcon(icon(icon_name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Follow the window's language, and its colours, in which the icons are drawn."""
        if event.type() in (QEvent.Type.LanguageChange, QEvent.Type.PaletteChange):
            self.retranslate()
        return super().eventFilter(watched, event)

    def _add(self, icon_name: str, source: str, *shortcuts: str) -> QAction:
        action = QAction(self._window)
        action.setShortcuts([QKeySequence(keys) for keys in shortcuts])
        self._window.addAction(action)
        self._texts.append((action, source, icon_name))
        return action

    def _choices(self, rows: list[tuple[Key, str, str, str]]) -> tuple[dict[Key, QAction], QActionGroup]:
        group = QActionGroup(self._window)
        actions = {}
        for key, icon_name, source, keys in rows:
            actions[key] = action = self._add(icon_name, source, keys)
            action.setCheckable(True)
            group.addAction(action)
        return actions, group


def plain_text(action: QAction) -> str:
    """The action's text without the mark of its mnemonic and without dots."""
    return re.sub(r"\(&.\)", "", action.text()).replace("&", "").removesuffix("...")


def described(action: QAction) -> str:
    """What a tooltip says of the action: its text and its shortcut."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain_text(action)} ({keys})" if keys else plain_text(action)
