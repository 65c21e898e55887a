"""A function's syntax tree, changed so that tracing understands more of Python.

`if` on a tensor becomes both sides and a choice; `a and b`, `not a`, chains of comparisons and
loops over a tensor are calls; `a[i] = v` makes a new value of `a`. What the calls do is in
`standing_in`. Where no tensor is met they do what Python does. Positions are kept.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Sequence
from typing import Final, final

RESULT: Final = "__result__"
_LEAVES: Final = (ast.Raise, ast.Break, ast.Continue, ast.Yield, ast.YieldFrom, ast.Await,
                  ast.Delete, ast.Global, ast.Nonlocal, ast.Try, ast.With)  # fmt: skip
_SCOPES: Final = (ast.FunctionDef, ast.Lambda, ast.ClassDef)


def rewritten(tree: ast.Module) -> ast.Module:
    """The tree for tracing; the given one stays as it is."""
    made = _Rewriting().visit(copy.deepcopy(tree))
    return ast.fix_missing_locations(made)  # type: ignore[no-any-return]


@final
class _Rewriting(ast.NodeTransformer):
    def __init__(self) -> None:
        self.count = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if any(isinstance(each, ast.Return) for each in _inside(node.body)):
            closed = _closed(node.body)
            if closed is not None:
                last = ast.Return(ast.Name(RESULT, ast.Load()))
                node.body = [*closed, ast.copy_location(last, node.body[-1])]
        self.generic_visit(node)
        return node

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        inner = [*node.body, *node.orelse]
        barred = (*_LEAVES, ast.Return)
        if any(isinstance(each, barred) for each in _inside(inner, into_loops=False)):
            self.generic_visit(node)
            return node
        self.count += 1
        condition, before, then = (f"__{word}_{self.count}__" for word in ("if", "before", "then"))
        names, written = sorted(_stored(inner)), sorted(_stored(inner, by_index=True))
        other = f"__other_{self.count}__"
        self.generic_visit(node)
        plain = ast.If(_load(condition), copy.deepcopy(node.body), copy.deepcopy(node.orelse))
        both = [
            *_unpacked([before, other], _call("__sides__", _load(condition), *_listed(names),
                                              _listed(written)[1])),
            *_restored(names, before),
            *node.body, *_assign(then, _call("__taken__", _load(condition), *_listed(names))),
            *_restored(names, other), *node.orelse,
            *_unpacked(names, _call("__merged__", _load(condition), _load(then), _call(
                "__taken__", _load(condition), *_listed(names)))),
        ]  # fmt: skip
        made: list[ast.stmt] = [
            *_assign(condition, node.test),
            ast.If(_call("__is_traced__", _load(condition)), both, [plain]),
        ]
        for each in made:
            ast.copy_location(each, node)
            ast.copy_location(each, node.test)
        return made

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """`x.copy()`: what is written to it is not written to x."""
        self.generic_visit(node)
        made = node.func
        if not isinstance(made, ast.Attribute) or made.attr != "copy" or node.args:
            return node
        if any(each.arg != "order" for each in node.keywords):
            return node
        return ast.copy_location(_call("__copied__", made.value), node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        self.generic_visit(node)
        return ast.copy_location(
            _call("__choose__", node.test, _later(node.body), _later(node.orelse)), node
        )

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        self.generic_visit(node)
        name = "__and__" if isinstance(node.op, ast.And) else "__or__"
        made = node.values[0]
        for each in node.values[1:]:
            made = ast.copy_location(_call(name, made, _later(each)), node)
        return made

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if not isinstance(node.op, ast.Not):
            return node
        return ast.copy_location(_call("__not__", node.operand), node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """A chain whose middle parts are names or numbers: pairs, joined by `and`."""
        parts = [node.left, *node.comparators]
        if len(parts) == 2 or not all(isinstance(each, ast.Name | ast.Constant)
                                      for each in parts[1:-1]):  # fmt: skip
            self.generic_visit(node)
            return node
        pairs: list[ast.expr] = [
            ast.copy_location(ast.Compare(copy.deepcopy(parts[at]), [op], [parts[at + 1]]), node)
            for at, op in enumerate(node.ops)
        ]
        return self.visit_BoolOp(ast.copy_location(ast.BoolOp(ast.And(), pairs), node))

    def visit_For(self, node: ast.For) -> ast.AST:
        self.generic_visit(node)
        node.iter = ast.copy_location(_call("__each__", node.iter), node.iter)
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.iter = ast.copy_location(_call("__each__", node.iter), node.iter)
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        target = node.targets[0]
        if len(node.targets) > 1 or not _is_item(target):
            return node
        return _set(target, node.value, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.target, ast.Name):
            changed = _call("__changed__", ast.Constant(type(node.op).__name__),
                            _load(node.target.id), node.value)  # fmt: skip
            target = ast.Name(node.target.id, ast.Store())
            return ast.copy_location(ast.Assign([target], changed), node)
        if not _is_item(node.target):
            return node
        read = copy.deepcopy(node.target)
        read.ctx = ast.Load()
        value = ast.copy_location(ast.BinOp(read, node.op, node.value), node)
        return _set(node.target, value, node)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """What a local is said to be is a check that tracing does not need."""
        self.generic_visit(node)
        if node.value is None or not isinstance(node.target, ast.Name):
            return node
        return ast.copy_location(ast.Assign([node.target], node.value), node)


def _is_item(target: ast.expr) -> bool:
    """`name[...]`."""
    return isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)


def _set(target: ast.expr, value: ast.expr, node: ast.stmt) -> ast.stmt:
    """`a = __set__(a, key, value)`; the key is written as one is read."""
    assert isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name)
    name = target.value.id
    key = ast.Subscript(_load("__key__"), target.slice, ast.Load())
    made = ast.copy_location(_call("__set__", _load(name), key, value), node)
    return ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], made), node)


def _closed(body: Sequence[ast.stmt]) -> list[ast.stmt] | None:
    """A body whose every way ends in `__result__ = ...`, or None where a return is in a loop or
    with something that cannot be on both sides of a choice."""
    made: list[ast.stmt] = []
    for at, each in enumerate(body):
        if isinstance(each, ast.Return):
            value = each.value or ast.Constant(None)
            target = ast.Name(RESULT, ast.Store())
            return [*made, ast.copy_location(ast.Assign([target], value), each)]
        inner = [node for node in _inside([each]) if isinstance(node, ast.Return)]
        if not inner:
            made.append(each)
            continue
        if not isinstance(each, ast.If):
            return None
        rest = list(body[at + 1 :])
        sides = [_closed([*side, *copy.deepcopy(rest)]) for side in (each.body, each.orelse)]
        if sides[0] is None or sides[1] is None:
            return None
        return [*made, ast.copy_location(ast.If(each.test, sides[0], sides[1]), each)]
    none = ast.Assign([ast.Name(RESULT, ast.Store())], ast.Constant(None))
    return [*made, ast.copy_location(none, body[-1]) if body else none]


def _inside(body: Sequence[ast.AST], *, into_loops: bool = True) -> list[ast.AST]:
    """All nodes, those of functions inside left out. Without `into_loops` a loop's own `break` and
    `continue` are left out."""
    found: list[ast.AST] = []
    for each in body:
        if isinstance(each, _SCOPES):
            continue
        inner = _inside(list(ast.iter_child_nodes(each)), into_loops=into_loops)
        if isinstance(each, ast.For | ast.While) and not into_loops:
            inner = [node for node in inner if not isinstance(node, ast.Break | ast.Continue)]
        found += [each, *inner]
    return found


def _stored(body: Sequence[ast.stmt], *, by_index: bool = False) -> set[str]:
    """The names that statements bind, or change by an index; or these alone."""
    found: set[str] = set()
    for node in _inside(body):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found |= set() if by_index else {node.id}
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif _is_item(node) and isinstance(node.ctx, ast.Store):  # type: ignore[arg-type, attr-defined]
            found.add(node.value.id)  # type: ignore[attr-defined]
    return found


def _load(name: str) -> ast.Name:
    return ast.Name(name, ast.Load())


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(_load(name), list(arguments), [])


def _later(value: ast.expr) -> ast.Lambda:
    none = ast.arguments([], [], None, [], [], None, [])
    return ast.copy_location(ast.Lambda(none, value), value)


def _listed(names: Sequence[str]) -> tuple[ast.expr, ast.expr]:
    """What exists now, and the names that are wanted of it."""
    return _call("locals"), ast.Tuple([ast.Constant(each) for each in names], ast.Load())


def _assign(name: str, value: ast.expr) -> list[ast.stmt]:
    return [ast.Assign([ast.Name(name, ast.Store())], value)]


def _unpacked(names: Sequence[str], value: ast.expr) -> list[ast.stmt]:
    """`(a, b) = value`."""
    if not names:
        return [ast.Expr(value)]
    target = ast.Tuple([ast.Name(each, ast.Store()) for each in names], ast.Store())
    return [ast.Assign([target], value)]


def _restored(names: Sequence[str], before: str) -> list[ast.stmt]:
    return _unpacked(names, _load(before))
