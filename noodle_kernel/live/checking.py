"""`check`: what is wrong with the text of a cell, as the compiler would say if it ran now.

Asked while one types: nothing is run, registered or kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from nbc.errors import NoodleError, Span
from noodle_kernel.live.offsets import Offsets
from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell


def check(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`. Result: `diagnostics`, each with `from`, `to` (UTF-16 units), `severity`
    (error, warning), `code`, `message`, `notes`, `hint`, `related`."""
    code = field(params, "code", str)
    source = shell.checkable(code)
    if source is None:
        return {"diagnostics": []}
    places = Offsets(source)
    found = shell.language.session.problems(source, source_id="cell")
    return {"diagnostics": [_shown(error, severity, places) for severity, error in found]}


def _shown(error: NoodleError, severity: str, places: Offsets) -> dict[str, Any]:
    start, end = _range(error.span, places)
    related = [
        dict(zip(("from", "to"), _range(other.span, places), strict=True), label=other.label)
        for other in error.related
    ]
    return {
        "from": start, "to": end, "severity": severity, "code": error.code,
        "message": error.message, "notes": list(error.notes), "hint": error.hint,
        "related": related,
    }  # fmt: skip


def _range(span: Span | None, places: Offsets) -> tuple[int, int]:
    """At least one character wide where the line has one, so that it can be seen."""
    if span is None:
        return 0, places.line_end(1)
    start, end = places.of(*span.start), places.of(*span.end)
    return start, max(end, start)
