"""Lowering of expressions: postorder, in CPython's order of evaluation; each leaves one value."""

from __future__ import annotations

import ast
from collections.abc import Callable

from nbc.frontend.builder import EXPRESSIONS, Builder, position

BINARY = {
    ast.Add: "ADD", ast.Sub: "SUBTRACT", ast.Mult: "MULTIPLY", ast.Div: "DIVIDE",
    ast.FloorDiv: "FLOOR_DIVIDE", ast.Mod: "MODULO", ast.Pow: "POWER",
    ast.MatMult: "MATRIX_MULTIPLY", ast.LShift: "LEFT_SHIFT", ast.RShift: "RIGHT_SHIFT",
    ast.BitAnd: "BIT_AND", ast.BitOr: "BIT_OR", ast.BitXor: "BIT_XOR",
}  # fmt: skip
_UNARY = {ast.USub: "NEGATE", ast.UAdd: "POSITIVE", ast.Invert: "INVERT", ast.Not: "NOT"}
_COMPARE = {
    ast.Lt: ("LESS", "<"), ast.LtE: ("LESS_EQUAL", "<="), ast.Eq: ("EQUAL", "=="),
    ast.NotEq: ("NOT_EQUAL", "!="), ast.Gt: ("GREATER", ">"), ast.GtE: ("GREATER_EQUAL", ">="),
    ast.Is: ("IS", "is"), ast.IsNot: ("IS_NOT", "is not"), ast.In: ("IN", "in"),
    ast.NotIn: ("NOT_IN", "not in"),
}  # fmt: skip
_CONVERSIONS = {-1: "", 115: "s", 114: "r", 97: "a"}


def _constant(builder: Builder, node: ast.Constant) -> None:
    builder.constant(node.value, node)


def _name(builder: Builder, node: ast.Name) -> None:
    builder.push(node.id, node)


def _binary(builder: Builder, node: ast.BinOp) -> None:
    builder.expression(node.left)
    builder.expression(node.right)
    builder.emit(BINARY[type(node.op)], node)


def _unary(builder: Builder, node: ast.UnaryOp) -> None:
    builder.expression(node.operand)
    builder.emit(_UNARY[type(node.op)], node)


def _boolean(builder: Builder, node: ast.BoolOp) -> None:
    opcode = "AND_THEN" if isinstance(node.op, ast.And) else "OR_ELSE"
    for value in node.values[:-1]:
        builder.expression(value)
        builder.emit(opcode, node)
    builder.expression(node.values[-1])
    for _ in node.values[1:]:
        builder.emit("END", node)


def _choice(builder: Builder, node: ast.IfExp) -> None:
    builder.expression(node.test)
    builder.emit("CHOOSE", node)
    builder.expression(node.body)
    builder.emit("ELSE", node)
    builder.expression(node.orelse)
    builder.emit("END", node)


def _comparison(builder: Builder, node: ast.Compare) -> None:
    builder.expression(node.left)
    for op, value in zip(node.ops[:-1], node.comparators[:-1], strict=True):
        builder.expression(value)
        builder.emit("COMPARE_THEN", node, _COMPARE[type(op)][1])
    builder.expression(node.comparators[-1])
    builder.emit(_COMPARE[type(node.ops[-1])][0], node)
    for _ in node.ops[1:]:
        builder.emit("END", node)


def _call(builder: Builder, node: ast.Call) -> None:
    if _is_bare_super(builder, node):
        builder.push("super", node.func)
        builder.push("__class__", node)
        builder.push(builder.scope.first_parameter or "self", node)
        builder.emit("CALL", node, 2, ())
        return
    builder.expression(node.func)
    call_arguments(builder, node.args, node.keywords, node)


def call_arguments(
    builder: Builder, args: list[ast.expr], keywords: list[ast.keyword], node: ast.AST
) -> None:
    """The arguments and the CALL; the callee is on the stack."""
    if not any(isinstance(arg, ast.Starred) for arg in args) and all(k.arg for k in keywords):
        for arg in args:
            builder.expression(arg)
        for keyword in keywords:
            builder.expression(keyword.value)
        names = tuple(k.arg for k in keywords if k.arg)
        builder.emit("CALL", node, len(args), names)
        return
    builder.emit("CALL_SPREAD", node, spread_arguments(builder, args, keywords))


