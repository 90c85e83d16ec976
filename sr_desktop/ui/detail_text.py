"""The part {detail} of errors in the language of the window, where the words are our own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from sr_desktop.core.details import find_detail
from sr_desktop.core.errors import Value


def in_words(values: Mapping[str, Value]) -> Mapping[str, Value]:
    """The values of an error or note with their `detail` translated; what others than us said stays as it is."""
    detail = values.get("detail")
    found = find_detail(detail) if isinstance(detail, str) else None
    if found is None:
        return values
    template, parts = found
    return {**values, "detail": QCoreApplication.translate("details", template).format(**parts)}
