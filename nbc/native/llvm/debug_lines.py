"""Which line of the source each address of machine code belongs to, found when somebody asks.

Behind operations, lowering writes a comment (`;7`), which LLVM does not read: compiling pays
nothing for lines. For a table the same text is compiled once more, the comments as debug locations,
and the line program of the object file (DWARF 4, `.debug_line`) is read. Debug locations do not
change code; a table counts only where the bytes are those of the code that runs.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, final

from nbc.errors import InternalError
from nbc.native.llvm import line_program, machine, passes, vector_math
from nbc.native.llvm.code import Loaded

_DEFINE: Final = re.compile(r"^define .*?\{$", re.MULTILINE | re.DOTALL)
_LOCATED: Final = re.compile(r"^(  .*?)(?: ;(\d+))?$", re.MULTILINE)
_NODE: Final = re.compile(r"^!(\d+) = ", re.MULTILINE)
_CALLS: Final = re.compile(r"^  (?:%[\w.]+ = )?(?:tail |musttail |notail )?call ")


@final
@dataclass(frozen=True, slots=True)
class LineTable:
    """Code from `start` up to `stop`. Rows by address; a number is that of the comments, 0 where
    the code belongs to no line."""

    start: int
    stop: int
    addresses: tuple[int, ...]
    numbers: tuple[int, ...]

    def number_at(self, address: int) -> int:
        """Of the line at an address, or the nearest before it."""
        at = bisect_right(self.addresses, address) - 1
        while at >= 0 and self.numbers[at] == 0:
            at -= 1
        return self.numbers[at] if at >= 0 else 0


def line_table(loaded: Loaded, ir: str = "") -> LineTable | None:
    """The table of code in memory; None where it cannot be known. Takes as long as compiling.
    `ir`: the text with comments, where the code was compiled without them."""
    try:
        module, target = passes.compile_module(
            vector_math.complete(with_locations(ir or loaded.ir)), loaded.level
        )
        found = line_program.read(machine.emit(module, target), loaded.addresses)
    except (InternalError, ValueError, IndexError):
        return None
    if found is None or not _is_same(found):
        return None
    rows = sorted((found.base + offset, number) for offset, number in found.rows)
    return LineTable(
        found.base, found.base + len(found.code),
        tuple(address for address, _ in rows), tuple(number for _, number in rows),
    )  # fmt: skip


def with_locations(ir: str) -> str:
    """The text with its comments as debug locations, whose lines are the comments' numbers."""
    nodes = _Nodes(max((int(number) for number in _NODE.findall(ir)), default=0) + 1)
    parts: list[str] = []
    end = 0
    for match in _DEFINE.finditer(ir):
        body_end = ir.index("\n}", match.end())
        scope = nodes.scope()
        parts += [ir[end : match.end() - 1], f"!dbg {scope} {{"]
        parts.append(_located(ir[match.end() : body_end], scope, nodes))
        end = body_end
    return "".join([*parts, ir[end:]]) + nodes.text()


def _located(body: str, scope: str, nodes: _Nodes) -> str:
    def mark(match: re.Match[str]) -> str:
        line, number = match.groups()
        if number is None and not _CALLS.match(line):
            return line  # only calls have to be somewhere
        return f"{line}, !dbg {nodes.location(int(number or 0), scope)}"

    return _LOCATED.sub(mark, body)


@final
class _Nodes:
    """Metadata nodes for one module."""

    def __init__(self, first: int) -> None:
        self._next = first
        self._lines: list[str] = []
        self._locations: dict[tuple[int, str], str] = {}
        self._file = self._add('!DIFile(filename: "noodle", directory: "")')
        self._unit = self._add(
            f"distinct !DICompileUnit(language: DW_LANG_C99, file: {self._file}, "
            "emissionKind: LineTablesOnly)"
        )
        kind = self._add("!DISubroutineType(types: !{})")
        self._scope = (
            f'distinct !DISubprogram(name: "f", file: {self._file}, line: 0, type: {kind}, '
            f"spFlags: DISPFlagDefinition, unit: {self._unit})"
        )

    def scope(self) -> str:
        return self._add(self._scope)

    def location(self, line: int, scope: str) -> str:
        known = self._locations.get((line, scope))
        if known is None:
            known = self._add(f"!DILocation(line: {line}, scope: {scope})")
            self._locations[line, scope] = known
        return known

    def text(self) -> str:
        version = self._add('!{i32 2, !"Debug Info Version", i32 3}')
        dwarf = self._add('!{i32 7, !"Dwarf Version", i32 4}')
        named = f"!llvm.dbg.cu = !{{{self._unit}}}\n!llvm.module.flags = !{{{version}, {dwarf}}}"
        return "\n".join(["", *self._lines, named, ""])

    def _add(self, text: str) -> str:
        name = f"!{self._next}"
        self._next += 1
        self._lines.append(f"{name} = {text}")
        return name


def _is_same(found: line_program.Lines) -> bool:
    """Whether memory holds this code. What linking fills in is not compared."""
    there = _memory(found.base, len(found.code))
    return len(there) == len(found.code) and all(
        there[start:stop] == found.code[start:stop]
        for start, stop in _between(found.linked, len(found.code))
    )


def _memory(start: int, size: int) -> bytes:
    """What memory holds; less where it ends before. Read as a file, so that nothing can crash."""
    try:
        with open("/proc/self/mem", "rb", buffering=0) as memory:
            memory.seek(start)
            return memory.read(size)
    except (OSError, ValueError):
        return b""


def _between(holes: tuple[int, ...], length: int) -> Iterator[tuple[int, int]]:
    """The stretches without holes, which are single bytes."""
    start = 0
    for hole in sorted(holes):
        if hole > start:
            yield start, hole
        start = max(start, hole + 1)
    if start < length:
        yield start, length
