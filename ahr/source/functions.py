"""Whole functions laid out as `ruff format` does: heads, blocks and docstrings; statements on one
line are `layout`'s. Comments are lost."""

from __future__ import annotations

import ast

from ahr.source.layout import WIDTH, laid_out, normal

_STEP = 4


def head(name: str, parameters: list[str], result: str = "", indent: int = 0) -> list[str]:
    """`def name(parameters) -> result:`, a parameter a line where it is too long."""
    before, after = " " * indent, f" -> {result}:" if result else ":"
    line = f"{before}def {name}({', '.join(parameters)}){after}"
    if len(line) <= WIDTH:
        return [line]
    inside = f"{before}    {', '.join(parameters)}"
    if len(inside) <= WIDTH:
        return [f"{before}def {name}(", inside, f"{before}){after}"]
    return [f"{before}def {name}(", *(f"{before}    {each}," for each in parameters),
            f"{before}){after}"]  # fmt: skip


def function(source: str) -> list[str]:
    """The lines of a function, without its annotations."""
    made = ast.parse(source).body[0]
    assert isinstance(made, ast.FunctionDef)
    return _function(made, 0)


def _function(node: ast.FunctionDef, indent: int) -> list[str]:
    for each in (*node.args.args, *node.args.kwonlyargs):
        each.annotation = None
    return [*head(node.name, _parameters(node.args), "", indent), *_body(node.body, indent + _STEP)]


def _parameters(given: ast.arguments) -> list[str]:
    plain = [each.arg for each in given.args]
    defaults = [""] * (len(plain) - len(given.defaults)) + [
        f"={ast.unparse(each)}" for each in given.defaults
    ]
    named = [
        each.arg if value is None else f"{each.arg}={ast.unparse(value)}"
        for each, value in zip(given.kwonlyargs, given.kw_defaults, strict=True)
    ]
    text = [f"{name}{value}".replace("'", '"') for name, value in zip(plain, defaults, strict=True)]
    return [*text, *(["*"] if named else []), *named]


def _body(nodes: list[ast.stmt], indent: int) -> list[str]:
    lines: list[str] = []
    for at, node in enumerate(nodes):
        if isinstance(node, ast.FunctionDef):
            lines += [""] if at else []
            lines += [*_function(node, indent), *([""] if at < len(nodes) - 1 else [])]
        else:
            lines += _statement(node, indent)
    return lines


def _statement(node: ast.stmt, indent: int) -> list[str]:
    before = " " * indent
    match node:
        case ast.Expr(value=ast.Constant(value=str(text))):
            first, *others = text.split("\n")
            kept = [f"{before}{line.strip()}" if line.strip() else "" for line in others]
            lines = [f'{before}"""{first}', *kept]
            return [*lines[:-1], f'{lines[-1]}"""']
        case ast.If(test=test, body=body, orelse=orelse):
            made = [f"{before}if {_text(test)}:", *_body(body, indent + _STEP)]
            return [*made, *([f"{before}else:", *_body(orelse, indent + _STEP)] if orelse else [])]
        case ast.For(target=target, iter=each, body=body):
            return [f"{before}for {_bare(target)} in {_text(each)}:", *_body(body, indent + _STEP)]
        case ast.Return(value=ast.Tuple() as value):
            return laid_out(f"return {_bare(value)}", indent)
        case ast.Assign(targets=[target], value=value):
            return laid_out(f"{_bare(target)} = {_text(value)}", indent)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            return laid_out(f"{_bare(target)} = {_text(value)}", indent)
        case ast.AugAssign():
            return [before + ast.unparse(node)]
    return laid_out(ast.unparse(node), indent)


def _text(node: ast.expr) -> str:
    return normal(ast.unparse(node))


def _bare(node: ast.expr) -> str:
    """A tuple without brackets."""
    text = ast.unparse(node)
    return text[1:-1] if isinstance(node, ast.Tuple) and len(node.elts) > 1 else text
