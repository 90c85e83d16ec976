"""`publish`: measure a run's best weights and write them as a model to ship."""

from __future__ import annotations

import argparse
from pathlib import Path

from sr_desktop.core.errors import SrError
from trainer.publish import publish
from trainer.verbs.verb import Verb, answer, log


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("run_dir", type=Path)
    parser.add_argument("--benchmark", type=Path, required=True, help="a folder that holds one folder per data set")
    parser.add_argument("--datasets", default="Set5,Set14,B100", help="names, separated by commas")
    parser.add_argument("--out", type=Path, required=True, help="the .safetensors file to write")
    parser.add_argument("--half", action="store_true", help="numbers of 16 bits: half the size")


def _main(options: argparse.Namespace) -> int:
    try:
        info = publish(options.run_dir, options.benchmark, options.datasets.split(","), options.out, half=options.half)
    except SrError as error:
        log(error.text)
        return 1
    for score in info.scores:
        answer(f"{score.dataset} x{score.scale:g} {score.psnr:.3f} dB {score.ssim:.4f}")
    answer(f"flat colours: within {info.colour_shift:g} of 255")
    return 0


PUBLISH = Verb(
    name="publish",
    help="measure a run's best weights and write them as a model to ship",
    arguments=_arguments,
    main=_main,
)
