"""Every leak check must bite: each of these tests leaks one thing, and fails for it alone."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent.parent

LEAKING = """
import subprocess, sys, threading
import pytest
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QWidget

kept = []
release = threading.Event()

def test_leaks_python_thread():
    threading.Thread(target=release.wait, daemon=True).start()

def test_leaks_child_process():
    kept.append(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]))

@pytest.mark.skipif(sys.platform != "linux", reason="orphans are adopted on Linux only")
def test_leaks_grandchild_process():
    code = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
    subprocess.run([sys.executable, "-c", code], check=True)

def test_leaks_qthread(qapp):
    kept.append(QThread())
    kept[-1].start()

def test_leaks_timer(qapp):
    kept.append(QTimer())
    kept[-1].start(600_000)

def test_leaks_single_shot(qapp):
    QTimer.singleShot(600_000, print)

def test_leaks_window(qapp):
    kept.append(QWidget())
    kept[-1].show()

def test_leaks_qt_warning(qapp):
    from PySide6.QtCore import qWarning
    qWarning("something is wrong")

def test_leaks_python_warning():
    import warnings
    warnings.warn("something is old", DeprecationWarning)
"""

CLEAN = """
import subprocess, sys, threading, time
from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtWidgets import QWidget

def test_thread_that_ends_soon():
    threading.Thread(target=time.sleep, args=(0.2,)).start()

def test_child_that_was_waited_for():
    subprocess.run([sys.executable, "-c", ""], check=True)

def test_qthread_that_was_ended(qapp):
    thread = QThread()
    thread.start()
    thread.quit()
    assert thread.wait(5000)

def test_timer_that_was_stopped(qapp):
    timer = QTimer()
    timer.start(600_000)
    timer.stop()

def test_single_shot_of_a_deleted_receiver(qapp):
    class Receiver(QObject):
        def act(self):
            raise AssertionError("never due")

    receiver = Receiver()
    QTimer.singleShot(600_000, receiver, receiver.act)
    del receiver

def test_single_shot_that_fired(qtbot):
    fired = []
    QTimer.singleShot(10, lambda: fired.append(True))
    qtbot.waitUntil(lambda: fired == [True])

def test_window_of_qtbot(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()

def test_window_out_of_scope(qapp):
    QWidget().show()
"""

# Things that never end need not be waited for.
IMPATIENT = """
pytest_plugins = ["leaks"]

def pytest_configure():
    import leaks
    leaks.PATIENCE = 0.3
"""


@pytest.fixture
def with_leak_checks(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    monkeypatch.setenv("PYTHONPATH", str(TESTS))
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    pytester.makeconftest('pytest_plugins = ["leaks"]')
    pytester.makeini("[pytest]\nqt_api = pyside6\nqt_log_level_fail = WARNING\nfilterwarnings = error")
    return pytester


def test_each_leak_fails_the_test_that_left_it(with_leak_checks: pytest.Pytester) -> None:
    with_leak_checks.makeconftest(IMPATIENT)
    with_leak_checks.makepyfile(test_leaking=LEAKING)
    result = with_leak_checks.runpytest_subprocess("-v")
    result.stdout.fnmatch_lines(
        [
            "*::test_leaks_python_thread ERROR*",
            "*::test_leaks_child_process ERROR*",
            "*::test_leaks_grandchild_process ERROR*",
            "*::test_leaks_qthread ERROR*",
            "*::test_leaks_timer ERROR*",
            "*::test_leaks_single_shot ERROR*",
            "*::test_leaks_window ERROR*",
            "*::test_leaks_qt_warning FAILED*",
            "*::test_leaks_python_warning FAILED*",
        ]
    )
    # Passing as such, and one error for each: what one test left is not blamed on the next.
    result.assert_outcomes(passed=7, errors=7, failed=2)
    result.stdout.fnmatch_lines(["*the test left a timer behind:*", "*a QTimer of 600000 ms, started at *test_leaking.py:*"])


def test_clean_tests_pass(with_leak_checks: pytest.Pytester) -> None:
    with_leak_checks.makepyfile(test_clean=CLEAN)
    with_leak_checks.runpytest_subprocess("-v").assert_outcomes(passed=8)