def spread_arguments(
    builder: Builder, args: list[ast.expr], keywords: list[ast.keyword]
) -> tuple[str, ...]:
    """Pushes the arguments in CPython's order; gives the `shape` operand that describes them."""
    items = list(spread(builder, args))
    for keyword in keywords:
        builder.expression(keyword.value)
        items.append(f"{keyword.arg}=" if keyword.arg else "**")
    return tuple(items)


def spread(builder: Builder, nodes: list[ast.expr]) -> tuple[str, ...]:
    items = []
    for node in nodes:
        starred = isinstance(node, ast.Starred)
        builder.expression(node.value if isinstance(node, ast.Starred) else node)
        items.append("*" if starred else ".")
    return tuple(items)


def _is_bare_super(builder: Builder, node: ast.Call) -> bool:
    scope = builder.scope
    return (
        isinstance(node.func, ast.Name) and node.func.id == "super"
        and not node.args and not node.keywords
        and scope.kind == "function" and scope.first_parameter is not None
        and scope.resolve("super") == "global" and "super" not in builder.unit.shadowed
        and scope.provides("__class__")
    )  # fmt: skip


def _sequence(opcode: str) -> Callable[[Builder, ast.List | ast.Tuple | ast.Set], None]:
    def lower(builder: Builder, node: ast.List | ast.Tuple | ast.Set) -> None:
        items = spread(builder, node.elts)
        if "*" in items:
            builder.emit(f"{opcode}_SPREAD", node, items)
        else:
            builder.emit(opcode, node, len(items))

    return lower


def _dict(builder: Builder, node: ast.Dict) -> None:
    for key, value in zip(node.keys, node.values, strict=True):
        if key is not None:
            builder.expression(key)
        builder.expression(value)
    if None in node.keys:
        items = tuple("**" if key is None else ":" for key in node.keys)
        builder.emit("BUILD_DICT_SPREAD", node, items)
    else:
        builder.emit("BUILD_DICT", node, len(node.keys))


def _slice(builder: Builder, node: ast.Slice) -> None:
    for part in (node.lower, node.upper, node.step):
        if part is None:
            builder.constant(None, node)
        else:
            builder.expression(part)
    builder.emit("BUILD_SLICE", node)


def _subscript(builder: Builder, node: ast.Subscript) -> None:
    builder.expression(node.value)
    builder.expression(node.slice)
    builder.emit("INDEX", node)


def _attribute(builder: Builder, node: ast.Attribute) -> None:
    builder.expression(node.value)
    builder.emit("GET_ATTRIBUTE", node, builder.mangled(node.attr))


def _joined(builder: Builder, node: ast.JoinedStr) -> None:
    for value in node.values:
        builder.expression(value)
    builder.emit("BUILD_STRING", node, len(node.values))


def _formatted(builder: Builder, node: ast.FormattedValue) -> None:
    builder.expression(node.value)
    if node.format_spec is None:
        builder.constant("", node)
    else:
        builder.expression(node.format_spec)
    builder.emit("FORMAT", node, _CONVERSIONS[node.conversion])


def _walrus(builder: Builder, node: ast.NamedExpr) -> None:
    builder.expression(node.value)
    builder.emit("TEE", node, builder.variable(node.target.id))


def _yield(builder: Builder, node: ast.Yield) -> None:
    if node.value is None:
        builder.constant(None, node)
    else:
        builder.expression(node.value)
    builder.emit("YIELD", node)


def _yield_from(builder: Builder, node: ast.YieldFrom) -> None:
    builder.expression(node.value)
    builder.emit("YIELD_FROM", node)


def _await(builder: Builder, node: ast.Await) -> None:
    builder.unit.unsupported(node, "await")
    builder.constant(None, position(node))


EXPRESSIONS.update({
    ast.Constant: _constant, ast.Name: _name, ast.BinOp: _binary, ast.UnaryOp: _unary,
    ast.BoolOp: _boolean, ast.IfExp: _choice, ast.Compare: _comparison, ast.Call: _call,
    ast.List: _sequence("BUILD_LIST"), ast.Tuple: _sequence("BUILD_TUPLE"),
    ast.Set: _sequence("BUILD_SET"), ast.Dict: _dict, ast.Slice: _slice,
    ast.Subscript: _subscript, ast.Attribute: _attribute, ast.JoinedStr: _joined,
    ast.FormattedValue: _formatted, ast.NamedExpr: _walrus, ast.Yield: _yield,
    ast.YieldFrom: _yield_from, ast.Await: _await,
})  # fmt: skip
