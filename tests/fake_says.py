"""A child that says the lines of a file and then ends, or, with a second argument, waits for the end of its input."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Say and leave."""
    sys.stdout.write(Path(sys.argv[1]).read_text(encoding="utf-8"))
    sys.stdout.flush()
    if len(sys.argv) > 2:
        sys.stdin.read()


if __name__ == "__main__":
    main()
