"""The cards of the weights that ship: a README made of what the files tell, and for each a sample of what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safetensors import safe_open

from sr_desktop.core.atomic import atomic_write
from sr_desktop.core.bench.sample_strip import Crop, write_sample
from sr_desktop.core.models.catalog import BUILT_IN, ModelFolders, find_model, list_models, sample_path
from sr_desktop.core.models.model_card import ModelCard, Score
from sr_desktop.core.models.published import published
from sr_desktop.core.models.training_story import TrainingStory, read_story
from sr_desktop.core.models.weights_header import WeightsInfo, read_info
from trainer.job import JOBS, job_of_weights, load_job

README = "README.md"
_HEAD = """# Weights

Made by `python -m trainer cards`, from what the files tell of themselves: change nothing here by hand. All of them were
made by this program: networks by its trainer, classical methods by its command `learn`. PSNR in dB and SSIM on luminance,
by the protocol of the main README; "bicubic" is plain interpolation on the same pictures, "paper" what papers print of the
method. The samples show, from left to right, bicubic, the model and the original; the picture is not one that was learned
from.

In the commands, `DIR` holds the folders of pictures, `RUN` and `FIRST` are new folders for runs, `BENCHMARK` holds the sets.
`START` are weights of the same network, as another training made them. "After" tells of such trainings.
"""


@dataclass(frozen=True, kw_only=True)
class Shipped:
    """A model's card with the description of each of its files."""

    card: ModelCard
    files: tuple[tuple[Path, WeightsInfo], ...]


def write_cards(weights: Path, picture: Path, crop: Crop) -> Path:
    """Write README.md and the samples for all weights in the folder; returns the README's path.

    picture: the file that samples are cut from. Raises BadCheckpoint or UnsupportedModel for a file that cannot be used,
    BadImage and its kin, BadCrop, CannotWrite.
    """
    models = list(_shipped(weights))
    for model in models:
        for scale in model.card.scales:
            write_sample(model.card, scale, picture, crop, sample_path(weights, model.card.id, scale))
    target = weights / README
    with atomic_write(target) as file:
        file.write(("\n".join([_HEAD, *(_section(model, weights) for model in models)])).encode())
    return target


def _shipped(weights: Path) -> Iterator[Shipped]:
    # No folder of a user: what is described here is what ships.
    cards = list_models(ModelFolders(shipped=weights, user=weights / "none"))
    for card in cards[len(BUILT_IN) :]:
        usable = find_model(cards, card.id)
        paths = dict.fromkeys(Path(file) for file in usable.files)
        if paths:
            yield Shipped(card=usable, files=tuple((path, read_info(path)) for path in paths))


def _section(model: Shipped, weights: Path) -> str:
    card = model.card
    scales = ", ".join(f"x{scale:g}" for scale in card.scales) + (" and every factor between" if card.any_scale else "")
    lines = [
        f"## {card.title} (`{card.id}`)",
        "",
        f"{card.summary} {_params(model)} weights in each file; {scales}; licence {card.licence}.",
        "",
        "| file | MB | trained on | steps | device | time | made |",
        "|---|---:|---|---:|---|---:|---|",
        *(_file_row(path, info, card) for path, info in model.files),
        "",
        *_scores(card),
        *_colours(card),
        *(f"![x{scale:g}]({_relative(weights, card, scale)})" for scale in card.scales),
        "",
        *_again(model),
    ]
    return "\n".join(lines)


def _params(model: Shipped) -> str:
    """One number, or the range where files differ, as those of classical methods do."""
    counts = sorted({info.params for _, info in model.files})
    return f"{counts[0]:,}" if len(counts) == 1 else f"{counts[0]:,} to {counts[-1]:,}"


def _work(story: TrainingStory) -> str:
    if story.samples:
        return f"{story.samples:,} patches"
    return f"{story.steps:,} after {story.earlier_steps:,}" if story.before else f"{story.steps:,}"


def _time(story: TrainingStory) -> str:
    time = _duration(story.seconds)
    return f"{time} after {_duration(story.earlier_seconds)}" if story.earlier_seconds else time


