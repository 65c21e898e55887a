"""Text to a CPython `ast`, with every way of failing turned into a coded error.

The tree is also compiled once by CPython (and the result dropped), since rules such as "`break`
outside a loop" are checked by its compiler and not by its parser. Top-level `await` passes here:
lowering names it, with the rest of what is not supported.
"""

from __future__ import annotations

import ast
import sys
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar

from nbc.errors import SourceError, Span

_FLAGS = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
_DEEP = 60_000
"""Python frames that the compiler's own recursion may use; they take no C stack since 3.11."""
_DEEP_IN_C = 4_000
"""Levels of a tree that CPython's compiler may go down; each takes some of the 8 MB of C stack."""

_beside: ContextVar[bool] = ContextVar("beside a program", default=False)
_LITERALS = (ast.Constant, ast.Tuple, ast.List, ast.Dict, ast.Set, ast.JoinedStr, ast.ListComp,
             ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)  # fmt: skip


def parse(source: str, source_id: str) -> ast.Module:
    """The tree of a cell. Raises SourceError N1001 (syntax), N1002 (text) or N1003 (nesting)."""
    _check_text(source, source_id)
    try:
        tree: ast.Module = compile(
            source, source_id, "exec", ast.PyCF_ONLY_AST | _FLAGS, dont_inherit=True
        )
        if not _beside.get():
            with warnings.catch_warnings(), room_for_compile():
                warnings.simplefilter("ignore")  # shown when the generated code is compiled
                compile(tree, source_id, "exec", _FLAGS, dont_inherit=True)
        elif not any(map(_may_warn, ast.walk(tree))):
            compile(tree, source_id, "exec", _FLAGS, dont_inherit=True)
    except SyntaxError as error:
        raise syntax_error(error, source_id, source) from None
    except (RecursionError, MemoryError):
        raise too_deep(source_id) from None
    except (ValueError, UnicodeError) as error:
        raise SourceError("N1002", str(error), _start(source_id)) from None
    return tree


@contextmanager
def beside_a_program() -> Iterator[None]:
    """While a program runs in another thread, what is the process's is left alone: the recursion
    limit and the filters of warnings. What nests deeply is refused sooner then."""
    token = _beside.set(True)
    try:
        yield
    finally:
        _beside.reset(token)


def deep_recursion() -> AbstractContextManager[None]:
    """Room for our own recursion over deeply nested source."""
    return _recursion_limit(_DEEP)


def room_for_compile() -> AbstractContextManager[None]:
    """Room for CPython's `compile` to take a tree as deep as it takes source."""
    return _recursion_limit(_DEEP_IN_C)


@contextmanager
def _recursion_limit(least: int) -> Iterator[None]:
    if _beside.get():
        yield
        return
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(max(limit, least))
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)


def too_deep(source_id: str) -> SourceError:
    return SourceError(
        "N1003", "the source nests too deeply", _start(source_id),
        hint="store inner parts in variables of their own",
    )  # fmt: skip


def syntax_error(error: SyntaxError, source_id: str, source: str | None) -> SourceError:
    """CPython's syntax error as ours, its character columns turned into byte columns."""
    line = max(error.lineno or 1, 1)
    text = error.text or _line(source or "", line)
    end_line = max(error.end_lineno or line, line)
    start = _byte_column(text, error.offset)
    end = _byte_column(text, error.end_offset) if end_line == line else start + 1
    span = Span(source_id, (line, start), (end_line, max(end, start + 1)))
    message = error.msg or "invalid syntax"
    if "nested" in message:
        return SourceError("N1003", message, span, hint="store inner parts in variables")
    in_literal = message.startswith("(")  # "(unicode error) 'unicodeescape' codec can't ..."
    if "null bytes" in message or ("codec" in message and not in_literal):
        return SourceError("N1002", message, span)
    return SourceError("N1001", message, span)


def _may_warn(node: ast.AST) -> bool:
    """Whether CPython's compiler may warn of it: a literal compared with `is`, called or indexed,
    an assertion of a tuple."""
    match node:
        case ast.Compare(ops=ops):
            return any(isinstance(op, (ast.Is, ast.IsNot)) for op in ops)
        case ast.Call(func=value) | ast.Subscript(value=value) | ast.Assert(test=value):
            return isinstance(value, _LITERALS)
        case _:
            return False


def _check_text(source: str, source_id: str) -> None:
    try:
        source.encode("utf-8")
        place, what = source.find("\0"), "a NUL character"
    except UnicodeEncodeError as error:
        place, what = error.start, "a lone surrogate"
    if place >= 0:
        line = source.count("\n", 0, place) + 1
        span = Span(source_id, (line, 0), (line, 1))
        raise SourceError("N1002", f"the source contains {what}", span, hint="remove it")


def _line(source: str, number: int) -> str:
    lines = source.split("\n")
    return lines[number - 1] if number <= len(lines) else ""


def _byte_column(text: str, offset: int | None) -> int:
    return len(text[: max((offset or 1) - 1, 0)].encode("utf-8", "replace"))


def _start(source_id: str) -> Span:
    return Span(source_id, (1, 0), (1, 1))
