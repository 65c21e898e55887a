"""Tables as text and as HTML: titles, rows of texts, and which columns are numbers."""

from __future__ import annotations

import html
from collections.abc import Sequence


def text_table(titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int]) -> str:
    """Lines of columns; those with the indices `numbers` stand to the right."""
    table = [titles, *rows]
    widths = [max(len(row[column]) for row in table) for column in range(len(titles))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column in numbers else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    )


def html_table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int], caption: str
) -> str:  # fmt: skip
    """A table with a line below it."""
    sides = ["right" if column in numbers else "left" for column in range(len(titles))]
    head = "".join(_cell(text, side, "th") for text, side in zip(titles, sides, strict=True))
    body = "".join(
        "<tr>" + "".join(map(_cell, row, sides)) + "</tr>" for row in rows
    )  # fmt: skip
    style = "caption-side:bottom;white-space:nowrap;text-align:left"
    return (f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
            f"<caption style='{style}'>{html.escape(caption)}</caption></table>")  # fmt: skip


def _cell(text: str, side: str, tag: str = "td") -> str:
    return f'<{tag} style="text-align:{side}">{html.escape(text)}</{tag}>'
