"""Writers of the opcodes that open a block of statements."""

from __future__ import annotations

import ast
from typing import Any

from nbc.bytecode.module import Instruction
from nbc.vm.sites import with_site
from nbc.vm.targets import target_or_temporary
from nbc.vm.writer import LOAD, STORE, WRITERS, Place, Writer, at


def _else_part(writer: Writer, stop: str) -> list[ast.stmt]:
    """The statements behind ELSE, if that is what stopped the block; END is passed either way."""
    body: list[ast.stmt] = []
    if stop == "ELSE":
        writer.skip()
        body, _ = writer.block()
    writer.skip()
    return body


def _put(writer: Writer, opener: int, loop: ast.stmt) -> None:
    """A loop, with what native code is asked before it."""
    for statement in with_site(writer, opener, loop):
        writer.statement(statement)


def _if(writer: Writer, ins: Instruction) -> None:
    test = writer.stack.pop()
    if writer.stack:
        writer.settle()
    body, stop = writer.block()
    writer.statement(ast.If(test, body, _else_part(writer, stop), **at(ins)))


def _loop(writer: Writer, ins: Instruction) -> None:
    """`while c:` where the condition is one expression, as our front end writes it."""
    opener = writer.pc - 1
    writer.settle()
    outer, writer.out = writer.out, []
    stack, writer.stack = writer.stack, []
    stop = writer.run()
    before, writer.out = writer.out, outer
    place = at(ins)
    if stop != "WHILE":
        writer.stack = stack
        orelse = _else_part(writer, stop)
        body = before or [ast.Pass(**place)]
        node = ast.While(ast.Constant(True, **place), body, orelse, **place)
        _put(writer, opener, node)
        return
    test_ins = writer.skip()
    test = writer.stack.pop()
    writer.stack = stack
    body, stop = writer.block()
    orelse = _else_part(writer, stop)
    if not before:
        node = ast.While(test, body, orelse, **place)
        _put(writer, opener, node)
        return
    leave: list[ast.stmt] = [*orelse, ast.Break(**at(test_ins))]
    refuse = ast.If(ast.UnaryOp(ast.Not(), test, **place), leave, [], **place)
    whole = [*before, refuse, *body]
    node = ast.While(ast.Constant(True, **place), whole, [], **place)
    _put(writer, opener, node)


def _for_each(writer: Writer, ins: Instruction) -> None:
    opener = writer.pc - 1
    iterable = writer.stack.pop()
    writer.settle()
    variable, start = target_or_temporary(writer, ins)
    body, stop = writer.block(*start)
    node = ast.For(variable, iterable, body, _else_part(writer, stop), **at(ins))
    _put(writer, opener, node)


def _for_range(writer: Writer, ins: Instruction) -> None:
    opener = writer.pc - 1
    start, stop_value, step = writer.pop(3)
    writer.settle()
    place = at(ins)
    args = [start, stop_value, step]
    if _is_int(step, 1):
        args = [stop_value] if _is_int(start, 0) else [start, stop_value]
    last = args[-1]
    call = ast.Call(ast.Name("range", LOAD, **place), args, [], **place)
    call.lineno, call.end_lineno = args[0].lineno, last.end_lineno
    call.col_offset, call.end_col_offset = args[0].col_offset, last.end_col_offset
    body, stop = writer.block()
    variable = ast.Name(ins.operands[0], STORE, **place)
    node = ast.For(variable, call, body, _else_part(writer, stop), **place)
    _put(writer, opener, node)


def _is_int(node: ast.expr, value: int) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == value


def _leave(writer: Writer, ins: Instruction) -> None:
    node = ast.Break if ins.op.name == "BREAK" else ast.Continue
    writer.statement(node(**at(ins)))


def _try(writer: Writer, ins: Instruction) -> None:
    writer.settle()
    body, stop = writer.block()
    handlers: list[ast.ExceptHandler] = []
    orelse: list[ast.stmt] = []
    final: list[ast.stmt] = []
    while stop != "END":
        writer.skip()
        if stop == "HANDLER":
            handler, stop = _handler(writer)
            handlers.append(handler)
        elif stop == "ELSE":
            orelse, stop = writer.block()
        else:
            final, stop = writer.block()
    writer.skip()
    writer.statement(ast.Try(body, handlers, orelse, final, **at(ins)))


