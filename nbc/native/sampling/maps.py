"""Whose code an address is: the interpreter's, the C library's, or another library's."""

from __future__ import annotations

import os
import sys
import sysconfig
import time
from bisect import bisect_right
from typing import Final, final

INTERPRETER, PLAIN, LIBRARY, MADE = "interpreter", "plain", "library", "made"
"""PLAIN is what all call, the C library: it belongs to its caller. MADE: code of no file."""

_MAPS: Final = "/proc/self/maps"
_AGAIN_S: Final = 1.0
_PLAIN: Final = ("libc.so", "libc-", "libpthread", "ld-linux", "[vdso]", "[vsyscall]")


@final
class Maps:
    """The executable stretches of this process, read again when an address is in none of them."""

    def __init__(self) -> None:
        names = {os.path.realpath(sys.executable), sysconfig.get_config_var("LDLIBRARY") or ""}
        self._interpreter = tuple(filter(None, names))
        self._starts: list[int] = []
        self._kinds: list[tuple[int, str]] = []
        self._read_s = 0.0

    def kind(self, address: int) -> str:
        """INTERPRETER, PLAIN, LIBRARY or MADE; '' where nothing is known."""
        return self._kind(address) or ("" if self._is_fresh() else self._read_again(address))

    def _kind(self, address: int) -> str:
        at = bisect_right(self._starts, address) - 1
        if at < 0 or address >= self._kinds[at][0]:
            return ""
        return self._kinds[at][1]

    def _is_fresh(self) -> bool:
        return time.monotonic() - self._read_s < _AGAIN_S

    def _read_again(self, address: int) -> str:
        self._read_s = time.monotonic()
        found: list[tuple[int, int, str]] = []
        try:
            with open(_MAPS) as file:
                for line in file:
                    span, access, *rest = line.split(maxsplit=5)
                    if "x" in access:
                        start, stop = (int(part, 16) for part in span.split("-"))
                        found.append(
                            (start, stop, self._kind_of(rest[3].strip() if len(rest) > 3 else ""))
                        )
        except (OSError, ValueError):
            return ""
        self._starts = [start for start, _, _ in found]
        self._kinds = [(stop, kind) for _, stop, kind in found]
        return self._kind(address)

    def _kind_of(self, name: str) -> str:
        if not name.startswith("/") and name != "[vdso]":
            return MADE
        base = os.path.basename(name)
        if base.startswith(_PLAIN):
            return PLAIN
        return INTERPRETER if name.endswith(self._interpreter) else LIBRARY
