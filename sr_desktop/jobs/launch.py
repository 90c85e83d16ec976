"""How the program starts itself again as a child: from source, installed, or frozen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QProcess, QProcessEnvironment

from sr_desktop.frozen import child_command
from sr_desktop.paths import resources_dir, user_dir


@dataclass(frozen=True, kw_only=True)
class Launch:
    """A command and the whole environment it runs in; folder: its working directory, "" for ours."""

    program: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    folder: str = ""


def launch_self(*arguments: str, environment: Mapping[str, str] | None = None) -> Launch:
    """`main.py ARGUMENTS` as a child whose output is UTF-8 and unbuffered. `environment` in place of ours."""
    values = dict(os.environ if environment is None else environment)
    values.update(PYTHONUTF8="1", PYTHONUNBUFFERED="1")
    program, *rest = child_command(*arguments)
    return Launch(program=program, arguments=tuple(rest), environment=values)


def launch_trainer(*arguments: str) -> Launch:
    """`main.py train ARGUMENTS`, in the folder from which ready jobs name what came with the program.

    Raises OSError where the user's folder cannot be made.
    """
    launch = launch_self("train", *arguments, environment={**os.environ, "SR_DESKTOP_HOME": str(user_dir())})
    return replace(launch, folder=str(resources_dir().parent))


def launch_measuring(plan: str) -> Launch:
    """`main.py benchmark` with the plan in a file, telling events. Raises OSError where the user's folder cannot be made."""
    home = {**os.environ, "SR_DESKTOP_HOME": str(user_dir())}
    return launch_self("benchmark", "--plan", plan, "--events", environment=home)


def start_alone(launch: Launch) -> bool:
    """Start a process that lives on when this one ends; False where it cannot be started."""
    process = QProcess()
    process.setProgram(launch.program)
    process.setArguments(list(launch.arguments))
    process.setProcessEnvironment(environment_of(launch))
    process.setWorkingDirectory(launch.folder)
    # The reader of its output is about to go; all that matters is in the run's own folder.
    process.setStandardInputFile(QProcess.nullDevice())
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    started, _ = process.startDetached()
    return bool(started)


def environment_of(launch: Launch) -> QProcessEnvironment:
    """The environment as Qt wants it."""
    environment = QProcessEnvironment()
    for name, value in launch.environment.items():
        environment.insert(name, value)
    return environment
