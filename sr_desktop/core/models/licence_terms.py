"""Whether a model may be used for money, from the name of its licence (standard library only)."""

from __future__ import annotations

import re
from typing import Literal, get_args

Commercial = Literal["yes", "no", "unknown"]

COMMERCIAL: tuple[Commercial, ...] = get_args(Commercial)
_NO = re.compile(r"(?<![a-z])nc(?![a-z])|non-?commercial|research[ -]only")
_YES = re.compile(r"^(mit|apache|bsd|isc|cc0|cc[ -]by(?![a-z])|unlicense|mpl|l?gpl|agpl|wtfpl|zlib|public domain|openrail)")


def commercial_use(licence: str, stated: str = "") -> Commercial:
    """What is `stated` with the model, else what follows from a licence that is known by name, else "unknown"."""
    for known in COMMERCIAL:
        if stated == known and known != "unknown":
            return known
    name = licence.strip().lower()
    if _NO.search(name):
        return "no"
    return "yes" if _YES.match(name) else "unknown"
