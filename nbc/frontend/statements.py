"""Lowering of statements; each leaves the stack as it found it. `definitions` has the others."""

from __future__ import annotations

import ast

from nbc.frontend.annotations import noodle_annotation
from nbc.frontend.builder import STATEMENTS, Builder
from nbc.frontend.patterns import pattern
from nbc.frontend.targets import augment, delete, store


def _expression(builder: Builder, node: ast.Expr) -> None:
    builder.expression(node.value)
    builder.emit("POP", node)


def _assign(builder: Builder, node: ast.Assign) -> None:
    builder.expression(node.value)
    for target in node.targets[:-1]:
        builder.emit("DUPLICATE", node)
        store(builder, target)
    store(builder, node.targets[-1])


def _annotated(builder: Builder, node: ast.AnnAssign) -> None:
    enforced = noodle_annotation(builder, node.annotation)
    if node.value is not None:
        builder.expression(node.value)
        if enforced is not None:
            builder.emit("CONFORM", node.value, enforced)
        store(builder, node.target)
    elif isinstance(node.target, ast.Name):
        builder.variable(node.target.id)
        builder.emit("NOP", node)
    _note_annotation(builder, node, enforced)


def _note_annotation(builder: Builder, node: ast.AnnAssign, enforced: str | None) -> None:
    """Python evaluates annotations of names in cells and classes, and not in functions."""
    if builder.kind not in ("cell", "class"):
        return
    target = node.target if node.simple and isinstance(node.target, ast.Name) else None
    name = builder.mangled(target.id) if target is not None else ""
    if enforced is not None:
        if name:
            builder.emit("ANNOTATE_TYPE", node, name, enforced)
        return
    builder.annotation(node.annotation)
    if name:
        builder.emit("ANNOTATE", node, name)
    else:
        builder.emit("POP", node)


def _return(builder: Builder, node: ast.Return) -> None:
    if node.value is None:
        builder.constant(None, node)
    else:
        builder.expression(node.value)
    if builder.returns_checked and not builder.scope.is_generator:
        builder.emit("CHECK_RETURN", node.value or node)
    builder.emit("RETURN", node)


def _delete(builder: Builder, node: ast.Delete) -> None:
    for target in node.targets:
        delete(builder, target)


def _if(builder: Builder, node: ast.If) -> None:
    builder.expression(node.test)
    builder.emit("IF", node.test)
    builder.block(node.body)
    _else(builder, node.orelse)
    builder.emit("END", node)


def _else(builder: Builder, body: list[ast.stmt]) -> None:
    if body:
        builder.emit("ELSE", body[0])
        builder.block(body)


def _while(builder: Builder, node: ast.While) -> None:
    builder.emit("LOOP", node)
    builder.expression(node.test)
    builder.emit("WHILE", node.test)
    builder.block(node.body)
    _else(builder, node.orelse)
    builder.emit("END", node)


def _for(builder: Builder, node: ast.For) -> None:
    if _is_range(builder, node):
        _range_loop(builder, node)
        return
    builder.expression(node.iter)
    builder.emit("FOR_EACH", node)
    store(builder, node.target)
    builder.block(node.body)
    _else(builder, node.orelse)
    builder.emit("END", node)


def _is_range(builder: Builder, node: ast.For) -> bool:
    call = node.iter
    return (
        isinstance(node.target, ast.Name) and isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name) and call.func.id == "range"
        and "range" not in builder.unit.shadowed
        and 1 <= len(call.args) <= 3 and not call.keywords
        and not any(isinstance(arg, ast.Starred) for arg in call.args)
    )  # fmt: skip


def _range_loop(builder: Builder, node: ast.For) -> None:
    call = node.iter
    assert isinstance(call, ast.Call) and isinstance(node.target, ast.Name)
    if len(call.args) == 1:
        builder.constant(0, call)
    for arg in call.args:
        builder.expression(arg)
    if len(call.args) < 3:
        builder.constant(1, call)
    builder.emit("FOR_RANGE", node, builder.variable(node.target.id))
    builder.block(node.body)
    _else(builder, node.orelse)
    builder.emit("END", node)


