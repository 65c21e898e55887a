"""Integer operations that are checked for i64 overflow, as inline code where that is possible.

In a function, `a + b` is `r if type(r := a + b) is not int or MIN <= r <= MAX else check(...)`:
no call unless the result is suspicious. Where Python's grammar allows no `:=`, or where a temporary
would be visible to the user (cells, classes, comprehensions), a checking function is called.
"""

from __future__ import annotations

import ast

from nbc.bytecode.candidates import SHOWS_LOCALS
from nbc.bytecode.module import Instruction
from nbc.bytecode.overflow import stored_inside
from nbc.runtime.integers import I64_MAX, I64_MIN
from nbc.vm.writer import LOAD, STORE, Place, Writer, at

Inplace = tuple[ast.expr, ast.operator, ast.expr, bool | None, Instruction]
"""An operation to be stored: left, operator, right, whether its operands are certainly Python ints
(None: not checked), and its instruction."""

_INLINE = frozenset({"function", "lambda"})


def write_checked(
    writer: Writer, ins: Instruction, node: ast.BinOp | ast.UnaryOp, certain: bool
) -> ast.expr:
    """`node` with its check; `certain`: the operands are Python ints, so no test of the type."""
    operands = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.operand]
    place = at(ins)
    if isinstance(node, ast.BinOp):
        source = (node.left, node.op, node.right, certain, ins)
        result = _checked_node(writer, ins, node, operands, certain, place)
        result.nbc_source = source  # type: ignore[attr-defined]
        return result
    return _checked_node(writer, ins, node, operands, certain, place)


def _checked_node(
    writer: Writer, ins: Instruction, node: ast.BinOp | ast.UnaryOp, operands: list[ast.expr],
    certain: bool, place: Place,
) -> ast.expr:  # fmt: skip
    helper = ast.Name(f"__nbc_checked_{ins.op.name.lower()}__", LOAD, **place)
    call = ast.Call(helper, operands, [], **place)
    if not _may_hide_temporaries(writer):
        return call
    kept = [_keep(writer, operand, place) for operand in operands]
    again = [name for _, name in kept]
    if isinstance(node, ast.BinOp):
        node.left, node.right = kept[0][0], kept[1][0]
    else:
        node.operand = kept[0][0]
    result = _inline(writer.fresh(), node, again, certain, place)
    result.nbc_call = call  # type: ignore[attr-defined]
    return result


def _may_hide_temporaries(writer: Writer) -> bool:
    """Whether a temporary is a local that nobody sees."""
    return writer.function.kind in _INLINE and not shows_locals(writer)


def shows_locals(writer: Writer) -> bool:
    """Whether the function may look at its own variables by name."""
    return not SHOWS_LOCALS.isdisjoint(writer.function.variables)


class _Calls(ast.NodeTransformer):
    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        return self.generic_visit(getattr(node, "nbc_call", node))


def without_temporaries(node: ast.expr) -> ast.expr:
    """The node with checks as calls: Python allows no `:=` in a comprehension's iterable."""
    if any(isinstance(part, ast.NamedExpr) for part in ast.walk(node)):
        return _Calls().visit(node)  # type: ignore[no-any-return]
    return node


def _inline(
    name: str, node: ast.expr, operands: list[ast.expr], certain: bool, place: Place
) -> ast.expr:
    result = ast.Name(name, LOAD, **place)
    assigned = ast.NamedExpr(ast.Name(name, STORE, **place), node, **place)
    check = ast.Call(ast.Name("__nbc_check__", LOAD, **place), [result, *operands], [], **place)
    if certain:
        test: ast.expr = _in_range(assigned, node, place)
    else:
        inside = _in_range(result, node, place)
        test = ast.BoolOp(ast.Or(), [_is_not_int(assigned, place), inside], **place)
    return ast.IfExp(test, result, check, **place)


def _in_range(value: ast.expr, operation: ast.expr, place: Place) -> ast.Compare:
    """`MIN <= value <= MAX`; one side alone where the operation cannot leave by the other."""
    low, high = ast.Constant(I64_MIN, **place), ast.Constant(I64_MAX, **place)
    match operation:
        case ast.BinOp(op=ast.Add(), right=ast.Constant(value=int(step))):
            upwards = step >= 0
        case ast.BinOp(op=ast.Sub(), right=ast.Constant(value=int(step))):
            upwards = step < 0
        case _:
            return ast.Compare(low, [ast.LtE(), ast.LtE()], [value, high], **place)
    if upwards:
        return ast.Compare(value, [ast.LtE()], [high], **place)
    return ast.Compare(value, [ast.GtE()], [low], **place)


def _is_not_int(node: ast.expr, place: Place) -> ast.Compare:
    kind = ast.Call(ast.Name("__nbc_type__", LOAD, **place), [node], [], **place)
    return ast.Compare(kind, [ast.IsNot()], [ast.Name("__nbc_int__", LOAD, **place)], **place)


def _keep(writer: Writer, node: ast.expr, place: Place) -> tuple[ast.expr, ast.expr]:
    """An operand, and how to read it once more for the check."""
    if isinstance(node, ast.Constant | ast.Name):
        return node, node
    name = writer.fresh()
    target = ast.Name(name, STORE, **place)
    return ast.NamedExpr(target, node, **place), ast.Name(name, LOAD, **place)


def _rebinds(node: ast.expr) -> bool:
    """Whether an expression has a `:=` of the user's."""
    walrus = (part for part in ast.walk(node) if isinstance(part, ast.NamedExpr))
    return any(not part.target.id.startswith("__nbc_t") for part in walrus)


def _is(node: ast.expr, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def _private(writer: Writer, name: str) -> bool:
    """Whether nothing but this function can rebind a name: then a value computed after the name is
    read may as well be computed before."""
    if not _may_hide_temporaries(writer):
        return False
    if name not in writer.function.variables:  # a temporary
        return True
    if writer.function.variables.get(name) != "local":
        return False
    return name not in stored_inside(writer.module, writer.index)


def write_stored(
    writer: Writer, name: str, source: Inplace, assign: ast.AugAssign | ast.Assign
) -> bool:
    """`x = x + v` or `x += v` with the check behind it, which keeps CPython's fast path for growing
    text. False where v cannot be read twice (the check undoes the operation before it raises)."""
    left, op, value, certain, ins = source
    grows = isinstance(left, ast.Name) and left.id == name and isinstance(op, ast.Add | ast.Sub)
    if not grows:
        return False
    place = at(ins)
    if not isinstance(value, ast.Constant | ast.Name) or _is(value, name):
        if not _private(writer, name) or _rebinds(value):
            return False
        value = writer.temporary(value)
        if isinstance(assign, ast.AugAssign):
            assign.value = value
        else:
            assign.value = ast.BinOp(left, op, value, **place)
    result, stored = ast.Name(name, LOAD, **place), ast.Name(name, STORE, **place)
    operation = ast.BinOp(left, op, value, **place)
    inside = _in_range(result, operation, place)
    outside: ast.expr = ast.UnaryOp(ast.Not(), inside, **place)
    if not certain:
        is_int = _is_not_int(result, place)
        is_int.ops = [ast.Is()]
        outside = ast.BoolOp(ast.And(), [is_int, outside], **place)
    helper = ast.Name(f"__nbc_checked_{ins.op.name.lower()}__", LOAD, **place)
    undo = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
    writer.statement(assign)
    repair: list[ast.stmt] = [
        ast.AugAssign(stored, undo, value, **place),
        ast.Assign([stored], ast.Call(helper, [result, value], [], **place), **place),
    ]
    writer.out.append(ast.If(outside, repair, [], **place))
    return True
