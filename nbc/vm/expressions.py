"""Writers of the opcodes that leave a value."""

from __future__ import annotations

import ast
from typing import Any

from nbc.bytecode.module import Instruction
from nbc.bytecode.optable import BY_NAME, Op
from nbc.vm.arithmetic import write_checked
from nbc.vm.writer import LOAD, STORE, WRITERS, Place, Writer, at, place_of

_MEANING: dict[str, Any] = {}


def _template(op: Op) -> Any:
    """The operator node of a row, read from its meaning."""
    if op.name not in _MEANING:
        node = ast.parse(op.meaning, mode="eval").body
        _MEANING[op.name] = node.ops[0] if isinstance(node, ast.Compare) else node.op  # type: ignore[attr-defined]
    return _MEANING[op.name]


def _binary(writer: Writer, ins: Instruction) -> None:
    certain = writer.checks.get(writer.pc - 1)
    b, a = writer.stack.pop(), writer.stack.pop()
    node = ast.BinOp(a, _template(ins.op), b, **at(ins))
    writer.stack.append(node if certain is None else write_checked(writer, ins, node, certain))


def _unary(writer: Writer, ins: Instruction) -> None:
    certain = writer.checks.get(writer.pc - 1)
    node = ast.UnaryOp(_template(ins.op), writer.stack.pop(), **at(ins))
    writer.stack.append(node if certain is None else write_checked(writer, ins, node, certain))


def _inplace(writer: Writer, ins: Instruction) -> None:
    """`a op= b` as a value; the instruction that stores it back makes it an AugAssign."""
    certain = writer.checks.get(writer.pc - 1)
    b, a = writer.stack.pop(), writer.stack.pop()
    place = at(ins)
    helper = ast.Name(f"__nbc_{ins.op.name.lower()}__", LOAD, **place)
    if certain is not None:
        helper.id = f"__nbc_checked_{ins.op.name.lower()}__"
    node = ast.Call(helper, [a, b], [], **place)
    node.nbc_inplace = (a, _inplace_operator(ins.op), b, certain, ins)  # type: ignore[attr-defined]
    writer.stack.append(node)


def _inplace_operator(op: Op) -> ast.operator:
    return _template(BY_NAME[op.name.removeprefix("INPLACE_")])  # type: ignore[no-any-return]


def _compare(writer: Writer, ins: Instruction) -> None:
    b, a = writer.stack.pop(), writer.stack.pop()
    writer.stack.append(ast.Compare(a, [_template(ins.op)], [b], **at(ins)))


def _push(writer: Writer, ins: Instruction) -> None:
    writer.stack.append(ast.Name(ins.operands[0], LOAD, **at(ins)))


def _constant(writer: Writer, ins: Instruction) -> None:
    writer.stack.append(ast.Constant(writer.module.constants[ins.operands[0]], **at(ins)))


