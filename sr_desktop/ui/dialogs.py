"""The few dialogs: which file, which folder, what this is, what went wrong. None of them blocks the event loop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLibraryInfo, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from sr_desktop import __version__
from sr_desktop.core.pictures.formats import FORMATS, SUFFIXES
from sr_desktop.core.upscaling.preset import SUFFIX

_SUFFIXES = " ".join(f"*{form}" for suffix in sorted(SUFFIXES) for form in (suffix, suffix.upper()))


def ask_picture(parent: QWidget, folder: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for a picture to open, beginning in `folder`."""
    title = QCoreApplication.translate("Dialogs", "Open a picture")
    dialog = QFileDialog(parent, title, folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    pictures = QCoreApplication.translate("Dialogs", "Pictures")
    everything = QCoreApplication.translate("Dialogs", "All files")
    dialog.setNameFilters([f"{pictures} ({_SUFFIXES})", f"{everything} (*)"])
    return _opened(dialog, answer)


def ask_target(parent: QWidget, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file to save to, with `proposal` filled in; the dialog itself asks before a file is replaced."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Save the result"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{each.title} ({' '.join(f'*{suffix}' for suffix in each.suffixes)})" for each in FORMATS])
    suffix = proposal.rpartition(".")[2].lower()
    for name_filter in dialog.nameFilters():
        if f"*.{suffix}" in name_filter:
            dialog.selectNameFilter(name_filter)
    dialog.selectFile(proposal)
    return _opened(dialog, answer)


def ask_preset_target(parent: QWidget, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file to keep settings in, with `proposal` filled in."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Save the settings as a preset"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([_preset_filter()])
    dialog.selectFile(proposal)
    return _opened(dialog, answer)


def ask_preset(parent: QWidget, folder: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for a preset, beginning in `folder`."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Load a preset"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilters([_preset_filter()])
    return _opened(dialog, answer)


def _preset_filter() -> str:
    return f"{QCoreApplication.translate('Dialogs', 'Presets')} (*{SUFFIX})"


def ask_folder(parent: QWidget, folder: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for a folder, beginning in `folder`."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Choose a folder"), folder)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, answer)


def show_about(parent: QWidget, show_licences: Callable[[], None]) -> QMessageBox:
    """Say what this program is; `show_licences` when the user wants to read them."""
    text = QCoreApplication.translate(
        "Dialogs",
        "SR Desktop {version}\n\nMakes pictures larger with neural networks, on this computer alone. Nothing is sent anywhere.",
    ).format(version=__version__)
    more = QCoreApplication.translate("Dialogs", "MIT licence. Made with Qt {qt} (LGPL) and PyTorch.")
    box = QMessageBox(QMessageBox.Icon.NoIcon, QCoreApplication.translate("Dialogs", "About SR Desktop"), text, parent=parent)
    box.setInformativeText(more.format(qt=QLibraryInfo.version().toString()))
    box.setIconPixmap(parent.windowIcon().pixmap(64, 64))
    licences = box.addButton(QCoreApplication.translate("Dialogs", "Licences..."), QMessageBox.ButtonRole.ActionRole)
    licences.clicked.connect(show_licences)
    box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Close))
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def show_fault(parent: QWidget | None, details: str, log: str, copy: Callable[[str], object]) -> QMessageBox:
    """Say that the program made a mistake, with the details and where they were written; `copy` makes a report of them."""
    text = QCoreApplication.translate("Dialogs", "The program made a mistake. Your files are untouched.")
    box = QMessageBox(QMessageBox.Icon.Warning, "SR Desktop", text, parent=parent)
    hint = QCoreApplication.translate("Dialogs", "You can go on working. The details are in {log}.")
    box.setInformativeText(hint.format(log=log))
    box.setDetailedText(details)
    button = box.addButton(QCoreApplication.translate("Dialogs", "Copy report"), QMessageBox.ButtonRole.ActionRole)
    button.clicked.connect(lambda: copy(details))
    box.addButton(QMessageBox.StandardButton.Close)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def _opened(dialog: QFileDialog, answer: Callable[[str], None]) -> QFileDialog:
    dialog.fileSelected.connect(answer)
    return _shown(dialog)


def _shown(dialog: QFileDialog) -> QFileDialog:
    # Qt's own Chinese lacks these two.
    dialog.setLabelText(QFileDialog.DialogLabel.LookIn, QCoreApplication.translate("Dialogs", "&Look in:"))
    dialog.setLabelText(QFileDialog.DialogLabel.FileType, QCoreApplication.translate("Dialogs", "Files of &type:"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask_file(parent: QWidget, folder: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for a file of any kind, beginning in `folder`."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Choose a file"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, answer)


def ask_models(parent: QWidget, folder: str, answer: Callable[[list[str]], None]) -> QFileDialog:
    """Ask for any number of model files, beginning in `folder`."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Choose model files"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    models = QCoreApplication.translate("Dialogs", "Models")
    everything = QCoreApplication.translate("Dialogs", "All files")
    dialog.setNameFilters([f"{models} (*.pth *.pt *.ckpt *.safetensors)", f"{everything} (*)"])
    dialog.filesSelected.connect(answer)
    return _shown(dialog)


def ask_export_target(parent: QWidget, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file to export a model to; the dialog itself asks before a file is replaced."""
    weights = QCoreApplication.translate("Dialogs", "Weights alone (*.safetensors)")
    suffixes = {"ONNX (*.onnx)": "onnx", weights: "safetensors"}
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Export the model"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(suffixes))
    dialog.setDefaultSuffix("onnx")
    dialog.selectFile(proposal)
    # The name in the dialog follows the form, so that the question about replacing is asked for the right file.
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffixes[chosen]))
    return _opened(dialog, answer)


