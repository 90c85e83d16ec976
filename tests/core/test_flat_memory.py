"""Memory, and compiled kernels, of a process that runs a network over pictures of many sizes."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
import torch

from sr_desktop.core.devices import computes_bf16

IN_BF16 = pytest.mark.skipif(not computes_bf16(torch.device("cpu")), reason="the processor has no instructions for bf16")

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


_TWICE = """
import sys
from sr_desktop.core.flat_memory import prepare_memory

prepare_memory()
import numpy as np
from sr_desktop.core.backends.choice import make_backend
from sr_desktop.core.backends.face import Way
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.paths import resources_dir

loaded = load_net(resources_dir() / "weights" / "srresnet_x4.safetensors")
backend = make_backend(loaded, Way(backend="torch", device="cpu", precision=sys.argv[1]))
for _ in range(2):
    backend.run(np.zeros((3, 128, 150), np.float32))
    print("done", flush=True)
"""


@pytest.mark.parametrize("precision", ["fp32", pytest.param("bf16", marks=IN_BF16)])
def test_nothing_is_compiled_again_for_the_same_network(precision: str) -> None:
    """For bf16 on a processor that took twice the time of all convolutions."""
    done = subprocess.run(
        [sys.executable, "-c", _TWICE, precision],
        env={**os.environ, "ONEDNN_VERBOSE": "profile_create"},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second, _ = done.stdout.split("done\n")
    if "create:cache_miss" not in first:
        pytest.skip("this build of torch has no oneDNN that tells what it compiles")
    assert "create:cache_hit" in second
    assert "create:cache_miss" not in second


_STORES = """
import sys
import threading
from pathlib import Path
from sr_desktop.core.flat_memory import prepare_memory

if sys.argv[1] == "prepared":
    prepare_memory()
import numpy as np

together = threading.Barrier(4)

def take() -> None:
    blocks = [np.ones(10_000) for _ in range(20)]
    together.wait()
    del blocks

threads = [threading.Thread(target=take) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
# A thread's own store has 64 MB of addresses, most of them without memory.
spans = [line.split()[0].split("-") for line in Path("/proc/self/maps").read_text().splitlines() if " ---p 00000000 " in line]
print(sum(48 << 20 < int(stop, 16) - int(start, 16) < 64 << 20 for start, stop in spans))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_threads_share_one_store_of_memory() -> None:
    def stores(name: str) -> int:
        # One thread of BLAS, so that only those above are counted.
        environment = {key: value for key, value in os.environ.items() if key != "MALLOC_ARENA_MAX"}
        environment["OPENBLAS_NUM_THREADS"] = "1"
        done = subprocess.run(
            [sys.executable, "-c", _STORES, name], env=environment, capture_output=True, text=True, check=True
        )
        return int(done.stdout)

    assert stores("as it comes") >= 2
    assert stores("prepared") == 0
