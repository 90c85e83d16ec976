"""The Settings page: what is chosen there holds at once, and is the same as on the Upscale page."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from sr_desktop.controllers.context import Context
from sr_desktop.controllers.settings.folders import SettingsFolders
from sr_desktop.controllers.settings.tuning_controller import TuningController
from sr_desktop.ui.choices import RunChoices, SaveChoices
from sr_desktop.ui.dialogs import ask_choice
from sr_desktop.ui.page import PageEntry
from sr_desktop.ui.settings.page import SettingsPage


def settings_entry(context: Context) -> PageEntry:
    """The page's entry on the rail."""
    return PageEntry(
        id="settings",
        icon="settings",
        title=lambda: QCoreApplication.translate("Pages", "Settings"),
        build=lambda: _build(context),
    )


def _build(context: Context) -> QWidget:
    pages = list(context.window.rail.actions_by_page.values())
    page, preferences = SettingsPage(context.window.actions_of, pages), context.preferences
    page.set_look(context.look.language, context.look.theme)
    folders = SettingsFolders(page.folders, context)
    page.language_chosen.connect(context.look.set_language)
    page.theme_chosen.connect(context.look.set_theme)
    page.run_form.set_choices(preferences.run)
    page.run_form.set_devices(context.link.engine.devices if context.link.engine else ())
    page.run_form.changed.connect(preferences.set_run)
    preferences.run_changed.connect(page.run_form.set_choices)
    context.link.became_ready.connect(lambda engine: page.run_form.set_devices(engine.devices))
    page.memory_form.set_megabytes(preferences.memory)
    page.memory_form.changed.connect(preferences.set_memory)
    preferences.memory_changed.connect(page.memory_form.set_megabytes)
    TuningController(page.tuning, context).look()
    page.save_form.set_choices(preferences.saving)
    page.save_form.changed.connect(preferences.set_saving)
    page.save_form.folder_wanted.connect(context.saving.ask_folder)
    preferences.saving_changed.connect(page.save_form.set_choices)
    page.set_paths_allowed(context.settings.report_paths == "on")
    page.paths_allowed.connect(lambda allowed: _allow_paths(context, allowed))
    page.reset_wanted.connect(lambda: _ask_reset(context, page, folders))
    return page


def _allow_paths(context: Context, allowed: bool) -> None:
    context.settings.report_paths = "on" if allowed else "off"


def _ask_reset(context: Context, page: SettingsPage, folders: SettingsFolders) -> None:
    translate = QCoreApplication.translate
    ask_choice(
        context.window,
        translate("SettingsController", "Set everything on this page as in a new program?"),
        translate("SettingsController", "Models, runs, results and lists of folders stay."),
        [(translate("SettingsController", "Reset"), lambda: _reset(context, page, folders))],
    )


def _reset(context: Context, page: SettingsPage, folders: SettingsFolders) -> None:
    """What the page shows takes its first value, at once and everywhere."""
    context.look.set_language("system")
    context.look.set_theme("system")
    page.set_look("system", "system")
    context.preferences.set_run(RunChoices())
    context.preferences.set_memory(0)
    context.preferences.set_saving(SaveChoices())
    folders.reset()
    _allow_paths(context, allowed=False)
    page.set_paths_allowed(False)
    context.reporter.say(lambda: QCoreApplication.translate("SettingsController", "The settings are as in a new program."))
