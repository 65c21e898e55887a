"""From addresses in machine code to places in the source: the unit first, then its line.

Lines need a table, which takes as long to make as the unit took to compile: it is made in a thread
of its own once a unit was seen more than once, and until then its addresses wait. It is kept for
the profiles that follow.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any, Final, final
from weakref import WeakKeyDictionary

from nbc.functions import FUNCTIONS
from nbc.native import late
from nbc.native.dispatch.loops import LOOPS
from nbc.native.dispatch.records import RECORDS
from nbc.native.llvm import Loaded, debug_lines
from nbc.native.llvm.debug_lines import LineTable
from nbc.native.unit import Compiled, Place

_WORTH: Final = 2
"""Samples of a unit until its lines are looked up."""
_TABLES: Final[WeakKeyDictionary[Any, LineTable | None]] = WeakKeyDictionary()
"""By code in memory, as long as it is there: the next profile does not make them again."""


@final
@dataclass(frozen=True, slots=True)
class NativePlace:
    """A line of a function that runs natively; `file` as its code objects name it."""

    function: str
    file: str
    line: int
    first_line: int


@final
class Unit:
    """Code in memory: of a unit, or a late part of one (`key`). `table` is made late; None for good
    where it cannot be."""

    def __init__(self, compiled: Compiled, loaded: Loaded, file: str, key: int | None) -> None:
        self.compiled = compiled
        self.loaded, self.key = loaded, key
        self.file = file
        self.address = next(iter(loaded.addresses.values()))
        # The size is that of the whole object, so it is too much.
        self.start, self.stop = self.address - loaded.size_bytes, self.address + loaded.size_bytes
        self.table: LineTable | None = None
        self.is_settled = False
        self.seen = 0

    def settle(self) -> None:
        code = self.loaded.keep.tracker
        if code not in _TABLES:
            ir = "" if self.key is None else late.text_with_lines(self.key)
            _TABLES[code] = debug_lines.line_table(self.loaded, ir)
        self.table = _TABLES[code]
        if self.table is not None:
            self.start, self.stop = self.table.start, self.table.stop
        self.is_settled = True

    def has(self, address: int) -> bool:
        return self.start <= address < self.stop

    def place(self, address: int, files: dict[int, str]) -> NativePlace:
        """Where an address is; at the unit's beginning where no line is known."""
        unit = self.compiled.unit
        number = 0 if self.table is None else self.table.number_at(address)
        if 0 < number <= len(self.compiled.places):
            return _native_place(self.compiled.places[number - 1], files, self.file)
        code = unit.module.functions[unit.index]
        position = code.instructions[unit.region[0]].position if unit.region else code.position
        return _native_place(Place(unit.module, unit.index, position), files, self.file)


@final
class Units:
    """The machine code of this process that came from a person's code."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._units: list[Unit] = []
        self._known: dict[int, Unit] = {}
        self._keys: dict[int, list[int]] = {}
        self._parts: set[int] = set()
        self.files: dict[int, str] = {}
        self._asked: list[Unit] = []
        self._wake = threading.Event()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name="noodle-profile-lines", daemon=True)
        for attribute in ("pydev_do_not_trace", "is_pydev_daemon_thread"):
            setattr(self._thread, attribute, True)  # debuggers leave it alone
        self._thread.start()

    def refresh(self) -> None:
        """Looks for code that is new."""
        for loop in list(LOOPS):
            self.files[id(loop.record.module)] = loop.filename
        for code, (module, _) in FUNCTIONS.items():
            self.files[id(module)] = code.co_filename
        made = late.made()
        for record in list(RECORDS):
            for compiled in list(record.compiled.values()):
                if compiled.address not in self._known:
                    file = self.files.get(id(record.module), "")
                    self._add(Unit(compiled, compiled.keep, file, None))
                    self._keys[compiled.address] = late.keys_in(compiled.keep.ir)
        if made.keys() - self._parts:
            self._add_parts(made)
        self._units = sorted(self._known.values(), key=lambda unit: unit.address)
        self._starts = [unit.address for unit in self._units]

    def _add_parts(self, made: dict[int, Loaded]) -> None:
        """Late parts that are new. One that several units share is known as the first one's."""
        self._parts |= made.keys()
        for owner, keys in self._keys.items():
            for key in keys:
                loaded = made.get(key)
                if loaded is not None:
                    unit = self._known[owner]
                    self._add(Unit(unit.compiled, loaded, unit.file, key))

    def _add(self, unit: Unit) -> None:
        self._known.setdefault(unit.address, unit)

    def at(self, address: int) -> Unit | None:
        """The unit whose code an address is in. It may begin before its own address, at a function
        that it calls; where two may have it, that whose lines are known, or that behind."""
        place = bisect_right(self._starts, address)
        near = [unit for unit in self._units[max(0, place - 1) : place + 1] if unit.has(address)]
        return next((unit for unit in near if unit.table is not None), near[0] if near else None)

    def ask(self, unit: Unit) -> None:
        """One more sample of a unit whose lines are not known."""
        unit.seen += 1
        if unit.seen == _WORTH:
            self._asked.append(unit)
            self._wake.set()

    def close(self) -> None:
        """Waits for the tables that were asked for."""
        self._is_over = True
        self._wake.set()
        self._thread.join()

    def _run(self) -> None:
        while not (self._is_over and not self._asked):
            if not self._asked:
                self._wake.wait()
                self._wake.clear()
                continue
            self._asked.pop(0).settle()


def _native_place(place: Place, files: dict[int, str], file: str) -> NativePlace:
    function = place.function
    is_cell = function.kind == "cell"
    name = "the cell" if is_cell else function.qualname or function.name
    return NativePlace(
        name, files.get(id(place.module), file), place.position[0],
        1 if is_cell else function.position[0],
    )  # fmt: skip
