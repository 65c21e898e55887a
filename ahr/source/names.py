"""Names of a graph as identifiers of Python: nothing that a file says is written as it stands."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable
from typing import Final, final

_RESERVED: Final = frozenset({*dir(builtins), *keyword.kwlist, *keyword.softkwlist})


@final
class Identifiers:
    """One identifier a name, the same each time; no two names have the same."""

    def __init__(self, reserved: Iterable[str] = ()) -> None:
        self._taken = {*reserved, *_RESERVED}
        self._made: dict[str, str] = {}

    def of(self, name: str, stem: str | None = None) -> str:
        """`stem`: what it is to be made of, instead of the name."""
        if name not in self._made:
            stem = re.sub(r"[^A-Za-z0-9_]+", "_", stem or name).strip("_") or "value"
            stem = f"v_{stem}" if stem[0].isdigit() else stem
            made, number = stem, 2
            while made in self._taken:
                made, number = f"{stem}_{number}", number + 1
            self._taken.add(made)
            self._made[name] = made
        return self._made[name]


def class_name(name: str) -> str:
    """`digits_net` as `DigitsNet`."""
    words = re.sub(r"[^A-Za-z0-9]+", " ", name).split()
    joined = "".join(word[0].upper() + word[1:] for word in words) or "Network"
    return f"Net{joined}" if joined[0].isdigit() or joined in _RESERVED else joined
