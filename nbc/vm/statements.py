"""Writers of stores, deletions, imports and the other simple statements."""

from __future__ import annotations

import ast

from nbc.bytecode.module import Instruction
from nbc.vm.arithmetic import Inplace, write_stored
from nbc.vm.expressions import key_node
from nbc.vm.targets import target, write_one
from nbc.vm.writer import DEL, LOAD, STORE, WRITERS, CannotWrite, Place, Writer, at, place_of


def _nop(writer: Writer, ins: Instruction) -> None:
    writer.statement(ast.Pass(**at(ins)))


def _pop(writer: Writer, ins: Instruction) -> None:
    value = writer.stack.pop()
    writer.statement(ast.Expr(value, **at(ins)))


def _display(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    call = ast.Call(ast.Name("__nbc_display__", LOAD, **place), [writer.stack.pop()], [], **place)
    writer.statement(ast.Expr(call, **place))


def _annotate(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    name = ast.Name(ins.operands[0], STORE, **place)
    writer.statement(ast.AnnAssign(name, writer.stack.pop(), None, 1, **place))


def _annotate_type(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    name, kind = ast.Name(ins.operands[0], STORE, **place), ast.Constant(ins.operands[1], **place)
    writer.statement(ast.AnnAssign(name, kind, None, 1, **place))


def _store(writer: Writer, ins: Instruction) -> None:
    name, place = ins.operands[0], at(ins)
    value = writer.stack.pop()
    stored = ast.Name(name, STORE, **place)
    inplace = getattr(value, "nbc_inplace", None)
    if inplace is not None and _augmented_name(writer, stored, inplace):
        return
    source = getattr(value, "nbc_source", None)
    if source is not None and not writer.stack:
        plain = ast.BinOp(*source[:3], **place_of(value))
        if write_stored(writer, name, source, ast.Assign([stored], plain, **place)):
            return
    writer.statement(ast.Assign([stored], value, **place))


def _augmented_name(writer: Writer, stored: ast.Name, inplace: Inplace) -> bool:
    """`x += v`. False where its check wants the general form."""
    left, op, value, certain, ins = inplace
    if not isinstance(left, ast.Name) or left.id != stored.id:
        return False
    node = ast.AugAssign(stored, op, value, **at(ins))
    if certain is None:
        writer.statement(node)
        return True
    return not writer.stack and write_stored(writer, stored.id, inplace, node)


def _duplicate(writer: Writer, ins: Instruction) -> None:
    """`a = b = v`: the value, then DUPLICATE and a target for each name but the last."""
    value = writer.stack.pop()

    def direct() -> list[ast.expr]:
        writer.pc -= 1
        targets: list[ast.expr] = []
        while writer.code[writer.pc].op.name == "DUPLICATE":
            writer.pc += 1
            targets.append(target(writer))
        targets.append(target(writer))
        return targets

    found = writer.attempt(direct)
    if found is None:
        writer.settle()
        name = writer.temporary(value)
        writer.stack += [name, name]
    else:
        writer.statement(ast.Assign(found, value, **at(ins)))


def _unpack(writer: Writer, ins: Instruction) -> None:
    value = writer.stack.pop()

    def direct() -> ast.expr:
        writer.pc -= 1
        return target(writer)

    found = writer.attempt(direct)
    place = at(ins)
    if found is not None:
        writer.statement(ast.Assign([found], value, **place))
        return
    names, pattern = _fresh_pattern(writer, ins)
    writer.statement(ast.Assign([pattern], value, **place))
    writer.stack += [writer.read(name, place) for name in reversed(names)]


def _fresh_pattern(writer: Writer, ins: Instruction) -> tuple[list[str], ast.expr]:
    place = at(ins)
    count = sum(ins.operands) + (len(ins.operands) == 2)
    names = [writer.fresh() for _ in range(count)]
    elts: list[ast.expr] = [ast.Name(name, STORE, **place) for name in names]
    if ins.op.name == "UNPACK_SPREAD":
        before = ins.operands[0]
        elts[before] = ast.Starred(elts[before], STORE, **place)
    return names, ast.Tuple(elts, STORE, **place)


def _delete(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    writer.statement(ast.Delete([ast.Name(ins.operands[0], DEL, **place)], **place))


def _store_index(writer: Writer, ins: Instruction) -> None:
    value, obj, key = writer.pop(3)
    place = at(ins)
    node = ast.Subscript(obj, key_node(key), STORE, **place)
    writer.statement(ast.Assign([node], value, **place))


def _delete_index(writer: Writer, ins: Instruction) -> None:
    obj, key = writer.pop(2)
    place = at(ins)
    writer.statement(ast.Delete([ast.Subscript(obj, key_node(key), DEL, **place)], **place))


def _store_attribute(writer: Writer, ins: Instruction) -> None:
    value, obj = writer.pop(2)
    place = at(ins)
    node = ast.Attribute(obj, ins.operands[0], STORE, **place)
    writer.statement(ast.Assign([node], value, **place))


def _delete_attribute(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    node = ast.Attribute(writer.stack.pop(), ins.operands[0], DEL, **place)
    writer.statement(ast.Delete([node], **place))


def _update(writer: Writer, ins: Instruction) -> None:
    """`obj[key] += v` and `obj.name += v`: written as such where the bytecode has that shape."""
    indexed = ins.op.name == "UPDATE_INDEX"
    parts = writer.pop(2 if indexed else 1)
    current = _place_node(parts, ins, LOAD)
    found = writer.attempt(lambda: _stored_back(writer, ins, len(parts), current))
    if found is not None:
        _, op, value, certain, inplace = found
        if certain is None:
            node = ast.AugAssign(_place_node(parts, ins, STORE), op, value, **at(inplace))
            writer.statement(node)
            return
    writer.settle()
    parts = [part if isinstance(part, ast.Constant) else writer.temporary(part) for part in parts]
    current = _place_node(parts, ins, LOAD)
    if found is None:
        writer.stack += [*parts, writer.temporary(current)]
        return
    _checked_update(writer, ins, parts, current, found)


def _checked_update(
    writer: Writer, ins: Instruction, parts: list[ast.expr], current: ast.expr, update: Inplace
) -> None:
    """`t = obj[key]; t += v; (check); obj[key] = t`, or a call where that form is not to be had."""
    _, op, value, certain, inplace = update
    place, name = at(inplace), writer.temporary(current)
    stored = ast.Name(name.id, STORE, **place)
    node = ast.AugAssign(stored, op, value, **place)
    if not write_stored(writer, name.id, (name, op, value, certain, inplace), node):
        helper = ast.Name(f"__nbc_checked_{inplace.op.name.lower()}__", LOAD, **place)
        call = ast.Call(helper, [name, value], [], **place)
        writer.statement(ast.Assign([stored], call, **place))
    writer.statement(ast.Assign([_place_node(parts, ins, STORE)], name, **at(ins)))


def _place_node(
    parts: list[ast.expr], ins: Instruction, context: ast.expr_context
) -> ast.Subscript | ast.Attribute:
    if ins.op.name == "UPDATE_INDEX":
        return ast.Subscript(parts[0], key_node(parts[1]), context, **at(ins))
    return ast.Attribute(parts[0], ins.operands[0], context, **at(ins))


def _stored_back(writer: Writer, ins: Instruction, count: int, current: ast.expr) -> Inplace:
    """Runs up to the instruction that stores the updated value back; the update itself."""
    outer = writer.stack
    writer.stack = [ast.Constant(None, **at(ins))] * count + [current]
    ending = f"STORE_UPDATED_{ins.op.name.removeprefix('UPDATE_')}"
    while True:
        if writer.pc >= len(writer.code):
            raise CannotWrite
        following = writer.code[writer.pc]
        if following.op.name == ending and len(writer.stack) == count + 1:
            break
        write_one(writer, following, keep=count)
    inplace = getattr(writer.stack[-1], "nbc_inplace", None)
    if inplace is None or inplace[0] is not current or following.operands != ins.operands:
        raise CannotWrite
    writer.pc += 1
    writer.stack = outer
    return inplace  # type: ignore[no-any-return]


def _store_updated(writer: Writer, ins: Instruction) -> None:
    *parts, value = writer.pop(3 if ins.op.name == "STORE_UPDATED_INDEX" else 2)
    place = at(ins)
    if len(parts) == 2:
        node: ast.expr = ast.Subscript(parts[0], key_node(parts[1]), STORE, **place)
    else:
        node = ast.Attribute(parts[0], ins.operands[0], STORE, **place)
    name = value if hasattr(value, "nbc_settled") else writer.temporary(value)
    writer.statement(ast.Assign([node], name, **place))


def _return(writer: Writer, ins: Instruction) -> None:
    value = writer.stack.pop()
    line, column, end_line, end_column = ins.position
    implicit = (line, column) == (end_line, end_column) and writer.pc == len(writer.code)
    if implicit and isinstance(value, ast.Constant) and value.value is None:
        return  # Python's own end of a function
    writer.statement(ast.Return(value, **at(ins)))


def _raise(writer: Writer, ins: Instruction) -> None:
    parts = [*writer.pop(ins.operands[0]), None, None][:2]
    writer.statement(ast.Raise(parts[0], parts[1], **at(ins)))


def _assert_fail(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    message = writer.stack.pop() if ins.operands[0] else None
    writer.statement(ast.Assert(ast.Constant(False, **place), message, **place))


def _import(writer: Writer, ins: Instruction) -> None:
    place = at(ins)
    alias = ast.alias(ins.operands[0], None, **place)
    if ins.op.name == "IMPORT_AS":
        alias.asname = ins.operands[1]
    writer.statement(ast.Import([alias], **place))


def _import_from(writer: Writer, ins: Instruction) -> None:
    level, module, attribute, name = ins.operands
    place = at(ins)
    if module == "__future__" and not level:
        _import_future(writer, attribute, name, place)
        return
    alias = ast.alias(attribute, None if name == attribute else name, **place)
    last = writer.out[-1] if writer.out else None
    if isinstance(last, ast.ImportFrom) and place_of(last) == place and not writer.stack:
        last.names.append(alias)  # one statement of the source
        return
    writer.statement(ast.ImportFrom(module or None, [alias], level, **place))


def _import_future(writer: Writer, attribute: str, name: str, place: Place) -> None:
    """The name alone: what the import asks of the compiler, the front end has done."""
    writer.statement(ast.Import([ast.alias("__future__", name, **place)], **place))
    value = ast.Attribute(ast.Name(name, LOAD, **place), attribute, LOAD, **place)
    writer.statement(ast.Assign([ast.Name(name, STORE, **place)], value, **place))


def _import_star(writer: Writer, ins: Instruction) -> None:
    level, module = ins.operands
    place = at(ins)
    names = [ast.alias("*", None, **place)]
    writer.statement(ast.ImportFrom(module or None, names, level, **place))


WRITERS.update({
    "NOP": _nop, "POP": _pop, "DISPLAY": _display, "ANNOTATE": _annotate,
    "ANNOTATE_TYPE": _annotate_type, "STORE": _store, "DUPLICATE": _duplicate,
    "UNPACK": _unpack, "UNPACK_SPREAD": _unpack, "DELETE": _delete,
    "STORE_INDEX": _store_index, "DELETE_INDEX": _delete_index,
    "STORE_ATTRIBUTE": _store_attribute, "DELETE_ATTRIBUTE": _delete_attribute,
    "UPDATE_INDEX": _update, "UPDATE_ATTRIBUTE": _update,
    "STORE_UPDATED_INDEX": _store_updated, "STORE_UPDATED_ATTRIBUTE": _store_updated,
    "RETURN": _return, "RAISE": _raise, "ASSERT_FAIL": _assert_fail, "IMPORT": _import,
    "IMPORT_AS": _import, "IMPORT_FROM": _import_from, "IMPORT_STAR": _import_star,
})  # fmt: skip
