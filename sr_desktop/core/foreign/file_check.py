"""What a model file is, from its first bytes and its table of contents, before any library reads it (no torch)."""

from __future__ import annotations

import json
import struct
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from sr_desktop.core.foreign.errors import (
    ModelCut,
    ModelEmpty,
    ModelHoldsCode,
    ModelIsPointer,
    ModelIsWebPage,
    ModelLies,
    ModelTooBig,
    ModelUnreadable,
    NotAModel,
)

FileKind = Literal["torch-zip", "torch-old", "safetensors"]

MAX_BYTES = 4 << 30
MAX_TENSORS = 50_000
_MAX_PICKLE = 64 << 20
_MAX_HEADER = 32 << 20
_MB = 1 << 20


@dataclass(frozen=True, kw_only=True)
class ModelFile:
    """A file whose outside is sound: what it is, its path and its size in bytes."""

    kind: FileKind
    path: Path
    size: int


def check_file(path: Path) -> ModelFile:
    """Tell what kind of weights file this is; the content decides, not the name. Raises a ModelRefused."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(1024)
            kind = _kind(path, head, size)
            if kind == "torch-zip":
                _check_zip(path, file, size)
            elif kind == "safetensors":
                _check_header(path, file, size)
    except OSError as error:
        raise ModelUnreadable(path=str(path), detail=error.strerror or str(error)) from None
    return ModelFile(kind=kind, path=path, size=size)


def _kind(path: Path, head: bytes, size: int) -> FileKind:
    if not head:
        raise ModelEmpty(path=str(path))
    if size > MAX_BYTES:
        raise ModelTooBig(path=str(path), size=size // _MB, limit=MAX_BYTES // _MB)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")):
        raise ModelIsWebPage(path=str(path))
    if head.startswith(b"version https://git-lfs"):
        raise ModelIsPointer(path=str(path))
    if head.startswith(b"PK\x03\x04"):
        return "torch-zip"
    # Two pickle protocols were ever used by torch's old format; its own magic number is checked by torch.
    if head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return "torch-old"
    if len(head) > 9 and head[8:9] == b"{":
        return "safetensors"
    raise NotAModel(path=str(path))


def _check_zip(path: Path, file: BinaryIO, size: int) -> None:
    """Every record stored as it is, inside the file, once; no code. What torch writes for plain weights is so."""
    try:
        with zipfile.ZipFile(file) as archive:
            records = archive.infolist()
            comment = archive.comment
    except (zipfile.BadZipFile, zipfile.LargeZipFile, ValueError, EOFError, struct.error, NotImplementedError) as error:
        raise ModelCut(path=str(path), detail=str(error)) from None
    names = [record.filename for record in records]
    if any("/code/" in f"/{name}" or name.endswith(("constants.pkl", ".py")) for name in names):
        raise ModelHoldsCode(path=str(path), detail="TorchScript")
    if sum(name == "data.pkl" or name.endswith("/data.pkl") for name in names) != 1:
        raise NotAModel(path=str(path))
    # Another program may read another table of contents where there are two, or bytes before and after.
    if len(set(names)) != len(names) or comment or min(record.header_offset for record in records) != 0:
        raise ModelLies(path=str(path), detail="its table of contents is ambiguous")
    if len(records) > MAX_TENSORS:
        raise ModelLies(path=str(path), detail=f"{len(records)} records")
    for record in records:
        if record.compress_type != zipfile.ZIP_STORED or record.file_size != record.compress_size:
            raise ModelLies(path=str(path), detail=f"{record.filename} is packed")
        if record.header_offset + record.file_size > size:
            raise ModelLies(path=str(path), detail=f"{record.filename} would end behind the file")
        if record.filename.endswith("data.pkl") and record.file_size > _MAX_PICKLE:
            raise ModelLies(path=str(path), detail=f"a list of {record.file_size // _MB} MB")
    if sum(record.file_size for record in records) > size:
        raise ModelLies(path=str(path), detail="its records overlap")


def _check_header(path: Path, file: BinaryIO, size: int) -> None:
    """The header of a safetensors file is small, JSON, and names tensors that fill the rest of the file."""
    file.seek(0)
    (length,) = struct.unpack("<Q", file.read(8))
    if length > size - 8:
        raise ModelCut(path=str(path), detail="it ends before its table of contents does")
    if length > _MAX_HEADER:
        raise ModelLies(path=str(path), detail=f"a table of contents of {length // _MB} MB")
    try:
        header = json.loads(file.read(length))
    except (ValueError, RecursionError):
        raise ModelCut(path=str(path), detail="its table of contents is damaged") from None
    if not isinstance(header, dict):
        raise ModelCut(path=str(path), detail="its table of contents is damaged")
    header.pop("__metadata__", None)
    if not header:
        raise NotAModel(path=str(path))
    if len(header) > MAX_TENSORS:
        raise ModelLies(path=str(path), detail=f"{len(header)} tensors")
    try:
        ends = [_end_of(entry) for entry in header.values()]
    except (KeyError, TypeError, ValueError):
        raise ModelCut(path=str(path), detail="its table of contents is damaged") from None
    if max(ends) > size - 8 - length:
        raise ModelCut(path=str(path), detail="it ends before its last tensor does")


def _end_of(entry: dict[str, Any]) -> int:
    begin, end = entry["data_offsets"]
    if not (isinstance(begin, int) and isinstance(end, int) and 0 <= begin <= end):
        raise ValueError("offsets")
    return end
