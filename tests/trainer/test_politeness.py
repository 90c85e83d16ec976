"""A training at a desk runs at a lower priority."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_AUTOGROUP = Path("/proc/self/autogroup")


@pytest.mark.skipif(os.name != "posix", reason="niceness is POSIX")
@pytest.mark.parametrize(("flags", "more"), [((), 0), (("--polite",), 10)])
def test_the_flag_lowers_the_priority(flags, more) -> None:
    code = "import os, sys, trainer.__main__ as m; m.main(sys.argv[1:]); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", code, *flags, "fields"], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) == os.nice(0) + more


@pytest.mark.skipif(not _AUTOGROUP.exists(), reason="this system does not weigh sessions")
@pytest.mark.parametrize("begins_session", [True, False])
def test_a_session_is_lowered_by_the_one_who_began_it(begins_session) -> None:
    # The file is empty for a process in no group, as those of a container's first session are.
    ours = _AUTOGROUP.read_text().strip()
    code = f"import trainer.__main__ as m; m.main(['--polite', 'fields']); print('group:', open('{_AUTOGROUP}').read())"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, start_new_session=begins_session
    )
    theirs = done.stdout.rpartition("group:")[2].strip()
    assert theirs.endswith("nice 10") if begins_session else theirs == ours
    assert _AUTOGROUP.read_text().strip() == ours
