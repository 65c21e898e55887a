"""The state of one run of the typing engine: what all frames of the run share.

An `Engine` is made for one `check` or `infer`. It knows the environment, which names cannot be
trusted, how certain it is that control comes to the present point, and gathers what is wrong. The
walk over a function's instructions is `frame`; the rules are in the other files of this package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, final

from nbc.bytecode.module import Function, Module
from nbc.types.join import join
from nbc.types.model import NEVER, OBJECT, Array, FunctionType, Type
from nbc.types.of import type_of
from nbc.typing.live import builtin_type, known_object
from nbc.typing.model import Functions
from nbc.typing.report import Problem
from nbc.typing.state import Names, State, join_names
from nbc.typing.structure import rebound_elsewhere

if TYPE_CHECKING:
    from nbc.typing.frame import Frame

INSTRUCTIONS_AT_MOST = 40_000
"""How many instructions one run walks; calls beyond are not looked into."""

CALLS_AT_MOST = 12
"""How deep calls are followed."""

CELL = "cell"
"""The first part of a FunctionType's key for the functions of the module itself."""

FUNCTIONS = frozenset({"function", "lambda"})


@final
class Engine:
    """`certain`: the cell raises if the present instruction does, unless it raised before.
    `guards`: the exceptions that enclosing blocks may catch; `guarded`: what may raise before is
    caught too, so that nothing behind it is certain. `open`: the namespace was changed in
    ways that are not known. `reshaped`: arrays may have got other axes in place."""

    def __init__(
        self, module: Module, environment: Mapping[str, Any], functions: Functions,
        untrusted: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self.module = module
        self.environment = environment
        self.functions = functions
        self.volatile, self.rebound = rebound_elsewhere(module)
        self.volatile |= untrusted
        self.certain = True
        self.guards: list[tuple[type[BaseException], ...]] = []
        self.guarded = False
        self.open = False
        self.reshaped = False
        self.patched: set[str] = set()
        self.exits = 0
        self.frames: list[Frame] = []
        self.modules: dict[str, Module] = {CELL: module}
        self.defaults: dict[tuple[str, int], list[Type]] = {}
        self.problems: dict[tuple[Any, ...], Problem] = {}
        self.warned: list[Problem] = []
        self.budget = INSTRUCTIONS_AT_MOST
        self.returns: dict[tuple[Any, ...], Type] = {}
        self.recursion: dict[tuple[Any, ...], Type] = {}
        self.recursed: set[tuple[Any, ...]] = set()
        self.looked: Callable[[Frame], None] | None = None
        """Is told of each frame that has been walked, if someone looks at what is inside."""
        self._outside: Names = {}

    # -- names of the cell ----------------------------------------------------------------------

    def read_shared(self, name: str, shared: Names) -> Type | None:
        """The type of a global as it is read; None where the name is certainly not defined."""
        if name in self.volatile:
            return OBJECT
        kind = shared.get(name)
        if kind is not None and kind is not NEVER:
            return self.trusted(kind)
        if self.open:
            return OBJECT
        if kind is None and name in self.environment:
            return self.trusted(self.outside(name))
        return builtin_type(name)

    def outside(self, name: str) -> Type:
        """The type of a variable of the environment."""
        kind = self._outside.get(name)
        if kind is None:
            kind = self._outside[name] = self._live(name, self.environment[name])
        return kind

    def assume(self, types: Mapping[str, Type]) -> None:
        """Types of variables of the environment whose values are not there yet."""
        self._outside.update(types)

    def trusted(self, kind: Type) -> Type:
        """A type without the axes, if those may have changed behind our back."""
        return _without_axes(kind) if self.reshaped else kind

    def join_shared(self, a: Names, b: Names, *, wide: bool = False) -> Names:
        """Joins what two ways through the cell left, with the environment behind both."""
        result = join_names(a, b, wide=wide)
        if a.keys() == b.keys():
            return result
        for name in a.keys() ^ b.keys():
            if self.open:
                result.pop(name, None)
            elif name in self.environment:
                result[name] = join(result[name], self.outside(name))
            else:
                beyond = builtin_type(name)
                if beyond is not None:
                    result[name] = join(result[name], beyond)
        return result

    def join_states(self, a: State, b: State, *, wide: bool = False) -> State:
        if a.dead:
            return b
        if b.dead:
            return a
        local = join_names(a.local, b.local, wide=wide)
        return State(local, self.join_shared(a.shared, b.shared, wide=wide))

    def open_namespace(self, state: State) -> None:
        """From here on any name may be defined, and hold anything."""
        self.open = True
        state.shared.clear()

    # -- functions ------------------------------------------------------------------------------

    def function(self, key: tuple[str, int]) -> tuple[Module, Function]:
        module = self.modules[key[0]]
        return module, module.functions[key[1]]

    def _live(self, name: str, value: Any) -> Type:
        known = known_object(value)
        if known is not None:
            return known
        found = self.functions.lookup(value)
        if found is None:
            return type_of(value)
        module, index = found
        key = (f"{id(module):x}", index)
        self.modules[key[0]] = module
        given = value.__defaults__ or ()
        self.defaults[key] = [type_of(item) for item in given]
        return FunctionType(module.functions[index].name, key)

    # -- what is wrong --------------------------------------------------------------------------

    def report(self, problem: Problem, exception: type[BaseException]) -> None:
        """Notes an operation that raises if it is executed."""
        if any(issubclass(exception, guard) or issubclass(guard, exception)
               for guards in self.guards for guard in guards):  # fmt: skip
            return
        if self.certain:
            self.problems.setdefault((problem.span, problem.code), problem)
        elif problem.may_warn and not any(f.function.kind in FUNCTIONS for f in self.frames):
            self.warned.append(problem)  # functions treat types apart in ways that are not followed


def _without_axes(kind: Type) -> Type:
    return Array(None, None) if isinstance(kind, Array) else kind
