"""One way to run a network, as a process that tests/perf/inference.py asks: a word on a line in, an object on a line out."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import nn

from sr_desktop.core.backends.choice import make_backend, ways_for
from sr_desktop.core.models.checkpoint import LoadedNet, load_net
from sr_desktop.core.pictures.picture import FloatArray
from sr_desktop.core.pictures.read import read_picture
from sr_desktop.core.resize import Box
from sr_desktop.core.tuning.choice import Asked
from sr_desktop.core.tuning.left_open import way_of
from sr_desktop.core.tuning.tuner import Subject, Tuner
from sr_desktop.core.upscaling.inference import TiledNet
from sr_desktop.paths import resources_dir, sample_picture, samples_dir

Run = Callable[[], FloatArray]
_TILE, _OVERLAP = 512, 16


def network_file(net: str) -> Path:
    """Weights of the paper's size that ship: what less exact arithmetic changes is decided by trained ones."""
    return next(resources_dir().glob(f"weights/{net}*.safetensors"))


def plain(loaded: LoadedNet, grid: FloatArray, device: str, _: Path) -> tuple[Run, str]:
    """What most scripts do: the whole picture in one fp32 call."""
    module = loaded.module.to(device)
    return lambda: _called(module, grid, device), ""


def in_tiles(loaded: LoadedNet, grid: FloatArray, device: str, _: Path) -> tuple[Run, str]:
    """What programs that know tiles do: fp32, tiles of 512 that overlap by 16 pixels, whatever the network sees."""
    module, factor = loaded.module.to(device), loaded.spec.geometry(loaded.config).factor

    def run() -> FloatArray:
        channels, height, width = grid.shape
        answer: FloatArray = np.empty((channels, height * factor, width * factor), np.float32)
        for top in range(0, height, _TILE - 2 * _OVERLAP):
            for left in range(0, width, _TILE - 2 * _OVERLAP):
                part = _called(module, grid[:, top : top + _TILE, left : left + _TILE], device)
                inside = [_OVERLAP * factor if place else 0 for place in (top, left)]
                kept = part[:, inside[0] :, inside[1] :]
                y, x = top * factor + inside[0], left * factor + inside[1]
                answer[:, y : y + kept.shape[1], x : x + kept.shape[2]] = kept
        return answer

    return run, ""


def by_onnxruntime(loaded: LoadedNet, grid: FloatArray, device: str, _: Path) -> tuple[Run, str] | None:
    """The whole picture by onnxruntime."""
    try:
        import onnx  # noqa: F401, PLC0415
        import onnxruntime  # noqa: PLC0415
    except ImportError:
        return None
    if device != "cpu":
        return None
    from sr_desktop.core.export.onnx_file import OnnxFile  # noqa: PLC0415

    data = OnnxFile(loaded, np.zeros((1, loaded.spec.channels, 24, 20), np.float32)).data
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = torch.get_num_threads()
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return lambda: session.run(None, {name: grid[None]})[0][0], onnxruntime.__version__


def by_backend(kind: str) -> Callable[[LoadedNet, FloatArray, str, Path], tuple[Run, str] | None]:
    """The whole picture, fp32, by one of our backends."""

    def made(loaded: LoadedNet, grid: FloatArray, device: str, _: Path) -> tuple[Run, str] | None:
        places = [way for way in ways_for(loaded, precision="fp32") if way.backend == kind]
        # On a graphics device these have names of their own.
        ways = [way for way in places if (way.device == "cpu") == (device == "cpu")]
        if not ways:
            return None
        backend = make_backend(loaded, ways[0])
        return lambda: backend.run(grid), "" if device == "cpu" else ways[0].device

    return made


