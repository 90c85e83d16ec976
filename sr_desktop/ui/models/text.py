"""What the window says of a model, from its card."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.models.licence_terms import Commercial
from sr_desktop.core.models.model_card import ModelCard, Score
from sr_desktop.core.models.training_story import TrainingStory
from sr_desktop.core.texts import QT_TRANSLATE_NOOP
from sr_desktop.core.upscaling.speed import Speed
from sr_desktop.ui.durations import duration_text
from sr_desktop.ui.note_text import note_text

_SOURCES = {
    "built-in": QT_TRANSLATE_NOOP("ModelText", "Built in"),
    "shipped": QT_TRANSLATE_NOOP("ModelText", "Came with the program"),
    "user": QT_TRANSLATE_NOOP("ModelText", "Your models folder"),
}


def summary(card: ModelCard) -> str:
    """The one line of use, translated where the program knows it."""
    return QCoreApplication.translate("models", card.summary) if card.summary else ""


def title(card: ModelCard) -> str:
    """The model's name, translated where the program knows it."""
    return QCoreApplication.translate("models", card.title)


def problem(card: ModelCard) -> str:
    """Why the model cannot be used, "" if it can."""
    if card.problem is None:
        return ""
    return note_text((card.problem,), context="errors")


def source(card: ModelCard) -> str:
    """Where the model comes from."""
    return QCoreApplication.translate("ModelText", _SOURCES[card.source])


def scales(card: ModelCard) -> str:
    """The factors that the model serves: "×2 ×3 ×4" or "any scale"."""
    if card.any_scale or not card.scales:
        return QCoreApplication.translate("ModelText", "any scale")
    return " ".join(f"×{scale:g}" for scale in card.scales)


def channels(card: ModelCard) -> str:
    """Which channels the network works on."""
    if card.channels == 1:
        return QCoreApplication.translate("ModelText", "Luminance; colours are brought along by bicubic")
    return QCoreApplication.translate("ModelText", "Colours (RGB)")


_COMMERCIAL: dict[Commercial, str] = {
    "yes": QT_TRANSLATE_NOOP("ModelText", "allowed"),
    "no": QT_TRANSLATE_NOOP("ModelText", "not allowed"),
    "unknown": QT_TRANSLATE_NOOP("ModelText", "unknown"),
}


def commercial(answer: Commercial) -> str:
    """Whether a model may be used for money, in a word."""
    return QCoreApplication.translate("ModelText", _COMMERCIAL[answer])


def licence(card: ModelCard) -> str:
    """The licence and what it says of money: "MIT · commercial use allowed"."""
    if card.problem or (card.source == "built-in" and not card.licence):
        return ""
    name = card.licence or QCoreApplication.translate("ModelText", "not stated")
    return QCoreApplication.translate("ModelText", "{licence} · commercial use {answer}").format(
        licence=name, answer=commercial(card.commercial)
    )


def file_size(card: ModelCard) -> str:
    """How much room all files of the model take: "66.9 MB"."""
    return f"{card.size_bytes / 1e6:.1f} MB" if card.size_bytes else ""


def speed(measured: Speed) -> str:
    """A measured speed: "1.25 megapixels of result a second on cpu (fp32)"."""
    text = QCoreApplication.translate("ModelText", "{speed} megapixels of result a second on {device} ({precision})")
    return text.format(speed=f"{measured.megapixels_per_s:.3g}", device=measured.device, precision=measured.precision)


def colour_shift(card: ModelCard) -> str:
    """How faithful flat colours stay: "kept within 0.3 of 255", "" where it was not measured."""
    if card.colour_shift is None:
        return ""
    return QCoreApplication.translate("ModelText", "kept within {levels} of 255").format(levels=f"{card.colour_shift:g}")


def training(story: TrainingStory) -> str:
    """How long the model was trained: "600 steps on cpu in 18 min, after 4,500 in 3 h", "5,000,000 patches in 2 min"."""
    if story.samples:
        text = QCoreApplication.translate("ModelText", "{samples} patches in {time}")
        return text.format(samples=f"{story.samples:,}", time=duration_text(story.seconds))
    if not story.before:
        return _steps(story)
    earlier = f"{story.earlier_steps:,}"
    if not story.earlier_seconds:
        return QCoreApplication.translate("ModelText", "{steps}, after {earlier}").format(steps=_steps(story), earlier=earlier)
    text = QCoreApplication.translate("ModelText", "{steps}, after {earlier} in {time}")
    return text.format(steps=_steps(story), earlier=earlier, time=duration_text(story.earlier_seconds))


def _steps(story: TrainingStory) -> str:
    if not story.seconds:
        text = QCoreApplication.translate("ModelText", "{steps} steps on {device}")
        return text.format(steps=f"{story.steps:,}", device=story.device)
    text = QCoreApplication.translate("ModelText", "{steps} steps on {device} in {time}")
    return text.format(steps=f"{story.steps:,}", device=story.device, time=duration_text(story.seconds))


def score_text(score: Score) -> str:
    """One measurement: "Set5 ×3: 32.6 dB"."""
    return f"{score.dataset} ×{score.scale:g}: {score.psnr:.1f} dB"


def best_score(card: ModelCard, scale: float) -> Score | None:
    """The measurement that says most about upscaling by `scale`: Set5 before others, the nearest factor."""
    return min(card.scores, key=lambda score: (score.dataset != "Set5", abs(score.scale - scale)), default=None)
