"""The process that works through the window's queue (`main.py queue JOURNAL`): events on stdout, commands on stdin; no Qt.

It ends when nothing waits, when it is told to, or when the window is gone; whatever ends it, the journal knows how far it
was. It is not the engine, so that pictures can be opened and tried while it works, and its memory goes with it.
"""

from __future__ import annotations

import argparse
import ctypes
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from sr_desktop.core.errors import SrError
from sr_desktop.core.flat_memory import prepare_memory
from sr_desktop.core.messages.event_stream import EventStream, claim_stdout
from sr_desktop.core.messages.failure import failed, failed_unexpectedly
from sr_desktop.core.queue.control import RunControl

_NICENESS, _GENTLE_NICENESS = 7, 17
"""The engine has 5: what is tried in the window comes first."""
_WINDOWS_BELOW_NORMAL, _WINDOWS_IDLE = 0x4000, 0x40


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Work through the queue and end the process: 0, or 1 where Failed was the last word."""
    parser = argparse.ArgumentParser(prog="main.py queue")
    parser.add_argument("journal", type=Path)
    parser.add_argument("--gentle", action="store_true", help="a lower priority, and one core left free")
    parser.add_argument("--memory", type=int, default=0, metavar="MB", help="for pictures; 0 for automatic")
    options = parser.parse_args(argv)
    _step_back(gentle=options.gentle)
    control = RunControl(options.memory)
    events = claim_stdout(control.stop_now)
    # Not sys.stdin: a frozen program without a console has none, and its encoding is the system's.
    control.listen(open(0, encoding="utf-8", errors="replace", closefd=False))  # noqa: SIM115 - read until the end
    code = 1
    try:
        _work(options.journal, events, control, gentle=options.gentle)
        code = 0
    except SrError as error:
        events.emit(failed(error))
    except Exception as error:  # noqa: BLE001 - the boundary of the process: reported in full, never swallowed
        events.emit(failed_unexpectedly(error))
    sys.stderr.flush()
    # The interpreter cannot end while another thread reads stdin.
    os._exit(code)


def _work(path: Path, events: EventStream, control: RunControl, *, gentle: bool) -> None:
    prepare_memory()
    # Late, so that the end of the window is noticed while the libraries load.
    import torch  # noqa: PLC0415

    from sr_desktop.core.models.catalog import ModelFolders, list_models  # noqa: PLC0415
    from sr_desktop.core.queue.journal import Journal  # noqa: PLC0415
    from sr_desktop.core.queue.owner import owned  # noqa: PLC0415
    from sr_desktop.core.queue.recovery import recover  # noqa: PLC0415
    from sr_desktop.core.queue.run import QueueRun  # noqa: PLC0415
    from sr_desktop.core.tuning.tuner import Tuner  # noqa: PLC0415
    from sr_desktop.paths import choices_file, models_dir, resources_dir, samples_dir, scratch_dir  # noqa: PLC0415

    if gentle:
        torch.set_num_threads(max(1, torch.get_num_threads() - 1))
    cards = list_models(ModelFolders(shipped=resources_dir() / "weights", user=models_dir()))
    with owned(path):
        journal = Journal(path)
        tuner = Tuner.at(choices_file(), samples_dir())
        run = QueueRun(journal, cards, events.emit, control, tuner=tuner, folder=scratch_dir())
        run.tell_again(recover(journal))
        run.run()
        journal.close()


def _step_back(*, gentle: bool) -> None:
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _WINDOWS_IDLE if gentle else _WINDOWS_BELOW_NORMAL)
    else:
        os.nice(_GENTLE_NICENESS if gentle else _NICENESS)
