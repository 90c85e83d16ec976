"""A training at a desk runs at a lower priority."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest


@pytest.mark.skipif(os.name != "posix", reason="niceness is POSIX")
@pytest.mark.parametrize(("flags", "more"), [((), 0), (("--polite",), 10)])
def test_the_flag_lowers_the_priority(flags, more) -> None:
    code = "import os, sys, trainer.__main__ as m; m.main(sys.argv[1:]); print(os.nice(0))"
    done = subprocess.run([sys.executable, "-c", code, *flags, "fields"], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) == os.nice(0) + more
