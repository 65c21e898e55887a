"""`profile_next`: the next run of a cell is profiled, with its text as it is.

What is found goes into the cell's output and to every page, as events `profile`
(noodle_kernel/profile/README.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_CELLS: Final = 1000
"""Cells that wait for a run which may never come."""


def profile_next(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `cell`, its id, and `is_on` (true where it is missing). Result: `cells`, how many
    wait."""
    cell = field(params, "cell", str)
    if params.get("is_on", True):
        if len(shell.profile_next) >= _MOST_CELLS:
            shell.profile_next.clear()
        shell.profile_next.add(cell)
    else:
        shell.profile_next.discard(cell)
    return {"cells": len(shell.profile_next)}
