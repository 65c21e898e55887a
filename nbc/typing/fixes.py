"""Changes of the source that mend an error, offered where it is certain what to write.

Each function gives the fixes for an instruction of the frame, none where its place is in another
cell or its text is not what was expected there.
"""

from __future__ import annotations

import ast
import re
import sys
from importlib.util import find_spec

from nbc.bytecode.module import Module
from nbc.errors import Fix, Position, Span
from nbc.typing.frame import Frame
from nbc.typing.report import span_at

_ALIASES = {"np": "numpy", "pd": "pandas", "plt": "matplotlib.pyplot"}
_ATOMS = (ast.Name, ast.Call, ast.Attribute, ast.Subscript)


def renamed(frame: Frame, wrong: str, meant: str | None) -> tuple[Fix, ...]:
    """The name at the end of the present instruction's text is another."""
    span, text = _place(frame, frame.index)
    if meant is None or span is None or not text.endswith(wrong):
        return ()
    line, end = span.end
    name = Span(span.source_id, (line, end - len(wrong.encode())), span.end)
    return (Fix(f"change to '{meant}'", ((name, meant),)),)


def keyword_renamed(frame: Frame, renames: tuple[str, str] | None) -> tuple[Fix, ...]:
    """The keyword in the present call is another."""
    span, text = _place(frame, frame.index)
    if renames is None or span is None:
        return ()
    wrong, meant = renames
    found = list(re.finditer(rf"\b{re.escape(wrong)}\b(?=\s*=(?!=))", text))
    if len(found) != 1:
        return ()
    line, start = span.start
    at = start + len(text[: found[0].start()].encode())
    name = Span(span.source_id, (line, at), (line, at + len(wrong.encode())))
    return (Fix(f"change to '{meant}'", ((name, meant),)),)


def called_with(frame: Frame, index: int, name: str) -> tuple[Fix, ...]:
    """What the instruction made is given to a function: `name(...)`."""
    span, text = _place(frame, index)
    if span is None or not text:
        return ()
    return (Fix(f"convert with {name}(...)", ((span, f"{name}({text})"),)),)


def with_methods(frame: Frame, index: int, *calls: str) -> tuple[Fix, ...]:
    """A method is called of what the instruction made: one fix for each."""
    span, text = _place(frame, index)
    if span is None or not text:
        return ()
    try:
        is_atom = isinstance(ast.parse(text, mode="eval").body, _ATOMS)
    except SyntaxError:
        return ()
    owner = text if is_atom else f"({text})"
    return tuple(Fix(f"use .{call}", ((span, f"{owner}.{call}"),)) for call in calls)


def imported(frame: Frame, name: str) -> tuple[Fix, ...]:
    """The module that goes by this name, if it is there."""
    module = _ALIASES.get(name, name)
    if name not in _ALIASES and name not in sys.stdlib_module_names:
        return ()
    if module != name and find_spec(module.partition(".")[0]) is None:
        return ()
    statement = f"import {module}" + (f" as {name}" if module != name else "")
    if frame.module is not frame.engine.module or not frame.module.source:
        return ()
    line = _first_line(frame.module.source)
    place = span_at(frame.module, (line, 0, line, 0))
    return (Fix(statement, ((place, statement + "\n"),)),)


def _place(frame: Frame, index: int) -> tuple[Span | None, str]:
    """The place of an instruction of the cell itself, and its text, if it is on one line."""
    if frame.module is not frame.engine.module or index < 0:
        return None, ""
    position = frame.code[index].position
    text = _text(frame.module, position)
    return (span_at(frame.module, position), text) if text else (None, "")


def _text(module: Module, position: Position) -> str:
    line, start, end_line, end = position
    lines = (module.source or "").split("\n")
    if line != end_line or not 0 < line <= len(lines):
        return ""
    return lines[line - 1].encode()[start:end].decode(errors="ignore")


def _first_line(source: str) -> int:
    """Of the first statement that is neither a docstring nor an import from the future."""
    for statement in ast.parse(source).body:
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.ImportFrom(module="__future__"):
                continue
        decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
        return min([statement.lineno, *(each.lineno for each in decorators)])
    return 1
