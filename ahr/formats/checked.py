"""Which files were checked already: kept for later processes, in the user's cache folder.

Hashing a file takes as long as starting it. A file is the one that was checked if place, size,
inode and both times are the same; nobody can set the time of the last change to its state. Beside
them the hash of what was checked is kept, which covers every part, and the mark goes with what
checked it: other ops, other marks. What makes the next start quicker can be kept there too. The
folder must belong to the user alone. A file that changed a moment ago is not marked, since the
clock of a file system is coarse. `NOODLE_CACHE_DIR=0` turns it off.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import stat
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Final

from nbc import bytecode

_SETTLED_S: Final = 2.0
"""How long ago a file must have changed: no file system's clock is coarser."""

_MARKS_AT_MOST: Final = 4096
_KEPT_AT_MOST: Final = 1 << 20
_SEAL: Final = 16
_SUFFIX: Final = ".checked"


def is_known(path: Path, status: os.stat_result, digest: bytes) -> bool:
    """Whether a file with this status and hash was checked."""
    return kept(path, status, digest) is not None


def kept(path: Path, status: os.stat_result, digest: bytes) -> bytes | None:
    """What was kept beside the mark of a file, or nothing; None if it was not checked."""
    mark = _mark(path, status)
    if mark is None:
        return None
    try:
        with open(os.open(mark, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
            if not _is_ours(os.fstat(file.fileno())) or file.read(len(digest)) != digest:
                return None
            seal, more = file.read(_SEAL), file.read(_KEPT_AT_MOST)
            return more if seal == _seal(more) else None
    except OSError:
        return None


def remember(path: Path, status: os.stat_result, digest: bytes, more: bytes = b"") -> None:
    """Marks a file as checked; `more` is kept beside the mark, where it is small enough. Where that
    is not possible, it is checked again next time."""
    mark = _mark(path, status)
    if mark is None or time.time() - status.st_ctime < _SETTLED_S or len(more) > _KEPT_AT_MOST:
        return
    with contextlib.suppress(OSError):
        handle, beside = tempfile.mkstemp(dir=mark.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(digest + _seal(more) + more)
        os.replace(beside, mark)
        _sweep(mark.parent)


def _seal(more: bytes) -> bytes:
    return hashlib.blake2b(more, digest_size=_SEAL).digest()


def _mark(path: Path, status: os.stat_result) -> Path | None:
    folder = _folder(os.environ.get("NOODLE_CACHE_DIR"), os.environ.get("XDG_CACHE_HOME"))
    if folder is None or sys.platform == "win32":  # its files have no time of the last change
        return None
    facts = (os.path.realpath(path), status.st_dev, status.st_ino, status.st_size,
             status.st_mtime_ns, status.st_ctime_ns, _checker())  # fmt: skip
    return folder / (hashlib.blake2b(repr(facts).encode(), digest_size=20).hexdigest() + _SUFFIX)


@cache
def _checker() -> str:
    """What decides the outcome of a check: the files of this package and of the bytecode, by size
    and time."""
    found = []
    packages = (Path(__file__).parents[1], Path(bytecode.__file__).parent)
    for folder, _, names in itertools.chain.from_iterable(map(os.walk, packages)):
        for name in sorted(each for each in names if each.endswith(".py")):
            with contextlib.suppress(OSError):  # an editor may be replacing it
                status = os.stat(os.path.join(folder, name))
                found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
    return hashlib.blake2b("\n".join(sorted(found)).encode()).hexdigest()


@cache
def _folder(setting: str | None, caches: str | None) -> Path | None:
    """Where marks are, or None where they are off or could be somebody else's."""
    if setting == "0":
        return None
    try:
        folder = (Path(setting) if setting else _user_caches(caches) / "noodle") / "models"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours(folder.stat()) else None
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        return None


def _user_caches(named: str | None) -> Path:
    if named:
        return Path(named)
    return Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache")


def _is_ours(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _sweep(folder: Path) -> None:
    """Above the limit, the older half of the marks goes."""
    marks = [each for each in os.scandir(folder) if each.name.endswith(_SUFFIX)]
    if len(marks) <= _MARKS_AT_MOST:
        return
    marks.sort(key=lambda each: each.stat(follow_symlinks=False).st_mtime)
    for each in marks[: len(marks) // 2]:
        with contextlib.suppress(OSError):
            os.unlink(each.path)
