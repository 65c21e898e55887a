"""`complete`: what could stand at the cursor, with types, also while a cell runs.

The candidates are those of Jupyter's completion request; here they come over the page's own thread,
with places as pages count them. Documentation is asked for apart (`hover`), for the one in view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from noodle_kernel.live.offsets import from_units, units
from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

MOST: Final = 1000
"""Candidates in an answer."""


def complete(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`, `offset`. Result: `from`, `to` (UTF-16 units), `items` with `text`, `type`
    and `signature`, and `more`: whether there were too many."""
    code = field(params, "code", str)
    offset = from_units(code, field(params, "offset", int))
    reply = shell.kernel.do_complete(code, offset)
    rows = reply["metadata"].get("_jupyter_types_experimental") or [
        {"text": text} for text in reply["matches"]
    ]
    keys = ("text", "type", "signature")
    return {
        "from": units(code[: reply["cursor_start"]]),
        "to": units(code[: reply["cursor_end"]]),
        "items": [{key: row.get(key, "") for key in keys} for row in rows[:MOST]],
        "more": len(rows) > MOST,
    }
