"""How busy a fast device is kept: inputs and answers by other threads while it computes, next to one after the other.

    python tests/perf/feeding.py [--nets srcnn_x2,vdsr,srresnet_x4] [--milliseconds 3] [--side 1000]

In place of a graphics card, which waits for nobody: a backend that needs so many milliseconds for a tile and no processor
meanwhile, and answers with zeros. Seconds for a picture of side x side pixels, and the part of them in which the device was at
work. The two ways take turns, three rounds, the best of each.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# In place of this folder, whose queue.py would stand for the standard library's.
sys.path[0] = str(ROOT)

import numpy as np

from sr_desktop.core.archs.spec import Geometry
from sr_desktop.core.flat_memory import FreedMemory
from sr_desktop.core.models.checkpoint import load_net
from sr_desktop.core.models.weights_header import read_info
from sr_desktop.core.pictures.picture import FloatArray, Picture
from sr_desktop.core.progress import CancelToken
from sr_desktop.core.upscaling.enlarge import NetPass, Part, whole_box
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.paths import resources_dir

ROUNDS = 3


class Device:
    """A Backend that takes its time elsewhere. name of the device: "cpu" is not fed by other threads."""

    name, precision = "stand-in", "fp32"

    def __init__(self, device: str, factor: int, seconds: float) -> None:
        self.device, self._factor, self._seconds = device, factor, seconds
        self.busy = 0.0

    def run(self, planes: FloatArray, cancel: CancelToken | None = None) -> FloatArray:
        """See Backend."""
        began = time.perf_counter()
        time.sleep(self._seconds)
        self.busy += time.perf_counter() - began
        channels, height, width = planes.shape
        return np.zeros((channels, height * self._factor, width * self._factor), np.float32)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--nets", default="srcnn_x2,vdsr,srresnet_x4")
    parser.add_argument("--milliseconds", type=float, default=3.0)
    parser.add_argument("--side", type=int, default=1000)
    options = parser.parse_args()
    memory = FreedMemory()
    pixels = np.random.default_rng(1).integers(0, 255, (options.side, options.side, 3), dtype=np.uint8)
    source = Part.of(Picture(pixels=pixels))
    print(f"{'net':12} {'one after the other':>24} {'by other threads':>24}")
    for net in options.nets.split(","):
        path = resources_dir() / "weights" / f"{net}.safetensors"
        loaded, scale = load_net(path), round(read_info(path).scales[0])
        geometry = loaded.spec.geometry(loaded.config)
        found: dict[str, tuple[float, float]] = {}
        for _ in range(ROUNDS):
            for device in ("cpu", "cuda:0"):
                found[device] = min(
                    found.get(device, (1e9, 0.0)), run_once(source, geometry, scale, device, options.milliseconds)
                )
                memory.give_back()
        cells = [f"{seconds:8.2f} s, at work {busy:4.0%}" for seconds, busy in found.values()]
        print(f"{net:12} {cells[0]:>24} {cells[1]:>24}   {found['cpu'][0] / found['cuda:0'][0]:.2f} times as fast")


def run_once(source: Part, geometry: Geometry, scale: int, device: str, milliseconds: float) -> tuple[float, float]:
    """Seconds, and the part of them that the device was at work."""
    low = source.whole
    shape = (low[0] * scale, low[1] * scale)
    backend = Device(device, geometry.factor, milliseconds / 1000)
    step = NetPass(TiledNet(geometry=geometry, backend=backend), low, shape, float(scale))
    began = time.perf_counter()
    step.run(source, whole_box(shape), 8, lambda: None, None)
    seconds = time.perf_counter() - began
    return seconds, backend.busy / seconds


if __name__ == "__main__":
    main()
