"""Tracers that come when code is native already, and go again.

`sys.settrace` (pdb, coverage) and `sys.monitoring` announce themselves as audit events; calls of
native code look at nothing. After such an event each function and loop asks once whether somebody
watches: if so it runs on the VM, where every line is seen, until the next event.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from typing import Any, Final

EVENTS: Final = frozenset({"sys.settrace", "sys.monitoring.register_callback"})


@cache
def on_change(ask_again: Callable[[], None]) -> None:
    """Calls the function just before a tracer comes or goes. Audit hooks stay for good, so this one
    holds all it needs: it may be asked while the interpreter ends."""

    def hook(event: str, arguments: Any, events: frozenset[str] = EVENTS) -> None:
        if event in events:
            ask_again()

    sys.addaudithook(hook)


def is_traced() -> bool:
    """Whether this thread is traced, or the program by `sys.monitoring` (from Python 3.12 on)."""
    if sys.gettrace() is not None:
        return True
    monitoring: Any = getattr(sys, "monitoring", None)
    return monitoring is not None and any(
        monitoring.get_tool(tool) for tool in (monitoring.DEBUGGER_ID, monitoring.COVERAGE_ID)
    )
