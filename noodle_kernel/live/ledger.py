"""What ran in this kernel: of each cell its text, and the version of each name it read and wrote.

A name has a new version when its value is another one: for plain data that is seen from the value,
so that the same number assigned again changes nothing; objects get a new version whenever a cell
assigns or changes them. Every name is looked at before and after a cell, so that what no compiler
foresees (`exec`, `%run`, a console) is seen too. The kernel needs this file to start: what a text
means is found by `texts.py`, which is loaded when the first cell has run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import RLock
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final, final

from noodle_kernel.live.values import GONE, Mark, can_change, is_content, is_used_up, mark

if TYPE_CHECKING:
    from nbc import Effects, Linked, Table

Version = Mark
_HIDDEN: Final = re.compile(
    r"_+|_i+|_i?\d+|_[iod]h|In|Out|exit|quit|get_ipython|open|__\w+__|_noodle\w*|__nbc\w*"
)
_MOST_RUNS: Final = 5000


@final
@dataclass(frozen=True, slots=True)
class Run:
    """The last run of a cell. `reads`: each name's version, and the cell that had written it (None:
    none of a notebook). `could_write` has what it would have written had it not failed. `aliases`:
    names of these that the text does not have, which were names of objects that it changed."""

    text: str
    effects: Effects | None
    number: int
    outcome: str
    reads: Mapping[str, tuple[Version | None, str | None]]
    writes: Mapping[str, Version]
    could_write: frozenset[str]
    aliases: frozenset[str]


@final
@dataclass(slots=True)
class Started:
    """A cell that runs."""

    cell: str | None
    text: str
    versions: dict[str, Version]
    writers: dict[str, str | None]


@final
@dataclass(slots=True)
class Known:
    """A copy of what is known, for other threads."""

    runs: dict[str, Run] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    writers: dict[str, str | None] = field(default_factory=dict)


@final
class Ledger:
    """`is_ours(name, value)`: whether a name is Noodle's own, which cells have without writing it.
    `effects`: what a text means."""

    def __init__(
        self, namespace: dict[str, Any], effects: Callable[[str], Effects | None],
        is_ours: Callable[[str, Any], bool],
    ) -> None:  # fmt: skip
        self._namespace = namespace
        self._effects = effects
        self._is_ours = is_ours
        self._lock = RLock()
        self._marks: dict[str, Mark] = {}
        self._functions: dict[str, FunctionType] = {}
        self._known = Known()
        self._table: Table | None = None
        self._next = 0
        self._shown: set[Any] = set()
        self._hidden: set[Any] = set()
        self._ours: dict[str, Any] = {}
        """Names found to be Noodle's own, with what they held: asking costs each cell time."""

    def begin(self, cell: str | None, text: str) -> Started:
        """A cell is about to run. What has changed since the last one did so outside of cells."""
        with self._lock:
            for name in self._look():
                self._note(name, self._version(name, is_new=True), None)
            return Started(cell, text, dict(self._known.versions), dict(self._known.writers))

    def end(self, started: Started, outcome: str) -> None:
        """It has run: "ok", "failed" or "interrupted"."""
        from nbc import Linked, Table, link  # lazy: the kernel starts without nbc

        try:
            effects = self._effects(started.text)
            with self._lock:
                self._table = self._table or Table()
                linked = Linked() if effects is None else link(effects, self._table)
                self._finish(started, outcome, effects, linked)
                if effects is not None:
                    self._table.learn(effects)
        except (Exception, KeyboardInterrupt):  # noqa: BLE001  # kernel dispatch: the cell has run
            with self._lock:
                self._known.runs.pop(started.cell or "", None)

    def known(self) -> tuple[Known, Table]:
        """A copy, and what names hold now."""
        from nbc import Table  # lazy: the kernel starts without nbc

        with self._lock:
            now = (self._table or Table()).copy()
            before = self._known
            return Known(dict(before.runs), dict(before.versions), dict(before.writers)), now

    def text_of(self, cell: str) -> str | None:
        """The text of a cell's last run."""
        with self._lock:
            run = self._known.runs.get(cell)
            return None if run is None else run.text

    def _finish(
        self, started: Started, outcome: str, effects: Effects | None, linked: Linked
    ) -> None:
        changed = self._look()
        mutated = self._mutated(linked)
        names = mutated | changed | (linked.writes if outcome == "ok" else set())
        writes = {}
        for name in names:
            if not self._shows(name) or self._is_ours(name, self._namespace.get(name)):
                continue
            is_new = name in mutated or name in changed or name not in linked.maybe
            writes[name] = self._note(name, self._version(name, is_new), started.cell)
        if started.cell is None:
            return
        aliases = frozenset(mutated - linked.mutates - linked.writes - linked.reads)
        reads = {
            name: (started.versions.get(name), started.writers.get(name))
            for name in linked.reads | aliases if self._shows(name)
        }  # fmt: skip
        self._next += 1
        runs = self._known.runs
        runs.pop(started.cell, None)
        could = frozenset(writes) | (linked.writes if outcome != "ok" else set())
        runs[started.cell] = Run(started.text, effects, self._next, outcome, reads, writes, could,
                                 aliases)  # fmt: skip
        if len(runs) > _MOST_RUNS:
            del runs[next(iter(runs))]

    def _look(self) -> set[str]:
        """The names whose marks have changed since the last look."""
        before, now, functions = self._marks, {}, {}
        space, ours = self._namespace, self._ours
        # Most names are hidden, a session has some for each cell: they are left out at once.
        for name in set(list(space)).difference(self._hidden):  # noqa: C414 - a list is atomic
            value = space.get(name, ours)
            if value is ours or ours.get(name, self) is value or not self._shows(name):
                continue
            if self._is_ours(name, value):
                ours[name] = value
                continue
            if type(value) is FunctionType:
                functions[name] = value
                if self._functions.get(name) is value:
                    now[name] = before[name]
                    continue
            now[name] = mark(value)
        self._marks, self._functions = now, functions
        changed = {name for name, found in now.items() if before.get(name) != found}
        return changed | (before.keys() - now.keys())

    def _shows(self, name: Any) -> bool:
        """Whether a name is a person's."""
        if name in self._shown or name in self._hidden:
            return name in self._shown
        shows = isinstance(name, str) and not _HIDDEN.fullmatch(name)
        (self._shown if shows else self._hidden).add(name)
        return shows

    def _mutated(self, linked: Linked) -> set[str]:
        """The names whose objects were changed in place, by whatever other name."""
        space = self._namespace
        found = {name for name in linked.mutates if name in space and can_change(space[name])}
        found |= {n for n in linked.reads if n in self._marks and is_used_up(space.get(n))}
        objects = {self._marks[n] for n in found if n in self._marks}
        objects = {each for each in objects if not is_content(each)}
        if objects:
            found |= {name for name, each in self._marks.items() if each in objects}
        return found

    def _version(self, name: str, is_new: bool) -> Version:
        found = self._marks.get(name, GONE)
        if is_content(found):
            return found
        before = self._known.versions.get(name)
        if is_new or before is None or before[0] != "object":
            self._next += 1
            return "object", self._next
        return before

    def _note(self, name: str, version: Version, cell: str | None) -> Version:
        self._known.versions[name] = version
        self._known.writers[name] = cell
        return version
