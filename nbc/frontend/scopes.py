"""Which scope each name of a cell belongs to, by Python's rules.

One walk over the tree makes a `Scope` for the cell and for every function, lambda, class and
comprehension; `resolve` then says where a name lives. Private names are mangled here, once.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.identifiers import mangle

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@final
@dataclass(slots=True, eq=False)
class Scope:
    """`bound` are the names that the scope itself binds; `variables` is filled while lowering."""

    kind: str  # cell, function, class or comprehension
    parent: Scope | None
    class_name: str | None
    first_parameter: str | None = None
    bound: set[str] = field(default_factory=set)
    globals: set[str] = field(default_factory=set)
    nonlocals: set[str] = field(default_factory=set)
    is_generator: bool = False
    variables: dict[str, str] = field(default_factory=dict)

    def resolve(self, name: str) -> str:
        """local, free or global; noted in `variables`, here and in the scopes passed through."""
        known = self.variables.get(name)
        if known is None:
            known = self.variables[name] = self._find(name)
        return known

    def _find(self, name: str) -> str:
        if self.kind == "cell" or name in self.globals:
            return "global"
        if name in self.bound and name not in self.nonlocals:
            return "local"
        return "free" if self.parent and self.parent.provides(name) else "global"

    def provides(self, name: str) -> bool:
        """Whether a scope inside this one finds `name` here or further out, short of the cell."""
        if self.kind == "cell":
            return False
        if self.kind == "class":
            return name == "__class__" or bool(self.parent and self.parent.provides(name))
        found = self._find(name) in ("local", "free")
        if found:
            self.resolve(name)
        return found


def every_parameter(args: ast.arguments) -> list[ast.arg]:
    """The parameters in the order in which CPython evaluates their annotations."""
    starred = [args.vararg] if args.vararg else []
    double = [args.kwarg] if args.kwarg else []
    return [*args.posonlyargs, *args.args, *starred, *args.kwonlyargs, *double]


def analyse(tree: ast.Module) -> dict[ast.AST, Scope]:
    """The scope of the cell (under the tree itself) and of every scope-making node."""
    walker = _Walker()
    cell = Scope("cell", None, None)
    walker.scopes[tree] = cell
    walker.statements(tree.body, cell)
    return walker.scopes


class _Walker:
    def __init__(self) -> None:
        self.scopes: dict[ast.AST, Scope] = {}

    def statements(self, nodes: Iterable[ast.AST], scope: Scope) -> None:
        for node in nodes:
            self.visit(node, scope)

    def visit(self, node: ast.AST, scope: Scope) -> None:
        kind = type(node)
        if kind is ast.Name:
            if not isinstance(node.ctx, ast.Load):  # type: ignore[attr-defined]
                scope.bound.add(mangle(node.id, scope.class_name))  # type: ignore[attr-defined]
            return
        if kind is ast.Constant:
            return
        special = _SPECIAL.get(kind)
        if special is not None:
            special(self, node, scope)
            return
        self.children(node, scope)

    def children(self, node: ast.AST, scope: Scope) -> None:
        for name in node._fields:
            value = getattr(node, name, None)
            if isinstance(value, ast.AST):
                self.visit(value, scope)
            elif isinstance(value, list):
                for item in value:
                    if isinstance(item, ast.AST):
                        self.visit(item, scope)

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, scope: Scope) -> None:
        scope.bound.add(mangle(node.name, scope.class_name))
        self.statements(node.decorator_list, scope)
        self.defaults(node.args, scope)
        self.statements(
            [arg.annotation for arg in every_parameter(node.args) if arg.annotation], scope
        )
        if node.returns is not None:
            self.visit(node.returns, scope)
        inner = self.open(node, "function", scope, scope.class_name)
        self.parameters(node.args, inner)
        self.statements(node.body, inner)

    def lambda_(self, node: ast.Lambda, scope: Scope) -> None:
        self.defaults(node.args, scope)
        inner = self.open(node, "function", scope, scope.class_name)
        self.parameters(node.args, inner)
        self.visit(node.body, inner)

    def class_(self, node: ast.ClassDef, scope: Scope) -> None:
        scope.bound.add(mangle(node.name, scope.class_name))
        self.statements([*node.decorator_list, *node.bases, *node.keywords], scope)
        self.statements(node.body, self.open(node, "class", scope, node.name))

    def comprehension(self, node: ast.ListComp | ast.DictComp, scope: Scope) -> None:
        first, *others = node.generators
        self.visit(first.iter, scope)
        inner = self.open(node, "comprehension", scope, scope.class_name)
        inner.bound.add(".0")
        self.statements([first.target, *first.ifs, *others], inner)
        if isinstance(node, ast.DictComp):
            self.statements([node.key, node.value], inner)
        else:
            self.visit(node.elt, inner)

    def walrus(self, node: ast.NamedExpr, scope: Scope) -> None:
        self.visit(node.value, scope)
        owner, passed = scope, []
        while owner.kind == "comprehension" and owner.parent is not None:
            passed.append(owner)
            owner = owner.parent
        name = mangle(node.target.id, scope.class_name)
        if owner.kind == "cell" or name in owner.globals:
            for inner in passed:
                inner.globals.add(name)
        elif passed:
            for inner in passed:
                inner.nonlocals.add(name)
        if name not in owner.globals and name not in owner.nonlocals:
            owner.bound.add(name)

    def imports(self, node: ast.Import | ast.ImportFrom, scope: Scope) -> None:
        for alias in node.names:
            name = alias.asname or alias.name.partition(".")[0]
            if name != "*":
                scope.bound.add(mangle(name, scope.class_name))

    def declares_global(self, node: ast.Global, scope: Scope) -> None:
        scope.globals.update(mangle(name, scope.class_name) for name in node.names)

    def declares_nonlocal(self, node: ast.Nonlocal, scope: Scope) -> None:
        scope.nonlocals.update(mangle(name, scope.class_name) for name in node.names)

    def handler(self, node: ast.ExceptHandler, scope: Scope) -> None:
        if node.name:
            scope.bound.add(mangle(node.name, scope.class_name))
        self.children(node, scope)

    def captures(self, node: ast.MatchAs, scope: Scope) -> None:
        name = getattr(node, "name", None) or getattr(node, "rest", None)
        if name:
            scope.bound.add(mangle(name, scope.class_name))
        self.children(node, scope)

    def yields(self, node: ast.AST, scope: Scope) -> None:
        scope.is_generator = True
        self.children(node, scope)

    def annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if not isinstance(node.target, ast.Name):
            self.visit(node.target, scope)
        elif node.simple or node.value is not None:  # `(x): int` binds nothing
            scope.bound.add(mangle(node.target.id, scope.class_name))
        self.visit(node.annotation, scope)
        if node.value is not None:
            self.visit(node.value, scope)

    def defaults(self, args: ast.arguments, scope: Scope) -> None:
        self.statements(args.defaults, scope)
        self.statements([d for d in args.kw_defaults if d is not None], scope)

    def parameters(self, args: ast.arguments, scope: Scope) -> None:
        if args.posonlyargs or args.args:
            scope.first_parameter = (args.posonlyargs or args.args)[0].arg
        scope.bound.update(mangle(arg.arg, scope.class_name) for arg in every_parameter(args))

    def open(self, node: ast.AST, kind: str, parent: Scope, class_name: str | None) -> Scope:
        scope = self.scopes[node] = Scope(kind, parent, class_name)
        return scope


_SPECIAL: dict[type[ast.AST], Callable[[_Walker, Any, Scope], None]] = {
    ast.FunctionDef: _Walker.function, ast.AsyncFunctionDef: _Walker.function,
    ast.Lambda: _Walker.lambda_, ast.ClassDef: _Walker.class_,
    **dict.fromkeys(_COMPREHENSIONS, _Walker.comprehension),
    ast.NamedExpr: _Walker.walrus, ast.Import: _Walker.imports, ast.ImportFrom: _Walker.imports,
    ast.Global: _Walker.declares_global, ast.Nonlocal: _Walker.declares_nonlocal,
    ast.ExceptHandler: _Walker.handler, ast.MatchAs: _Walker.captures,
    ast.MatchStar: _Walker.captures, ast.MatchMapping: _Walker.captures,
    ast.Yield: _Walker.yields, ast.YieldFrom: _Walker.yields, ast.AnnAssign: _Walker.annotated,
}  # fmt: skip
