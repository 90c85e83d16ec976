"""Times as people say them, and moments."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QDateTime


def duration_text(seconds: float) -> str:
    """The two largest units of a time: "12 s", "3 min 5 s", "2 h 10 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return QCoreApplication.translate("Durations", "{seconds} s").format(seconds=whole)
    if whole < 3600:
        text = QCoreApplication.translate("Durations", "{minutes} min {seconds} s")
        return text.format(minutes=whole // 60, seconds=whole % 60)
    text = QCoreApplication.translate("Durations", "{hours} h {minutes} min")
    return text.format(hours=whole // 3600, minutes=whole % 3600 // 60)


def moment_text(t: float) -> str:
    """Day and time of `t` (seconds since the epoch) in an order that every language reads alike; "" for 0."""
    return QDateTime.fromSecsSinceEpoch(int(t)).toString("yyyy-MM-dd HH:mm") if t else ""
