"""Write resources/benchmark/pictures.json: `python tests/perf/known_sets.py DIR_OF_DATASETS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from sr_desktop.core.bench.datasets import find_datasets
from sr_desktop.core.bench.known_sets import file_sum, known_set, pixel_sum
from sr_desktop.paths import resources_dir


def main() -> None:
    """Take the sums of every picture of the published sets."""
    sums = {
        known.name: {path.stem: [file_sum(path), pixel_sum(path)] for path in dataset.pictures}
        for dataset in find_datasets(Path(sys.argv[1]))
        if (known := known_set(dataset.name)) is not None and len(dataset.pictures) == known.count
    }
    target = resources_dir() / "benchmark" / "pictures.json"
    target.write_text(json.dumps(sums, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print({name: len(pictures) for name, pictures in sums.items()}, target)


if __name__ == "__main__":
    main()
