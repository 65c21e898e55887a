"""Tracebacks of stepped programs: the frames that Python shows are those of the Noodle source.

An exception comes out of the machine with the machine's own Python frames in its traceback. They
are taken out, and a frame that stands at the instruction is put in: a real one, of code that was
compiled with the file name and the position of the source.
"""

from __future__ import annotations

import ast
import os
import sys
from functools import lru_cache
from types import CodeType, FrameType, TracebackType
from typing import Any

from nbc.errors import Position
from nbc.vm.stepping.frame import Frame

_OWN_FOLDER = os.path.dirname(__file__)
_OWN_FILES = ("<noodle stepper>", "<noodle match>")
_GET_FRAME = "__nbc_frame__"
ENTRY = "__nbc_entry__"
"""What stands in the code of a stub where `define` puts the function's entry."""

_SET_TRACEBACK = BaseException.__dict__["__traceback__"].__set__


def note_place(error: BaseException, frame: Frame) -> None:
    """Notes in the traceback that the exception passed the frame, at its current instruction."""
    position = frame.function.instructions[frame.place].position
    shown = _frame_at(frame, position)
    trace = TracebackType(_without_own(error.__traceback__), shown, shown.f_lasti, position[0])
    _SET_TRACEBACK(error, trace)


def _without_own(trace: TracebackType | None) -> TracebackType | None:
    """The traceback without the machine's frames. Behind a frame that was put in, all is done."""
    kept: list[TracebackType] = []
    while trace is not None and _GET_FRAME not in trace.tb_frame.f_globals:
        if not _is_own(trace.tb_frame.f_code):
            kept.append(trace)
        trace = trace.tb_next
    result = trace
    for part in reversed(kept):
        result = TracebackType(result, part.tb_frame, part.tb_lasti, part.tb_lineno)
    return result


def _is_own(code: CodeType) -> bool:
    name = code.co_filename
    return name in _OWN_FILES or name.startswith(_OWN_FOLDER) or entry_of(code) is not None


def entry_of(code: CodeType) -> Any:
    """The entry that a stub's code calls, or None for any other code."""
    return next((c for c in code.co_consts if getattr(c, "is_noodle_entry", False) is True), None)


def _frame_at(frame: Frame, position: Position) -> FrameType:
    function, program = frame.function, frame.program
    shown_name = "<module>" if function.kind == "cell" else function.name
    code = _code_at(program.filename, shown_name, function.qualname or shown_name, position)
    found: FrameType = eval(code, {**_NAMES, "__name__": program.namespace.get("__name__")})
    return found


def _get_frame() -> FrameType:
    return sys._getframe(1)


_NAMES = {_GET_FRAME: _get_frame}


@lru_cache(maxsize=1024)
def _code_at(filename: str, name: str, qualname: str, position: Position) -> CodeType:
    line, column, end_line, end_column = position
    place = {"lineno": line, "col_offset": column,
             "end_lineno": end_line, "end_col_offset": end_column}  # fmt: skip
    call = ast.Call(ast.Name(_GET_FRAME, ast.Load(), **place), [], [], **place)
    code = compile(ast.Expression(call), filename, "eval", dont_inherit=True)
    return code.replace(co_name=name, co_qualname=qualname)
