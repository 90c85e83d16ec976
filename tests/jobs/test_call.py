"""Short work off the window's thread: what is at work when all ends is waited for, what waits is not begun."""

from __future__ import annotations

import threading
import time

from sr_desktop.jobs.call import BackgroundCalls


def test_the_end_waits_for_the_call_at_work_and_drops_those_behind_it(qapp) -> None:
    calls, began, done = BackgroundCalls(), threading.Event(), []

    def at_work() -> None:
        began.set()
        while not calls._closed:
            time.sleep(0.005)
        time.sleep(0.2)
        done.append("at work")

    calls.start(at_work, done=done.append, failed=done.append)
    for name in ("second", "third"):
        calls.start(lambda name=name: done.append(name), done=done.append, failed=done.append)
    assert began.wait(20)
    calls.close()
    assert done == ["at work"]
