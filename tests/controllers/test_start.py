"""What the program does once when it starts."""

from __future__ import annotations

import gc

from fake_client import FakeClient

from sr_desktop.app import spare_collections
from sr_desktop.controllers.desktop import Desktop


def test_what_the_start_made_is_left_out_of_collections_when_the_engine_is_ready(desktop: Desktop, client: FakeClient) -> None:
    spare_collections(desktop)
    before = gc.get_freeze_count()
    client.be_ready()
    try:
        assert gc.get_freeze_count() > before + 1000
    finally:
        gc.unfreeze()
