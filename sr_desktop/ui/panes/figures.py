"""Figures as words."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.bench.crop import Crop, CropFigures
from sr_desktop.core.bench.plan import Protocol
from sr_desktop.core.messages.truth import AnswerCompared
from sr_desktop.ui.benchmark.words import protocol_title


def figures_text(psnr: float | None, ssim: float | None, *, unit: str = " dB") -> str:
    """ "31.25 dB / 0.8912" with the digits that papers print; a dash for what is not known."""
    decibels = "–" if psnr is None else f"∞{unit}" if math.isinf(psnr) else f"{psnr:.2f}{unit}"
    return f"{decibels} / {'–' if ssim is None else f'{ssim:.4f}'}"


def whole_text(answer: AnswerCompared) -> str:
    """The figures of the whole picture."""
    return figures_text(math.inf if answer.equal else answer.psnr, answer.ssim)


def crop_text(figures: CropFigures | None) -> str:
    """The figures of a crop."""
    text = QCoreApplication.translate("TruthPanes", "Crop {figures}")
    return text.format(figures=figures_text(figures.psnr, figures.ssim, unit="") if figures else "–")


def protocol_caption(protocol: Protocol, scale: int) -> str:
    """How the figures are made, in one line."""
    channel = (
        QCoreApplication.translate("TruthPanes", "PSNR / SSIM of luminance (Y)")
        if protocol.channel == "y"
        else QCoreApplication.translate("TruthPanes", "PSNR / SSIM of colours (RGB)")
    )
    border = (
        QCoreApplication.translate("TruthPanes", "border of {count} pixels left out").format(count=protocol.border(scale))
        if protocol.border(scale)
        else QCoreApplication.translate("TruthPanes", "no border left out")
    )
    low = (
        QCoreApplication.translate("TruthPanes", "small picture by MATLAB's bicubic, not rounded")
        if protocol.low == "float"
        else QCoreApplication.translate("TruthPanes", "small picture by MATLAB's bicubic, rounded to 8 bit")
    )
    return " · ".join([f"×{scale}", channel, border, low, protocol_title(protocol)])


def place_of(crop: Crop) -> str:
    """Where a crop lies."""
    text = QCoreApplication.translate("TruthPanes", "Crop {width} × {height} at {left}, {top}")
    return text.format(width=crop.width, height=crop.height, left=crop.left, top=crop.top)
