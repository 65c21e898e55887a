"""Which name stands at a place of a cell: in its tree, or in its text where there is no tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from nbc.errors import Position
from noodle_kernel.complete.context import NOODLE_TYPES

Role = Literal["", "type", "axis"]

_DOTTED = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


class Word(NamedTuple):
    """`path` is the dotted name as far as it goes (`np.random.rand`), `position` that of its tree,
    `span` that of the word itself. `function`: the place of the function that it is in. `role`:
    "type" in an annotation, "axis" between the brackets of a Noodle type there."""

    name: str
    path: str
    position: Position
    span: Position
    function: Position | None = None
    role: Role = ""


def word_at(source: str, code: str, offset: int) -> Word | None:
    """The word of the program at an offset of the text that was typed. Lines that IPython changed
    have none."""
    line = code.count("\n", 0, offset)
    column = len(code[code.rfind("\n", 0, offset) + 1 : offset].encode("utf-8", "surrogatepass"))
    if source.split("\n")[line : line + 1] != code.split("\n")[line : line + 1]:
        return None
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    for node, scope, role in _around(tree, line + 1):
        word = _word_of(node, scope, role, source)
        if word is not None and _holds(word.span, line + 1, column):
            return word
    return None


def dotted_at(code: str, offset: int) -> tuple[int, int, str]:
    """The dotted name of the text that ends with the word at an offset; "" where there is none."""
    start = code.rfind("\n", 0, offset) + 1
    line = code[start:].split("\n", 1)[0]
    at = offset - start
    for match in _DOTTED.finditer(line):
        if match.start() <= at <= match.end():
            end = next(
                (match.start() + dot.start() for dot in re.finditer(r"\.", match.group())
                 if match.start() + dot.start() >= at), match.end(),
            )  # fmt: skip
            path = line[match.start() : end]
            word = start + match.start() + len(path) - len(path.rpartition(".")[2])
            return word, start + end, path
    return offset, offset, ""


def _around(
    tree: ast.AST, line: int, scope: ast.AST | None = None, role: Role = ""
) -> Iterator[tuple[ast.AST, ast.AST | None, Role]]:
    """The nodes that reach over a line, with the function that they are in."""
    for name, value in ast.iter_fields(tree):
        for node in value if isinstance(value, list) else [value]:
            if not isinstance(node, ast.AST) or not _reaches(node, line):
                continue
            inner_role = _role(tree, name, role)
            yield node, scope, inner_role
            inner = node if isinstance(node, (ast.FunctionDef, ast.Lambda)) else scope
            yield from _around(node, line, inner, inner_role)


def _reaches(node: ast.AST, line: int) -> bool:
    last = getattr(node, "end_lineno", None)
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    first = min([getattr(node, "lineno", 0), *(each.lineno for each in decorators)])
    return first <= line and (last is None or line <= last)


def _role(parent: ast.AST, field: str, role: Role) -> Role:
    match parent:
        case ast.Subscript(value=ast.Name(id=name)) if role and field == "slice":
            return "axis" if name in NOODLE_TYPES else role
        case _:
            return "type" if field in ("annotation", "returns") else role


def _word_of(node: ast.AST, scope: ast.AST | None, role: Role, source: str) -> Word | None:
    function = None if scope is None else _place(scope)
    match node:
        case ast.Name(id=name):
            place = _place(node)
            return Word(name, name, place, place, function, role)
        case ast.Attribute(attr=name):
            place = _place(node)
            span = (place[2], place[3] - len(name.encode()), place[2], place[3])
            return Word(name, _path(node), place, span, function)
        case ast.arg(arg=name):
            line, column, *_ = _place(node)
            span = (line, column, line, column + len(name.encode()))
            return Word(name, name, _place(node), span, function)
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return _defined(node, name, function, source)
        case ast.alias(name=name, asname=other) if other or "." not in name:
            bound = other or name
            line, _, _, end = _place(node)
            span = (line, end - len(bound.encode()), line, end)
            return Word(bound, bound, _place(node), span, function)
        case _:
            return None


def _defined(node: ast.AST, name: str, function: Position | None, source: str) -> Word | None:
    line, column, *_ = place = _place(node)
    text = source.split("\n")[line - 1].encode()[column:].decode(errors="ignore")
    found = re.match(r"(?:def|class)\s+", text)
    if found is None:
        return None
    start = column + found.end()
    span = (line, start, line, start + len(name.encode()))
    return Word(name, name, place, span, function)


def _path(node: ast.expr) -> str:
    """`a.b.c`, or the attribute's name alone where its owner is no name."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join(reversed([*parts, node.id])) if isinstance(node, ast.Name) else f"?.{parts[0]}"


def _place(node: ast.AST) -> Position:
    found = [
        getattr(node, name) for name in ("lineno", "col_offset", "end_lineno", "end_col_offset")
    ]
    return found[0], found[1], found[2], found[3]


def _holds(span: Position, line: int, column: int) -> bool:
    return (span[0], span[1]) <= (line, column) <= (span[2], span[3])
