"""Names, units and numbers of the plots in the present language."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QCoreApplication

from sr_desktop.ui.curves.shown import Level, Metric, PlotKind
from sr_desktop.ui.curves.x_axis import XKind

_TIME_UNITS = ((3600.0, 2 * 3600.0), (60.0, 2 * 60.0), (1.0, 0.0))
"""Seconds of a unit, and from how many seconds on it is used."""


def kind_text(kind: PlotKind) -> str:
    """The name of a plot."""
    translate = QCoreApplication.translate
    return {
        PlotKind.LOSS: translate("Curves", "Loss"),
        PlotKind.PSNR: "PSNR",
        PlotKind.SSIM: "SSIM",
        PlotKind.DISCRIMINATOR: translate("Curves", "D(real), D(fake)"),
        PlotKind.RATE: translate("Curves", "Learning rate"),
        PlotKind.SPEED: translate("Curves", "Speed"),
        PlotKind.MEMORY: translate("Curves", "Memory"),
    }[kind]


def unit_text(kind: PlotKind) -> str:
    """What stands at the axis of a plot."""
    translate = QCoreApplication.translate
    return {
        PlotKind.LOSS: translate("Curves", "Loss"),
        PlotKind.PSNR: "PSNR (dB)",
        PlotKind.SSIM: "SSIM",
        PlotKind.DISCRIMINATOR: translate("Curves", "Taken for real (share)"),
        PlotKind.RATE: translate("Curves", "Learning rate"),
        PlotKind.SPEED: translate("Curves", "Patches per second"),
        PlotKind.MEMORY: translate("Curves", "Memory (MB)"),
    }[kind]


def metric_text(metric: Metric) -> str:
    """The name of what a curve measures; a picture set as its folder is called."""
    if metric.scale:
        return f"{_dataset_text(metric.name)} ×{metric.scale:g}"
    translate = QCoreApplication.translate
    known = {
        "l1": translate("Curves", "Loss (L1)"),
        "l2": translate("Curves", "Loss (MSE)"),
        "rmse": translate("Curves", "Loss (RMSE)"),
        "charbonnier": translate("Curves", "Loss (Charbonnier)"),
        "half_l2": translate("Curves", "Loss (half L2)"),
        "discriminator": translate("Curves", "Discriminator"),
        "generator": translate("Curves", "Generator"),
        "content": translate("Curves", "Content share"),
        "adversarial": translate("Curves", "Adversarial share"),
        "pixel": translate("Curves", "Pixel share"),
        "spectrum": translate("Curves", "Spectrum share"),
        "d_real": "D(real)",
        "d_fake": "D(fake)",
        PlotKind.RATE.value: translate("Curves", "Learning rate"),
        PlotKind.SPEED.value: translate("Curves", "Patches per second"),
        PlotKind.MEMORY.value: translate("Curves", "Memory"),
    }
    return known.get(metric.name, metric.name)


def level_text(level: Level, kind: PlotKind, *, among: Set[Metric]) -> str:
    """Whose value it is and how large, with what was measured as far as that differs `among` what is shown."""
    name = level.label or QCoreApplication.translate("Curves", "Bicubic")
    if len({metric.name for metric in among}) > 1:
        name = f"{name}, {metric_text(level.metric)}"
    elif len(among) > 1:
        name = f"{name} ×{level.metric.scale:g}"
    return f"{name}  {value_text(kind, level.value)}"


def value_text(kind: PlotKind, value: float) -> str:
    """A value with as many digits as mean something."""
    return {
        PlotKind.LOSS: f"{value:.4g}",
        PlotKind.PSNR: f"{value:.2f} dB",
        PlotKind.SSIM: f"{value:.4f}",
        PlotKind.DISCRIMINATOR: f"{value:.3f}",
        PlotKind.RATE: f"{value:.3g}",
        PlotKind.SPEED: f"{value:,.0f}",
        PlotKind.MEMORY: f"{value:,.0f} MB",
    }[kind]


def average_text() -> str:
    """What stands over moving averages."""
    return QCoreApplication.translate("Curves", "smoothed")


def measured_text() -> str:
    """What stands over the values themselves."""
    return QCoreApplication.translate("Curves", "measured")


def x_kind_text(kind: XKind) -> str:
    """What the bottom axis counts, as a choice."""
    translate = QCoreApplication.translate
    return {
        XKind.STEPS: translate("Curves", "Steps"),
        XKind.EPOCHS: translate("Curves", "Epochs"),
        XKind.TIME: translate("Curves", "Time"),
    }[kind]


def x_unit_text(kind: XKind, seconds: float) -> str:
    """What stands under the bottom axis, which shows `seconds` where it shows time."""
    translate = QCoreApplication.translate
    if kind is XKind.TIME:
        return {
            3600.0: translate("Curves", "Time (hours)"),
            60.0: translate("Curves", "Time (minutes)"),
            1.0: translate("Curves", "Time (seconds)"),
        }[time_unit(seconds)]
    return x_kind_text(kind)


def time_unit(seconds: float) -> float:
    """The seconds of the unit in which so many are told: 1, 60 or 3600."""
    return next(unit for unit, least in _TIME_UNITS if seconds >= least)


def place_text(kind: XKind, place: float) -> str:
    """A place along the bottom axis in words."""
    translate = QCoreApplication.translate
    if kind is XKind.STEPS:
        return translate("Curves", "Step {step}").format(step=f"{place:,.0f}")
    if kind is XKind.EPOCHS:
        return translate("Curves", "Epoch {epoch}").format(epoch=f"{place:,.2f}")
    seconds = round(place)
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _dataset_text(dataset: str) -> str:
    translate = QCoreApplication.translate
    return {"validation": translate("Curves", "Validation"), "training": translate("Curves", "Training")}.get(dataset, dataset)
