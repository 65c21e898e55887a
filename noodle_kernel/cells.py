"""What a cell is before it is compiled: which language, which text, which file name.

IPython turns magics and shell lines into calls. Here that is kept from shifting lines (positions in
errors and breakpoints are those of the cell), skipped where a cell cannot hold any, and told apart
by language: a cell that begins with `%%python` goes IPython's own way, to CPython.
`NoodleCompiler` stands where IPython has its compiler, and hands Noodle cells on uncompiled.
"""

from __future__ import annotations

import ast
import codeop
import linecache
import re
from collections.abc import Callable
from typing import Any, final

from ipykernel.compiler import XCachingCompiler

_INCOMPLETE: int = ast.PyCF_ONLY_AST
_INCOMPLETE |= codeop.PyCF_ALLOW_INCOMPLETE_INPUT  # type: ignore[attr-defined]
_INCOMPLETE |= codeop.PyCF_DONT_IMPLY_DEDENT  # type: ignore[attr-defined]
PYTHON_MAGIC = re.compile(r"\s*%%python[ \t]*(?=\n|\Z)")

_MAY_NEED_IPYTHON = re.compile(r"[%!?]|>>>|In ?\[|^\s*\.\.\.|^\s*[,;/]", re.MULTILINE)
"""What every transformation of IPython's looks for. (Indentation is looked at apart.)"""


@final
class PythonSource(str):
    """The text of a cell for CPython."""


@final
class UnreadableSource(str):
    """A cell that held lone surrogates: no text. They are replaced, so that it can be kept."""


@final
class NoodleCell(ast.stmt):
    """A whole Noodle cell where IPython expects the statements of one."""

    _fields = ()

    def __init__(self, source: str, number: int) -> None:
        super().__init__()
        self.source = source
        self.number = number
        self.lineno = self.end_lineno = 1
        self.col_offset = self.end_col_offset = 0


class NoodleCompiler(XCachingCompiler):
    """Names cells as ipykernel does (the debugger counts on it); parses only Python's own."""

    def cache(self, transformed_code: str, number: int = 0, raw_code: str | None = None) -> str:
        name: str = super().cache(transformed_code, number, raw_code=raw_code)
        # IPython splits lines at form feeds and the like too, which Python's parser does not.
        lines = [line + "\n" for line in transformed_code.split("\n")]
        linecache.cache[name] = (len(transformed_code), None, lines, name)
        return name

    def ast_parse(self, source: str, filename: str = "<unknown>", symbol: str = "exec") -> ast.AST:
        number = self._filename_map.get(filename)
        if number is None or isinstance(source, PythonSource):
            return super().ast_parse(source, filename, symbol)
        return ast.Module([NoodleCell(source, number)], [])


def readable(code: str) -> str:
    try:
        code.encode("utf-8")
    except UnicodeEncodeError:
        return UnreadableSource(code.encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    return code


def transform(code: str, by_ipython: Callable[[str], str], *, standard: bool) -> str:
    """The cell as Python syntax, with every line where it was. `standard`: no one has added
    transformations of their own, so a cell without magics need not be looked at by IPython's."""
    if isinstance(code, UnreadableSource):
        return code
    code = code.replace("\r\n", "\n").replace("\r", "\n")  # as Python's parser reads them
    python = PYTHON_MAGIC.match(code)
    if python:
        blank = "\n" * python.group().count("\n")
        return PythonSource(_by_ipython(blank + code[python.end() :], by_ipython))
    indented = code.lstrip("\n")[:1].isspace()
    single = code.count("\n") == 0 or code.rstrip().count("\n") == 0
    if standard and not indented and not single and not _MAY_NEED_IPYTHON.search(code):
        return code if code.endswith("\n") else code + "\n"
    return _by_ipython(code, by_ipython)


def pieces(source: str) -> list[str]:
    """The statements of a cell one by one (those that share a line together), each on its lines."""
    lines = source.split("\n")
    spans: list[list[int]] = []
    for statement in ast.parse(source).body:
        decorators = getattr(statement, "decorator_list", [])
        first = min(node.lineno for node in (statement, *decorators))
        last = statement.end_lineno or first
        if spans and first <= spans[-1][1]:
            spans[-1][1] = max(last, spans[-1][1])
        else:
            spans.append([first, last])
    return ["\n" * (first - 1) + "\n".join(lines[first - 1 : last]) for first, last in spans]


def assigned_last(source: str) -> str | None:
    """The name that the last statement of a cell assigns, if it is that simple."""
    last = ast.parse(source).body[-1]
    targets = last.targets if isinstance(last, ast.Assign) else [getattr(last, "target", None)]
    target = targets[0] if len(targets) == 1 else None
    is_assignment = isinstance(last, (ast.Assign, ast.AugAssign, ast.AnnAssign))
    return target.id if is_assignment and isinstance(target, ast.Name) else None


def is_beyond_repair(code: str) -> bool:
    """Whether no continuation makes this valid: a syntax error that is not its end. Cells with
    magics are IPython's to judge."""
    if _MAY_NEED_IPYTHON.search(code):
        return False
    try:
        compile(code, "<cell>", "exec", _INCOMPLETE, dont_inherit=True)
    except SyntaxError as error:
        return "incomplete input" not in str(error)
    except (ValueError, RecursionError, MemoryError):
        return True
    return False


def _by_ipython(code: str, by_ipython: Callable[[str], str]) -> str:
    try:
        done = by_ipython(code)
    except SyntaxError:
        return code  # the compiler says it better
    return "\n" * _lost_lines(code, done) + done


def _lost_lines(code: str, done: str) -> int:
    """IPython drops blank lines at the start."""
    return max(0, _blank_lines(code) - _blank_lines(done)) if done.strip() else 0


def _blank_lines(code: str) -> int:
    start = code[: len(code) - len(code.lstrip())]
    return start.count("\n")


def is_standard(manager: Any, post: list[Any]) -> bool:
    """Whether IPython's transformations are the ones that it ships."""
    counts = (len(manager.cleanup_transforms), len(manager.line_transforms))
    return not post and counts in ((4, 1), (3, 1)) and len(manager.token_transformers) == 4
