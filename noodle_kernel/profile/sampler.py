"""The thread that looks at the others: at stacks and CPU times, about 100 times a second.

It looks at uneven intervals, so that it does not keep step with what it watches, and less often
where looking costs more than a part of the time (`_MOST_COST`). Program counters come from
`nbc.native.sampling`, which asks the operating system for them and so needs no GIL.
"""

from __future__ import annotations

import _thread
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Final, final

from nbc.native.sampling import Counters, Seen
from noodle_kernel.profile.clocks import Clocks
from noodle_kernel.profile.frames import Stack
from noodle_kernel.profile.tally import COMPILER, LIBRARY, NATIVE, VM, WAITING, Point, Tally

PERIOD_S: Final = 0.01
TELL_S: Final = 0.1
_LONGEST_S: Final = 0.1
_MOST_COST: Final = 0.008
_MOST_OWED_S: Final = 0.1
_LEAST_IDLE: Final = 0.02
_OWN: Final = "noodle-profile"
"""How the names of the profiler's threads begin."""
_PAGE_MB: Final = os.sysconf("SC_PAGE_SIZE") / 2**20 if hasattr(os, "sysconf") else 0.0

Tell = Callable[[], None]


Owed = tuple[Stack, float]
"""Seconds of a thread whose program counter has not been seen since."""


