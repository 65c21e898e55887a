"""Expressions that call a function where they make it, as the statements that a person would write.

`(lambda y, state: (y, *state))(*f(x))` becomes `y, state = f(x)` and `(y, *state)`; a function that
has such a call inside becomes a function with a name. Nothing else is changed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from typing import final

Fresh = Callable[[str], str]
"""A name that nobody has, made of another."""


def statements(text: str, fresh: Fresh, *, first_only: bool = False) -> tuple[list[str], str]:
    """What stands before, and the expression; lines inside a function are indented. `first_only`:
    of a tuple, only the first is wanted."""
    if "lambda" not in text:
        return [], text
    lowering = _Lowering(fresh)
    made = lowering.visit(ast.parse(text, mode="eval").body)
    if not lowering.lines:
        return [], text
    if first_only and isinstance(made, ast.Tuple):
        made = made.elts[0]
    return _without_unused(lowering.lines, made), ast.unparse(made)


def called_as(lines: list[str], text: str, name: str) -> tuple[list[str], str]:
    """With that name for what the last line makes and the expression gives on."""
    word = rf"\b{re.escape(text)}\b"
    target, equals, value = lines[-1].partition(" = ")
    if not (text.isidentifier() and equals and re.search(word, target)) or target[0] == " ":
        return lines, text
    if any(re.search(word, line) for line in (*lines[:-1], value)):
        return lines, text
    return [*lines[:-1], f"{re.sub(word, name, target)} = {value}"], name


@final
class _Lowering(ast.NodeTransformer):
    def __init__(self, fresh: Fresh) -> None:
        self.fresh = fresh
        self.lines: list[ast.stmt] = []
        self.names: dict[str, ast.expr] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self.names.get(node.id, node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        if not isinstance(node.func, ast.Lambda):
            self.generic_visit(node)
            return node
        made, given = node.func, [self.visit(each) for each in node.args]
        outer, self.names = self.names, dict(self.names)
        parameters = [each.arg for each in made.args.args]
        if len(given) == 1 and isinstance(given[0], ast.Starred):
            targets: list[ast.expr] = [self.bind(each) for each in parameters]
            if made.args.vararg is not None:
                targets.append(ast.Starred(self.bind(made.args.vararg.arg), ast.Store()))
            target = ast.Tuple(targets, ast.Store())
            self.lines.append(_assigned(target, given[0].value))
        elif made.args.vararg is not None:
            rest = made.args.vararg.arg
            self.names[rest] = ast.Tuple(given[len(parameters) :], ast.Load())
            self.bind_all(parameters, given)
        else:
            self.bind_all(parameters, given)
        body: ast.expr = self.visit(made.body)
        self.names = outer
        return body

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        """A function that is given to another: one with a name, if it has statements."""
        inner = _Lowering(self.fresh)
        hidden = {each.arg for each in node.args.args}
        inner.names = {name: each for name, each in self.names.items() if name not in hidden}
        body = inner.visit(node.body)
        if not inner.lines:
            return ast.Lambda(node.args, body)
        name = self.fresh("step")
        parts: list[ast.stmt] = [*inner.lines, ast.Return(body)]
        self.lines.append(ast.FunctionDef(name, node.args, parts, [], None, None))
        return ast.Name(name, ast.Load())

    def bind_all(self, parameters: list[str], given: list[ast.expr]) -> None:
        for parameter, value in zip(parameters, given, strict=False):
            if isinstance(value, ast.Name):
                self.names[parameter] = value
            else:
                self.lines.append(_assigned(self.bind(parameter), value))

    def bind(self, parameter: str) -> ast.Name:
        made = self.fresh(parameter)
        self.names[parameter] = ast.Name(made, ast.Load())
        return ast.Name(made, ast.Store())


def _assigned(target: ast.expr, value: ast.expr) -> ast.stmt:
    return ast.Assign([target], value)


def _without_unused(lines: list[ast.stmt], result: ast.expr) -> list[str]:
    """As text; what is unpacked and never used is called `_`."""
    used = {
        node.id for root in (*lines, result) for node in ast.walk(root)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }  # fmt: skip
    for line in lines:
        for node in ast.walk(line):
            if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Store):
                for each in ast.walk(node):
                    if isinstance(each, ast.Name) and each.id not in used:
                        each.id = "_"
    return [part for line in lines for part in _text(line)]


def _text(line: ast.stmt) -> list[str]:
    """A statement on one line; a function is its head and indented statements."""
    ast.fix_missing_locations(line)
    if not isinstance(line, ast.FunctionDef):
        text = ast.unparse(line)
        if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Tuple):
            target = ast.unparse(line.targets[0]).removeprefix("(").removesuffix(")")
            text = f"{target} = {ast.unparse(line.value)}"
        return [text]
    head = f"def {line.name}({ast.unparse(line.args)}):"
    return ["", head, *(f"    {part}" for each in line.body for part in _text(each)), ""]
