"""`%%bytecode`, `%bytecode` and `%%explain`: what a cell or a function compiles to. Nothing runs.

The texts come from the compiler (`Program.disassemble`, `.to_json`, `.explain`); here is only how
they are shown: as text, as JSON, or as a table of lines.
"""

from __future__ import annotations

import html
import json
from typing import Any

from IPython.core.error import UsageError
from IPython.core.magic import cell_magic, line_cell_magic, magics_class
from IPython.display import display

from nbc import Program
from nbc.functions import FUNCTIONS
from noodle_kernel.magics.base import NoodleMagics


@magics_class
class BytecodeMagics(NoodleMagics):
    @line_cell_magic
    def bytecode(self, line: str, cell: str | None = None) -> None:
        """Show the NBC of a cell, or of a function by its name, without running it.

        %%bytecode [--json]        the cell below
        %bytecode [--json] NAME    a function that a cell has defined
        """
        words = line.split()
        as_json = "--json" in words
        names = [word for word in words if word != "--json"]
        if any(name.startswith("-") for name in names) or len(names) > 1:
            raise UsageError("%bytecode takes --json and one name")
        if cell is None and not names:
            raise UsageError("%bytecode needs the name of a function; %%bytecode shows a cell")
        program = (
            self.noodle_shell.program_of(cell) if cell is not None else self._program(names[0])
        )
        if as_json:
            display(_json_bundle(program.to_json()), raw=True)
        else:
            print(program.disassemble())

    @cell_magic
    def explain(self, line: str, cell: str) -> None:
        """Say for each line of the cell which tier runs it, and why. The cell does not run."""
        rows = self.noodle_shell.program_of(cell).explain()
        display(_table_bundle(rows), raw=True)

    def _program(self, name: str) -> Program:
        value = self.noodle_shell.user_ns.get(name)
        found = FUNCTIONS.lookup(value)
        if found is None:
            raise UsageError(f"{name} is not a function that a Noodle cell has defined")
        return Program(found[0], "")


def _json_bundle(data: Any) -> dict[str, Any]:
    return {"application/json": data, "text/plain": json.dumps(data, indent=1)}


def _table_bundle(rows: list[dict[str, Any]]) -> dict[str, str]:
    columns = ("line", "source", "tier", "reason")
    cells = [[_cell(row, column) for column in columns] for row in rows]
    return {"text/plain": _plain_table(columns, cells), "text/html": _html_table(columns, cells)}


def _cell(row: dict[str, Any], column: str) -> str:
    """A field of a row; the compiler's notes stand with the reason."""
    text = str(row.get(column, "")).rstrip()
    if column != "reason":
        return text
    return "; ".join([text, *(f"{note['kind']}: {note['text']}" for note in row["notes"])])


def _plain_table(columns: tuple[str, ...], cells: list[list[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(columns, *cells, strict=True)]
    lines = [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (list(columns), *cells)
    ]
    return "\n".join(lines)


def _html_table(columns: tuple[str, ...], cells: list[list[str]]) -> str:
    head = "".join(f"<th style='text-align:left'>{column}</th>" for column in columns)
    rows = "".join(
        "<tr>" + "".join(_html_cell(text, code=index == 1) for index, text in enumerate(row))
        + "</tr>" for row in cells
    )  # fmt: skip
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _html_cell(text: str, *, code: bool) -> str:
    escaped = html.escape(text)
    if code:
        escaped = f"<code style='white-space:pre'>{escaped}</code>"
    return f"<td style='text-align:left'>{escaped}</td>"