@final
class Sampler:
    """Watches from `start` to `stop`. `base`: the frame of the watched thread below which nothing
    counts; `tell` is called ten times a second, in the sampler's thread."""

    def __init__(
        self, tally: Tally, base: FrameType, tell: Tell, counters: Counters | None = None
    ) -> None:
        self.tally = tally
        self.main = threading.get_ident()
        self._base: FrameType | None = base
        self._tell = tell
        self._counters = counters
        self._stop = _thread.allocate_lock()
        self._clocks = Clocks()
        self._last_stack: Stack = ()
        self._owed: dict[int, Owed] = {}
        self._late: list[tuple[str, Stack, Seen, float]] = []
        self._names: dict[int, str] = {}
        self._thread = threading.Thread(target=self._run, name="noodle-profile", daemon=True)
        for attribute in ("pydev_do_not_trace", "is_pydev_daemon_thread"):
            setattr(self._thread, attribute, True)  # debuggers leave it alone

    def start(self) -> None:
        self._stop.acquire()
        self._begun_s = self._last_s = time.perf_counter()
        self._told_s, self._told_cpu_s = self._begun_s, time.process_time()
        self._period_s, self._cost_s = PERIOD_S, 0.0
        for ident in sys._current_frames():
            self._clocks.since(ident)
        if self._counters is not None:
            self._counters.watch(self._idents())
        self._thread.start()

    def stop(self) -> None:
        """Looks a last time and ends the thread."""
        self._stop.release()
        self._thread.join()
        self._base = None
        self._clocks.close()
        if self._counters is not None:
            self._counters.close()
            self._settle(is_last=True)

    def _run(self) -> None:
        own = threading.get_ident()
        while not self._stop.acquire(timeout=self._period_s * random.uniform(0.5, 1.5)):
            before = time.thread_time()
            self._look(own)
            if self._last_s - self._told_s >= TELL_S:
                self._measure()
                self._tell()
            self._adapt(time.thread_time() - before)
        self._look_last()
        self._measure()

    def _adapt(self, cost_s: float) -> None:
        self._cost_s += 0.05 * (cost_s - self._cost_s)
        self._period_s = min(_LONGEST_S, max(PERIOD_S, self._cost_s / _MOST_COST))

    # -- one look --------------------------------------------------------------------------------

    def _look(self, own: int) -> None:
        # Without its own: a frame that holds itself would keep all the others until they are
        # garbage, and garbage ends in any order, which the compiler's objects do not survive.
        frames = sys._current_frames()
        del frames[own]
        now_s = time.perf_counter()
        passed_s, self._last_s = now_s - self._last_s, now_s
        busy: dict[int, tuple[float, float]] = {}
        for ident in frames:
            if (spent := self._clocks.since(ident)) is not None:
                busy[ident] = spent
        seen = self._counters.read() if self._counters is not None else {}
        if self._late:
            self._settle()
        self._share(frames, busy, seen, passed_s)
        self.tally.samples += 1
        self.tally.elapsed_s = now_s - self._begun_s

    def _look_last(self) -> None:
        """The cell is over: what passed since the last look belongs to what was seen then."""
        now_s = time.perf_counter()
        self.tally.add(self._name(self.main), VM, self._last_stack, now_s - self._last_s)
        self._last_s, self.tally.elapsed_s = now_s, now_s - self._begun_s

    def _share(
        self, frames: dict[int, FrameType], busy: dict[int, tuple[float, float]],
        seen: dict[int, list[Seen]], passed_s: float,
    ) -> None:  # fmt: skip
        """Gives the time that passed to the threads, by the time that each computed in it, or would
        have, had there been a free core. (The kernel's own threads wait for one at no one's cost.)
        """
        found: list[tuple[int, Stack, bool, float]] = []
        for ident, (cpu_s, delay_s) in busy.items():
            name = self._name(ident)
            if name.startswith(_OWN):
                continue
            self.tally.threads[name] = self.tally.threads.get(name, 0.0) + cpu_s
            stack, compiles = self._stack(frames, ident)
            is_cell = ident == self.main or self._is_of_cell(stack, seen.get(ident, []))
            found.append((ident, stack, compiles, cpu_s + (delay_s if is_cell else 0.0)))
        total_s = sum(each[-1] for each in found)
        part = min(1.0, passed_s / total_s) if total_s else 0.0
        for ident, stack, compiles, seconds in found:
            self._add(ident, stack, compiles, seen.get(ident, []), seconds * part)
        if self.main in frames:
            stack, compiles = self._stack(frames, self.main)
            self._last_stack = stack
            idle_s = passed_s - total_s * part
            if idle_s > _LEAST_IDLE * passed_s:
                tier = COMPILER if compiles else WAITING
                self.tally.add(self._name(self.main), tier, stack, idle_s)

    def _is_of_cell(self, stack: Stack, seen: list[Seen]) -> bool:
        places = self.tally.frames.places
        return any(one.unit is not None for one in seen) or (
            bool(stack) and places[stack[0]].cell is not None
        )

    def _stack(self, frames: dict[int, FrameType], ident: int) -> tuple[Stack, bool]:
        return self.tally.frames.stack(frames[ident], self._base)

    def _add(
        self, ident: int, stack: Stack, compiles: bool, seen: list[Seen], seconds: float
    ) -> None:
        """A thread's time, split by where its program counter was. Where that was not seen since
        the last look, and the stack is the same, it will be the next time."""
        name = self._name(ident)
        before, owed_s = self._owed.pop(ident, (stack, 0.0))
        if before != stack:
            self.tally.add(name, VM, before, owed_s)
            owed_s = 0.0
        seconds += owed_s
        if compiles:
            self.tally.add(name, COMPILER, stack, seconds)
        elif seen:
            for one in seen:
                self._add_seen(name, stack, one, seconds / len(seen))
        elif self._counters is None or seconds > _MOST_OWED_S:
            self.tally.add(name, VM, stack, seconds)
        else:
            self._owed[ident] = stack, seconds

    def _add_seen(self, name: str, stack: Stack, seen: Seen, seconds: float) -> None:
        if seen.is_late:
            self._late.append((name, stack, seen, seconds))
        elif seen.unit is None:
            self.tally.add(name, LIBRARY if seen.is_library else VM, stack, seconds)
        else:
            self.tally.add(name, NATIVE, self._with_native(stack, seen), seconds)

    def _settle(self, *, is_last: bool = False) -> None:
        """Adds what was seen in code whose lines are known by now."""
        if is_last:
            for ident, (stack, seconds) in self._owed.items():
                self.tally.add(self._name(ident), VM, stack, seconds)
        late, self._late = self._late, []
        for name, stack, seen, seconds in late:
            if is_last and seen.is_late:
                self.tally.add(name, NATIVE, self._with_native(stack, seen), seconds)
            else:
                self._add_seen(name, stack, seen, seconds)

    def _with_native(self, stack: Stack, seen: Seen) -> Stack:
        """The place in machine code stands for the VM's function that entered it."""
        place = self._counters.place(seen) if self._counters is not None else None
        if place is None:
            return stack
        frames = self.tally.frames
        number = frames.native(place.function, place.file, place.line, place.first_line)
        if stack and frames.places[stack[-1]].key == frames.places[number].key:
            stack = stack[:-1]
        return (*stack, number)

    # -- threads, time and memory ----------------------------------------------------------------

    def _name(self, ident: int) -> str:
        name = self._names.get(ident)
        if name is None:
            thread = threading._active.get(ident)  # type: ignore[attr-defined]
            name = "cell" if ident == self.main else thread.name if thread else f"thread {ident}"
            self._names[ident] = name
        return name

    def _idents(self) -> dict[int, int]:
        """The system's number of each thread by Python's."""
        return {
            ident: thread.native_id
            for ident, thread in list(threading._active.items())  # type: ignore[attr-defined]
            if thread.native_id is not None
        }

    def _measure(self) -> None:
        cpu_s, now_s = time.process_time(), self._last_s
        cores = (cpu_s - self._told_cpu_s) / max(now_s - self._told_s, 1e-6)
        self._told_s, self._told_cpu_s = now_s, cpu_s
        point = Point(self.tally.elapsed_s, rss_mb(), cores, threading.active_count() - 1)
        self.tally.add_point(point)
        if self._counters is not None:
            self._counters.watch(self._idents())


def rss_mb() -> float:
    """The memory that the process has now, in MiB; 0 where the system does not say."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[1]) * _PAGE_MB
    except (OSError, IndexError, ValueError):
        return 0.0
