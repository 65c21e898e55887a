"""Which integer operations are checked for i64 overflow: `checked(module)`.

Each value is put into one of six classes, without looking at the order of statements:

    i  certainly a Python int (literals, range indices, and what is computed of such)
    p  may be an i64 (parameters, globals, results of calls to names, elements of sequences)
    s  a list, tuple or comprehension: its elements are p
    d  a dict or set: its elements are o
    b  a bigint: never checked
    o  anything else: attributes, results of methods, elements of dicts, text, floats

An operation is checked where both operands are i or p. The test costs time, and code that is about
objects and text must not pay it: so what comes out of attributes, methods and dicts keeps Python's
own integers. The VM, the stepper and the native tier all take the answer from here.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from nbc.bytecode.effects import nested_functions, taken
from nbc.bytecode.module import Instruction, Module
from nbc.bytecode.optable import Trait

_I64_MIN, _I64_MAX = -(2**63), 2**63 - 1

Checks = dict[int, bool]
"""Indices of the instructions to check; True where both operands are certainly Python ints."""

_NOT_INTEGERS = frozenset(
    ["float", "str", "repr", "list", "dict", "set", "complex", "open", "print"]
)
# What is `o`, and says more about the operation that takes it:
_TEXT = "text"  # as a key, the sign of a mapping
_METHOD = "method"  # a callee whose result is o
_BIGINT = "bigint"  # a callee whose result is b
_RESULTS: dict[str | int, str] = {_METHOD: "o", _BIGINT: "b"}
_KEEPS_INT = frozenset(
    ["ADD", "SUBTRACT", "MULTIPLY", "FLOOR_DIVIDE", "MODULO", "BIT_AND", "BIT_OR", "BIT_XOR",
     "LEFT_SHIFT", "RIGHT_SHIFT", "NEGATE", "POSITIVE", "INVERT"]
)  # fmt: skip


def checked(module: Module) -> list[Checks]:
    """Per function, the instructions that trap on i64 overflow."""
    return [_function(index, module) for index in range(len(module.functions))]


def _function(index: int, module: Module) -> Checks:
    function = module.functions[index]
    if not any(ins.op.traits & Trait.INTEGER for ins in function.instructions):
        return {}
    scan = _Scan(index, module)
    for _ in range(6):
        before = dict(scan.variables)
        scan.run()
        if scan.variables == before:
            return scan.checks
    return dict.fromkeys(scan.checks, False)


def _join(a: str, b: str) -> str:
    if a == b:
        return a
    for kind in "bo":
        if kind in (a, b):
            return kind
    return "o" if "d" in (a, b) else "p"


_FOLDS: dict[str, Callable[[int, int], int]] = {
    "ADD": operator.add, "SUBTRACT": operator.sub, "MULTIPLY": operator.mul,
    "POWER": operator.pow, "LEFT_SHIFT": lambda a, b: a << b,
}  # fmt: skip


class _Scan:
    """One function's abstract run; `variables` only moves up the classes, so runs converge."""

    def __init__(self, index: int, module: Module) -> None:
        self.function = function = module.functions[index]
        self.functions = module.functions
        self.constants: Mapping[str, Any] = module.constants
        self.shared = stored_inside(module, index)
        self.variables: dict[str, str] = {}
        for parameter in function.parameters:
            starred = {"var_positional": "s", "var_keyword": "d"}.get(parameter.kind)
            self.variables[parameter.name] = starred or _parameter_class(parameter.type)
        self.checks: Checks = {}
        self.stack: list[str | int] = []
        self.blocks: list[list[str]] = []

    def run(self) -> None:
        self.checks = {}
        self.stack.clear()
        self.blocks.clear()
        for index, instruction in enumerate(self.function.instructions):
            op, operands, _ = instruction
            handler = _HANDLERS.get(op.name)
            if handler is not None:
                handler(self, operands)
            elif len(op.pops) == 2 and op.pushes:
                self.binary(index, op.name, op.traits)
            elif op.traits & Trait.INTEGER:
                self.unary(index, op.name)
            else:
                self.other(instruction)

    def take(self) -> str:
        return _class(self.stack.pop()) if self.stack else "p"

    def top(self, depth: int = 1) -> str:
        return _class(self.stack[-depth]) if len(self.stack) >= depth else "p"

    def binary(self, index: int, name: str, traits: int) -> None:
        if len(self.stack) >= 2 and self.folds(name):
            return
        b, a = self.take(), self.take()
        plain = name.removeprefix("INPLACE_")
        if a in "ip" and b in "ip":
            certain = a == b == "i"
            if traits & Trait.INTEGER:
                self.checks[index] = certain
            if plain in _KEEPS_INT:
                self.stack.append("i" if certain else "p")
            else:
                self.stack.append("p" if plain == "POWER" else "o")
        elif "b" in (a, b):
            self.stack.append("b" if plain in _KEEPS_INT or plain == "POWER" else "o")
        else:
            self.stack.append("s" if "s" in (a, b) and plain in ("ADD", "MULTIPLY") else "o")

    def folds(self, name: str) -> bool:
        """Two literals: the result is a literal too, however large (CPython folds it)."""
        a, b = self.stack[-2:]
        fold = _FOLDS.get(name)
        if fold is None or not isinstance(a, int) or not isinstance(b, int):
            return False
        if name in ("POWER", "LEFT_SHIFT") and b < 0:
            return False
        least = {"POWER": 2, "LEFT_SHIFT": 1}.get(name)
        huge = least is not None and b > 4096 and abs(a) >= least
        self.stack[-2:] = ["b" if huge else fold(a, b)]
        return True

    def unary(self, index: int, name: str) -> None:
        if self.stack and isinstance(self.stack[-1], int):
            self.stack[-1] = -self.stack[-1]
            return
        a = self.take()
        if a in "ip":
            self.checks[index] = a == "i"
        self.stack.append(a)

    def other(self, instruction: Instruction) -> None:
        for _ in range(taken(instruction, self.functions)):
            self.take()
        kind = "p" if instruction.op.name == "LAMBDA" else "o"
        self.stack.extend(kind for _ in instruction.op.pushes)

    def push(self, operands: tuple[Any, ...]) -> None:
        name = operands[0]
        if self.function.variables.get(name) == "local" and name not in self.shared:
            self.stack.append(self.variables.get(name, "i"))  # "i": no store seen so far
        else:
            known = self.variables.get(name, "p")
            self.stack.append("p" if known == "i" else known)

    def constant(self, operands: tuple[Any, ...]) -> None:
        value = self.constants.get(operands[0])
        self.stack.append(value if type(value) is int else _TEXT if type(value) is str else "o")

    def store(self, operands: tuple[Any, ...]) -> None:
        self.note(operands[0], self.take())

    def tee(self, operands: tuple[Any, ...]) -> None:
        self.note(operands[0], self.top())

    def note(self, name: str, kind: str) -> None:
        known = self.variables.get(name)
        self.variables[name] = kind if known is None else _join(known, kind)

    def range_index(self, operands: tuple[Any, ...]) -> None:
        del self.stack[-3:]
        self.blocks.append([])
        self.note(operands[0], "i")

    def for_each(self, operands: tuple[Any, ...]) -> None:
        self.blocks.append([])
        self.stack.append("p" if self.take() in "ps" else "o")

    def index(self, operands: tuple[Any, ...]) -> None:
        element = self.element(2)
        del self.stack[-2:]
        self.stack.append(element)

    def update_index(self, operands: tuple[Any, ...]) -> None:
        self.stack.append(self.element(2))

    def element(self, depth: int) -> str:
        """The class of `obj[key]`, obj at `depth`: what has text for keys is a mapping."""
        mapping = bool(self.stack) and self.stack[-1] == _TEXT
        return "p" if self.top(depth) in "ps" and not mapping else "o"

    def duplicate(self, operands: tuple[Any, ...]) -> None:
        self.stack.append(self.top())

    def attribute(self, operands: tuple[Any, ...]) -> None:
        self.take()
        self.stack.append(_METHOD)

    def call(self, operands: tuple[Any, ...]) -> None:
        for _ in range(operands[0] + len(operands[1])):
            self.take()
        callee = self.stack.pop() if self.stack else "p"
        self.stack.append(_RESULTS.get(callee, "p"))

    def unpack(self, operands: tuple[Any, ...]) -> None:
        kind = "p" if self.take() in "ps" else "o"
        self.stack.extend(kind * (sum(operands) + (len(operands) == 2)))

    def sequence(self, operands: tuple[Any, ...]) -> None:
        items = operands[0]
        for _ in range(items if isinstance(items, int) else len(items)):
            self.take()
        self.stack.append("s")

    def mapping(self, operands: tuple[Any, ...]) -> None:
        items = operands[0]
        for _ in range(2 * items if isinstance(items, int) else sum(1 + (i == ":") for i in items)):
            self.take()
        self.stack.append("d")

    def comprehend(self, operands: tuple[Any, ...]) -> None:
        self.take()
        self.stack.append("s")

    def conform(self, operands: tuple[Any, ...]) -> None:
        self.take()
        self.stack.append(_parameter_class(operands[0]))

    def open_either(self, operands: tuple[Any, ...]) -> None:
        self.blocks.append([self.take()])

    def open_choice(self, operands: tuple[Any, ...]) -> None:
        self.take()
        self.blocks.append(["choice"])

    def open_comparison(self, operands: tuple[Any, ...]) -> None:
        b = self.take()
        self.take()
        self.stack.append(b)
        self.blocks.append(["o"])

    def open_block(self, operands: tuple[Any, ...]) -> None:
        self.blocks.append([])

    def open_with_value(self, operands: tuple[Any, ...]) -> None:
        self.take()
        self.blocks.append([])

    def middle(self, operands: tuple[Any, ...]) -> None:
        if self.blocks and self.blocks[-1] == ["choice"]:
            self.blocks[-1] = [self.take()]

    def end(self, operands: tuple[Any, ...]) -> None:
        kinds = self.blocks.pop() if self.blocks else []
        if kinds:
            self.stack.append(_join(kinds[0], self.take()))


