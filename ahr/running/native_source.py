"""A network's NumPy source as native code likes it.

Parameters are global variables, each with a type, in place of entries of a mapping; and functions
that stand in front are made anew for the numbers that they are called with (an axis, a stride),
which native code wants to know beforehand.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, final

from ahr.graph import Graph
from ahr.source.numpy_source import numpy_source

_WEIGHTS: Final = "weights"

_LOOPS: Final = {
    "erf": """
def erf(x):
    flat = x.ravel()
    made = np.empty_like(flat)
    for index in range(flat.size):
        made[index] = math.erf(flat[index])
    return made.reshape(x.shape)
""",
}
"""Functions in front that NumPy has no fast way to say, and a loop has."""


@final
@dataclass(frozen=True, slots=True)
class NativeSource:
    """`held` has the names of parameters and constants by those of the globals that hold them."""

    text: str
    function: str
    held: Mapping[str, str]

    @property
    def first_line(self) -> str:
        """Where the function begins, behind those that stand in front."""
        return next(each for each in self.text.splitlines()
                    if each.startswith(f"def {self.function}("))  # fmt: skip


def native_source(graph: Graph) -> NativeSource:
    """The function of a graph. Raises CannotWrite."""
    written = numpy_source(graph)
    tree = ast.parse(written.text)
    names = _Fresh({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})
    variables = {name: names.of(f"w{index}") for index, name in enumerate(written.held)}
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    main = functions[written.function]
    for name in _LOOPS.keys() & functions.keys() - {written.function}:
        functions[name].body = _body(_LOOPS[name])
    main.args.args = [each for each in main.args.args if each.arg != _WEIGHTS]
    _Loose(variables).visit(main)
    _Specialising(functions, names).visit_in(tree, main)
    _forget_unused(tree, main)
    text = ast.unparse(ast.fix_missing_locations(tree))
    return NativeSource(text, written.function, {each: name for name, each in variables.items()})


def _body(text: str) -> list[ast.stmt]:
    function = ast.parse(text).body[0]
    assert isinstance(function, ast.FunctionDef)
    return function.body


def _forget_unused(tree: ast.Module, main: ast.FunctionDef) -> None:
    """Leaves out the functions in front that nothing calls any more."""
    functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
    used: set[str] = set()
    waiting = [main.name]
    while waiting:
        name = waiting.pop()
        used.add(name)
        inside = {each.id for each in ast.walk(functions[name]) if isinstance(each, ast.Name)}
        waiting += (inside & functions.keys()) - used
    tree.body = [each for each in tree.body
                 if not isinstance(each, ast.FunctionDef) or each.name in used]  # fmt: skip


@final
class _Fresh:
    """Names that nothing has."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken

    def of(self, stem: str) -> str:
        while stem in self.taken:
            stem += "_"
        self.taken.add(stem)
        return stem


@final
class _Loose(ast.NodeTransformer):
    """`weights["name"]` as a plain variable."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        match node:
            case ast.Subscript(ast.Name("weights"), ast.Constant(str(name))):
                return ast.Name(self.variables[name], ast.Load())
        return self.generic_visit(node)


@final
class _Specialising(ast.NodeTransformer):
    """Calls of functions in front with numbers become calls of functions that know them."""

    def __init__(self, functions: Mapping[str, ast.FunctionDef], names: _Fresh) -> None:
        self.functions = functions
        self.names = names
        self.made: dict[str, ast.FunctionDef] = {}

    def visit_in(self, tree: ast.Module, main: ast.FunctionDef) -> None:
        """Rewrites the calls in `main`; what is made stands before it."""
        self.visit(main)
        place = tree.body.index(main)
        tree.body[place:place] = list(self.made.values())

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        called = self.functions.get(node.func.id) if isinstance(node.func, ast.Name) else None
        bound = _bound(called, node) if called is not None else None
        if called is None or bound is None:
            return node
        known = {name: value for name, value in bound.items() if _is_number(value)}
        left = {name: value for name, value in bound.items() if name not in known}
        if not known:
            return node
        key = f"{called.name}({', '.join(f'{name}={ast.unparse(known[name])}' for name in known)})"
        if key not in self.made:
            self.made[key] = _special(called, known, list(left), self.names)
        return ast.Call(ast.Name(self.made[key].name, ast.Load()), list(left.values()), [])


def _bound(function: ast.FunctionDef, call: ast.Call) -> dict[str, ast.expr] | None:
    """Its arguments by name, defaults too; None where a call or a function is of another form."""
    arguments = function.args
    starred = any(isinstance(each, ast.Starred) for each in call.args)
    if (
        arguments.vararg
        or arguments.kwarg
        or starred
        or not all(each.arg for each in call.keywords)
    ):
        return None
    names = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
    only = [each.arg for each in arguments.kwonlyargs]
    defaults = [None] * (len(names) - len(arguments.defaults)) + arguments.defaults
    given = dict(zip((*names, *only), (*defaults, *arguments.kw_defaults), strict=True))
    given |= dict(zip(names, call.args, strict=False))
    given |= {each.arg: each.value for each in call.keywords if each.arg}
    bound = {name: value for name, value in given.items() if value is not None}
    return bound if len(bound) == len(given) else None


def _is_number(value: ast.expr) -> bool:
    """Also several, and None."""
    match value:
        case ast.Constant():
            return True
        case ast.UnaryOp(_, ast.Constant()):
            return True
        case ast.Tuple(elts):
            return all(map(_is_number, elts))
    return False


def _special(
    function: ast.FunctionDef, known: Mapping[str, ast.expr], left: list[str], names: _Fresh
) -> ast.FunctionDef:  # fmt: skip
    """A copy that takes what is `left`. What it assigns to is assigned the number first."""
    made = copy.deepcopy(function)
    made.name = names.of(f"{function.name}_")
    made.args = ast.arguments([], [ast.arg(each) for each in left], None, [], [], None, [])
    stored = {
        node.id
        for node in ast.walk(made)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }
    _Known({name: value for name, value in known.items() if name not in stored}).visit(made)
    used = {node.id for node in ast.walk(made) if isinstance(node, ast.Name)}
    first: list[ast.stmt] = [ast.Assign([ast.Name(name, ast.Store())], value)
                             for name, value in known.items() if name in used]  # fmt: skip
    made.body = [*first, *made.body]
    return made


@final
class _Known(ast.NodeTransformer):
    """Variables as the numbers that they are, and no more of a choice than what is taken then."""

    def __init__(self, known: Mapping[str, ast.expr]) -> None:
        self.known = known

    def visit_Name(self, node: ast.Name) -> ast.AST:
        value = self.known.get(node.id)
        return node if value is None or _is_none(value) else copy.deepcopy(value)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        match node:
            case ast.Compare(ast.Name(name), [ast.Is() | ast.IsNot() as op], [ast.Constant(None)]):
                if name in self.known:
                    return ast.Constant(_is_none(self.known[name]) == isinstance(op, ast.Is))
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        test = self.visit(node.test)
        if isinstance(test, ast.Constant):
            taken: ast.AST = self.visit(node.body if test.value else node.orelse)
            return taken
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.AST]:
        test = self.visit(node.test)
        if isinstance(test, ast.Constant):
            taken = node.body if test.value else node.orelse
            return [self.visit(each) for each in taken] or [ast.Pass()]
        return self.generic_visit(node)


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
