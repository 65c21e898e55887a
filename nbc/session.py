"""A namespace in which Noodle source is compiled and run: the public way in.

The kernel, the server and the benchmarks use nothing else. A cell that was compiled before is not
compiled again; it is checked again, since the types of what it reads may have changed.
"""

from __future__ import annotations

import builtins
import linecache
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Any, final

from nbc import vm
from nbc.builtins import know
from nbc.bytecode.module import Module
from nbc.errors import InternalError, NoodleError
from nbc.frontend import beside_a_program
from nbc.native import dispatch
from nbc.pipeline import Program, check_cell, generate, load, look_at_cell, lower_cell
from nbc.runtime.names import DECORATORS, NAMES
from nbc.types import type_of
from nbc.types.model import SCALARS, Type
from nbc.typing import Seen
from nbc.vm.step import Stepper

_CACHED_CELLS = 512
_WATCHED = frozenset({*SCALARS, "bigint", "range", "super", "list", "tuple", "dict", "set"})
_RUNTIME = vm.runtime_names()

_OFFERED: dict[str, Callable[[], None]] = {}
"""Names that are not loaded before a cell uses them."""

know(NAMES)


@final
class Session:
    """`optimize`: 0 without passes, 1 VM, 2 native, 3 native with fusion and threads. `native`:
    "auto" compiles what is worth it, "always" whatever can be, "never" nothing."""

    def __init__(
        self, namespace: dict[str, Any] | None = None, *, optimize: int = 3,
        native: str | None = None,
    ) -> None:  # fmt: skip
        self.namespace: dict[str, Any] = {} if namespace is None else namespace
        self.optimize = optimize
        self.policy = dispatch.policy_of(optimize, native)
        self._cells: OrderedDict[tuple[Any, ...], tuple[Module, CodeType]] = OrderedDict()
        self._latest: dict[str, Module] = {}
        self._texts: dict[str, dict[str, int]] = {}
        self._prepare()

    def compile(
        self, source: str, *, source_id: str = "cell", filename: str | None = None,
        display_last: bool = False,
    ) -> Program:  # fmt: skip
        """The checked program of a cell. Raises SourceError; every error found is in `.all`."""
        filename = filename or self._filename(source_id, source)
        shadowed = self._shadowed()
        key = (source, source_id, filename, display_last, shadowed, self.optimize)
        known = self._cells.get(key)
        if known is None:
            module = lower_cell(source, source_id, shadowed=shadowed, display_last=display_last,
                                optimize=self.optimize)  # fmt: skip
        else:
            module = known[0]
        self._prepare()
        self._provide(module)
        program = check_cell(module, self.namespace, filename)
        code = (
            known[1]
            if known is not None
            else (generate(module, filename, is_native=self.policy.is_on))
        )
        program._code, program._owner = code, self.namespace
        program.is_native = self.policy.is_on
        self._remember(key, module, code)
        if filename.startswith("<"):
            lines = source.splitlines(keepends=True)
            linecache.cache[filename] = (len(source), None, lines, filename)
        return program

    def run(self, source: str, *, source_id: str = "cell", filename: str | None = None) -> Any:
        """Compiles and runs a cell; the value of its last expression, or None."""
        return self.execute(
            self.compile(source, source_id=source_id, filename=filename, display_last=True)
        )

    def execute(self, program: Program) -> Any:
        """Runs a program in the namespace; the value that it displays, or None. Exceptions of the
        program pass through."""
        self._prepare()
        self._provide(program.module)
        shown: list[Any] = []
        outer = self.namespace["__nbc_display__"]
        self.namespace["__nbc_display__"] = shown.append
        try:
            exec(program.code_in(self.namespace), self.namespace)
        finally:
            self.namespace["__nbc_display__"] = outer
            self.tidy()
        return shown[-1] if shown else None

    def load(self, data: str | bytes | Mapping[str, Any]) -> Program:
        """A verified program from JSON or `.nbc` bytes. Raises VerifyError."""
        return load(data)

    def bind(self, **values: Any) -> None:
        self.namespace.update(values)

    def explain(self, source: str) -> list[dict[str, Any]]:
        """Per line: the tier that runs it, and why."""
        return self.compile(source).explain()

    def program_of(self, source: str) -> Program | None:
        """The program that was last compiled of a text, to look at; None where it is not known (any
        more). Nothing is compiled or kept, so it may be asked while a cell runs, from another
        thread."""
        module = self._latest.get(source)
        return None if module is None else Program(module, "", is_native=self.policy.is_on)

    def problems(self, source: str, *, source_id: str = "cell") -> list[tuple[str, NoodleError]]:
        """What `compile` would refuse ("error") or warn of ("warning"), in source order. Nothing is
        kept, so it may be asked while a cell runs, from another thread."""
        try:
            with beside_a_program():
                module = lower_cell(source, source_id, shadowed=self._shadowed(),
                                    display_last=True, optimize=self.optimize)  # fmt: skip
                program = check_cell(module, self._with_names(module), f"<noodle {source_id}>")
        except InternalError:
            raise
        except NoodleError as error:
            # What nests deeply may well compile when it is alone.
            return [("error", one) for one in error.all if one.code != "N1003"]
        return [("warning", warning) for warning in program.warnings]

    def look(self, source: str, *, source_id: str = "cell") -> Seen:
        """The types of everything in a cell, as far as they are known before it runs. Like
        `problems` it keeps nothing. Raises SourceError where the text is no program."""
        with beside_a_program():
            module = lower_cell(source, source_id, shadowed=self._shadowed(), optimize=0)
            return look_at_cell(module, self._with_names(module))

    def _with_names(self, module: Module) -> dict[str, Any]:
        """A copy of the namespace with the names that the module uses without an import."""
        session = Session(self.namespace.copy(), optimize=self.optimize)
        session._provide(module)
        return session.namespace

    def types(self) -> dict[str, Type]:
        """The Noodle types of the variables, hidden names left out."""
        return {
            name: type_of(value)
            for name, value in list(self.namespace.items())
            if not name.startswith("_")
        }

    def tidy(self) -> None:
        """Drops the temporaries of a cell's body, which are not the user's variables. `execute`
        does it; so must whoever runs a program's code by other means."""
        number = 1
        while self.namespace.pop(f"__nbc_t{number}__", self) is not self:
            number += 1

    def __getitem__(self, name: str) -> Any:
        return self.namespace[name]

    def __setitem__(self, name: str, value: Any) -> None:
        self.namespace[name] = value

    def __contains__(self, name: str) -> bool:
        return name in self.namespace

    def step(self, program: Program) -> Stepper:
        """The program's body in the namespace, to be run one instruction at a time."""
        self._prepare()
        self._provide(program.module)
        return Stepper(program.module, self.namespace, filename=program.filename)

    def _filename(self, source_id: str, source: str) -> str:
        """A name of its own for each text, so that old functions keep their lines in traces."""
        texts = self._texts.setdefault(source_id, {})
        number = texts.setdefault(source, len(texts) + 1)
        return f"<noodle {source_id}>" if number == 1 else f"<noodle {source_id} #{number}>"

    def _prepare(self) -> None:
        self.namespace.setdefault("__builtins__", builtins)
        self.namespace.setdefault("__name__", "__main__")
        self.namespace.update(_RUNTIME)  # every time: a cell may have rebound one of them
        self.namespace.update(dispatch.names(self.policy))

    def _provide(self, module: Module) -> None:
        """The names that Noodle cells have without import, as far as the module uses them."""
        for function in module.functions:
            for name, scope in function.variables.items():
                if scope != "global" or name in self.namespace:
                    continue
                if name in NAMES or name in _OFFERED:
                    self.namespace[name] = value_without_import(name)

    def _shadowed(self) -> frozenset[str]:
        namespace = self.namespace
        return frozenset(
            name
            for name in _WATCHED
            if name in namespace and namespace[name] is not NAMES.get(name)
        )

    def _remember(self, key: tuple[Any, ...], module: Module, code: CodeType) -> None:
        self._cells[key] = (module, code)
        self._cells.move_to_end(key)
        self._latest[key[0]] = module
        while len(self._cells) > _CACHED_CELLS:
            (source, *_), (old, _) = self._cells.popitem(last=False)
            if self._latest.get(source) is old:
                del self._latest[source]


def add_names(values: Mapping[str, object], rows: str | None = None) -> None:
    """Names that every cell has from now on without an import. `rows`: the module with their rows
    of the builtins table (entries in `FUNCTIONS`), for the checker and completion."""
    NAMES.update(values)
    know(values, rows)


def offer_names(
    names: Iterable[str], load: Callable[[], None], *, decorators: Mapping[str, str] | None = None
) -> None:
    """Names whose values need imports: `load` adds them (by `add_names`) when a cell first uses
    one of them. `decorators`: what `explain` says of functions under those of them that make
    something else of a function."""
    _OFFERED.update(dict.fromkeys(names, load))
    DECORATORS.update(decorators or {})


def names_without_import() -> frozenset[str]:
    """The names that every cell has beside Python's builtins, loaded or not."""
    return frozenset(NAMES) | frozenset(_OFFERED)


def value_without_import(name: str) -> object:
    """The value of one of them. Raises KeyError."""
    if name in _OFFERED and name not in NAMES:
        _OFFERED[name]()
    return NAMES[name]


def step(program: Program, namespace: dict[str, Any]) -> Stepper:
    """A verified program in a namespace, to be run one instruction at a time."""
    return Session(namespace).step(program)
