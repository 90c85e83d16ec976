"""The published figures: bicubic, and the authors' weights run through our networks."""

from __future__ import annotations

from pathlib import Path

import pytest

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.method import Method
from sr_desktop.core.bench.run import run_benchmark
from sr_desktop.core.models.authors_weights import convert
from sr_desktop.core.models.catalog import BICUBIC, ModelFolders, list_models

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


@pytest.fixture
def authors_methods(authors_weights_dir: Path, tmp_path: Path) -> dict[str, Method]:
    """The authors' files as the converter makes models of them, by their architectures."""
    for path in sorted(authors_weights_dir.glob("*.mat")):
        convert(path, tmp_path)
    cards = list_models(ModelFolders(shipped=tmp_path / "none", user=tmp_path))
    return {card.arch: Method(card, device="cpu") for card in cards if card.source == "user"}


@pytest.mark.parametrize("scale", [2, 3, 4])
@pytest.mark.parametrize(("arch", "table"), [("vdsr", VDSR_SET5), ("srcnn", SRCNN_SET5)])
def test_the_authors_weights_reach_their_figures(arch, table, scale, benchmark_dir: Path, authors_methods) -> None:
    (row,) = run_benchmark(find_datasets(benchmark_dir, ["Set5"]), [authors_methods[arch]], [scale])
    assert row.psnr == pytest.approx(table[scale][0], abs=0.01)
    assert row.ssim == pytest.approx(table[scale][1], abs=0.0005)
