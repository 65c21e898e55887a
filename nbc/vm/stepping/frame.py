"""What a call in progress is made of when a program is stepped through: a `Frame`, and what its
function looks like once prepared. Variables are read and written here, with CPython's errors."""

from __future__ import annotations

import builtins
from collections.abc import Callable, Mapping, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from types import CellType
from typing import Any, final

from nbc.bytecode.blocks import Block, find_blocks
from nbc.bytecode.module import Function, Module
from nbc.bytecode.overflow import Checks
from nbc.vm.stepping.spreads import spread_early


@final
@dataclass(slots=True, eq=False)
class Prepared:
    """A function with its blocks found. `early`: see `spreads`."""

    module: Module
    index: int
    checks: Checks
    function: Function = field(init=False)
    blocks: Mapping[int, Block] = field(init=False)
    early: Mapping[int, str] = field(init=False)

    def __post_init__(self) -> None:
        self.function = self.module.functions[self.index]
        self.blocks = find_blocks(self.function.instructions)
        self.early = spread_early(self.function, self.module.functions)


@final
@dataclass(slots=True, eq=False)
class Program:
    """A module being stepped: its functions, prepared when first needed, and its namespace."""

    module: Module
    namespace: dict[str, Any]
    checks: list[Checks]
    filename: str
    functions: dict[int, Prepared] = field(default_factory=dict)
    entries: dict[int, Any] = field(default_factory=dict)
    """Per function what its stubs call; see `define.Entry`."""
    operations: dict[Any, Callable[..., Any]] = field(default_factory=dict)

    def prepared(self, index: int) -> Prepared:
        if index not in self.functions:
            self.functions[index] = Prepared(self.module, index, self.checks[index])
        return self.functions[index]


@final
@dataclass(slots=True, eq=False)
class Active:
    """A block that is being run. `depth`: of the stack when it began. The rest by kind: an iterator
    or a subject in `value`, the part of a TRY in `state`, what comes after a FINALLY in
    `pending`."""

    block: Block
    opener: str
    depth: int
    value: Any = None
    state: str = "body"
    pending: tuple[str, Any] | None = None
    name: str | None = None


@final
class Frame:
    """A call of a function. `handled` are the exceptions whose handlers it, or a call around it in
    the same run, is in; its own ones start at `handled_from`."""

    def __init__(
        self, program: Program, code: Prepared, outer: Mapping[str, CellType],
        mapping: MutableMapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        self.program = program
        self.code = code
        self.pc = 0
        self.place = 0
        self.stack: list[Any] = []
        self.active: list[Active] = []
        self.handled: list[BaseException] = []
        self.handled_from = 0
        self.outer = outer
        self.mapping = mapping
        self.cells: dict[str, CellType] = {}
        self.gathered: Any = _GATHERS.get(code.function.kind, _nothing)()
        self.dims: dict[str, Any] = {}
        self.on_return: Callable[[Any], Any] | None = None
        self.class_cell = CellType()

    @property
    def function(self) -> Function:
        return self.code.function

    def pop(self, count: int) -> list[Any]:
        if not count:
            return []
        values = self.stack[-count:]
        del self.stack[-count:]
        return values

    def environment(self) -> Mapping[str, CellType]:
        """The cells that a function made here may read."""
        kind = self.function.kind
        if kind == "cell":
            return {}
        if kind == "class":
            return {**self.outer, "__class__": self.class_cell}
        for name, scope in self.function.variables.items():
            if scope == "local":
                self.cells.setdefault(name, CellType())
        return {**self.outer, **self.cells}


def _nothing() -> None:
    return None


_GATHERS: dict[str, Callable[[], Any]] = {"list": list, "set": set, "dict": dict}


def load(frame: Frame, name: str) -> Any:
    scope = frame.function.variables[name]
    if frame.mapping is not None:
        found = _in_class(frame.mapping, name)
        if found is not _MISSING:
            return found
        if scope == "local":
            scope = "global"
    if scope == "global":
        return _load_global(frame, name)
    cell = (frame.cells if scope == "local" else frame.outer).get(name)
    if cell is None or not _is_bound(cell):
        raise _unbound(name, scope)
    return cell.cell_contents


_MISSING = object()


def _in_class(mapping: MutableMapping[str, Any], name: str) -> Any:
    """A class body's own variable: its mapping may be of any kind (see `__prepare__`)."""
    try:
        return mapping[name]
    except KeyError:
        return _MISSING


def store(frame: Frame, name: str, value: Any) -> None:
    scope = frame.function.variables[name]
    if scope == "global":
        frame.program.namespace[name] = value
    elif scope == "free":
        frame.outer[name].cell_contents = value
    elif frame.mapping is not None:
        frame.mapping[name] = value
    elif name in frame.cells:
        frame.cells[name].cell_contents = value
    else:
        frame.cells[name] = CellType(value)


def delete(frame: Frame, name: str) -> None:
    scope = frame.function.variables[name]
    table: MutableMapping[str, Any] | None = frame.mapping if scope == "local" else None
    if scope == "global":
        table = frame.program.namespace
    if table is not None:
        if name not in table:
            raise _undefined(name)
        del table[name]
        return
    load(frame, name)
    del (frame.cells if scope == "local" else frame.outer)[name].cell_contents


def forget(frame: Frame, name: str) -> None:
    """As `delete`, but content if there is nothing: the end of `except ... as name`."""
    with suppress(NameError):
        delete(frame, name)


def local_values(frame: Frame) -> MutableMapping[str, Any]:
    """What `locals()` gives in the frame."""
    if frame.mapping is not None:
        return frame.mapping
    if frame.function.kind == "cell":
        return frame.program.namespace
    names = [parameter.name for parameter in frame.function.parameters]
    names += [n for n, scope in frame.function.variables.items() if scope == "local"]
    cells = {name: frame.cells.get(name) for name in names}
    for name, scope in frame.function.variables.items():
        if scope == "free":
            cells[name] = frame.outer.get(name)
    return {name: _contents(cell) for name, cell in cells.items() if _is_bound(cell)}


def _is_bound(cell: CellType | None) -> bool:
    try:
        return cell is not None and (cell.cell_contents, True)[1]
    except ValueError:
        return False


def _contents(cell: CellType | None) -> Any:
    return cell.cell_contents if cell is not None else None


def _load_global(frame: Frame, name: str) -> Any:
    namespace = frame.program.namespace
    if name in namespace:
        return namespace[name]
    found = namespace.get("__builtins__", builtins)
    table = found if isinstance(found, dict) else vars(found)
    if name in table:
        return table[name]
    raise _undefined(name)


def _undefined(name: str) -> NameError:
    return NameError(f"name {name!r} is not defined", name=name)


def _unbound(name: str, scope: str) -> NameError:
    if scope == "local":
        return UnboundLocalError(
            f"cannot access local variable {name!r} where it is not associated with a value"
        )
    return NameError(
        f"cannot access free variable {name!r} where it is not associated with a value"
        " in enclosing scope", name=name,
    )  # fmt: skip
