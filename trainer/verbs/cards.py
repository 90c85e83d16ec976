"""`cards`: describe the weights that ship."""

from __future__ import annotations

import argparse
from pathlib import Path

from sr_desktop.core.bench.sample_strip import Crop
from sr_desktop.core.errors import SrError
from trainer.cards import write_cards
from trainer.verbs.verb import Verb, answer, log

_RESOURCES = Path(__file__).parents[2] / "resources"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--weights", type=Path, default=_RESOURCES / "weights", help="the folder to describe")
    parser.add_argument(
        "--picture", type=Path, default=_RESOURCES / "samples" / "chelsea.png", help="what samples are cut from"
    )
    parser.add_argument("--crop", type=_crop, default="70,40,96", metavar="LEFT,TOP,SIDE", help="which square of it")


def _crop(text: str) -> Crop:
    try:
        left, top, side = map(int, text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not LEFT,TOP,SIDE in pixels") from None
    if left < 0 or top < 0 or side < 1:
        raise argparse.ArgumentTypeError(f"{text!r} lies outside of every picture")
    return Crop(left=left, top=top, side=side)


def _main(options: argparse.Namespace) -> int:
    try:
        written = write_cards(options.weights, options.picture, options.crop)
    except SrError as error:
        log(error.text)
        return 1
    answer(f"{written}")
    return 0


CARDS = Verb(
    name="cards",
    help="write the README of a folder of weights, with a sample of each, from what the files tell",
    arguments=_arguments,
    main=_main,
)
