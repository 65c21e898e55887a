"""What the text of a cell does to names: Noodle, `%%python`, or a magic with either in it.

Texts are kept, so that a notebook of a thousand cells is looked at once. None stands for a text
that means nothing (it has a mistake), or whose meaning only a magic knows.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Final, final

from nbc import Effects, effects_of
from nbc.errors import NoodleError
from noodle_kernel import cells
from noodle_kernel.cells import PythonSource

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_TEXTS: Final = 4000
_CELL_MAGIC = re.compile(r"\s*%%(\w+)[^\n]*(?:\n|\Z)")
_RUNS_ITS_BODY: Final = frozenset(
    {"time", "timeit", "capture", "profile", "prun", "memit", "debug"}
)
_RUNS_ITS_LINE = re.compile(
    r"^(\s*)%(?:time|timeit|profile|prun|memit)[ \t]+(?:-\S+[ \t]+)*", re.MULTILINE
)


@final
class Texts:
    """The effects of texts."""

    def __init__(self, shell: NoodleShell) -> None:
        self._shell = shell
        self._known: OrderedDict[str, Effects | None] = OrderedDict()
        self._lock = Lock()

    def effects(self, text: str) -> Effects | None:
        with self._lock:
            if text in self._known:
                self._known.move_to_end(text)
                return self._known[text]
        found = self._find(text)
        with self._lock:
            self._known[text] = found
            while len(self._known) > _MOST_TEXTS:
                self._known.popitem(last=False)
        return found

    def _find(self, text: str) -> Effects | None:
        magic = _CELL_MAGIC.match(text)
        if magic is not None and magic[1] != "python":
            return self._find(text[magic.end() :]) if magic[1] in _RUNS_ITS_BODY else None
        source = self._shell.transformed(_RUNS_ITS_LINE.sub(r"\1", text))
        if isinstance(source, cells.UnreadableSource):
            return None
        try:
            return effects_of(source, is_python=isinstance(source, PythonSource))
        except NoodleError:
            return None
