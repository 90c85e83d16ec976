"""Names of result files (standard library only)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from sr_desktop.core.errors import BadTemplate
from sr_desktop.core.upscaling.settings import OutputRules

NAME_FIELDS = ("name", "model", "scale", "width", "height")
"""What a template may ask for in braces: the source's name, the model's id, the factor, and the result's pixels."""
DEFAULT_TEMPLATE = OutputRules().name
_FORBIDDEN = '/\\:*?"<>|'
"""Not in names on Windows, and mostly not meant anywhere."""
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
_MOST_BYTES = 255


@dataclass(frozen=True, kw_only=True)
class NameFacts:
    """What a name may tell. scale, width and height as text, so that a name can be planned before they are known."""

    model: str
    scale: str
    width: str = ""
    height: str = ""


def output_name(source: Path, *, model: str, scale: float, suffix: str) -> str:
    """The name by the usual template, as in `cat_srcnn_x3.png`."""
    facts = NameFacts(model=model, scale=scale_text(scale))
    return filled_name(DEFAULT_TEMPLATE, source, facts, suffix)


def scale_text(scale: float) -> str:
    """A factor as names tell it: 4 digits at most."""
    return f"{scale:.4g}"


def filled_name(template: str, source: Path, facts: NameFacts, suffix: str) -> str:
    """`template` filled for `source`, with `suffix`; the source's name is shortened so that all fits 255 bytes.

    Raises BadTemplate.
    """
    check_template(template)
    texts = {"model": facts.model, "scale": facts.scale, "width": facts.width, "height": facts.height}
    rest = template.format(name="", **texts) + suffix
    # 16 bytes are left for " (1)" and for the short name of the temporary file.
    room = max(0, _MOST_BYTES - 16 - len(rest.encode("utf-8", "surrogateescape"))) // max(1, template.count("{name}"))
    name = source.stem.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore") or "picture"
    stem = template.format(name=name, **texts)
    return (f"{stem}_" if stem.casefold() in _RESERVED else stem) + suffix


def check_template(template: str) -> None:
    """Raise BadTemplate where `template` cannot become a file name."""
    try:
        parts = list(Formatter().parse(template))
    except ValueError as error:
        raise BadTemplate(template=template, detail=str(error)) from None
    for text, field, spec, conversion in parts:
        bad = next((sign for sign in text if sign in _FORBIDDEN or not sign.isprintable()), None)
        if bad is not None:
            raise BadTemplate(template=template, detail=f"{bad!r} cannot be in a file name")
        if field is not None and (field not in NAME_FIELDS or spec or conversion):
            raise BadTemplate(template=template, detail=f"{{{field}}} is not known")
    if not template.strip(" ."):
        raise BadTemplate(template=template, detail="it is empty")
    if len(template.encode("utf-8", "surrogatepass")) > _MOST_BYTES // 2:
        raise BadTemplate(template=template, detail="it is too long")


def numbered(path: Path, number: int) -> Path:
    """`name (1).png`: how a result is called when the name is taken."""
    return path.with_name(f"{path.stem} ({number}){path.suffix}")
