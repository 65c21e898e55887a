"""One loop that may be native: when it is compiled, and what happens when it runs.

In a function the VM passes the loop's variables and stores what comes back. In a cell the variables
are the namespace's: `Loop` reads and writes them itself. Either way a loop that fails leaves its
variables as the VM would have left them.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from dataclasses import replace
from types import FrameType
from typing import Any, Protocol, final
from weakref import WeakKeyDictionary, WeakMethod, WeakSet, ref

from nbc.bytecode.module import Module
from nbc.bytecode.regions import Region
from nbc.native.dispatch.backend import BACKEND, Entry
from nbc.native.dispatch.failures import Context, TrapState, exception_of
from nbc.native.dispatch.policy import (
    ALL_ITERATIONS,
    HOPELESS_CALLS,
    IDLE_CHECKS,
    INNER_ITERATIONS,
    REFUSALS,
    RENEWALS,
    RESTARTS,
    SPECIALISATIONS,
    Policy,
    is_watched,
    wants_loop,
)
from nbc.native.dispatch.records import RECORDS, Key, Record
from nbc.native.dispatch.retry import GROWS, starts_over
from nbc.native.dispatch.traits import array_weight, has_inner_loop, trip_count
from nbc.native.dispatch.whole import is_current
from nbc.native.signature import input_rep
from nbc.native.unit import Compiled, Refusal, Unit
from nbc.runtime.unset import UNSET

_START_OVER = RuntimeError("the VM runs this loop")
"""In the place of an exception; never raised."""

LOOPS: WeakSet[Loop] = WeakSet()
_RECHECK = 64
"""Entries until a loop whose kinds of values were refused is looked at again."""


_STATES = "__nbc_loops__"
"""The name in a namespace under which the states of loops are: the garbage collector looks there,
but not into code, where the loops themselves are."""


@final
class _State:
    """What a loop has in one namespace."""

    __slots__ = ("__weakref__", "compiled", "entry", "namespace")

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self.entry: Entry | None = None
        self.compiled: dict[Key, Compiled] = {}


def _weakly(method: Callable[..., Any]) -> Callable[..., Any]:
    """A bound method that does not keep its object alive."""
    known = WeakMethod(method)

    def call(*arguments: Any) -> Any:
        found = known()
        return None if found is None else found(*arguments)

    return call


def without_namespace(compiled: Compiled) -> Compiled:
    """As much as a record needs, which must not keep a namespace alive."""
    return replace(compiled, unit=replace(compiled.unit, namespace={}, statics={}))


class Asked(Protocol):
    """The site in the code."""

    def wait(self, entries: int) -> None: ...
    def sleep(self) -> None: ...
    def open(self, native: Callable[..., Any]) -> None: ...


@final
class Loop:
    """`inner`: the loops inside with sites of their own, which wait for this one's refusal."""

    def __init__(
        self, site: Asked, module: Module, index: int, region: Region, filename: str
    ) -> None:
        self.site = site
        self.region = region
        self.function = module.functions[index]
        self.filename = filename
        self.inner: list[Loop] = []
        self.record = Record(module, index, (region.start, region.stop))
        RECORDS.add(self.record)
        LOOPS.add(self)
        self.in_cell = self.function.kind == "cell"
        scopes = self.function.variables
        self.passed = [name for name in region.inputs if scopes.get(name) != "global"]
        self.nests = has_inner_loop(self.function, region)
        self.policy = Policy()
        self._state: ref[_State] | None = None
        self.names: tuple[str, ...] = ()
        self.entries = 0
        self.iterations = 0
        self.renewals = 0
        self.restarts = 0
        self.idle = 0
        self.is_open = False
        self._trying: Key | None = None

    @property
    def state(self) -> _State:
        """What belongs to the namespace that the loop ran in last."""
        state = None if self._state is None else self._state()
        return _State({}) if state is None else state

    @property
    def namespace(self) -> dict[str, Any]:
        return self.state.namespace

    @property
    def entry(self) -> Entry | None:
        return self.state.entry

    def close(self) -> None:
        """Runs on the VM until it is asked about again."""
        if self.is_open:
            self._wait(0)

    # -- deciding --------------------------------------------------------------------------------

    def decide(self, values: tuple[Any, ...], frame: FrameType) -> Any:
        """Whether the loop is worth compiling now; its result, or None."""
        policy = frame.f_globals.get("__nbc_policy__")
        self.entries += 1
        if not isinstance(policy, Policy) or (
            self.in_cell and frame.f_locals is not frame.f_globals
        ):
            self._sleep()
            return None
        if is_watched():
            self._wait(_RECHECK)
            return None
        self._enter_namespace(policy, frame.f_globals)
        if self.in_cell:
            values = self._values()
            if len(values) < len(self.names):
                return None
        if not self._is_worth_it(values):
            return None
        return self._run(values)

    def _enter_namespace(self, policy: Policy, namespace: dict[str, Any]) -> None:
        self.policy = policy
        if self.namespace is not namespace:
            states = namespace.setdefault(_STATES, WeakKeyDictionary())
            state = states[self] = _State(namespace)
            self._state = ref(state)
            self.record.compiled.clear()

    def _is_worth_it(self, values: tuple[Any, ...]) -> bool:
        """Counts this entry; where it is not worth compiling, says when to look again."""
        if self.policy.mode == "always" or (self.nests and self.region.outer < 0):
            return True
        known = dict(zip(self.names if self.in_cell else self.passed, values, strict=True))
        trips = trip_count(
            self.record.module, self.function, self.region, lambda name: self._value(known, name)
        )
        weight = array_weight(self.function, self.region, list(values))
        self.iterations += trips or 0
        if self.region.outer >= 0 and not self._inner_is_worth_it(trips, weight):
            return False
        if wants_loop(self.policy, trips, weight, self.iterations):
            return True
        often = (ALL_ITERATIONS - self.iterations) // max(1, trips or 1)
        skipped = max(1, min(often, self.entries))
        self.iterations += skipped * (trips or 0)
        self._wait(skipped)
        return False

    def _inner_is_worth_it(self, trips: int | None, weight: int) -> bool:
        """A loop inside another is entered again and again: entering must be cheap beside it."""
        if trips is None or self.nests or trips * weight >= INNER_ITERATIONS:
            return True
        self.idle += 1
        if self.idle > IDLE_CHECKS:
            self.stay("it is short, and entering native code would cost more than it saves")
        else:
            self._wait(_RECHECK << self.idle)
        return False

    def _value(self, known: dict[str, Any], name: str) -> Any:
        if name in known:
            return known[name]
        if name in self.namespace:
            return self.namespace[name]
        return vars(builtins)[name]

    def _wait(self, entries: int) -> None:
        self.is_open = False
        self.site.wait(entries)

    def _sleep(self) -> None:
        self.is_open = False
        self.site.sleep()

    # -- running ---------------------------------------------------------------------------------

    def _run(self, values: tuple[Any, ...]) -> Any:
        key = tuple(map(input_rep, values))
        if key in self.record.refused:
            return self._refused_again()
        if key == self._trying or not self._compile(key):
            return None
        self._trying = key
        try:
            if self.in_cell:
                return self._run_in_cell(values)
            return self.enter_function(*values)
        finally:
            self._trying = None

    def enter_function(self, *values: Any) -> Any:
        """The same for the site in a function."""
        assert self.entry is not None
        answer = self.entry.callable(*values)
        if answer is not None and answer[-1] is _START_OVER:
            return self._start_over()
        return answer

    def enter_cell(self) -> Any:
        """The site's answer once something is compiled."""
        if is_watched() or sys._getframe(2).f_globals is not self.namespace:
            return None
        values = self._values()
        if len(values) < len(self.names):
            return None
        return self._run_in_cell(values)

    def _run_in_cell(self, values: tuple[Any, ...]) -> Any:
        assert self.entry is not None
        answer = self.entry.callable(*values)
        if not answer:  # the VM runs it, or `miss` has run it and stored its variables: ()
            return answer
        *values, error = answer
        if error is _START_OVER:
            return self._start_over()
        for name, value in zip(self.region.outputs, values, strict=True):
            if value is not UNSET:
                self.namespace[name] = value
        if error is not None:
            raise error
        return ()

    def miss(self, *values: Any) -> Any:
        """An entry whose values fit no specialisation."""
        return None if is_watched() else self._run(values)

    def _values(self) -> tuple[Any, ...]:
        """The values of the variables that a cell's loop reads; fewer where one is not bound."""
        if not self.names:
            self.names = tuple(n for n in self.region.inputs if self._is_data(n))
        namespace = self.namespace
        found = tuple([namespace[name] for name in self.names if name in namespace])
        return found if len(found) == len(self.names) else ()

    def _is_data(self, name: str) -> bool:
        """Whether a name of a cell is a variable to be passed; else the compiler looks it up."""
        if name in self.region.outputs:
            return True
        value = self.namespace.get(name, builtins)
        return not (callable(value) or type(value).__name__ in ("module", "dtype"))

    # -- compiling -------------------------------------------------------------------------------

    def _compile(self, key: Key) -> bool:
        if key in self.record.compiled:
            if not self.is_open and self.entry is not None:
                self._open()
                return True
            if not self._renew():
                return False
        found = BACKEND.compile(self._unit(key))
        if isinstance(found, Compiled):
            found = self._checked(found)
        if isinstance(found, Refusal):
            self._refuse(key, found)
            return False
        self.state.compiled[key] = found
        self.record.compiled[key] = without_namespace(found)
        if len(self.record.compiled) > SPECIALISATIONS:
            self.stay(f"it ran with more than {SPECIALISATIONS} kinds of values")
            return False
        self._add(found)
        self._open()
        return True

    def _checked(self, compiled: Compiled) -> Compiled | Refusal:
        """What was compiled, if the loop may run so."""
        stored = self.region.outputs
        clash = {name for name, _ in compiled.unit.shared} & set(stored)
        if clash:
            return Refusal(f"it calls a function that reads {clash.pop()!r}, which it changes")
        if tuple(name for name, _ in compiled.outputs) != stored:
            return Refusal("it has a variable that is never stored with these values")
        return compiled

    def _unit(self, key: Key) -> Unit:
        record = self.record
        names = self.names if self.in_cell else self.passed
        inputs = tuple(zip(names, key, strict=True))
        return Unit(record.module, record.index, record.region, inputs, self.namespace,
                    outputs=self.region.outputs, level=self.policy.level)  # fmt: skip

    def _add(self, compiled: Compiled) -> None:
        state = self.state
        if state.entry is None:
            name = f"{self.function.name}.loop"
            state.entry = BACKEND.entry(name, _weakly(self.miss), _weakly(self._trap))
        state.entry.add(compiled, state.namespace)

    def _open(self) -> None:
        """From now on the site leads to what is compiled."""
        assert self.entry is not None
        self.is_open = True
        self.site.open(self.enter_cell if self.in_cell else self.enter_function)

    def _renew(self) -> bool:
        """Makes room for new code where the old no longer fits its surroundings."""
        self.renewals += 1
        if self.renewals > RENEWALS:
            self.stay("what it depends on changes too often")
            return False
        state = self.state
        current = {k: c for k, c in state.compiled.items() if is_current(c, state.namespace)}
        if len(current) < len(state.compiled):
            state.compiled, state.entry = current, None
            self.record.compiled = {key: self.record.compiled[key] for key in current}
            for compiled in current.values():
                self._add(compiled)
        return True

    def _refuse(self, key: Key, refusal: Refusal) -> None:
        self.record.refused[key] = refusal
        self._wake_inner()
        if not self.record.compiled:
            if refusal.permanent or len(self.record.refused) >= REFUSALS:
                self.stay(refusal.reason)
            else:
                self._wait(_RECHECK)

    def _refused_again(self) -> None:
        if not self.record.compiled:
            if self.entries >= HOPELESS_CALLS:
                self.stay(self.record.reason)
            else:
                self._wait(_RECHECK)

    def stay(self, reason: str) -> None:
        """On the VM for good; the loops inside have their turn."""
        self.record.off = reason
        self.state.entry = None
        self._sleep()
        self._wake_inner()

    def _wake_inner(self) -> None:
        for loop in self.inner:
            if not loop.record.off and not loop.record.compiled:
                loop.site.wait(0)

    def _trap(self, compiled: Compiled, trap: TrapState) -> BaseException:
        """The exception that ends the loop; it is raised once its variables are stored."""
        if starts_over(compiled, trap):
            return _START_OVER
        return exception_of(compiled, trap, Context(self.filename, self.namespace))

    def _start_over(self) -> None:
        """The VM runs the loop that native code had begun: nothing of it is stored yet."""
        self.restarts += 1
        if self.restarts > RESTARTS:
            self.stay(GROWS)
