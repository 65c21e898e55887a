"""Long statements as several: parts of them become variables, until each has a plain layout.

A plain layout is one line, or a call, list or tuple with an item on each line. So what `layout`
breaks is never an operator or a chain of calls, and lines stay easy to read.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from ahr.source.layout import WIDTH

_SHORTEST = 8
_STEP = 4
_PARTS = (ast.Call, ast.BinOp, ast.Subscript, ast.Compare)
_CLOSED = (ast.Lambda, ast.IfExp, ast.BoolOp, ast.ListComp, ast.GeneratorExp, ast.DictComp)
"""What may not be computed before: it depends on names inside, or on a condition."""


def shortened(line: str, indent: int, fresh: Callable[[str], str]) -> list[str]:
    """A statement of one line as one or more; `fresh` makes names that nobody has."""
    if (len(line) + indent <= WIDTH and ",)" not in line) or line.startswith(("for ", "def ")):
        return [line]
    before = " " * (len(line) - len(line.lstrip()))
    statement = ast.parse(line.lstrip()).body[0]
    if not isinstance(statement, ast.Assign | ast.Return) or statement.value is None:
        return [line]
    value = statement.value
    head = line.lstrip().partition(" = ")[0] + " = " if isinstance(statement, ast.Assign) else (
        "return ")  # fmt: skip
    indent += len(before)
    if "," in head and len(head) > WIDTH // 2:
        name = fresh("parts")
        whole = shortened(f"{before}{name} = {ast.unparse(value)}", indent - len(before), fresh)
        return [*whole, f"{before}{head}{name}"]
    room = WIDTH - indent - len(head)
    lines: list[str] = []
    line = _joined(before, head, value) if ",)" in line else line  # no comma that means lines
    while not _is_plain(value, room, indent):
        part = max(_parts(value, WIDTH - indent - 10), key=_width, default=None)
        part = part or min(_parts(value, len(line)), key=_width, default=None)
        if part is None:
            return [*lines, line] if not lines else [*lines, _joined(before, head, value)]
        name = fresh("part")
        lines += shortened(f"{before}{name} = {ast.unparse(part)}", indent - len(before), fresh)
        value = _Replacing(part, name).visit(value)
    return [*lines, _joined(before, head, value) if lines else line]


def _joined(before: str, head: str, value: ast.expr) -> str:
    text = ast.unparse(value)
    bare = isinstance(value, ast.Tuple) and head == "return "
    return before + head + (text[1:-1] if bare else text)


def _is_plain(value: ast.expr, room: int, indent: int) -> bool:
    if _width(value) <= room:
        return True
    inside = WIDTH - indent - _STEP - 1
    match value:
        case ast.Call(func=func, args=args, keywords=keywords):
            if not _is_dotted(func) or len(ast.unparse(func)) + 1 > room:
                return False
            items = [*args, *(each.value for each in keywords)]
            names = [0] * len(args) + [len(each.arg or "") + 1 for each in keywords]
        case ast.List(elts=items):
            names = [0] * len(items)
        case _:
            return False
    return all(
        _is_plain(item, inside - name, indent + _STEP)
        for item, name in zip(items, names, strict=True)
    )


def _is_dotted(node: ast.expr) -> bool:
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _parts(value: ast.AST, widest: int) -> Iterator[ast.expr]:
    """Parts that can be variables, not the whole."""
    for child in ast.iter_child_nodes(value):
        if isinstance(child, _CLOSED):
            continue
        if isinstance(child, _PARTS) and _SHORTEST <= _width(child) <= widest:
            yield child
        yield from _parts(child, widest)


def _width(node: ast.expr) -> int:
    return len(ast.unparse(node))


class _Replacing(ast.NodeTransformer):
    def __init__(self, part: ast.expr, name: str) -> None:
        self.part, self.name = part, name

    def generic_visit(self, node: ast.AST) -> ast.AST:
        if node is self.part:
            return ast.Name(self.name, ast.Load())
        return super().generic_visit(node)
