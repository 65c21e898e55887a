"""A file to send, and names for files that no system misreads."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final, final

LENGTH_AT_MOST: Final = 100
_RESERVED: Final = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?$", re.IGNORECASE)


@final
@dataclass(frozen=True, slots=True)
class Download:
    """`name` is what it is saved as."""

    path: Path
    sha256: str
    size_bytes: int
    name: str


def named(stem: str, suffix: str) -> str:
    """Letters, digits, dots, dashes and spaces, none of which leads anywhere or looks like what it
    is not; no name that Windows keeps for devices."""
    plain = unicodedata.normalize("NFKC", stem)
    kept = re.sub(r"[^\w.-]+", "_", plain).strip("._-")[:LENGTH_AT_MOST] or "file"
    if _RESERVED.match(kept):
        kept = f"_{kept}"
    return f"{kept}.{suffix}" if suffix else kept
