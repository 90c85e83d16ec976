"""Numbers of bytes as people say them."""

from __future__ import annotations

from PySide6.QtCore import QLocale


def size_text(count: int) -> str:
    """Bytes in the largest unit of thousands that fits: "812 kB", "3.4 MB", "120 GB"."""
    digits = 0 if count < 1_000_000 or (count >= 100_000_000 and count < 1_000_000_000) or count >= 100_000_000_000 else 1
    return QLocale.c().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)
