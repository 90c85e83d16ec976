"""Where the program's own files and the user's files are, however the program was started."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from sr_desktop.core.samples import SAMPLES

_APP = "SR Desktop"
_PACKAGE = Path(__file__).resolve().parent


def resources_dir() -> Path:
    """The folder with icons, i18n, weights, samples and licences that came with the program (read only)."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is not None:
        return Path(bundle) / "resources"
    installed = _PACKAGE / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def licences_dir() -> Path:
    """The folder with the licence texts of what the program is made of."""
    return resources_dir() / "licences"


def guide_dir() -> Path:
    """The folder with the guide: one folder for each language."""
    return resources_dir() / "guide"


def samples_dir() -> Path:
    """The folder of the pictures that came with the program, for a first try and a first training."""
    return resources_dir() / "samples"


def sample_picture() -> Path:
    """The first of the pictures that came with the program, for the menu and the demo."""
    return samples_dir() / SAMPLES[0].file


def user_dir() -> Path:
    """The user's folder for settings, models and runs, created if missing; SR_DESKTOP_HOME overrides the platform's place.

    Raises OSError where it cannot be made.
    """
    override = os.environ.get("SR_DESKTOP_HOME")
    folder = Path(override).absolute() if override else Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_file() -> Path:
    """Where the window writes what went wrong. Raises OSError where the user's folder cannot be made."""
    return user_dir() / "sr_desktop.log"


def models_dir() -> Path:
    """The folder in which the user's own models are found. Raises OSError where it cannot be made."""
    return _made(user_dir() / "models")


def speeds_file() -> Path:
    """Where the measured speeds of models are kept. Raises OSError where the user's folder cannot be made."""
    return user_dir() / "speeds.json"


def choices_file() -> Path:
    """Where is kept what runs models fastest. Raises OSError where the user's folder cannot be made."""
    return user_dir() / "choices.json"


def history_file() -> Path:
    """Where is kept what was saved lately. Raises OSError where the user's folder cannot be made."""
    return user_dir() / "history.jsonl"


def presets_dir() -> Path:
    """The folder of kept settings. Raises OSError where it cannot be made."""
    return _made(user_dir() / "presets")


def runs_dir() -> Path:
    """The folder of all training runs. Raises OSError where it cannot be made."""
    return _made(user_dir() / "runs")


def benchmark_dir() -> Path:
    """The folder in which measured results are kept. Raises OSError where it cannot be made."""
    return _made(user_dir() / "benchmark")


def sets_dir() -> Path:
    """The folder for published sets that the user has downloaded. Raises OSError where it cannot be made."""
    return _made(user_dir() / "sets")


def studies_dir() -> Path:
    """The folder of all opinion tests. Raises OSError where it cannot be made."""
    return _made(user_dir() / "studies")


def queues_dir() -> Path:
    """The folder of the queues' journals. Raises OSError where it cannot be made."""
    return _made(user_dir() / "queues")


def thumbnails_dir() -> Path:
    """The folder in which small pictures for lists are kept. Raises OSError where it cannot be made."""
    return _made(user_dir() / "thumbnails")


def scratch_dir() -> Path:
    """A folder for files that only live as long as the program: pixel files, pasted pictures.

    Raises OSError where it cannot be made.
    """
    return _made(user_dir() / "scratch")


def pictures_dir() -> Path:
    """The user's pictures folder: where results go that have no source file beside which they could stand."""
    return Path(platformdirs.user_pictures_dir())


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
