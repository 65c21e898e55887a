"""Zip files as model formats use them: nothing compressed, every part a view of the file's bytes.

A file is read once, into memory, so that nobody can change it while it is looked at. What is
compressed, encrypted, there twice or named like a place outside is refused before it is read: so
no part is larger than the file, and none is ever written anywhere.
"""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, final

from nbc.errors import ModelError

AGAIN: Final = "copy or download it again"
_LOCAL: Final = struct.Struct("<4s22xHH")
"""The signature of a part's own header, and the lengths of its name and of its extra field."""

_ENCRYPTED: Final = 1
_ALIGNMENT: Final = 64


@final
@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what it was when it was read; `seen` has its zip, once opened."""

    path: Path
    data: bytes
    status: os.stat_result
    seen: list[Archive] = field(default_factory=list, compare=False, repr=False)


@final
@dataclass(frozen=True, slots=True)
class Archive:
    """The parts by name, and the comment of the whole."""

    parts: Mapping[str, memoryview]
    comment: bytes


def read_content(path: str | os.PathLike[str]) -> Content:
    """All bytes of a file. Raises ModelError N6005 for what cannot be read, and for nothing."""
    place = Path(path)
    try:
        with place.open("rb") as file:
            status = os.fstat(file.fileno())
            data = file.read()
    except OSError as error:
        raise ModelError("N6005", f"{place}: {error.strerror or error}") from None
    if not data:
        raise ModelError("N6005", f"{place}: it is empty", hint=AGAIN)
    return Content(place, data, status)


def opened(content: Content, *, check_sums: bool) -> Archive:
    """The parts of a zip. `check_sums` is for formats that have no hashes of their own. Raises
    ModelError: N6005 where it is damaged, N6006 where it holds what no model file may."""
    if content.seen and not check_sums:
        return content.seen[0]
    try:
        with zipfile.ZipFile(io.BytesIO(content.data)) as archive:
            entries, comment = archive.infolist(), archive.comment
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as error:
        raise _damaged(content, f"it is not a whole zip file ({error})") from None
    view = memoryview(content.data)
    parts: dict[str, memoryview] = {}
    for entry in entries:
        _check_entry(entry, content)
        if entry.filename in parts:
            raise _damaged(content, f"it has two parts named {entry.filename!r}")
        part = _part(entry, view, content)
        if check_sums and zlib.crc32(part) != entry.CRC:
            raise _damaged(content, f"{entry.filename} was changed")
        parts[entry.filename] = part
    content.seen[:] = [Archive(parts, comment)]
    return content.seen[0]


def zipped(parts: Mapping[str, bytes], comment: bytes) -> bytes:
    """A zip of these parts. The same parts give the same bytes; each begins at a multiple of 64,
    so that arrays in it can be used where they are."""
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            start = memory.tell() + _LOCAL.size + len(name.encode())
            entry.extra = _padding(-start % _ALIGNMENT)
            archive.writestr(entry, data)
        archive.comment = comment
    return memory.getvalue()


def _padding(count: int) -> bytes:
    """An extra field of so many bytes; its own head takes four."""
    if not count:
        return b""
    count += _ALIGNMENT if count < 4 else 0
    return struct.pack("<HH", 0xFFFF, count - 4) + bytes(count - 4)


def _check_entry(entry: zipfile.ZipInfo, content: Content) -> None:
    if entry.compress_type != zipfile.ZIP_STORED or entry.file_size != entry.compress_size:
        raise _forbidden(content, f"{entry.filename} is compressed, which a model file's parts "
                         "never are")  # fmt: skip
    if entry.flag_bits & _ENCRYPTED:
        raise _forbidden(content, f"{entry.filename} is encrypted")
    steps = entry.filename.replace("\\", "/").split("/")
    if ".." in steps or not steps[0] or ":" in steps[0]:
        raise _forbidden(content, f"it names a part {entry.filename!r}, outside its folder")


def _part(entry: zipfile.ZipInfo, view: memoryview, content: Content) -> memoryview:
    """The bytes of a part, which are where both of its headers say."""
    at = entry.header_offset
    if not 0 <= at <= len(view) - _LOCAL.size:
        raise _damaged(content, f"{entry.filename} begins outside the file")
    signature, name, extra = _LOCAL.unpack_from(view, at)
    start = at + _LOCAL.size + name + extra
    own = bytes(view[at + _LOCAL.size : at + _LOCAL.size + name])
    if signature != b"PK\x03\x04" or own not in (
        entry.orig_filename.encode(errors="replace"), entry.filename.encode(errors="replace")
    ):  # fmt: skip
        raise _damaged(content, f"{entry.filename} is not where its list says")
    if start + entry.file_size > len(view):
        raise _damaged(content, f"{entry.filename} ends outside the file")
    return view[start : start + entry.file_size]


def _damaged(content: Content, why: str) -> ModelError:
    return ModelError("N6005", f"{content.path}: {why}", hint=AGAIN)


def _forbidden(content: Content, why: str) -> ModelError:
    return ModelError("N6006", f"{content.path}: {why}", hint="do not trust this file")