def _break(builder: Builder, node: ast.Break) -> None:
    builder.emit("BREAK", node)


def _continue(builder: Builder, node: ast.Continue) -> None:
    builder.emit("CONTINUE", node)


def _nothing(builder: Builder, node: ast.stmt) -> None:
    builder.emit("NOP", node)


def _try(builder: Builder, node: ast.Try) -> None:
    builder.emit("TRY", node)
    builder.block(node.body)
    for handler in node.handlers:
        builder.emit("HANDLER", handler)
        if handler.type is None:
            builder.emit("EXCEPT_ALL", handler)
        else:
            builder.expression(handler.type)
            if handler.name:
                builder.emit("EXCEPT_AS", handler, builder.variable(handler.name))
            else:
                builder.emit("EXCEPT", handler)
        builder.block(handler.body)
    _else(builder, node.orelse)
    if node.finalbody:
        builder.emit("FINALLY", node.finalbody[0])
        builder.block(node.finalbody)
    builder.emit("END", node)


def _raise(builder: Builder, node: ast.Raise) -> None:
    parts = [part for part in (node.exc, node.cause) if part is not None]
    for part in parts:
        builder.expression(part)
    builder.emit("RAISE", node, len(parts))


def _assert(builder: Builder, node: ast.Assert) -> None:
    builder.expression(node.test)
    builder.emit("NOT", node.test)
    builder.emit("IF", node.test)
    if node.msg is not None:
        builder.expression(node.msg)
    builder.emit("ASSERT_FAIL", node.test, int(node.msg is not None))
    builder.emit("END", node)


def _with(builder: Builder, node: ast.With) -> None:
    for item in node.items:
        builder.expression(item.context_expr)
        builder.emit("WITH", item.context_expr)
        if item.optional_vars is None:
            builder.emit("POP", item.context_expr)
        else:
            store(builder, item.optional_vars)
    builder.block(node.body)
    for _ in node.items:
        builder.emit("END", node)


def _match(builder: Builder, node: ast.Match) -> None:
    builder.expression(node.subject)
    builder.emit("MATCH", node.subject)
    for case in node.cases:
        builder.emit("CASE", case.pattern, pattern(builder, case.pattern))
        if case.guard is not None:
            builder.expression(case.guard)
            builder.emit("GUARD", case.guard)
        builder.block(case.body)
    builder.emit("END", node)


def _import(builder: Builder, node: ast.Import) -> None:
    for alias in node.names:
        if alias.asname:
            builder.emit("IMPORT_AS", node, alias.name, builder.variable(alias.asname))
        else:
            first = alias.name.partition(".")[0]
            builder.emit("IMPORT", node, alias.name, builder.variable(first))


def _import_from(builder: Builder, node: ast.ImportFrom) -> None:
    level, module = node.level, node.module or ""
    for alias in node.names:
        if alias.name == "*":
            builder.emit("IMPORT_STAR", node, level, module)
        else:
            name = builder.variable(alias.asname or alias.name)
            builder.emit("IMPORT_FROM", node, level, module, alias.name, name)


STATEMENTS.update({
    ast.Expr: _expression, ast.Assign: _assign, ast.AnnAssign: _annotated, ast.AugAssign: augment,
    ast.Return: _return, ast.Delete: _delete, ast.If: _if, ast.While: _while, ast.For: _for,
    ast.Break: _break, ast.Continue: _continue, ast.Pass: _nothing, ast.Global: _nothing,
    ast.Nonlocal: _nothing, ast.Try: _try, ast.Raise: _raise, ast.Assert: _assert, ast.With: _with,
    ast.Match: _match, ast.Import: _import, ast.ImportFrom: _import_from,
})  # fmt: skip
