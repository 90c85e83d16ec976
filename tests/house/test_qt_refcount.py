"""PySide6 6.12.0 lost one reference to None or True with every call and aborted the process after some thousand."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject, Signal

CALLS = 5000


class _Sender(QObject):
    changed = Signal(bool)


@pytest.mark.parametrize("value", [None, True, False])
def test_calls_leave_reference_counts_alone(value: object) -> None:
    sender = _Sender()
    before = sys.getrefcount(value)
    for _ in range(CALLS):
        sender.changed.emit(True)
        sender.setObjectName("sender")
        sender.blockSignals(False)
    lost = before - sys.getrefcount(value)
    assert abs(lost) < 0.05 * CALLS
