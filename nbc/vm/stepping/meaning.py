"""Python functions made of the meaning column of the optable: there is no second definition.

`operation(instruction)` is a function of the values that the instruction takes. For opcodes whose
meaning depends on counts or shapes (calls, spreads, unpacking) the text is written out for them
first. Operands of kind text and type become constants, or attribute names where they stand as one.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable
from functools import lru_cache
from types import CodeType, FunctionType
from typing import Any

from nbc.bytecode.optable import BY_NAME, Op
from nbc.runtime.conform import conform

_RUNTIME: dict[str, Any] = {"__builtins__": builtins, "__nbc_conform__": conform}
_FILE = "<noodle stepper>"


def operation(op: Op, operands: tuple[Any, ...], namespace: dict[str, Any]) -> Callable[..., Any]:
    """The function of an instruction: takes `op.pops` (a list for `*xs`), gives `r`, if there is
    one."""
    code = operation_code(op.name, _texts(op, operands))
    # What a meaning calls is Python's own, whatever the program makes of the name.
    return FunctionType(code, _RUNTIME if "(" in op.meaning else namespace)


def spread(opcode: str, value: Any) -> Any:
    """The value spread as the opcode (see `spreads.EARLY`) would."""
    item = "**" if opcode == "BUILD_DICT_SPREAD" else "*"
    return operation(BY_NAME[opcode], ((item,),), _RUNTIME)([value])


def call_in(namespace: dict[str, Any], shape: tuple[str, ...]) -> Callable[[Any, list[Any]], Any]:
    """A function that calls its first argument with the values of its second, as `shape` says; the
    call is made from code whose globals are the namespace, as Python code there would make it."""
    return FunctionType(_call_code(shape), namespace)


def _texts(op: Op, operands: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        value if operand.kind in ("text", "type", "count", "shape") else None
        for operand, value in zip(op.operands, operands, strict=True)
    )


@lru_cache(maxsize=4096)
def operation_code(name: str, operands: tuple[Any, ...]) -> CodeType:
    op = BY_NAME[name]
    text = _written_out(op, operands)
    named = {o.name: v for o, v in zip(op.operands, operands, strict=True) if isinstance(v, str)}
    tree = _Operands(named).visit(ast.parse(text)).body[0]
    parameters = [p.lstrip("*") for p in op.pops]
    if name == "COMPARE_THEN":
        parameters = ["a", "b"]
    return _function(parameters, _body(tree, parameters))


def _written_out(op: Op, operands: tuple[Any, ...]) -> str:
    """The meaning as Python: what depends on the operands filled in, remarks left out."""
    meaning: str = op.meaning.partition(",  ")[0].partition(", to be ")[0]
    if op.name == "FORMAT":
        conversion = f"!{operands[0]}" if operands[0] else ""
        return meaning.replace("!conversion", conversion)
    if op.name == "COMPARE_THEN":
        return f"a {operands[0]} b"
    if op.name.endswith("_SPREAD") and op.name.startswith("BUILD") and operands[0]:
        star = "**xs" if "**xs" in meaning else "*xs"
        return meaning.replace(star, _items(operands[0]))
    if op.name == "BUILD_DICT":
        pairs = [f"pairs[{2 * i}]: pairs[{2 * i + 1}]" for i in range(operands[0])]
        return f"{{{', '.join(pairs)}}}"
    if op.name == "ASSERT_FAIL":
        return "assert False" + (", xs[0]" if operands[0] else "")
    if op.name == "RAISE":
        return ("raise", "raise xs[0]", "raise xs[0] from xs[1]")[operands[0]]
    if op.name == "UNPACK":
        return f"[{_targets(operands[0])}] = v"
    if op.name == "UNPACK_SPREAD":
        return f"[{_targets(*operands)}] = v"
    return meaning


def _items(shape: tuple[str, ...]) -> str:
    """The text of the items of a call or display; the values are `xs`, in order."""
    parts, place = [], 0
    for item in shape:
        if item == ":":
            parts.append(f"xs[{place}]: xs[{place + 1}]")
            place += 1
        else:
            parts.append(f"{'' if item == '.' else item}xs[{place}]")
        place += 1
    return ", ".join(parts)


def _targets(before: int, after: int | None = None) -> str:
    names = [f"x{i}" for i in range(before)]
    if after is not None:
        names += ["*rest", *(f"y{i}" for i in range(after))]
    return ", ".join(names)


def _body(tree: ast.stmt, parameters: list[str]) -> list[ast.stmt]:
    if isinstance(tree, ast.Expr):
        return [ast.Return(tree.value)]
    if isinstance(tree, ast.AugAssign):
        return [tree, ast.Return(ast.Name(parameters[0], ast.Load()))]
    if isinstance(tree, ast.Assign) and isinstance(tree.targets[0], ast.List):
        targets = tree.targets[0].elts
        items = [item.value if isinstance(item, ast.Starred) else item for item in targets]
        names = [item.id for item in items if isinstance(item, ast.Name)]
        values: list[ast.expr] = [ast.Name(name, ast.Load()) for name in names]
        return [tree, ast.Return(ast.List(values, ast.Load()))]
    return [tree]


def _function(parameters: list[str], body: list[ast.stmt]) -> CodeType:
    arguments = ast.arguments([], [ast.arg(name) for name in parameters], None, [], [], None, [])
    define = ast.FunctionDef("operation", arguments, body, [], None)
    module = ast.fix_missing_locations(ast.Module([define], []))
    constants = compile(module, _FILE, "exec").co_consts
    return next(constant for constant in constants if isinstance(constant, CodeType))


@lru_cache(maxsize=4096)
def _call_code(shape: tuple[str, ...]) -> CodeType:
    return _function(["f", "xs"], _body(ast.parse(f"f({_items(shape)})").body[0], []))


class _Operands(ast.NodeTransformer):
    """Puts the operands' values where the meaning names them."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.values[node.id]) if node.id in self.values else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        self.generic_visit(node)
        node.attr = self.values.get(node.attr, node.attr)
        return node
