"""A tree to an NBC module. All that is not supported is reported at once (N3xxx)."""

from __future__ import annotations

import ast
from collections.abc import Collection

from nbc.bytecode.module import Module
from nbc.errors import collect
from nbc.frontend.builder import Builder, Unit
from nbc.frontend.parse import deep_recursion, too_deep
from nbc.frontend.scopes import analyse


def lower(
    tree: ast.Module,
    source: str,
    source_id: str,
    *,
    shadowed: Collection[str] = (),
    display_last: bool = False,
) -> Module:
    """The module of a cell. `shadowed`: the names of builtins and types that the namespace rebinds;
    `display_last` shows the value of the last statement if it is an expression."""
    try:
        with deep_recursion():
            unit, body = _lower(tree, source, source_id, shadowed, display_last)
    except RecursionError:
        raise too_deep(source_id) from None
    if unit.errors:
        raise collect(unit.errors)
    functions = (body.finish((1, 0, 1, 0)), *(fn for fn in unit.functions[1:] if fn is not None))
    return Module(functions, unit.constants, source_id=source_id, source=source)


def _lower(
    tree: ast.Module, source: str, source_id: str, shadowed: Collection[str], display_last: bool
) -> tuple[Unit, Builder]:
    scopes = analyse(tree)
    rebound = set(shadowed).union(*(scope.bound for scope in scopes.values()))
    unit = Unit(source, source_id, scopes, rebound)
    unit.annotations_as_text = any(_postpones_annotations(node) for node in tree.body)
    body = Builder(unit, scopes[tree], "cell", source_id, "")
    statements = tree.body
    last = statements[-1] if statements else None
    shown = display_last and isinstance(last, ast.Expr)
    if len(statements) > shown and _is_text(statements[0]):
        _docstring(body, statements[0])
        statements = statements[1:]
    if shown and isinstance(last, ast.Expr):
        body.block(statements[:-1])
        body.expression(last.value)
        body.emit("DISPLAY", last)
    else:
        body.block(statements)
    return unit, body


def _postpones_annotations(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom) or node.module != "__future__":
        return False
    return any(alias.name == "annotations" for alias in node.names)


def _is_text(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _docstring(body: Builder, node: ast.stmt) -> None:
    """A text at the start of a module is its `__doc__`."""
    assert isinstance(node, ast.Expr)
    body.expression(node.value)
    body.store("__doc__", node)
