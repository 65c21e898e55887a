"""Assignment targets: the instructions behind a value, read back as what stands left of `=`."""

from __future__ import annotations

import ast

from nbc.bytecode.effects import taken
from nbc.bytecode.module import Instruction
from nbc.vm.expressions import key_node
from nbc.vm.writer import STORE, WRITERS, CannotWrite, Writer, at


def target(writer: Writer) -> ast.expr:
    """The target at `pc`, for the value on top of the stack. Only inside an attempt."""
    if writer.pc >= len(writer.code):
        raise CannotWrite
    ins = writer.code[writer.pc]
    if ins.op.name == "STORE":
        writer.pc += 1
        return ast.Name(ins.operands[0], STORE, **at(ins))
    if ins.op.name in ("UNPACK", "UNPACK_SPREAD"):
        writer.pc += 1
        return _pattern(writer, ins)
    return _place(writer, ins)


def target_or_temporary(writer: Writer, first: Instruction) -> tuple[ast.expr, list[ast.expr]]:
    """A direct target, or a fresh name and the value for the block's stack."""
    found = writer.attempt(lambda: target(writer))
    if found is not None:
        return found, []
    place = at(first)
    name = writer.fresh()
    return ast.Name(name, STORE, **place), [writer.read(name, place)]


def write_one(writer: Writer, ins: Instruction, keep: int) -> None:
    """One instruction of an attempted direct form: an expression that leaves the lowest `keep`
    values of the stack alone."""
    if (
        ins.op.name in writer.stops
        or taken(ins, writer.module.functions) > len(writer.stack) - keep
    ):
        raise CannotWrite
    writer.pc += 1
    WRITERS[ins.op.name](writer, ins)


def _pattern(writer: Writer, ins: Instruction) -> ast.expr:
    place = at(ins)
    if ins.op.name == "UNPACK":
        return ast.Tuple([target(writer) for _ in range(ins.operands[0])], STORE, **place)
    before, after = ins.operands
    elts = [target(writer) for _ in range(before)]
    elts.append(ast.Starred(target(writer), STORE, **place))
    return ast.Tuple(elts + [target(writer) for _ in range(after)], STORE, **place)


def _place(writer: Writer, first: Instruction) -> ast.expr:
    """`obj[key]` or `obj.name`: expressions up to the store that takes the value under them."""
    value = ast.Constant(None, **at(first))
    outer, writer.stack = writer.stack, [value]
    while True:
        if writer.pc >= len(writer.code):
            raise CannotWrite
        ins = writer.code[writer.pc]
        name = ins.op.name
        if name == "STORE_INDEX" and len(writer.stack) == 3 and writer.stack[0] is value:
            key = key_node(writer.stack[2])
            node: ast.expr = ast.Subscript(writer.stack[1], key, STORE, **at(ins))
            break
        if name == "STORE_ATTRIBUTE" and len(writer.stack) == 2 and writer.stack[0] is value:
            node = ast.Attribute(writer.stack[1], ins.operands[0], STORE, **at(ins))
            break
        write_one(writer, ins, keep=1)
    writer.pc += 1
    writer.stack = outer
    return node
