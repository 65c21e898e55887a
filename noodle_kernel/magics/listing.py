"""`%types`: the variables of the session with their Noodle types and shapes.

The rows are those of the panel of variables in JupyterLab (`live/variables.py`): no value is asked
for its `repr`, so a listing neither prints a million rows nor runs anyone's code.
"""

from __future__ import annotations

import fnmatch
import html
from collections.abc import Mapping
from typing import Any, NamedTuple

from IPython.core.magic import line_magic, magics_class
from IPython.display import display

from noodle_kernel.live.variables import listed, row_of
from noodle_kernel.magics.base import NoodleMagics

COLUMNS = ("name", "type", "shape", "value")


class Variable(NamedTuple):
    name: str
    type: str
    shape: str
    value: str


@magics_class
class ListingMagics(NoodleMagics):
    @line_magic
    def types(self, line: str) -> None:
        """List the variables with their Noodle types and shapes.

        %types             all of them
        %types x* total    those whose names match a pattern
        """
        rows = variables(self.noodle_shell.user_ns, self.noodle_shell.user_ns_hidden, line.split())
        if not rows:
            print("No variables match." if line.strip() else "No variables yet.")
            return
        display({"text/plain": as_text(rows), "text/html": as_html(rows)}, raw=True)


def variables(
    namespace: Mapping[str, Any], hidden: Mapping[str, Any], patterns: list[str]
) -> list[Variable]:
    rows = (
        row_of(name, value)
        for name, value in listed(namespace, hidden)
        if not patterns or any(fnmatch.fnmatchcase(name, pattern) for pattern in patterns)
    )
    return [Variable(row.name, row.type, row.shape, row.preview) for row in rows]


def as_text(rows: list[Variable]) -> str:
    widths = [max(map(len, column)) for column in zip(COLUMNS, *rows, strict=True)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in (COLUMNS, *rows)
    )


def as_html(rows: list[Variable]) -> str:
    head = "".join(f"<th style='text-align:left'>{column}</th>" for column in COLUMNS)
    body = "".join("<tr>" + "".join(map(_html_cell, row)) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_code(text: str) -> str:
    return f"<code>{html.escape(text)}</code>" if text else ""


def _html_cell(text: str) -> str:
    shown = f"<code>{html.escape(text)}</code>" if text else ""
    return f"<td style='text-align:left'>{shown}</td>"
