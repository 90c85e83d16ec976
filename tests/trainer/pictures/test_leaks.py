"""Benchmark pictures are kept out of the training."""

from __future__ import annotations

import json

import numpy as np
import pytest
from PIL import Image

from sr_desktop.core.bench.truth import list_pictures, read_truth
from sr_desktop.core.training.job import DataOptions
from trainer.pictures import leaks
from trainer.pictures.examples import read_good
from trainer.pictures.picture_files import picture_files


@pytest.fixture
def known(tmp_path, monkeypatch):
    rng = np.random.default_rng(5)
    picture = Image.fromarray(rng.integers(0, 256, (12, 16, 3), dtype=np.uint8)).resize((320, 240), Image.Resampling.BICUBIC)
    picture.save(tmp_path / "bench.png")
    table = tmp_path / "hashes.json"
    table.write_text(json.dumps({"Set0/bench": f"{leaks.picture_hash(read_truth(tmp_path / 'bench.png')):016x}"}))
    monkeypatch.setattr(leaks, "HASHES", table)
    leaks._known.cache_clear()
    yield picture
    leaks._known.cache_clear()


def test_a_smaller_recompressed_grey_copy_is_found_and_left_out(known, tmp_path) -> None:
    folder = tmp_path / "train"
    folder.mkdir()
    known.convert("L").resize((200, 150)).save(folder / "copy.jpg", quality=80)
    noise = np.random.default_rng(9).integers(0, 256, (12, 16, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((200, 150)).save(folder / "other.png")
    warnings: list[str] = []
    options = DataOptions(root=str(tmp_path), folders=("train",))
    good = list(read_good(picture_files(options), options, (2,), lambda code, text: warnings.append(f"{code}: {text}")))
    assert len(good) == 1
    assert len(warnings) == 1
    assert "benchmark_picture" in warnings[0]
    assert "copy.jpg" in warnings[0]
    assert "Set0/bench" in warnings[0]


def test_the_shipped_table_knows_the_benchmarks(benchmark_dir) -> None:
    for path in list_pictures(benchmark_dir / "Set5"):
        assert leaks.benchmark_twin(read_truth(path)) == f"Set5/{path.stem}"


def test_set5s_woman_is_found_in_bsds(train_dir) -> None:
    assert leaks.benchmark_twin(read_truth(train_dir / "BSDS400" / "302003.jpg")) == "Set5/woman"
    assert leaks.benchmark_twin(read_truth(train_dir / "BSDS400" / "100007.jpg")) is None