def _push_name(scan: _Scan, operands: tuple[Any, ...]) -> None:
    """A name: remembered as a callee where its result is known not to be an i64."""
    scan.push(operands)
    if scan.function.variables.get(operands[0]) == "global":
        if operands[0] in _NOT_INTEGERS:
            scan.stack[-1] = _METHOD
        elif operands[0] == "bigint":
            scan.stack[-1] = _BIGINT


def _parameter_class(type_text: str | None) -> str:
    if type_text is None or type_text in ("i64", "i32", "i16", "i8", "u8", "u16", "u32", "u64"):
        return "p"
    return "b" if type_text == "bigint" else "o"


def _class(entry: str | int) -> str:
    """The class of a stack entry; a literal stands there as itself."""
    if isinstance(entry, int):
        return "i" if _I64_MIN <= entry <= _I64_MAX else "b"
    return entry if len(entry) == 1 else "o"


def stored_inside(module: Module, index: int) -> set[str]:
    """Names that an inner function may rebind: what is known of them here is not certain."""
    inner = nested_functions(module.functions, index)
    return {
        name
        for other in inner
        for name, scope in module.functions[other].variables.items()
        if scope == "free"
    }


_HANDLERS = {
    "PUSH": _push_name, "CONSTANT": _Scan.constant, "STORE": _Scan.store, "TEE": _Scan.tee,
    "DUPLICATE": _Scan.duplicate, "CONFORM": _Scan.conform, "FOR_RANGE": _Scan.range_index,
    "FOR_EACH": _Scan.for_each, "INDEX": _Scan.index, "UPDATE_INDEX": _Scan.update_index,
    "GET_ATTRIBUTE": _Scan.attribute, "CALL": _Scan.call, "UNPACK": _Scan.unpack,
    "UNPACK_SPREAD": _Scan.unpack, "BUILD_LIST": _Scan.sequence, "BUILD_TUPLE": _Scan.sequence,
    "BUILD_LIST_SPREAD": _Scan.sequence, "BUILD_TUPLE_SPREAD": _Scan.sequence,
    "BUILD_DICT": _Scan.mapping, "BUILD_DICT_SPREAD": _Scan.mapping,
    "COMPREHEND": _Scan.comprehend, "AND_THEN": _Scan.open_either, "OR_ELSE": _Scan.open_either,
    "CHOOSE": _Scan.open_choice, "COMPARE_THEN": _Scan.open_comparison, "ELSE": _Scan.middle,
    "END": _Scan.end, "LOOP": _Scan.open_block, "TRY": _Scan.open_block,
    "IF": _Scan.open_with_value, "MATCH": _Scan.open_with_value,
}  # fmt: skip


def _with(scan: _Scan, operands: tuple[Any, ...]) -> None:
    scan.open_with_value(operands)
    scan.stack.append("p")


def _call_spread(scan: _Scan, operands: tuple[Any, ...]) -> None:
    scan.call((len(operands[0]), ()))


_HANDLERS |= {"WITH": _with, "CALL_SPREAD": _call_spread}
