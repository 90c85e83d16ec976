"""Names of result files (standard library only)."""

from __future__ import annotations

from pathlib import Path

from sr_desktop.core.upscale_settings import OutputFormat

_SUFFIX = {"png": ".png", "jpg": ".jpg", "webp": ".webp", "tiff": ".tif"}
_KEPT = {".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff"}


def output_suffix(source: Path, wished: OutputFormat) -> str:
    """The suffix of a result: the source's where it is kept and can be written, else PNG's."""
    if wished != "keep":
        return _SUFFIX[wished]
    return source.suffix if source.suffix.lower() in _KEPT else ".png"


def output_name(source: Path, *, model: str, scale: float, wished: OutputFormat = "keep") -> str:
    """`{stem}_{model}_x{scale}{suffix}`, as in `cat_srcnn_x3.png`; the stem is shortened to fit 255 bytes."""
    tail = f"_{model}_x{scale:.4g}{output_suffix(source, wished)}"
    # 16 bytes are left for " (1)" and for the short name of the temporary file.
    room = 255 - 16 - len(tail.encode())
    stem = source.stem.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore")
    return (stem or "picture") + tail


def numbered(path: Path, number: int) -> Path:
    """`name (1).png`: how a result is called when the name is taken."""
    return path.with_name(f"{path.stem} ({number}){path.suffix}")
