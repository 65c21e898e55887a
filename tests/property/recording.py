"""What a cell really reads, writes and changes: a namespace that records, run by CPython.

A namespace that is no plain dict makes CPython ask for every global name. Stores of functions go
past it, and objects that change are seen by their `repr`, so both are found by comparing.
"""

from __future__ import annotations

import ast
import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any, final

_MISSING = object()


@final
class Recording(dict[str, Any]):
    """Notes what is read before it is written, and what is written."""

    def __init__(self) -> None:
        super().__init__(__name__="__main__")
        self.start()

    def start(self) -> None:
        self.read: set[str] = set()
        self.written: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        value = super().__getitem__(name)
        if name not in self.written:
            self.read.add(name)
        return value

    def __setitem__(self, name: str, value: Any) -> None:
        self.written.add(name)
        super().__setitem__(name, value)

    def __delitem__(self, name: str) -> None:
        self.written.add(name)
        super().__delitem__(name)


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """`changed`: names whose objects are others now. `objects`: which object each name had."""

    text: str
    reads: set[str]
    writes: set[str]
    changed: set[str]
    objects: dict[str, int]


def watch(cells: list[str]) -> Iterator[Seen]:
    """Runs cells up to the first that fails."""
    space = Recording()
    for text in cells:
        before = {name: (value, _shown(value)) for name, value in space.items()}
        space.start()
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                exec(compile(text, "<cell>", "exec"), space)
        except Exception:  # noqa: BLE001 - whatever a program raises ends it
            return
        after = dict(space.items())
        stored = {n for n in after if after[n] is not before.get(n, (_MISSING,))[0]}
        changed = {
            name for name, (value, shown) in before.items()
            if after.get(name) is value and _shown(value) != shown
        }  # fmt: skip
        writes = (space.written | stored) & (before.keys() | after.keys())
        objects = {name: id(value) for name, (value, _) in before.items()}
        reads = _plain(space.read & before.keys())
        yield Seen(text, reads, _plain(writes), _plain(changed), objects)


def split(source: str, size: int) -> list[str]:
    """A program as cells of some statements each."""
    body = ast.parse(source).body
    return [ast.unparse(ast.Module(body[at : at + size], [])) for at in range(0, len(body), size)]


def _plain(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith("__")}


def _shown(value: Any) -> str:
    if isinstance(value, ModuleType):
        return ""
    if isinstance(value, (list, dict, set, bytearray)):
        return repr(value)
    fields = getattr(value, "__dict__", None)
    return repr(fields) if isinstance(fields, dict) and not callable(value) else ""
