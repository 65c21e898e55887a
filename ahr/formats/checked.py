"""Which files were checked already: by place, size, time and inode, for this process.

Hashing a file takes as long as starting it; a file that is as it was when it was checked is not
checked again. A model that is loaded once in a process is checked once.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_Key = tuple[str, int, int, int]
_KNOWN: Final[set[_Key]] = set()


def is_known(path: Path) -> bool:
    key = _key(path)
    return key is not None and key in _KNOWN


def remember(path: Path) -> None:
    key = _key(path)
    if key is not None:
        _KNOWN.add(key)


def _key(path: Path) -> _Key | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return (str(path.resolve()), found.st_size, found.st_mtime_ns, found.st_ino)
