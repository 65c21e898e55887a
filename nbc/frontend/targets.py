"""Lowering of what can stand left of `=`: the value is on the stack and is taken."""

from __future__ import annotations

import ast

from nbc.frontend.builder import Builder
from nbc.frontend.expressions import BINARY


def store(builder: Builder, target: ast.expr) -> None:
    if isinstance(target, ast.Name):
        builder.store(target.id, target)
    elif isinstance(target, ast.Subscript):
        builder.expression(target.value)
        builder.expression(target.slice)
        builder.emit("STORE_INDEX", target)
    elif isinstance(target, ast.Attribute):
        builder.expression(target.value)
        builder.emit("STORE_ATTRIBUTE", target, builder.mangled(target.attr))
    elif isinstance(target, ast.Tuple | ast.List):
        _unpack(builder, target)


def _unpack(builder: Builder, target: ast.Tuple | ast.List) -> None:
    starred = [i for i, item in enumerate(target.elts) if isinstance(item, ast.Starred)]
    if starred:
        before = starred[0]
        builder.emit("UNPACK_SPREAD", target, before, len(target.elts) - before - 1)
    else:
        builder.emit("UNPACK", target, len(target.elts))
    for item in target.elts:
        store(builder, item.value if isinstance(item, ast.Starred) else item)


def delete(builder: Builder, target: ast.expr) -> None:
    if isinstance(target, ast.Name):
        builder.emit("DELETE", target, builder.variable(target.id))
    elif isinstance(target, ast.Subscript):
        builder.expression(target.value)
        builder.expression(target.slice)
        builder.emit("DELETE_INDEX", target)
    elif isinstance(target, ast.Attribute):
        builder.expression(target.value)
        builder.emit("DELETE_ATTRIBUTE", target, builder.mangled(target.attr))
    elif isinstance(target, ast.Tuple | ast.List):
        for item in target.elts:
            delete(builder, item)


def augment(builder: Builder, node: ast.AugAssign) -> None:
    """`target op= value`: the target's parts are evaluated once."""
    target = node.target
    opcode = f"INPLACE_{BINARY[type(node.op)]}"
    if isinstance(target, ast.Name):
        builder.push(target.id, target)
        builder.expression(node.value)
        builder.emit(opcode, node)
        builder.store(target.id, target)
    elif isinstance(target, ast.Subscript):
        builder.expression(target.value)
        builder.expression(target.slice)
        builder.emit("UPDATE_INDEX", target)
        builder.expression(node.value)
        builder.emit(opcode, node)
        builder.emit("STORE_UPDATED_INDEX", target)
    else:
        name = builder.mangled(target.attr)
        builder.expression(target.value)
        builder.emit("UPDATE_ATTRIBUTE", target, name)
        builder.expression(node.value)
        builder.emit(opcode, node)
        builder.emit("STORE_UPDATED_ATTRIBUTE", target, name)