def ask_pictures(parent: QWidget, folder: str, answer: Callable[[list[str]], None]) -> QFileDialog:
    """Ask for any number of pictures, beginning in `folder`."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Choose pictures"), folder)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilters([f"{QCoreApplication.translate('Dialogs', 'Pictures')} ({_SUFFIXES})"])
    dialog.filesSelected.connect(answer)
    return _shown(dialog)


def ask_name(parent: QWidget, title: str, text: str, known: Sequence[str], answer: Callable[[str], None]) -> QInputDialog:
    """Ask for a name: one of those that are known, or another."""
    dialog = QInputDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setLabelText(text)
    dialog.setComboBoxItems(["", *known])
    dialog.setComboBoxEditable(True)
    dialog.textValueSelected.connect(answer)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask_text(parent: QWidget, title: str, text: str, answer: Callable[[str], None]) -> QInputDialog:
    """Ask for several lines of text, beginning with `text`."""
    dialog = QInputDialog(parent)
    dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
    dialog.setWindowTitle(title)
    dialog.setLabelText(title)
    dialog.setTextValue(text)
    dialog.textValueSelected.connect(answer)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def ask_choice(parent: QWidget, text: str, more: str, choices: Sequence[tuple[str, Callable[[], None]]]) -> QMessageBox:
    """Ask for one of several ways to go on; beside them stands Cancel, which does nothing."""
    box = QMessageBox(QMessageBox.Icon.Question, "SR Desktop", text, parent=parent)
    box.setInformativeText(more)
    for label, act in choices:
        box.addButton(label, QMessageBox.ButtonRole.AcceptRole).clicked.connect(act)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(QMessageBox.StandardButton.Cancel)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
    return box


def ask_target_of(parent: QWidget, proposal: str, suffix: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file of one kind to save to; the dialog itself asks before a file is replaced."""
    dialog = QFileDialog(parent, QCoreApplication.translate("Dialogs", "Save the curves"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{suffix.upper()} (*.{suffix})"])
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(proposal)
    return _opened(dialog, answer)


def ask_table_target(parent: QWidget, proposal: str, answer: Callable[[str, str], None]) -> QFileDialog:
    """Ask for the file to save a table to; `answer` gets it with the suffix of the chosen form."""
    forms = {"CSV (*.csv)": ".csv", "Markdown (*.md)": ".md", "LaTeX (*.tex)": ".tex", "JSON (*.json)": ".json"}
    return _ask_form(parent, QCoreApplication.translate("Dialogs", "Save the table"), proposal, forms, answer)


def ask_ratings_target(parent: QWidget, proposal: str, answer: Callable[[str, str], None]) -> QFileDialog:
    """Ask for the file to save the results of an opinion test to; `answer` gets it with the suffix of the chosen form."""
    forms = {"CSV (*.csv)": ".csv", "Markdown (*.md)": ".md", "JSON (*.json)": ".json"}
    return _ask_form(parent, QCoreApplication.translate("Dialogs", "Save the ratings"), proposal, forms, answer)


def ask_chart_target(parent: QWidget, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file to save a chart to; the dialog itself asks before a file is replaced."""
    return ask_png_target(parent, QCoreApplication.translate("Dialogs", "Save the chart"), proposal, answer)


def ask_strip_target(parent: QWidget, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the file to save a comparison strip to; the dialog itself asks before a file is replaced."""
    return ask_png_target(parent, QCoreApplication.translate("Dialogs", "Save the comparison strip"), proposal, answer)


def ask_png_target(parent: QWidget, title: str, proposal: str, answer: Callable[[str], None]) -> QFileDialog:
    """Ask for the PNG file to save a picture to; the dialog itself asks before a file is replaced."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(["PNG (*.png)"])
    dialog.setDefaultSuffix("png")
    dialog.selectFile(proposal)
    return _opened(dialog, answer)


def _ask_form(
    parent: QWidget, title: str, proposal: str, suffixes: Mapping[str, str], answer: Callable[[str, str], None]
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters(list(suffixes))
    dialog.selectFile(proposal)
    # The name in the dialog follows the form, so that the question about replacing is asked for the right file.
    dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix(suffixes[chosen]))
    dialog.setDefaultSuffix(".csv")
    dialog.fileSelected.connect(lambda path: answer(path, suffixes[dialog.selectedNameFilter()]))
    return _shown(dialog)
