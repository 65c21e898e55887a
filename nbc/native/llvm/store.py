"""The disk cache of machine code: a file an entry, named by a hash of all that decides its bytes.

The caller's key says which program; this file adds the CPU with its features, the versions of
llvmlite, NBC and libc, and a fingerprint of the compiler's own sources. Entries are written beside
their place and renamed, checked by a checksum when read, and belong to the user alone: a folder or
file that somebody else may write is not used, since its bytes would be run. What is damaged is
removed. A cache that cannot be used is no error, only slower.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import stat
import struct
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import cache
from importlib import metadata as distributions
from pathlib import Path
from typing import Any, Final, final

from nbc.bytecode import NBC_VERSION
from nbc.native.llvm import machine

LIMIT_BYTES: Final = 256 << 20
"""Above it the entries that were used longest ago go, down to three quarters of it."""

_MAGIC: Final = b"NOODLEO1"
_HEADER: Final = struct.Struct("<8s16sIII")
_SUFFIX: Final = ".entry"
_TOUCH_S: Final = 3600.0
"""How exactly the last use is known; a touch costs as much as reading the entry."""

_SWEEP_BYTES: Final = LIMIT_BYTES // 32
_SWEEP_CHANCE: Final = 1 / 64
_IMPORTED_S: Final = time.time()
_unswept_bytes = 0


@final
@dataclass(frozen=True, slots=True)
class Entry:
    """`ir` is the text the object was made of, compressed; empty where it was not kept."""

    object_code: bytes
    metadata: dict[str, Any]
    ir: bytes


def prepare() -> None:
    """Do what the first use of the cache would wait for."""
    _surroundings()
    _folder()


def is_on() -> bool:
    """Whether there is a cache."""
    return _folder() is not None


def find(key: bytes) -> tuple[bytes, dict[str, Any]] | None:
    entry = find_entry(key)
    return (entry.object_code, entry.metadata) if entry else None


def find_entry(key: bytes) -> Entry | None:
    folder = _folder()
    if folder is None:
        return None
    path = folder / _file_name(key)
    try:
        data = _read_own(path)
    except OSError:
        return None
    entry = _unpack(data)
    if entry is None:
        with contextlib.suppress(OSError):
            path.unlink()
    return entry


def put(key: bytes, object_code: bytes, metadata: dict[str, Any], ir: bytes = b"") -> None:
    """Keep an entry, in place of one of the same key. `metadata` is JSON."""
    folder = _folder()
    if folder is None:
        return
    data = _pack(object_code, metadata, ir)
    try:
        _write(folder, folder / _file_name(key), data)
    except OSError:
        return
    _count(folder, len(data))


def sweep(folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
    """Remove left-over temporary files, and the oldest entries when there is too much."""
    entries: list[tuple[float, int, str]] = []
    with contextlib.suppress(OSError):
        for item in os.scandir(folder):
            with contextlib.suppress(OSError):
                status = item.stat(follow_symlinks=False)
                if item.name.endswith(_SUFFIX):
                    entries.append((status.st_mtime, status.st_size, item.path))
                elif time.time() - status.st_mtime > _TOUCH_S:
                    os.unlink(item.path)
    total = sum(size for _, size, _ in entries)
    if total <= limit_bytes:
        return
    for _, size, path in sorted(entries):
        with contextlib.suppress(OSError):
            os.unlink(path)
        total -= size
        if total <= limit_bytes * 3 // 4:
            return


def _count(folder: Path, size_bytes: int) -> None:
    """Sweep now and then: after much was written here, or by chance, so that many short runs
    keep to the limit too."""
    global _unswept_bytes
    _unswept_bytes += size_bytes
    if _unswept_bytes > _SWEEP_BYTES or random.random() < _SWEEP_CHANCE:
        _unswept_bytes = 0
        sweep(folder)


def _folder() -> Path | None:
    """Where entries are, or None where the cache is off or cannot be trusted."""
    return _usable_folder(os.environ.get("NOODLE_CACHE_DIR"))


@cache
def _usable_folder(setting: str | None) -> Path | None:
    if setting == "0":
        return None
    try:
        folder = (Path(setting) if setting else _user_cache() / "noodle") / "native"
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if _is_ours(folder.stat()) else None
    except (OSError, RuntimeError):  # RuntimeError: the user has no home
        return None


def _user_cache() -> Path:
    if named := os.environ.get("XDG_CACHE_HOME"):
        return Path(named)
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    return Path.home() / ".cache"


def _is_ours(status: os.stat_result) -> bool:
    if not hasattr(os, "geteuid"):
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _read_own(path: Path) -> bytes:
    with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
        status = os.fstat(file.fileno())
        if not (stat.S_ISREG(status.st_mode) and _is_ours(status)):
            raise PermissionError(f"{path} may be written by others")
        data = file.read()
    if time.time() - status.st_mtime > _TOUCH_S:
        with contextlib.suppress(OSError):
            os.utime(path)
    return data


def _write(folder: Path, path: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=folder)  # mode 0600
    try:
        with open(descriptor, "wb") as file:
            file.write(data)
        os.replace(temporary, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _pack(object_code: bytes, metadata: dict[str, Any], ir: bytes) -> bytes:
    text = json.dumps(metadata, separators=(",", ":")).encode()
    body = text + object_code + ir
    sizes = (len(text), len(object_code), len(ir))
    return _HEADER.pack(_MAGIC, _checksum(body, sizes), *sizes) + body


def _unpack(data: bytes) -> Entry | None:
    if len(data) < _HEADER.size:
        return None
    magic, checksum, *sizes = _HEADER.unpack_from(data)
    body = data[_HEADER.size :]
    if magic != _MAGIC or sum(sizes) != len(body) or checksum != _checksum(body, tuple(sizes)):
        return None
    text_end, object_end = sizes[0], sizes[0] + sizes[1]
    metadata = json.loads(body[:text_end])
    return Entry(body[text_end:object_end], metadata, body[object_end:])


def _checksum(body: bytes, sizes: tuple[int, ...]) -> bytes:
    return hashlib.blake2b(body, digest_size=16, key=repr(sizes).encode()).digest()


def _file_name(key: bytes) -> str:
    digest = hashlib.blake2b(key, digest_size=20, key=_surroundings())
    return digest.hexdigest() + _SUFFIX


@cache
def _surroundings() -> bytes:
    """A hash of what else than the key decides the machine code."""
    parts = (
        machine.host().identity,
        distributions.version("llvmlite"),
        str(NBC_VERSION),
        _libc(),
        _sources()[0],
    )
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=32).digest()


def _libc() -> str:
    """Which libc: its libmvec decides which vector functions the code may call."""
    try:
        return os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (AttributeError, ValueError, OSError):
        return sys.platform


@cache
def is_of_this_process() -> bool:
    """Whether the files that entries are marked with are those that this process has imported: none
    has changed since it began, by an upgrade for instance."""
    return _sources()[1] < _process_start_s()


def _process_start_s() -> float:
    """When the process began, or that which it was forked from had imported this file."""
    try:
        facts = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        since_boot_s = int(facts[19]) / os.sysconf("SC_CLK_TCK")
        began_s = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) + since_boot_s
        return min(began_s, _IMPORTED_S)
    except (OSError, AttributeError, IndexError, ValueError):
        return _IMPORTED_S


@cache
def _sources() -> tuple[str, float]:
    """Sizes and times of Noodle's own files: a changed compiler finds no old code. And the time of
    the newest."""
    found, newest_s = [], 0.0
    for root, _, names in os.walk(Path(__file__).parents[2]):
        for name in sorted(names):
            if name.endswith((".py", ".ll")):
                with contextlib.suppress(OSError):  # an editor may be replacing it
                    status = os.stat(os.path.join(root, name))
                    found.append(f"{name} {status.st_size} {status.st_mtime_ns}")
                    newest_s = max(newest_s, status.st_mtime)
    return "\n".join(sorted(found)), newest_s
