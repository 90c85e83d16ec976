"""A sweep's curves laid over each other: validation PSNR over steps, one panel for each scale."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from pathlib import Path

from sr_desktop.core.atomic import atomic_write
from trainer.sweeps.line_plot import Line, Panel, Plot, draw
from trainer.sweeps.sweep_file import Sweep
from trainer.sweeps.sweep_result import VariantResult

_TELLING_APART = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#56b4e9", "#7b3fa0", "#e69f00", "#525a66", "#b22234")
"""Colours that the colour-blind can tell apart too (Okabe and Ito's, darkened for a white ground)."""
_SAME_DB = 0.005


def save_plot(path: Path, sweep: Sweep, results: Sequence[VariantResult]) -> None:
    """Write the plot as PNG. Raises CannotWrite."""
    picture = draw(sweep_plot(sweep, results), panel_width=760 if len(_scales(results)) < 2 else 470)
    with atomic_write(path) as file:
        picture.save(file, "PNG", optimize=True)


def sweep_plot(sweep: Sweep, results: Sequence[VariantResult]) -> Plot:
    """What the plot shows; variants without a validation stand in the legend alone."""
    scales = _scales(results)
    return Plot(
        title=sweep.title,
        subtitle=sweep.about,
        x_label="steps",
        y_label="validation PSNR (dB)",
        panels=tuple(_panel(scale, results) for scale in scales) or (Panel(title="", lines=()),),
        keys=tuple(_key(result, with_psnr=len(scales) == 1) for result in results),
        colours=_colours(len(results)),
        reference="bicubic",
    )


def _scales(results: Sequence[VariantResult]) -> list[float]:
    return sorted({curve.scale for result in results for curve in result.curves})


def _colours(count: int) -> tuple[str, ...]:
    if count <= len(_TELLING_APART):
        return _TELLING_APART[:count]
    around = (colorsys.hls_to_rgb(number / count, 0.4, 0.75) for number in range(count))
    return tuple("#" + "".join(f"{round(255 * part):02x}" for part in colour) for colour in around)


def _panel(scale: float, results: Sequence[VariantResult]) -> Panel:
    lines, references = [], list[float]()
    for number, result in enumerate(results):
        for curve in result.curves:
            if curve.scale != scale:
                continue
            points = tuple(zip(map(float, curve.steps), curve.psnr, strict=True))
            lines.append(Line(key=number, points=points, broken=bool(result.problem)))
            # Variants that hold out other pictures have another bicubic.
            if all(abs(curve.baseline - other) > _SAME_DB for other in references):
                references.append(curve.baseline)
    return Panel(title=f"x{scale:g}", lines=tuple(lines), references=tuple(references))


def _key(result: VariantResult, *, with_psnr: bool) -> str:
    if result.code == "diverged":
        return f"{result.label}: diverged"
    if result.problem:
        return f"{result.label}: failed"
    return f"{result.label}: {result.psnr:.2f} dB" if with_psnr and result.psnr is not None else result.label