def _relative(weights: Path, card: ModelCard, scale: float) -> str:
    return sample_path(weights, card.id, scale).relative_to(weights).as_posix()


def _file_row(path: Path, info: WeightsInfo, card: ModelCard) -> str:
    story = read_story(info.recipe)
    told = [" + ".join(story.all_folders), _work(story), story.device, _time(story)] if story else ["not told", "", "", ""]
    size = f"{path.stat().st_size / 1e6:.2f}"
    return "| " + " | ".join([f"`{path.name}`", size, *told, info.created[:10]]) + " |"


def _scores(card: ModelCard) -> list[str]:
    if not card.scores:
        return ["Not measured.", ""]
    paper = {(row.dataset, row.scale): row.psnr for row in published(card.arch, card.story.recipe if card.story else "")}
    rows = [_score_row(score, paper.get((score.dataset, int(score.scale)))) for score in card.scores]
    return ["| set | scale | PSNR | bicubic | paper | SSIM |", "|---|---|---:|---:|---:|---:|", *rows, ""]


def _colours(card: ModelCard) -> list[str]:
    return [] if card.colour_shift is None else [f"Flat colours are kept within {card.colour_shift:g} of 255.", ""]


def _score_row(score: Score, paper: float | None) -> str:
    bicubic = "" if score.bicubic is None else f"{score.bicubic:.2f}"
    shown = "" if paper is None else f"{paper:.2f}"
    return f"| {score.dataset} | x{score.scale:g} | {score.psnr:.2f} | {bicubic} | {shown} | {score.ssim:.4f} |"


def _again(model: Shipped) -> Iterator[str]:
    stories = [(path, story) for path, info in model.files if (story := read_story(info.recipe))]
    learned = [story for _, story in stories if story.samples]
    trained = [(path, story) for path, story in stories if not story.samples]
    if learned:
        yield from ("Again, where `PICTURES` is the folder that was learned from:", "", "```")
        scales = ",".join(f"{scale:g}" for scale in model.card.scales)
        yield f"python main.py learn {learned[0].job} --pictures PICTURES --scales {scales} --title {model.card.title} \\"
        yield "    --out resources/weights --benchmark BENCHMARK"
        yield from ("```", "")
    if trained:
        yield from ("Again, by the jobs that the files hold:", "", "```")
        for path, story in trained:
            file, half = f"resources/weights/{path.name}", " --half" if _is_half(path) else ""
            first, start = _first(path, story)
            yield from first
            yield f"python -m trainer run {file} --run-dir RUN --set data.root=DIR{start}{_needs(path)}"
            yield f"python -m trainer publish RUN --benchmark BENCHMARK --out {file}{half}"
        yield from ("```", "")


def _first(path: Path, story: TrainingStory) -> tuple[list[str], str]:
    """What makes the weights that training began with, where they do not ship, and how the training is told of them."""
    if not story.start:
        return [], ""
    start = Path(story.start)
    beside = path.parent / start.name
    # What has the file's own name is what it was before this training.
    if beside != path and beside.is_file():
        # A start with a folder was given as it has to be given again.
        return [], "" if len(start.parts) > 1 else f" --set optim.start=resources/weights/{start.name}"
    oldest, scales = story.parts[0], read_info(path).scales
    for name, job in ((file.stem, load_job(file)) for file in sorted(JOBS.glob("*.toml"))):
        if (job.name, job.data.folders, job.scales) == (oldest.job, oldest.folders, scales):
            first = f"python -m trainer run {name} --run-dir FIRST --set data.root=DIR"
            return [first], " --set optim.start=FIRST/best.safetensors"
    return [], " --set optim.start=START"


def _needs(path: Path) -> str:
    gan = job_of_weights(path).gan
    return " --set gan.vgg=VGG19" if gan and gan.content != "mse" else ""


def _is_half(path: Path) -> bool:
    """Whether the numbers in a file have 16 bits, as `publish --half` writes them."""
    with safe_open(path, framework="pt") as tensors:
        return any(tensors.get_slice(name).get_dtype() == "F16" for name in tensors.keys())  # noqa: SIM118 - no dict


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{round(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} h {minutes:02d} min" if hours else f"{minutes} min"