def _handler(writer: Writer) -> tuple[ast.ExceptHandler, str]:
    kind: ast.expr | None = None
    outer, writer.out = writer.out, []
    stack, writer.stack = writer.stack, []
    writer.run()
    header = writer.skip()
    if header.op.name != "EXCEPT_ALL":
        kind = writer.stack.pop()
    writer.out, writer.stack = outer, stack
    name = header.operands[0] if header.op.name == "EXCEPT_AS" else None
    body, stop = writer.block()
    return ast.ExceptHandler(kind, name, body, **at(header)), stop


def _with(writer: Writer, ins: Instruction) -> None:
    manager = writer.stack.pop()
    writer.settle()
    variable: ast.expr | None = None
    start: list[ast.expr] = []
    if writer.code[writer.pc].op.name == "POP":
        writer.pc += 1
    else:
        variable, start = target_or_temporary(writer, ins)
    body, _ = writer.block(*start)
    writer.skip()
    writer.statement(ast.With([ast.withitem(manager, variable)], body, **at(ins)))


def _match(writer: Writer, ins: Instruction) -> None:
    subject = writer.stack.pop()
    writer.settle()
    outer, writer.out = writer.out, []
    stop = writer.run()
    writer.out = outer
    cases: list[ast.match_case] = []
    while stop == "CASE":
        header = writer.skip()
        pattern = _pattern(writer, header.operands[0], at(header))
        guard, body, stop = _case_body(writer)
        cases.append(ast.match_case(pattern, guard, body))
    writer.skip()
    writer.statement(ast.Match(subject, cases, **at(ins)))


def _case_body(writer: Writer) -> tuple[ast.expr | None, list[ast.stmt], str]:
    outer, writer.out = writer.out, []
    stack, writer.stack = writer.stack, []
    guard: ast.expr | None = None
    stop = writer.run()
    if stop == "GUARD":
        writer.skip()
        guard = writer.stack.pop()
        stop = writer.run()
    body, writer.out, writer.stack = writer.out, outer, stack
    return guard, body or [ast.Pass(**at(writer.code[writer.pc - 1]))], stop


def _pattern(writer: Writer, pattern: Any, place: Place) -> ast.pattern:
    kind, *parts = pattern

    def each(items: Any) -> list[ast.pattern]:
        return [_pattern(writer, item, place) for item in items]

    if kind in ("value", "constant"):
        return ast.MatchValue(_key(writer, pattern, place), **place)
    if kind == "singleton":
        return ast.MatchSingleton(writer.module.constants[parts[0]], **place)
    if kind == "sequence":
        return ast.MatchSequence(each(parts[0]), **place)
    if kind == "or":
        return ast.MatchOr(each(parts[0]), **place)
    if kind == "star":
        return ast.MatchStar(parts[0], **place)
    if kind == "mapping":
        keys = [_key(writer, key, place) for key, _ in parts[0]]
        return ast.MatchMapping(keys, each(value for _, value in parts[0]), parts[1], **place)
    if kind == "class":
        names = [name for name, _ in parts[2]]
        values = each(value for _, value in parts[2])
        return ast.MatchClass(_dotted(parts[0], place), each(parts[1]), names, values, **place)
    inner = _pattern(writer, parts[0], place) if kind == "as" else None
    return ast.MatchAs(inner, parts[-1] if parts else None, **place)


def _key(writer: Writer, pattern: Any, place: Place) -> ast.expr:
    if pattern[0] == "value":
        return _dotted(pattern[1], place)
    return _literal(writer.module.constants[pattern[1]], place)


def _literal(value: Any, place: Place) -> ast.expr:
    """A literal as CPython's grammar of patterns has it: signs and sums are operations there."""
    if isinstance(value, complex) and value.real:
        imaginary: ast.expr = ast.Constant(abs(value.imag) * 1j, **place)
        sign = ast.Sub() if value.imag < 0 else ast.Add()
        return ast.BinOp(_literal(value.real, place), sign, imaginary, **place)
    negative = not isinstance(value, bool | str | bytes | None | complex) and value < 0
    if negative:
        return ast.UnaryOp(ast.USub(), ast.Constant(-value, **place), **place)
    return ast.Constant(value, **place)


def _dotted(names: Any, place: Place) -> ast.expr:
    node: ast.expr = ast.Name(names[0], LOAD, **place)
    for name in names[1:]:
        node = ast.Attribute(node, name, LOAD, **place)
    return node


WRITERS.update({
    "IF": _if, "LOOP": _loop, "FOR_EACH": _for_each, "FOR_RANGE": _for_range, "BREAK": _leave,
    "CONTINUE": _leave, "TRY": _try, "WITH": _with, "MATCH": _match,
})  # fmt: skip