def ours(loaded: LoadedNet, grid: FloatArray, device: str, folder: Path) -> tuple[Run, str]:
    """The program's path with what it chooses by measuring."""
    geometry = loaded.spec.geometry(loaded.config)
    tuner = Tuner.at(folder / "choices.json", samples_dir())
    asked = Asked(weights=loaded.info.sha256, arch=loaded.spec.id, device=device, threads=torch.get_num_threads())
    choice = tuner.measure(Subject(loaded=loaded, asked=asked, scale=int(loaded.info.scales[0])))
    way = way_of(choice)
    net = TiledNet(geometry=geometry, backend=make_backend(loaded, way), tile=choice.tile)
    return lambda: _tiled(net, grid), f"{way.backend} {way.precision}, {choice.tile} px"


def ours_unmeasured(loaded: LoadedNet, grid: FloatArray, device: str, _: Path) -> tuple[Run, str]:
    """The program's path before anything was measured."""
    geometry = loaded.spec.geometry(loaded.config)
    net = TiledNet(geometry=geometry, backend=make_backend(loaded, ways_for(loaded, device=device)[0]))
    return lambda: _tiled(net, grid), f"{net.backend.name} {net.backend.precision}, {net.tile} px"


WAYS = {
    "plain torch fp32, whole": plain,
    "torch fp32, tiles of 512": in_tiles,
    "onnxruntime fp32, whole": by_onnxruntime,
    "openvino fp32, whole": by_backend("openvino"),
    "ncnn fp32, whole": by_backend("ncnn"),
    "ours, not measured": ours_unmeasured,
    "ours": ours,
}


def main_of_way(name: str, net: str, side: str, device: str, folder: str) -> None:
    """Speak: how it runs, then seconds for each "run", then memory and the place of the answer for "end"."""
    loaded = load_net(Path(net))
    made = WAYS[name](loaded, grid_of(loaded, int(side)), device, Path(folder))
    _say(how=made[1] if made else None)
    if made is None:
        return
    before, answer = _forget_peak(), None
    for word in sys.stdin:
        if word.strip() == "end":
            break
        began = time.perf_counter()
        answer = made[0]()
        _say(seconds=time.perf_counter() - began)
    peak, path = _peak(), Path(folder) / f"{list(WAYS).index(name)}.npy"
    np.save(path, answer)
    _say(megabytes=peak - before, answer=str(path))


def grid_of(loaded: LoadedNet, side: int) -> FloatArray:
    """What the network is fed with for a result of `side` pixels a side: the sample picture, repeated."""
    geometry = loaded.spec.geometry(loaded.config)
    pixels = read_picture(sample_picture()).pixels[:, :, : geometry.channels].astype(np.float32) / 255
    places = np.arange(side // geometry.factor)
    repeated = pixels.take(places, axis=0, mode="wrap").take(places, axis=1, mode="wrap")
    return np.ascontiguousarray(np.moveaxis(repeated, 2, 0))


def _called(module: nn.Module, planes: FloatArray, device: str) -> FloatArray:
    with torch.no_grad():
        answer: FloatArray = module(torch.from_numpy(np.ascontiguousarray(planes))[None].to(device))[0].cpu().numpy()
    return answer


def _tiled(net: TiledNet, grid: FloatArray) -> FloatArray:
    channels, height, width = grid.shape
    answer: FloatArray = np.empty((channels, height * net.factor, width * net.factor), np.float32)

    def fetch(box: Box) -> FloatArray:
        return grid[:, box.top : box.bottom, box.left : box.right]

    def store(box: Box, planes: FloatArray) -> None:
        answer[:, box.top : box.bottom, box.left : box.right] = planes

    net.run((height, width), fetch, store)
    return answer


def _forget_peak() -> float:
    """Megabytes that the process has now, or that it had at most where the system keeps no other peak."""
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return _peak()
    return _of_status("VmRSS")


def _peak() -> float:
    """Megabytes that the process had at most; 0 where the system does not tell."""
    if sys.platform.startswith("linux"):
        return _of_status("VmHWM")
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _of_status(name: str) -> float:
    lines = Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith(name))


def _say(**words: object) -> None:
    print(json.dumps(words), flush=True)
