"""What the page calls protocols, metrics, states of sets and durations."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.bench.comparison import MetricName
from sr_desktop.core.bench.known_sets import SetState
from sr_desktop.core.bench.plan import Channel, LowResolution, Protocol, Shave


def place_text(dataset: str, scale: int) -> str:
    """A set at a factor: "Set5 ×2"."""
    return f"{dataset} ×{scale}"


def metric_text(metric: MetricName) -> str:
    """The name of a metric, as short as tables need it."""
    names: dict[MetricName, str] = {
        "psnr": "PSNR",
        "ssim": "SSIM",
        "ms_ssim": "MS-SSIM",
        "distance": QCoreApplication.translate("Benchmark", "VGG-19 distance"),
    }
    return names[metric]


def metric_number(metric: MetricName, value: float) -> str:
    """A figure with the digits that papers print."""
    return f"{value:.2f}" if metric == "psnr" else f"{value:.4f}"


def seconds_text(seconds: float) -> str:
    """The time for a picture, from milliseconds to minutes."""
    if seconds < 0.0995:
        return QCoreApplication.translate("Benchmark", "{count} ms").format(count=f"{seconds * 1000:.3g}")
    return QCoreApplication.translate("Benchmark", "{count} s").format(
        count=f"{seconds:.2f}" if seconds < 100 else f"{seconds:.0f}"
    )


def state_text(state: SetState) -> str:
    """What the check of a folder found."""
    names: dict[SetState, str] = {
        "complete": QCoreApplication.translate("Benchmark", "complete"),
        "differs": QCoreApplication.translate("Benchmark", "differs from the published set"),
        "unchecked": QCoreApplication.translate("Benchmark", "complete by number"),
        "own": QCoreApplication.translate("Benchmark", "your own set"),
        "missing": QCoreApplication.translate("Benchmark", "missing"),
    }
    return names[state]


# --- the protocol -------------------------------------------------------------------------------------------------


def channel_text(channel: Channel) -> str:
    """What is compared."""
    if channel == "y":
        return QCoreApplication.translate("Benchmark", "Luminance (Y)")
    return QCoreApplication.translate("Benchmark", "Colours (RGB)")


def shave_text(shave: Shave) -> str:
    """Which border is left out."""
    if shave == "scale":
        return QCoreApplication.translate("Benchmark", "As wide as the scale")
    return QCoreApplication.translate("Benchmark", "None left out")


def low_text(low: LowResolution) -> str:
    """How the small picture is kept."""
    if low == "float":
        return QCoreApplication.translate("Benchmark", "Not rounded")
    return QCoreApplication.translate("Benchmark", "Rounded to 8 bit")


def protocol_title(protocol: Protocol) -> str:
    """The protocol's name."""
    if protocol.is_standard:
        return QCoreApplication.translate("Benchmark", "Protocol: that of the published tables")
    return QCoreApplication.translate("Benchmark", "Protocol: your own, not that of the published tables")


def protocol_facts(protocol: Protocol) -> tuple[tuple[str, str], ...]:
    """The protocol in words: what, and how."""
    channel = (
        QCoreApplication.translate("Benchmark", "Y of BT.601 in studio range (16 to 235)")
        if protocol.channel == "y"
        else QCoreApplication.translate("Benchmark", "R, G and B together; SSIM as their mean")
    )
    shave = (
        QCoreApplication.translate("Benchmark", "as many pixels as the scale left out on each side")
        if protocol.shave == "scale"
        else QCoreApplication.translate("Benchmark", "nothing left out")
    )
    kernel = (
        QCoreApplication.translate("Benchmark", "MATLAB's bicubic with antialiasing, not rounded")
        if protocol.low == "float"
        else QCoreApplication.translate("Benchmark", "MATLAB's bicubic with antialiasing, rounded to 8 bit")
    )
    return (
        (QCoreApplication.translate("Benchmark", "Channel"), channel),
        (QCoreApplication.translate("Benchmark", "Border"), shave),
        (QCoreApplication.translate("Benchmark", "Small picture"), kernel),
        (
            QCoreApplication.translate("Benchmark", "Rounding"),
            QCoreApplication.translate("Benchmark", "both pictures to 8 bit, halves up"),
        ),
    )


def protocol_line(protocol: Protocol) -> str:
    """The protocol in one line, to stand under a chart."""
    return (
        f"{protocol_title(protocol)} ({channel_text(protocol.channel)}; {shave_text(protocol.shave)}; {low_text(protocol.low)})"
    )
