"""Functions that are native as a whole: `install` arms a function when it is defined.

Until something is compiled the function asks `Installed.first`, which counts and decides; then
the builtin of a `Dispatcher`, which tries its specialisations and comes back to `Installed.miss`.
Either may answer `...`, and then the VM runs. A function that stays on the VM for good is
disarmed, so that being a candidate costs it nothing.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from itertools import count
from types import CodeType, FunctionType
from typing import Any, final
from weakref import WeakSet, WeakValueDictionary

from nbc.bytecode.module import Module
from nbc.functions import FUNCTIONS
from nbc.native.dispatch.backend import BACKEND, Entry
from nbc.native.dispatch.failures import Context, TrapState, raise_trap
from nbc.native.dispatch.neighbours import show_to_numba
from nbc.native.dispatch.pickling import Stranger, made_by_value
from nbc.native.dispatch.policy import (
    HOPELESS_CALLS,
    REFUSALS,
    RENEWALS,
    RESTARTS,
    SPECIALISATIONS,
    SWITCH,
    Policy,
    is_watched,
    wants_function,
)
from nbc.native.dispatch.prologues import armed
from nbc.native.dispatch.records import RECORDS, Key, Record
from nbc.native.dispatch.retry import GROWS, is_soon_done, starts_over
from nbc.native.dispatch.traits import traits_of
from nbc.native.reps import OpaqueRep
from nbc.native.signature import input_rep
from nbc.native.unit import Compiled, Refusal, Unit

INSTALLED: WeakValueDictionary[tuple[CodeType, str, int], Installed] = WeakValueDictionary()
"""By the VM's code, its file and the identity of the globals: a `def` that runs again, or a cell
that runs again, finds what was compiled."""


def install(function: Any, policy: Policy) -> Any:
    """Gets a function ready to become native, if it is one of ours. The function itself."""
    if not policy.is_on or type(function) is not FunctionType:
        return function
    plain = function.__code__
    found = FUNCTIONS.of_code(plain)
    if found is None or function.__closure__:
        return function
    key = (plain, plain.co_filename, id(function.__globals__))
    installed = INSTALLED.get(key)
    if installed is None:
        _sweep(function.__globals__)
        installed = INSTALLED[key] = Installed(function, *found)
    installed.adopt(function, policy)
    return function


def _sweep(namespace: dict[str, Any]) -> None:
    """Forgets what is behind functions of a namespace that are gone."""
    for installed in list(INSTALLED.values()):
        if installed.namespace is namespace and not installed.functions:
            installed.forget()


_NUMBERS = count(1)
_MANY_REPS = frozenset({int, str, list, tuple})
"""Classes whose values may or may not have a representation."""


@final
class Installed:
    """One piece of code in one namespace, and the functions that have it."""

    def __init__(self, function: FunctionType, module: Module, index: int) -> None:
        self.plain = function.__code__
        self.namespace = function.__globals__
        self.functions: WeakSet[FunctionType] = WeakSet()
        self.record = Record(module, index)
        RECORDS.add(self.record)
        self.traits = traits_of(module, index)
        self.policy = Policy()
        self.entry: Entry | None = None
        self.name = f"__nbc_whole_{next(_NUMBERS)}__"
        self.armed = self._armed()
        self.hopeless: set[tuple[type, ...]] = set()
        self.renewals = 0
        self.restarts = 0
        self._trying: Key | None = None

    # -- the functions and their code ------------------------------------------------------------

    def adopt(self, function: FunctionType, policy: Policy) -> None:
        """Makes one more function native with the others."""
        self.policy = policy
        self.functions.add(function)
        show_to_numba(function, self.record.module, self.record.index, self)
        if not self.record.off and not is_watched():
            function.__code__ = self.armed

    def disarm(self) -> None:
        """The functions run on the VM, as if there were no native tier."""
        self._exchange(self.armed, self.plain)

    def arm(self) -> None:
        """The functions run native code where there is some."""
        if not self.record.off:
            self._exchange(self.plain, self.armed)

    def ask_again(self) -> None:
        """A tracer may have come or gone: the next call finds out."""
        if self.entry is not None and self.name in self.namespace:
            self.namespace[self.name] = self._look
        if not SWITCH.off:
            self.arm()

    def _look(self, *arguments: Any) -> Any:
        """The first call since then. While somebody watches, the later ones pass here no more."""
        if is_watched():
            self.disarm()
            return ...
        if self.entry is None:
            return self.first(*arguments)
        self.namespace[self.name] = self.entry.callable
        return self.entry.callable(*arguments)

    def stay(self, reason: str) -> None:
        """On the VM for good."""
        self.disarm()
        self.record.off = reason
        self.entry = None
        self.namespace[self.name] = self.first

    def _exchange(self, old: CodeType, new: CodeType) -> None:
        """A function that somebody gave other code keeps it."""
        for function in list(self.functions):
            if function.__code__ is old:
                function.__code__ = new

    def _armed(self) -> CodeType:
        self.namespace[self.name] = self.first
        code = armed(self.plain, self.name)
        if code is None:
            return self.plain
        FUNCTIONS.register_variant(code, self.plain)
        return code

    def forget(self) -> None:
        """No function is left that has the code."""
        self.namespace.pop(self.name, None)

    # -- calls -----------------------------------------------------------------------------------

    def first(self, *arguments: Any) -> Any:
        """A call while nothing is compiled, or of code that was on its way before."""
        if self.entry is not None:
            return self.entry.callable(*arguments)
        self.record.runs += 1
        if (
            self.record.off
            or not wants_function(self.policy, self.traits, self.record.runs, arguments)
            or is_watched()
        ):
            return ...
        return self._run(arguments)

    def miss(self, *arguments: Any) -> Any:
        """A call that fits no specialisation."""
        self.record.runs += 1
        if self.record.off or is_watched():
            return ...
        return self._run(arguments)

    def _run(self, arguments: tuple[Any, ...]) -> Any:
        classes = tuple(map(type, arguments))
        if classes in self.hopeless:
            return self._hopeless()
        key = tuple(map(input_rep, arguments))
        if key in self.record.refused:
            return self._hopeless()
        if key == self._trying or not self._compile(key, classes):
            return ...
        entry = self.entry
        if entry is None:
            return ...
        self._trying = key
        try:
            return entry.callable(*arguments)
        finally:
            self._trying = None

    def _hopeless(self) -> Any:
        """A call whose kinds of arguments were refused before."""
        if not self.record.compiled and self.record.runs >= HOPELESS_CALLS:
            self.stay(self.record.reason)
        return ...

    def __reduce__(self) -> tuple[Any, ...]:
        return Stranger, ()

    # -- compiling -------------------------------------------------------------------------------

    def _compile(self, key: Key, classes: tuple[type, ...]) -> bool:
        """Whether there is a specialisation for the key now."""
        if key in self.record.compiled and not self._renew(key):
            return False
        found = BACKEND.compile(self._unit(key))
        if isinstance(found, Refusal):
            self._refuse(key, classes, found)
            return False
        self.record.compiled[key] = found
        if self.entry is None:
            self._open()
        else:
            self._add(found)
        if len(self.record.compiled) > SPECIALISATIONS:
            self.stay(f"it was called with more than {SPECIALISATIONS} kinds of arguments")
            return False
        return True

    def _unit(self, key: Key) -> Unit:
        module, index = self.record.module, self.record.index
        names = [parameter.name for parameter in module.functions[index].parameters]
        inputs = tuple(zip(names, key, strict=True))
        return Unit(module, index, None, inputs, self.namespace, level=self.policy.level)

    def _refuse(self, key: Key, classes: tuple[type, ...], refusal: Refusal) -> None:
        self.record.refused[key] = refusal
        opaque = [cls for cls, rep in zip(classes, key, strict=True) if isinstance(rep, OpaqueRep)]
        if opaque and all(cls not in _MANY_REPS and cls.__module__ != "numpy" for cls in opaque):
            self.hopeless.add(classes)
        for_good = (refusal.permanent and not opaque) or self.traits.recursive
        if not self.record.compiled and (for_good or len(self.record.refused) >= REFUSALS):
            self.stay(refusal.reason)

    def _open(self) -> None:
        """A new dispatcher with all that is compiled, asked first."""
        name = self.plain.co_name
        self.entry = BACKEND.entry(name, self.miss, self._trap)
        for compiled in self.record.compiled.values():
            self._add(compiled)
        made_by_value(self.entry)
        self.namespace[self.name] = self.entry.callable

    def _add(self, compiled: Compiled) -> None:
        assert self.entry is not None
        self.entry.add(compiled, self.namespace)

    def _renew(self, key: Key) -> bool:
        """What was compiled for the key no longer fits its surroundings: makes room for new code.
        False where that happens too often."""
        self.renewals += 1
        if self.renewals > RENEWALS:
            self.stay("what it depends on changes too often")
            return False
        still = {k: c for k, c in self.record.compiled.items() if is_current(c, self.namespace)}
        if len(still) < len(self.record.compiled):
            self.record.compiled = still
            self._open()
        return True

    def _trap(self, compiled: Compiled, trap: TrapState) -> Any:
        """Raises what the VM would have raised, or says that the VM runs after all."""
        if starts_over(compiled, trap):
            self.restarts += 1
            if self.restarts > RESTARTS:
                self.stay(GROWS)
            return ...
        if is_soon_done(compiled):
            return ...
        return raise_trap(compiled, trap, Context(self.plain.co_filename, self.namespace))


def is_current(compiled: Compiled, namespace: Mapping[str, Any]) -> bool:
    """Whether everything whose identity the code depends on is still what it was."""
    missing = object()
    for name, value in compiled.unit.statics.items():
        found = namespace.get(name, getattr(builtins, name, missing))
        if found is not value:
            return False
    return True
