"""Sites: where a loop may leave the VM for native code, if there is any.

In front of a loop stands a question: `SITE.awake and (t := SITE(inputs...)) is not None`. If not,
the loop runs here, as written. In a function the answer holds a value for each variable that the
loop stores, and last the exception that ended it, or None; in a cell the site stores the variables
itself. SITE is a constant: a text here, `SITE` and the region's number, that must be replaced by an
object before the code runs. Which loops are asked about is `nbc.bytecode.regions`' business.

A function that may be native as a whole begins with a prologue, `WHOLE(a, b)`: an answer other than
`...` is its result. WHOLE is a name, in the place of which each function gets one of its own.
"""

from __future__ import annotations

import ast

from nbc.bytecode.regions import Region
from nbc.vm.arithmetic import shows_locals
from nbc.vm.writer import LOAD, STORE, Place, Writer

SITE = "\0nbc site "
WHOLE = "__nbc_whole__"


def prologue(writer: Writer, body: list[ast.stmt]) -> ast.stmt:
    """`if (t := WHOLE(a, b)) is not ...: return t`, on the line where the body begins."""
    place = _start_of(body[0])
    test, name = _answer(writer, ast.IsNot(), place)
    return ast.If(test, [ast.Return(name, **place)], [], **place)


def whole_expression(writer: Writer, body: ast.expr) -> ast.expr:
    """The same for a lambda: `body if (t := WHOLE(a, b)) is ... else t`."""
    place = _start_of(body)
    test, name = _answer(writer, ast.Is(), place)
    return ast.IfExp(test, body, name, **place)


def _answer(writer: Writer, op: ast.cmpop, place: Place) -> tuple[ast.expr, ast.expr]:
    name = writer.fresh()
    callee = ast.Name(WHOLE, LOAD, **place)
    names = [parameter.name for parameter in writer.function.parameters]
    values: list[ast.expr] = [ast.Name(each, LOAD, **place) for each in names]
    asked = ast.NamedExpr(ast.Name(name, STORE, **place), ast.Call(callee, values, [], **place),
                          **place)  # fmt: skip
    nothing = ast.Constant(..., **place)
    return ast.Compare(asked, [op], [nothing], **place), ast.Name(name, LOAD, **place)


def _start_of(node: ast.stmt | ast.expr) -> Place:
    return {"lineno": node.lineno, "col_offset": node.col_offset,
            "end_lineno": node.lineno, "end_col_offset": node.col_offset}  # fmt: skip


def with_site(writer: Writer, opener: int, loop: ast.stmt) -> list[ast.stmt]:
    """The loop, or the question whether it runs here with the loop below it."""
    region = writer.regions.get(opener)
    if region is None or region.reason or writer.stack:
        return [loop]
    if writer.function.kind == "cell":
        return [_in_cell(region, loop)]
    if shows_locals(writer):
        return [loop]
    return _in_function(writer, region, loop)


def _in_cell(region: Region, loop: ast.stmt) -> ast.stmt:
    place = _start_of(loop)
    answer = _question(region, [], place)
    asked = [_awake(region, place), _is(answer, ast.IsNot(), place)]
    done: list[ast.stmt] = [ast.Pass(**place)]
    return ast.If(ast.BoolOp(ast.And(), asked, **place), done, [loop], **place)


def _in_function(writer: Writer, region: Region, loop: ast.stmt) -> list[ast.stmt]:
    scopes = writer.function.variables
    passed = [name for name in region.inputs if scopes.get(name) != "global"]
    place, name = _start_of(loop), writer.fresh()
    answer = _question(region, passed, place)
    stores = _stores(name, region, place)
    awake = _awake(region, place)
    if region.unbound.isdisjoint(passed):
        named = ast.NamedExpr(ast.Name(name, STORE, **place), answer, **place)
        asked: ast.expr = ast.BoolOp(ast.And(), [awake, _is(named, ast.IsNot(), place)], **place)
        return [ast.If(asked, stores, [loop], **place)]
    known = _is(ast.Name(name, LOAD, **place), ast.IsNot(), place)
    cautious = _cautious(name, awake, answer, place)
    return [cautious, ast.If(known, stores, [loop], **place)]


def _cautious(name: str, awake: ast.expr, answer: ast.expr, place: Place) -> ast.stmt:
    """The question where a variable that it passes may not be bound: then the loop runs here."""
    nothing = ast.Constant(None, **place)
    value = ast.IfExp(awake, answer, nothing, **place)
    ask = ast.Assign([ast.Name(name, STORE, **place)], value, **place)
    no = ast.Assign([ast.Name(name, STORE, **place)], nothing, **place)
    unbound = ast.Name("__nbc_unbound__", LOAD, **place)
    return ast.Try([ask], [ast.ExceptHandler(unbound, None, [no], **place)], [], [], **place)


def _stores(name: str, region: Region, place: Place) -> list[ast.stmt]:
    """What is done with an answer: the variables, then the exception if there is one."""
    stores: list[ast.stmt] = [
        _stored(name, number, variable, place) for number, variable in enumerate(region.outputs)
    ]
    raised = _item(name, len(region.outputs), place)
    check = ast.Call(ast.Name("__nbc_raise__", LOAD, **place), [raised], [], **place)
    stores.append(ast.If(_is(raised, ast.IsNot(), place), [ast.Expr(check, **place)], [], **place))
    nothing = ast.Constant(None, **place)
    stores.append(ast.Assign([ast.Name(name, STORE, **place)], nothing, **place))
    return stores


def _question(region: Region, passed: list[str], place: Place) -> ast.Call:
    values: list[ast.expr] = [ast.Name(name, LOAD, **place) for name in passed]
    return ast.Call(_constant(f"{SITE}{region.number}", place), values, [], **place)


def _awake(region: Region, place: Place) -> ast.expr:
    return ast.Attribute(_constant(f"{SITE}{region.number}", place), "awake", LOAD, **place)


def _constant(text: str, place: Place) -> ast.expr:
    """A text that is to be replaced. As a conditional expression it is not mistaken for a literal
    called by accident, nor computed with."""
    first, second = ast.Constant(text, **place), ast.Constant(text, **place)
    return ast.IfExp(ast.Constant(True, **place), first, second, **place)


def _stored(answer: str, number: int, variable: str, place: Place) -> ast.stmt:
    """`if answer[number] is not __nbc_unset__: variable = answer[number]`"""
    unset = ast.Name("__nbc_unset__", LOAD, **place)
    value = _item(answer, number, place)
    test = ast.Compare(value, [ast.IsNot()], [unset], **place)
    store = ast.Assign([ast.Name(variable, STORE, **place)], value, **place)
    return ast.If(test, [store], [], **place)


def _item(name: str, number: int, place: Place) -> ast.expr:
    return ast.Subscript(
        ast.Name(name, LOAD, **place), ast.Constant(number, **place), LOAD, **place
    )


def _is(value: ast.expr, op: ast.cmpop, place: Place) -> ast.Compare:
    return ast.Compare(value, [op], [ast.Constant(None, **place)], **place)
