"""`breakpoint_condition`: when the debugger stops at a line, which its page cannot say itself.

It is kept for the text of the cell, and holds when the page next sets its breakpoints.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ipykernel.compiler import get_file_name

from nbc.errors import NoodleError
from noodle_kernel.debugging import evaluating
from noodle_kernel.debugging.breakpoints import Extra, sources, wrong_hits
from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_FIELDS: Final = {"condition": "condition", "hits": "hitCondition", "message": "logMessage"}


def breakpoint_condition(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`, `line` from 1, and texts, empty where there are none: `condition`, `hits`
    (`5`, `>= 5`, `% 5`), `message`. Without any of them nothing changes. Result: the texts. Raises
    SourceError where one is no Noodle."""
    path, line = get_file_name(field(params, "code", str)), field(params, "line", int)
    extras = shell.kernel.debugger.extras
    if params.keys().isdisjoint(_FIELDS):
        known = extras.of(path, line)
        return {"condition": known.condition, "hits": known.hit_condition,
                "message": known.log_message}  # fmt: skip
    texts = {name: field(params, name, str) if name in params else "" for name in _FIELDS}
    for text in sources({_FIELDS[name]: text for name, text in texts.items()}):
        evaluating.check(text)
    if wrong := wrong_hits(texts["hits"]):
        raise NoodleError("N8001", wrong)
    extras.set(path, line, Extra(texts["condition"], texts["hits"], texts["message"]))
    return texts