def _tee(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    target = ast.Name(ins.operands[0], STORE, **place)
    writer.stack.append(ast.NamedExpr(target, writer.stack.pop(), **place))


def _conform(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    args = [writer.stack.pop(), ast.Constant(ins.operands[0], **place)]
    writer.stack.append(ast.Call(ast.Name("__nbc_conform__", LOAD, **place), args, [], **place))


def _check_return(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    args: list[ast.expr] = [
        writer.stack.pop(), ast.Constant(writer.function.returns, **place),
        ast.Name("__nbc_dims__", LOAD, **place),
    ]  # fmt: skip
    writer.stack.append(ast.Call(ast.Name("__nbc_leave__", LOAD, **place), args, [], **place))


def _either(operator: ast.boolop):  # type: ignore[no-untyped-def]
    def write(writer: Writer, ins: Instruction) -> None:
        left = writer.stack.pop()
        right, statements, _ = writer.value()
        writer.skip()
        place = at(ins)
        if not statements:
            flat = isinstance(right, ast.BoolOp) and right.op is operator
            values = right.values if isinstance(right, ast.BoolOp) and flat else [right]
            writer.stack.append(ast.BoolOp(operator, [left, *values], **place))
            return
        writer.settle()
        result = writer.temporary(left)
        test: ast.expr = result
        if isinstance(operator, ast.Or):
            test = ast.UnaryOp(ast.Not(), result, **place)
        _decide(writer, test, result.id, (statements, right), None, place)

    return write


def _decide(
    writer: Writer, test: ast.expr, name: str, yes: tuple[list[ast.stmt], ast.expr],
    no: tuple[list[ast.stmt], ast.expr] | None, place: Place,
) -> None:  # fmt: skip
    """The general form of a choice between values: an `if` that fills a temporary."""

    def branch(part: tuple[list[ast.stmt], ast.expr] | None) -> list[ast.stmt]:
        if part is None:
            return []
        return [*part[0], ast.Assign([ast.Name(name, STORE, **place)], part[1], **place)]

    writer.out.append(ast.If(test, branch(yes), branch(no), **place))
    writer.stack.append(writer.read(name, place))


def _choose(writer: Writer, ins: Instruction) -> None:
    test = writer.stack.pop()
    body, body_statements, _ = writer.value()
    writer.skip()
    orelse, else_statements, _ = writer.value()
    writer.skip()
    place = at(ins)
    if not body_statements and not else_statements:
        writer.stack.append(ast.IfExp(test, body, orelse, **place))
        return
    writer.settle()
    yes, no = (body_statements, body), (else_statements, orelse)
    _decide(writer, test, writer.fresh(), yes, no, place)


_COMPARE_OPS: dict[str, ast.cmpop] = {
    "<": ast.Lt(), "<=": ast.LtE(), "==": ast.Eq(), "!=": ast.NotEq(), ">": ast.Gt(),
    ">=": ast.GtE(), "is": ast.Is(), "is not": ast.IsNot(), "in": ast.In(), "not in": ast.NotIn(),
}  # fmt: skip


def _compare_then(writer: Writer, ins: Instruction) -> None:
    """`a < b < c`: the block's comparison has `b`, by identity of its node, on its left."""
    b, a = writer.stack.pop(), writer.stack.pop()
    place = at(ins)
    name = writer.fresh()
    middle = writer.read(name, place)
    right, statements, _ = writer.value(middle)
    writer.skip()
    op = _COMPARE_OPS[ins.operands[0]]
    if not statements and isinstance(right, ast.Compare) and right.left is middle:
        chain = ast.Compare(a, [op, *right.ops], [b, *right.comparators], **place)
        writer.stack.append(chain)
        return
    kept = ast.NamedExpr(ast.Name(name, STORE, **place), b, **place)
    first = ast.Compare(a, [op], [kept], **place)
    if not statements:
        writer.stack.append(ast.BoolOp(ast.And(), [first, right], **place))
        return
    writer.settle()
    result = writer.temporary(first)
    _decide(writer, result, result.id, (statements, right), None, place)


def _spread_nodes(items: tuple[str, ...], values: list[ast.expr]) -> list[ast.expr]:
    return [
        ast.Starred(value, LOAD, **place_of(value)) if item == "*" else value
        for item, value in zip(items, values, strict=True)
    ]


def _sequence(writer: Writer, ins: Instruction) -> None:
    items = ins.operands[0]
    if isinstance(items, int):
        values = writer.pop(items)
    else:
        values = _spread_nodes(items, writer.pop(len(items)))
    place = at(ins)
    kind = ins.op.name
    if kind.startswith("BUILD_SET"):
        node: ast.expr = _set(values, place)
    elif kind.startswith("BUILD_LIST"):
        node = ast.List(values, LOAD, **place)
    else:
        node = ast.Tuple(values, LOAD, **place)
    writer.stack.append(node)


def _set(values: list[ast.expr], place: Place) -> ast.expr:
    if values:
        return ast.Set(values, **place)
    return ast.Set([ast.Starred(ast.Tuple([], LOAD, **place), LOAD, **place)], **place)


def _dict(writer: Writer, ins: Instruction) -> None:
    items = ins.operands[0]
    if isinstance(items, int):
        items = (":",) * items
    values = iter(writer.pop(sum(2 if item == ":" else 1 for item in items)))
    keys: list[ast.expr | None] = []
    contents: list[ast.expr] = []
    for item in items:
        keys.append(next(values) if item == ":" else None)
        contents.append(next(values))
    writer.stack.append(ast.Dict(keys, contents, **at(ins)))


def _slice(writer: Writer, ins: Instruction) -> None:
    """A slice as a value; an index makes it the syntax again."""
    parts = writer.pop(3)
    place = at(ins)
    node = ast.Call(ast.Name("__nbc_slice__", LOAD, **place), list(parts), [], **place)
    lower, upper, step = (None if _is_none(part) else part for part in parts)
    node.nbc_slice = ast.Slice(lower, upper, step, **place)  # type: ignore[attr-defined]
    writer.stack.append(node)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def key_node(node: ast.expr) -> ast.expr:
    """The syntax of an index: slices as slices."""
    if isinstance(node, ast.Tuple):
        elts = [getattr(item, "nbc_slice", item) for item in node.elts]
        return ast.Tuple(elts, LOAD, **place_of(node))
    return getattr(node, "nbc_slice", node)


def _index(writer: Writer, ins: Instruction) -> None:
    key, obj = writer.stack.pop(), writer.stack.pop()
    writer.stack.append(ast.Subscript(obj, key_node(key), LOAD, **at(ins)))


def _attribute(writer: Writer, ins: Instruction) -> None:
    writer.stack.append(ast.Attribute(writer.stack.pop(), ins.operands[0], LOAD, **at(ins)))


_CONVERSIONS = {"": -1, "s": 115, "r": 114, "a": 97}


def _format(writer: Writer, ins: Instruction) -> None:
    spec, value = writer.stack.pop(), writer.stack.pop()
    place = at(ins)
    part = ast.FormattedValue(value, _CONVERSIONS[ins.operands[0]], _spec(spec), **place)
    node = ast.JoinedStr([part], **place)
    node.nbc_part = part  # type: ignore[attr-defined]
    writer.stack.append(node)


def _spec(node: ast.expr) -> ast.expr | None:
    if isinstance(node, ast.Constant) and node.value == "":
        return None
    if isinstance(node, ast.JoinedStr):
        return node
    return ast.JoinedStr([_string_part(node)], **place_of(node))


def _string_part(node: ast.expr) -> ast.expr:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node
    part = getattr(node, "nbc_part", None)
    return part if part is not None else ast.FormattedValue(node, -1, None, **place_of(node))


def _string(writer: Writer, ins: Instruction) -> None:
    parts = [_string_part(node) for node in writer.pop(ins.operands[0])]
    writer.stack.append(ast.JoinedStr(parts, **at(ins)))


def _call(writer: Writer, ins: Instruction) -> None:
    count, names = ins.operands
    values = writer.pop(count + len(names))
    function = writer.stack.pop()
    keywords = [
        ast.keyword(name, value, **place_of(value))
        for name, value in zip(names, values[count:], strict=True)
    ]
    writer.stack.append(ast.Call(function, values[:count], keywords, **at(ins)))


def _call_spread(writer: Writer, ins: Instruction) -> None:
    items = ins.operands[0]
    args, keywords = spread_call(items, writer.pop(len(items)))
    writer.stack.append(ast.Call(writer.stack.pop(), args, keywords, **at(ins)))


def spread_call(
    items: tuple[str, ...], values: list[ast.expr]
) -> tuple[list[ast.expr], list[ast.keyword]]:
    """The arguments that a `shape` describes."""
    args: list[ast.expr] = []
    keywords: list[ast.keyword] = []
    for item, value in zip(items, values, strict=True):
        place = place_of(value)
        if item == ".":
            args.append(value)
        elif item == "*":
            args.append(ast.Starred(value, LOAD, **place))
        else:
            name = None if item == "**" else item[:-1]
            keywords.append(ast.keyword(name, value, **place))
    return args, keywords


def _yield(writer: Writer, ins: Instruction) -> None:
    writer.stack.append(ast.Yield(writer.stack.pop(), **at(ins)))


def _yield_from(writer: Writer, ins: Instruction) -> None:
    writer.stack.append(ast.YieldFrom(writer.stack.pop(), **at(ins)))


WRITERS.update({
    "PUSH": _push, "CONSTANT": _constant, "TEE": _tee, "CONFORM": _conform,
    "CHECK_RETURN": _check_return, "AND_THEN": _either(ast.And()), "OR_ELSE": _either(ast.Or()),
    "CHOOSE": _choose, "COMPARE_THEN": _compare_then, "BUILD_DICT": _dict,
    "BUILD_DICT_SPREAD": _dict, "BUILD_SLICE": _slice, "INDEX": _index,
    "GET_ATTRIBUTE": _attribute, "FORMAT": _format, "BUILD_STRING": _string, "CALL": _call,
    "CALL_SPREAD": _call_spread, "YIELD": _yield, "YIELD_FROM": _yield_from,
})  # fmt: skip
for _op in BY_NAME.values():
    if _op.name.startswith("INPLACE_"):
        WRITERS[_op.name] = _inplace
    elif _op.code in range(0x20, 0x30):
        WRITERS[_op.name] = _binary
    elif _op.code in range(0x40, 0x44):
        WRITERS[_op.name] = _unary
    elif _op.code in range(0x48, 0x52):
        WRITERS[_op.name] = _compare
    elif _op.name.startswith(("BUILD_LIST", "BUILD_TUPLE", "BUILD_SET")):
        WRITERS[_op.name] = _sequence
