"""What a text of Python does to the names of the namespace where it has no NBC (`await`, say).

Only the order of statements counts: a name is read unless a statement before has assigned it.
Scopes are those of CPython's own symbol table; functions are taken to run where they are defined.
"""

from __future__ import annotations

import ast
import symtable
from collections.abc import Iterator

from nbc.bytecode.touched import NOTHING, Call, Touches

_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def touches_of_python(source: str) -> Touches:
    """Raises SyntaxError."""
    touches = Touches()
    for statement in ast.parse(source).body:
        _statement(statement, touches)
    return touches


def _inner(table: symtable.SymbolTable) -> Iterator[tuple[str, bool]]:
    """The names of the namespace that inner scopes use; whether they are assigned there."""
    for child in table.get_children():
        for symbol in child.get_symbols():
            if symbol.is_global():
                yield symbol.get_name(), symbol.is_assigned() and symbol.is_declared_global()
        yield from _inner(child)


def _statement(node: ast.stmt, touches: Touches) -> None:
    """Loads first, then what is stored, then the statements inside."""
    outside = [node, *_outside_of_scopes(node)]
    names = [each for each in outside if isinstance(each, ast.Name)]
    bound = {
        name.id for each in outside if isinstance(each, ast.comprehension)
        for name in ast.walk(each.target) if isinstance(name, ast.Name)
    }  # fmt: skip
    loads = {n.id for n in names if isinstance(n.ctx, ast.Load) or isinstance(node, ast.AugAssign)}
    touches.reads |= loads - bound - touches.writes
    _changes(outside, touches)
    touches.writes |= {n.id for n in names if not isinstance(n.ctx, ast.Load)} - bound
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        found = {a.asname or a.name.partition(".")[0] for a in node.names} - {"*"}
        touches.writes |= found
        touches.imports |= found
    for scope in (each for each in outside if isinstance(each, _SCOPES)):
        inner = list(_inner(symtable.symtable(ast.unparse(scope), "<cell>", "exec")))
        touches.reads |= {name for name, is_written in inner if not is_written} - touches.writes
        touches.maybe |= {name for name, is_written in inner if is_written}
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        touches.writes.add(node.name)
        return
    for child in ast.iter_child_nodes(node):
        if _holds_statements(child):
            for each in [child] if isinstance(child, ast.stmt) else ast.iter_child_nodes(child):
                if isinstance(each, ast.stmt):
                    _statement(each, touches)


def _holds_statements(node: ast.AST) -> bool:
    return isinstance(node, (ast.stmt, ast.ExceptHandler, ast.match_case))


def _outside_of_scopes(node: ast.AST) -> Iterator[ast.AST]:
    """What is evaluated with the statement itself."""
    if isinstance(node, ast.Lambda):
        return
    for child in ast.iter_child_nodes(node):
        if _holds_statements(child) and not isinstance(node, _SCOPES):
            continue
        if isinstance(node, _SCOPES) and isinstance(child, (ast.stmt, ast.arguments)):
            continue
        yield child
        yield from _outside_of_scopes(child)


def _changes(nodes: list[ast.AST], touches: Touches) -> None:
    """What is changed in place: by stores to parts, in place operators and calls of methods."""
    for each in nodes:
        if isinstance(each, (ast.Subscript, ast.Attribute)) and not isinstance(each.ctx, ast.Load):
            touches.mutates |= _root(each)
        elif isinstance(each, ast.AugAssign):
            touches.mutates |= _root(each.target)
        elif isinstance(each, ast.Call):
            method = each.func.attr if isinstance(each.func, ast.Attribute) else None
            root = _root(each.func)
            given = tuple((at, _root(value)) for at, value in enumerate(each.args))
            callee = NOTHING if method else frozenset(root)
            touches.calls.append(Call(callee, method, frozenset(root), given, NOTHING))


def _root(node: ast.AST) -> frozenset[str]:
    while isinstance(node, (ast.Subscript, ast.Attribute, ast.Starred)):
        node = node.value
    return frozenset({node.id}) if isinstance(node, ast.Name) else NOTHING
