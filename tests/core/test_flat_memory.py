"""Memory of a process that runs a network over pictures of many sizes."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SCRIPT = """
import random
from pathlib import Path
from sr_desktop.core.flat_memory import FreedMemory, prepare_memory

prepare_memory()
import numpy as np
import torch
from sr_desktop.core.archs import srcnn
from sr_desktop.core.backends.torch_backend import TorchBackend

torch.set_num_threads(1)
backend, memory, sides = TorchBackend(srcnn.Srcnn(srcnn.SrcnnConfig()), device="cpu"), FreedMemory(), random.Random(1)
for number in range(301):
    backend.run(np.zeros((1, sides.randint(40, 100), sides.randint(40, 100)), np.float32))
    memory.give_back()
    if number in (100, 300):
        print(int(Path("/proc/self/statm").read_text().split()[1]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_two_hundred_shapes_more_take_no_memory() -> None:
    # A process of its own: what oneDNN keeps is decided once, at its first convolution.
    done = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True)
    before, after = (int(line) for line in done.stdout.split())
    assert after < before * 1.02
