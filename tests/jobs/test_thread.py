"""Threads that carry workers: they run there, are deleted there, and an end that takes too long is an error."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThread, Signal, Slot
from pytestqt.qtbot import QtBot

from sr_desktop.jobs.thread import WorkerThread


class Worker(QObject):
    """Notes on which thread it works, and works as long as it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.began, self.may_end = threading.Event(), threading.Event()
        self.place = ""

    @Slot()
    def work(self) -> None:
        self.place = QThread.currentThread().objectName()
        self.began.set()
        self.may_end.wait(20)


class Asker(QObject):
    ask = Signal()


def test_a_worker_runs_on_its_thread_and_is_deleted_with_it(qtbot: QtBot) -> None:
    worker, asker = Worker(), Asker()
    gone: list[str] = []
    worker.destroyed.connect(lambda: gone.append(threading.current_thread().name))
    asker.ask.connect(worker.work)
    thread = WorkerThread(worker, "worker")
    worker.may_end.set()
    asker.ask.emit()
    assert worker.began.wait(5)
    assert worker.place == "worker"
    thread.close(2000)
    assert gone
    assert gone[0] != threading.main_thread().name


def test_a_thread_that_does_not_end_in_time_is_an_error(qtbot: QtBot) -> None:
    worker, asker = Worker(), Asker()
    asker.ask.connect(worker.work)
    thread = WorkerThread(worker, "stuck")
    asker.ask.emit()
    assert worker.began.wait(5)
    with pytest.raises(TimeoutError, match="stuck did not end within 50 ms"):
        thread.close(50)
    worker.may_end.set()
    thread.close(2000)
