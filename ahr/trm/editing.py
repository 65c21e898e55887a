"""Source text, changed in places that a syntax tree names: comments and layout stay."""

from __future__ import annotations

import ast
import re
from typing import Any, final


@final
class Edits:
    """Replacements in a text, by CPython's positions (lines from 1, columns in UTF-8 bytes).
    `first` is the line that the text starts with, `indent` what its columns are moved by."""

    def __init__(self, text: str, first: int = 1, indent: int = 0) -> None:
        self._lines = [line.encode() for line in text.splitlines(keepends=True)]
        self._first, self._indent = first, indent
        self._made: dict[tuple[int, int], bytes] = {}
        starts = [0]
        for line in self._lines:
            starts.append(starts[-1] + len(line))
        self._starts = starts

    def at(self, line: int, column: int) -> int:
        return self._starts[line - self._first] + column - self._indent

    def start(self, node: Any) -> int:
        return self.at(node.lineno, node.col_offset)

    def end(self, node: Any) -> int:
        return self.at(node.end_lineno, node.end_col_offset)

    def replace(self, start: int, end: int, text: str) -> None:
        self._made[(start, end)] = text.encode()

    def replace_node(self, node: ast.AST, text: str) -> None:
        self.replace(self.start(node), self.end(node), text)

    def insert_line(self, before: int, text: str) -> None:
        """A line of its own in front of a line, with that line's indent."""
        line = self._lines[before - self._first]
        indent = line[: len(line) - len(line.lstrip())]
        at = self._starts[before - self._first]
        found = self._made.get((at, at), b"")
        self._made[(at, at)] = found + indent + text.encode() + b"\n"

    def source(self, node: Any) -> str:
        return b"".join(self._lines)[self.start(node) : self.end(node)].decode()

    def behind(self, pattern: bytes, at: int) -> int:
        """Where what fits a pattern and stands at a place ends."""
        found = re.compile(pattern).match(b"".join(self._lines), at)
        return at if found is None else found.end()

    def find(self, part: bytes, start: int) -> int:
        """Where a part stands next."""
        return b"".join(self._lines).index(part, start)

    def result(self) -> str:
        """The changed text, without blanks at the ends of lines."""
        text = b"".join(self._lines)
        for (start, end), new in sorted(self._made.items(), reverse=True):
            text = text[:start] + new + text[end:]
        lines = [line.rstrip() for line in text.decode().strip("\n").split("\n")]
        return "\n".join(lines) + "\n"
