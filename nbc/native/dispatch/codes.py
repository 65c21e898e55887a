"""The native code behind lines of a source, as LLVM or assembly, made when somebody reads it.

A piece is what was compiled at once: a function, or an outermost loop of code that stays on the VM.
Which tier a line runs on, and why, is in report.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, final

from nbc.bytecode.module import Module
from nbc.native.dispatch.records import Record, alive
from nbc.native.dispatch.report import KnownCode, lines_above, signature_text


@final
@dataclass(frozen=True, slots=True)
class NativeCode:
    """`what` it is ("a loop of the cell, line 3"), for which kinds of values, and the lines of the
    source that it spans."""

    what: str
    signature: str
    first: int
    last: int
    _compiled: Any = field(repr=False)

    def text(self, form: str) -> str:
        """`form` is "llvm" or "asm". Takes as long as compiling did."""
        return str(self._compiled.assembly() if form == "asm" else self._compiled.optimised_ir())


def native_code(form: str) -> Iterator[str]:
    """The code of everything that is compiled: `form` is "llvm" or "asm"."""
    for record in sorted(alive(), key=lambda record: record.number):
        for piece in _pieces(record, 0):
            yield f"; {piece.what}, for {piece.signature}\n\n{piece.text(form)}"


def native_at(module: Module, line: int) -> list[NativeCode]:
    """The native code that runs a line of the module's source; the lines are the module's."""
    known = KnownCode(module)
    pieces = [
        piece
        for record in (*known.functions.values(), *known.loops.values())
        if not record.off
        for piece in _pieces(record, lines_above(module) - lines_above(record.module))
    ]
    return [piece for piece in pieces if piece.first <= line <= piece.last]


def _pieces(record: Record, moved: int) -> Iterator[NativeCode]:
    """`moved`: how many lines further down the text stands now."""
    function = record.module.functions[record.index]
    start, stop = record.region or (0, len(function.instructions))
    spans = [ins.position for ins in function.instructions[start:stop]]
    spans = [span for span in spans if span[:2] != span[2:]] or spans
    first = min(span[0] for span in spans) + moved
    last = max(span[2] for span in spans) + moved
    name = function.qualname or function.name
    what = name if record.region is None else f"a loop of {name}, line {first}"
    for key, compiled in list(record.compiled.items()):
        yield NativeCode(what, signature_text(key), first, last, compiled.keep)
