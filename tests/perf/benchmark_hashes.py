"""Write trainer/pictures/benchmark_hashes.json: `python tests/perf/benchmark_hashes.py DIR_OF_DATASETS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.truth import read_truth
from trainer.pictures.leaks import HASHES, picture_hash


def main() -> None:
    """Hash every picture of every data set."""
    found = {
        f"{dataset.name}/{path.stem}": f"{picture_hash(read_truth(path)):016x}"
        for dataset in find_datasets(Path(sys.argv[1]))
        for path in dataset.pictures
    }
    HASHES.write_text(json.dumps(found, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{len(found)} pictures in {HASHES}")


if __name__ == "__main__":
    main()
