"""A process that reads damaged copies of sound model files: `python mutants.py COUNT SEED`; says how each of them ended.

By itself, so that a limit on memory holds and a crash of a library is seen.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

from foreign_files import compact_state, save_old_pth, save_pth, save_safetensors

from sr_desktop.core.foreign import limits
from sr_desktop.core.foreign.errors import ModelRefused
from sr_desktop.core.foreign.file_check import check_file
from sr_desktop.core.foreign.net import build_from
from sr_desktop.core.foreign.state import read_state

_HEAD = 3000
"""Where names, shapes and sizes stand: damage there is worth more than damage to numbers."""


def _damaged(sound: bytes, chance: random.Random) -> bytes:
    data = bytearray(sound)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(min(len(data), _HEAD) if chance.random() < 0.6 else len(data))
        kind = chance.random()
        if kind < 0.5:
            data[at] = chance.randrange(256)
        elif kind < 0.7:
            del data[at : at + chance.randrange(1, 40)]
        elif kind < 0.9:
            data[at:at] = chance.randbytes(chance.randrange(1, 20))
        else:
            del data[max(1, at) :]
        data = data or bytearray(1)
    return bytes(data)


def _ending(path: Path) -> str:
    try:
        build_from(path, read_state(check_file(path)))
    except ModelRefused:
        return "refused"
    return "read"


def main(count: int, seed: int) -> None:
    """Read `count` copies of each format."""
    folder = Path(tempfile.mkdtemp())
    state = compact_state(features=4, layers=1)
    sound = [save(folder / "sound", state).read_bytes() for save in (save_pth, save_old_pth, save_safetensors)]
    limits._CPU_SECONDS = 900  # for thousands of files; the limit on memory is what is wanted here
    limits.limit_this_process(max(len(each) for each in sound))
    chance, endings = random.Random(seed), Counter[str]()
    for each in sound:
        for _ in range(count):
            path = folder / "damaged"
            path.write_bytes(_damaged(each, chance))
            endings[_ending(path)] += 1
    sys.stdout.write(f"{endings['refused']} {endings['read']}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
