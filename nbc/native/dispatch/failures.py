"""From a trap to the exception that the VM would have raised, with the same traceback.

A trap is a number, six values and a place; the calls that it left are places too. Each becomes a
frame: a small code object with the function's name, file and exact position is run until it fails,
and its frame is put into the traceback. The last one is where the trap happened.
"""

from __future__ import annotations

import ast
import builtins
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from types import CodeType, TracebackType
from typing import Any, NoReturn, Protocol, final

from nbc.bytecode.module import COMPREHENSIONS
from nbc.errors import InternalError, OverflowTrap
from nbc.functions import FUNCTIONS
from nbc.native.dispatch.annotations import annotation_error
from nbc.native.dispatch.messages import message
from nbc.native.traps import CAST_FROM, TRAPS, TrapRow
from nbc.native.unit import Compiled, Place
from nbc.runtime import integers
from nbc.runtime.names import NAMES

_BY_NUMBER: dict[int, TrapRow] = {row.number: row for row in TRAPS.values()}
_COMPREHENSION_NAMES = {
    "list": "<listcomp>", "set": "<setcomp>", "dict": "<dictcomp>", "generator": "<genexpr>",
}  # fmt: skip


class TrapState(Protocol):
    """What native code left: `trace` are the places of the calls, innermost first."""

    @property
    def kind(self) -> int: ...
    @property
    def place(self) -> int: ...
    @property
    def values(self) -> tuple[int, ...]: ...
    @property
    def trace(self) -> tuple[int, ...]: ...


@final
@dataclass(frozen=True, slots=True)
class Context:
    """Where the unit's own function comes from."""

    filename: str
    namespace: dict[str, Any]


def raise_trap(compiled: Compiled, trap: TrapState, context: Context) -> NoReturn:
    raise exception_of(compiled, trap, context)


def exception_of(compiled: Compiled, trap: TrapState, context: Context) -> BaseException:
    """The exception of a trap, with its traceback."""
    places = [compiled.places[number] for number in (trap.place, *trap.trace)]
    error = _exception(_BY_NUMBER[trap.kind], trap.values, places[0])
    return error.with_traceback(_traceback(places, context, compiled.unit.module))


def _class_named(name: str) -> type[BaseException]:
    """A builtin exception, or the one that NumPy has for matrices."""
    if name == "LinAlgError":
        from numpy.linalg import LinAlgError  # lazy: NumPy is heavy

        return LinAlgError
    return getattr(builtins, name)  # type: ignore[no-any-return]


def _refused_cast(name: str, bits: int, source: int) -> BaseException:
    """What the scalar type itself says to the value."""
    raw = struct.pack("<q", bits)
    kind = CAST_FROM[source]
    code = {"i64": "<q", "u64": "<Q", "f64": "<d", "f32": "<f"}[kind]
    (value,) = struct.unpack(code, raw[: struct.calcsize(code)])
    made: Any = NAMES[kind] if kind == "f32" else type(value)
    convert: Any = NAMES[name]
    try:
        convert(made(value))
    except OverflowTrap as error:
        return error
    raise InternalError("N9001", f"{name} takes {value}, which native code refused")


def _exception(row: TrapRow, values: Iterable[int], place: Place) -> BaseException:
    if row.name == "RAISED":
        name, _, text = place.text.partition("\n")
        kind: type[BaseException] = _class_named(name)
        return kind(text) if "\n" in place.text else kind()
    if row.name == "CAST":
        return _refused_cast(place.text, *list(values)[:2])
    if row.name == "ANNOTATION":
        return annotation_error(place.text, tuple(values))
    if row.name == "KEY":
        return KeyError(next(iter(values)))
    text = message(row, tuple(values), place.text)
    if row.kind == "OverflowTrap":
        return _overflow()
    kind = getattr(builtins, row.kind)
    if issubclass(kind, NameError):
        return kind(text, name=place.text)
    return kind(text)


def _overflow() -> BaseException:
    """What the VM's own check raises."""
    try:
        integers.check(integers.I64_MAX + 1, integers.I64_MAX, 1)
    except OverflowTrap as error:
        return error
    raise AssertionError("the check must fail")


def _traceback(places: list[Place], context: Context, own: Any) -> TracebackType | None:
    """Of the places, innermost first: the traceback begins with the outermost."""
    chain: TracebackType | None = None
    for place in places:
        filename = context.filename if place.module is own else _filename(place)
        found = _frame(place, filename, context)
        chain = TracebackType(chain, found.tb_frame, found.tb_lasti, found.tb_lineno)
    return chain


def _filename(place: Place) -> str:
    """The file of a function of another cell: that of any live code of it."""
    for code, (module, index) in FUNCTIONS.items():
        if module is place.module and index == place.index:
            return code.co_filename
    return f"<noodle {place.module.source_id}>"


def _frame(place: Place, filename: str, context: Context) -> TracebackType:
    """A traceback entry of a frame that failed at the place."""
    is_cell = place.function.kind == "cell"
    code = _failing_code(place, filename)
    try:
        exec(code, context.namespace, context.namespace if is_cell else {})
    except TypeError as error:
        trace = error.__traceback__
        assert trace is not None and trace.tb_next is not None
        return trace.tb_next
    raise AssertionError("the code of a frame must fail")


def _failing_code(place: Place, filename: str) -> CodeType:
    """`-None` at the place's position: a TypeError there, always."""
    line, column, end_line, end_column = place.position
    where: dict[str, Any] = {"lineno": line, "col_offset": column,
             "end_lineno": end_line, "end_col_offset": end_column}  # fmt: skip
    operation = ast.UnaryOp(ast.USub(), ast.Constant(None, **where), **where)
    tree = ast.Module([ast.Expr(operation, **where)], [])
    code = compile(tree, filename, "exec", dont_inherit=True)
    function = place.function
    if function.kind == "cell":
        return code
    name = _COMPREHENSION_NAMES.get(function.kind, function.name)
    qualname = function.qualname or name
    if function.kind in COMPREHENSIONS:
        qualname = name
    return code.replace(co_name=name, co_qualname=qualname)
