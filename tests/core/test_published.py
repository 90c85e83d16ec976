"""The published figures: bicubic, and the authors' weights run through our networks."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from authors_weights import load_srcnn, load_vdsr

from sr_desktop.core.archs import srcnn, vdsr
from sr_desktop.core.backends.torch_backend import TorchBackend
from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.protocol import low_resolution, measure, modcrop
from sr_desktop.core.bench.run import run_benchmark
from sr_desktop.core.bench.truth import read_truth
from sr_desktop.core.catalog import BICUBIC
from sr_desktop.core.inference import TiledNet

BICUBIC_TABLE = {
    ("Set5", 2): (33.656, 0.9297), ("Set5", 3): (30.390, 0.8681), ("Set5", 4): (28.420, 0.8103),
    ("Set14", 2): (30.230, 0.8685), ("Set14", 3): (27.540, 0.7736), ("Set14", 4): (26.000, 0.7018),
    ("B100", 2): (29.556, 0.8429), ("B100", 3): (27.207, 0.7384), ("B100", 4): (25.960, 0.6673),
}  # fmt: skip
VDSR_SET5 = {2: (37.513, 0.9585), 3: (33.654, 0.9212), 4: (31.342, 0.8837)}
SRCNN_SET5 = {2: (36.33, 0.9519), 3: (32.39, 0.9032), 4: (30.08, 0.8529)}


@pytest.mark.parametrize(("name", "scale"), list(BICUBIC_TABLE), ids=str)
def test_bicubic_reaches_the_published_figures(name, scale, benchmark_dir: Path) -> None:
    (row,) = run_benchmark(find_datasets(benchmark_dir, [name]), [Method(BICUBIC)], [scale])
    psnr, ssim = BICUBIC_TABLE[name, scale]
    assert row.psnr == pytest.approx(psnr, abs=0.01)
    assert row.ssim == pytest.approx(ssim, abs=0.0005)


def _mean(net: TiledNet, folder: Path, scale: int) -> tuple[float, float]:
    scores = []
    for path in find_datasets(folder, ["Set5"])[0].pictures:
        truth = modcrop(read_truth(path), scale)
        scores.append(measure(truth, net.enhance(low_resolution(truth, scale, channels=1), scale), scale))
    return float(np.mean([s.psnr for s in scores])), float(np.mean([s.ssim for s in scores]))


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_authors_vdsr_reaches_its_figures(scale, benchmark_dir: Path, authors_weights_dir: Path) -> None:
    module, config = load_vdsr(authors_weights_dir / "vdsr_official.mat")
    net = TiledNet(geometry=vdsr.SPEC.geometry(config), backend=TorchBackend(module, device="cpu"))
    psnr, ssim = _mean(net, benchmark_dir, scale)
    assert psnr == pytest.approx(VDSR_SET5[scale][0], abs=0.01)
    assert ssim == pytest.approx(VDSR_SET5[scale][1], abs=0.0005)


@pytest.mark.parametrize("scale", [2, 3, 4])
def test_the_authors_srcnn_reaches_its_figures(scale, benchmark_dir: Path, authors_weights_dir: Path) -> None:
    module, config = load_srcnn(authors_weights_dir / f"srcnn_915_91images_x{scale}.mat")
    net = TiledNet(geometry=srcnn.SPEC.geometry(config), backend=TorchBackend(module, device="cpu"))
    psnr, ssim = _mean(net, benchmark_dir, scale)
    assert psnr == pytest.approx(SRCNN_SET5[scale][0], abs=0.01)
    assert ssim == pytest.approx(SRCNN_SET5[scale][1], abs=0.0005)
