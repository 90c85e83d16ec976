from __future__ import annotations

import threading

import pytest

from sr_desktop.core.errors import SrError
from sr_desktop.core.progress import Cancelled, CancelToken


def test_work_goes_on_until_it_is_cancelled() -> None:
    token = CancelToken()
    token.raise_if_cancelled()
    token.cancel()
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()
    token.cancel()
    with pytest.raises(Cancelled):
        token.raise_if_cancelled()


def test_another_thread_may_cancel() -> None:
    token = CancelToken()
    started, seen = threading.Event(), threading.Event()

    def work() -> None:
        started.set()
        try:
            while True:
                token.raise_if_cancelled()
        except Cancelled:
            seen.set()

    worker = threading.Thread(target=work)
    worker.start()
    assert started.wait(5)
    token.cancel()
    worker.join(5)
    assert seen.is_set()


def test_a_wish_of_the_user_is_no_error() -> None:
    assert not issubclass(Cancelled, SrError)
