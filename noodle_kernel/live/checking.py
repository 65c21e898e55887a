"""`check`: what is wrong with the text of a cell, as the compiler would say if it ran now;
`check_module`: of a `.noodle` file, which has no names but its own.

Asked while one types: nothing is run, registered or kept. It takes longer the longer the text is,
so it is done in the background, and not at all for texts that no one types.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any, Final, final

from nbc import Session
from nbc.errors import Fix, NoodleError, Span
from noodle_kernel import cells
from noodle_kernel.live.offsets import Offsets
from noodle_kernel.live.params import field

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

LONGEST: Final = 1_000_000
"""Characters of a cell that is checked; 200,000 take about a second."""


def check(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`. Result: `diagnostics`, each with `from`, `to` (UTF-16 units), `severity`
    (error, warning), `code`, `message`, `notes`, `hint`, `related`, `name` (one that is not
    defined, or null) and `fixes` (`title`, `edits` with `from`, `to`, `text`)."""
    code = field(params, "code", str)
    source = shell.checkable(code) if len(code) <= LONGEST else None
    if source is None:
        return {"diagnostics": []}
    # IPython's lines become longer calls, but every line stays where it is.
    return _checked(_Text(code, source), shell.language.session.problems(source, source_id="cell"))


def check_module(shell: NoodleShell, params: dict[str, Any]) -> dict[str, Any]:
    """`params`: `code`, the whole text. Result: as that of `check`."""
    code = field(params, "code", str)
    source = cells.readable(code) if len(code) <= LONGEST else None
    if source is None or isinstance(source, cells.UnreadableSource):
        return {"diagnostics": []}
    session = Session({})
    return _checked(_Text(code, source), session.problems(source, source_id="file"))


def _checked(text: _Text, found: list[tuple[str, NoodleError]]) -> dict[str, Any]:
    return {"diagnostics": [_shown(error, severity, text) for severity, error in found]}


@final
class _Text:
    """A cell as it was typed, and as the compiler gets it."""

    def __init__(self, typed: str, source: str) -> None:
        self.places = Offsets(typed)
        self._typed = _bytes(typed)
        self._source = _bytes(source)

    def takes(self, fix: Fix) -> bool:
        """Whether a fix leaves a program. In a line that IPython changed, none is offered."""
        lines = self._source.copy()
        for span, text in sorted(fix.edits, key=lambda edit: edit[0].start, reverse=True):
            (line, start), (end_line, end) = span.start, span.end
            at = line - 1
            if line != end_line or self._typed[at : at + 1] != self._source[at : at + 1]:
                return False
            lines[at] = lines[at][:start] + text.encode() + lines[at][end:]
        try:
            ast.parse(b"\n".join(lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
        return True


def _bytes(text: str) -> list[bytes]:
    return [line.encode("utf-8", "surrogatepass") for line in text.split("\n")]


def _shown(error: NoodleError, severity: str, text: _Text) -> dict[str, Any]:
    places = text.places
    start, end = _range(error.span, places)
    related = [
        dict(zip(("from", "to"), _range(other.span, places), strict=True), label=other.label)
        for other in error.related
    ]
    fixes = [_fix(fix, places) for fix in error.fixes if text.takes(fix)]
    return {
        "from": start, "to": end, "severity": severity, "code": error.code,
        "message": error.message, "notes": list(error.notes), "hint": error.hint,
        "related": related, "name": error.name, "fixes": fixes,
    }  # fmt: skip


def _fix(fix: Fix, places: Offsets) -> dict[str, Any]:
    edits = [
        dict(zip(("from", "to"), _range(span, places), strict=True), text=text)
        for span, text in fix.edits
    ]
    return {"title": fix.title, "edits": edits}


def _range(span: Span | None, places: Offsets) -> tuple[int, int]:
    if span is None:
        return 0, places.line_end(1)
    start, end = places.of(*span.start), places.of(*span.end)
    return start, max(end, start)
