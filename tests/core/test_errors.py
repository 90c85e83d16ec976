from __future__ import annotations

import pytest

from sr_desktop.core.error_index import BY_CODE
from sr_desktop.core.errors import (
    BadImage,
    BadSize,
    ImageEmpty,
    ImageMissing,
    ImageTruncated,
    SrError,
    _fields,
)

ERRORS = sorted(BY_CODE.values(), key=lambda kind: kind.code)


def _filled(kind: type[SrError]) -> SrError:
    fields = _fields(kind.message_template) | _fields(kind.hint_template)
    return kind(**{name: f"<{name}>" for name in fields})


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.code)
def test_says_what_failed_and_what_to_do(kind: type[SrError]) -> None:
    error = _filled(kind)
    assert error.message.endswith((".", "}", ">"))
    assert error.hint.endswith(".")
    assert str(error) == error.message
    for value in error.values.values():
        assert str(value) in error.message + error.hint
    assert "{" not in error.message + error.hint


def test_codes_find_their_class() -> None:
    def below(kind: type[SrError]) -> set[type[SrError]]:
        return {kind}.union(*(below(child) for child in kind.__subclasses__()))

    ours = {kind for kind in below(SrError) - {SrError} if kind.__module__.startswith("sr_desktop.core.")}
    assert set(BY_CODE.values()) == ours
    assert all(kind.code == code for code, kind in BY_CODE.items())


def test_each_class_has_a_code_and_texts_of_its_own() -> None:
    for kind in ERRORS:
        assert {"code", "message_template", "hint_template"} <= set(vars(kind)), kind


def test_values_are_checked() -> None:
    with pytest.raises(TypeError, match="takes the fields"):
        ImageMissing()
    with pytest.raises(TypeError, match="takes the fields"):
        ImageMissing(path="a.png", detail="unused")
    with pytest.raises(TypeError):
        BadSize(width=1, height=1, scale="2", limit="16").values["width"] = 2  # type: ignore[index]


def test_a_missing_picture_is_a_bad_picture() -> None:
    with pytest.raises(BadImage, match=r"There is no file gone\.png\."):
        raise ImageMissing(path="gone.png")


def test_message_and_hint_read_as_two_sentences() -> None:
    assert ImageTruncated(path="a.png", detail="too short").text.startswith(
        "The picture a.png is cut short or damaged: too short. Copy"
    )
    assert ImageEmpty(path="a.png").text.startswith("The file a.png is empty (0 bytes). Its copy")
