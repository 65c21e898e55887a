"""`Counters`: the program counters of threads, as places of a person's code.

Open, `watch` threads, `read` now and then, ask for the `place` of what was seen, `close`. While the
lines of code are not known yet, what was seen in it `is_late`: its place is better asked for later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, final

from nbc.native.dispatch.backend import BACKEND
from nbc.native.sampling.maps import INTERPRETER, LIBRARY, MADE, PLAIN, Maps
from nbc.native.sampling.places import NativePlace, Unit, Units
from nbc.native.sampling.ring import Sample, ring
from nbc.native.sampling.timers import Timers

PERIOD_S: Final = 0.005


@final
@dataclass(frozen=True, slots=True)
class Seen:
    """In the code of a `unit`, in a library, or else in the VM. `is_late`: the unit's lines are not
    known yet."""

    is_library: bool = False
    unit: Unit | None = None
    address: int = 0

    @property
    def is_late(self) -> bool:
        return self.unit is not None and not self.unit.is_settled


@final
class Counters:
    """One at a time in a process: `open_counters`."""

    def __init__(self, timers: Timers) -> None:
        self._threads: dict[int, int] = {}
        self._maps = Maps()
        self._units = Units()
        self._timers = timers

    def watch(self, threads: dict[int, int]) -> None:
        """`threads`: the system's numbers by Python's. Looks for new machine code too."""
        self._units.refresh()
        self._threads = {native: ident for ident, native in threads.items()}
        self._timers.watch(set(self._threads))

    def read(self) -> dict[int, list[Seen]]:
        """What was seen since the last time, by Python's numbers of threads."""
        samples = ring().read()
        if any(self._is_new(sample.address) for sample in samples):
            self._units.refresh()
        found: dict[int, list[Seen]] = {}
        for sample in samples:
            ident = self._threads.get(sample.thread)
            if ident is not None:
                found.setdefault(ident, []).append(self._see(sample))
        return found

    def place(self, seen: Seen) -> NativePlace | None:
        """Where it was in a person's code; as well as is known where it is late."""
        unit = seen.unit
        if unit is not None and not unit.has(seen.address):
            unit = self._units.at(seen.address)  # a neighbour's, as is known by now
        return None if unit is None else unit.place(seen.address, self._units.files)

    def close(self) -> None:
        """Ends the signals, then waits until all lines are known."""
        self._timers.close()
        self._units.close()

    def _see(self, sample: Sample) -> Seen:
        """In a person's code, or in what that called: its return address lies on the stack, above
        those of the interpreter."""
        unit = self._units.at(sample.address)
        if unit is not None:
            return self._in_unit(unit, sample.address)
        kind, caller = self._maps.kind(sample.address), ""
        if kind == INTERPRETER:
            return Seen()
        for word in sample.stack:
            unit = self._units.at(word - 1)
            if unit is not None:
                return self._in_unit(unit, word - 1)
            above = self._maps.kind(word)
            if above == INTERPRETER:
                break
            caller = caller or (above if above in (LIBRARY, MADE) else "")
        return Seen(is_library=kind != PLAIN or caller != "")

    def _is_new(self, address: int) -> bool:
        """Whether code at an address may have been made since `refresh`."""
        return self._units.at(address) is None and self._maps.kind(address) in ("", MADE)

    def _in_unit(self, unit: Unit, address: int) -> Seen:
        if not unit.is_settled:
            self._units.ask(unit)
        return Seen(unit=unit, address=address)


def open_counters() -> Counters | None:
    """None where program counters cannot be had: another system, or SIGPROF is taken."""
    if not BACKEND.load():
        return None
    ring().skip()
    timers = Timers(PERIOD_S)
    return Counters(timers) if timers.open() else None
