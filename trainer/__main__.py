"""`python -m trainer VERB ...`: events and answers on stdout, the human log on stderr."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sr_desktop.core.brief_waits import wait_briefly
from trainer.politeness import give_way


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status 0 for a finished run, 1 for a failed one, 2 for a bad job."""
    wait_briefly()
    # Late, for it loads torch.
    from trainer.verbs import VERBS  # noqa: PLC0415

    parser = argparse.ArgumentParser(prog="python -m trainer", description="Train super-resolution networks.")
    parser.add_argument("--polite", action="store_true", help="leave the processor to others first: for training at a desk")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb in VERBS:
        verb.arguments(verbs.add_parser(verb.name, help=verb.help))
    options = parser.parse_args(argv)
    if options.polite:
        give_way()
    chosen = next(verb for verb in VERBS if verb.name == options.verb)
    return chosen.main(options)


if __name__ == "__main__":
    sys.exit(main())
