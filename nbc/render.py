"""The one renderer: errors as text, with the source line and carets, plain or in ANSI colours.

`render` draws one error, `render_all` it and those found together with it, `excerpt` one line with
carets. `nbc.render_exception` builds on these for Python exceptions with their frames.
Positions come in as UTF-8 bytes and are drawn by display width, so carets stand under wide and
combining characters too. Text from outside is made harmless: a NUL or a direction mark in a cell
shows as a symbol. What carries the text to a person is the caller's business.
"""

from __future__ import annotations

import linecache
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import final

from nbc.errors import NoodleError, Span

SourceOf = Callable[[str], str | None]
"""Finds the text of a source by its id."""

MAX_WIDTH = 120
"""Display columns of source shown; a longer line is cut around the carets."""

TAB = "    "

_RED, _BLUE, _GREEN, _YELLOW, _BOLD, _RESET = (
    "\x1b[31m", "\x1b[34m", "\x1b[32m", "\x1b[33m", "\x1b[1m", "\x1b[0m"
)  # fmt: skip


@final
@dataclass(frozen=True, slots=True)
class Paint:
    """Colours, or none of them."""

    ansi: bool = False

    def _paint(self, text: str, code: str) -> str:
        return f"{code}{text}{_RESET}" if self.ansi and text else text

    def error(self, text: str) -> str:
        return self._paint(text, _BOLD + _RED)

    def warning(self, text: str) -> str:
        return self._paint(text, _BOLD + _YELLOW)

    def strong(self, text: str) -> str:
        return self._paint(text, _BOLD)

    def frame(self, text: str) -> str:
        return self._paint(text, _BLUE)

    def hint(self, text: str) -> str:
        return self._paint(text, _GREEN)


def render(
    error: NoodleError,
    *,
    source: SourceOf | None = None,
    ansi: bool = False,
    warning: bool = False,
) -> str:
    """One error: headline, place, excerpt with carets, related places, notes and hint. `warning`:
    it is likely, not certain, and the cell ran."""
    paint = Paint(ansi)
    find = source or registered_source
    lines = [headline(error.code, error.message, paint, warning=warning)]
    if error.span is not None:
        lines += place(error.span, find, paint)
    for related in error.related:
        lines += place(related.span, find, paint, label=related.label)
    lines += remarks(error.notes, error.hint, paint)
    return "\n".join(lines)


def render_all(error: NoodleError, *, source: SourceOf | None = None, ansi: bool = False) -> str:
    """The error and all that were found together with it, in source order."""
    return "\n\n".join(render(each, source=source, ansi=ansi) for each in error.all)


def headline(code: str, message: str, paint: Paint, *, warning: bool = False) -> str:
    word = f"{'warning' if warning else 'error'}[{code}]"
    colour = paint.warning if warning else paint.error
    return f"{colour(word)}{paint.strong(': ' + message)}"


def place(span: Span, source: SourceOf, paint: Paint, *, label: str = "") -> list[str]:
    """The `-->` line of a span and its excerpt."""
    text = source(span.source_id)
    line = source_line(text, span.start[0]) if text is not None else None
    if line is None:
        where = f"{span.source_id}:{span.start[0]}:{span.start[1] + 1}"
        return [f"  {paint.frame('-->')} {where}" + (f": {label}" if label else "")]
    column = len(_decode(line, span.start[1])) + 1
    arrow = f"  {paint.frame('-->')} {span.source_id}:{span.start[0]}:{column}"
    return [arrow, *excerpt(line, span.start, span.end, paint, label=label)]


def remarks(notes: Iterable[str], hint: str | None, paint: Paint) -> list[str]:
    """Notes and the hint, later lines of each indented below its first."""
    lines = [f"  {paint.frame('note:')} {_hang(note, 8)}" for note in notes]
    if hint:
        lines.append(f"  {paint.hint('hint:')} {_hang(hint, 8)}")
    return lines


def excerpt(
    line: str, start: tuple[int, int], end: tuple[int, int], paint: Paint, *, label: str = ""
) -> list[str]:
    """The source line at `start` and the carets under it; a longer span stops at the line's end."""
    stop = end[1] if end[0] == start[0] else len(line.rstrip().encode("utf-8", "surrogatepass"))
    before, inside, after = _split(line.rstrip("\r\n"), start[1], stop)
    before, inside, after = _cut(before, inside, after)
    more = "..." if end[0] > start[0] else ""
    number = f"{start[0]:>4}"
    carets = "^" * max(1, display_width(inside))
    mark = paint.error(carets + more) + (f" {paint.frame(label)}" if label else "")
    return [
        f"{paint.frame(number + ' |')} {before}{inside}{after}".rstrip(),
        f"{paint.frame('     |')} {' ' * display_width(before)}{mark}",
    ]


def registered_source(source_id: str) -> str | None:
    """The text that a Session registered in `linecache` for this id, or a file's own."""
    for name in (f"<noodle {source_id}>", source_id):
        lines = linecache.getlines(name)
        if lines:
            return "".join(lines)
    return None


def source_line(text: str, number: int) -> str | None:
    """A line of the source as Python's parser counts them (form feeds do not end a line)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines[number - 1] if 0 < number <= len(lines) else None


def display_width(text: str) -> int:
    """How many columns a terminal gives the text."""
    return len(text) if text.isascii() else sum(map(_width, text))


def harmless(text: str) -> str:
    """The text with tabs as spaces, and with control and direction marks as visible symbols."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_symbol(character) for character in text)


def _split(line: str, start: int, stop: int) -> tuple[str, str, str]:
    raw = line.encode("utf-8", "surrogatepass")
    start, stop = _whole(raw, start, -1), _whole(raw, max(start, stop), 1)
    parts = (raw[:start], raw[start:stop], raw[stop:])
    before, inside, after = (part.decode("utf-8", "replace") for part in parts)
    return harmless(before), harmless(inside), harmless(after)


def _whole(raw: bytes, column: int, step: int) -> int:
    """The column moved out of the middle of a character."""
    while 0 < column < len(raw) and raw[column] & 0xC0 == 0x80:
        column += step
    return column


def _decode(line: str, byte_column: int) -> str:
    raw = line.encode("utf-8", "surrogatepass")
    return raw[:byte_column].decode("utf-8", "replace")


def _cut(before: str, inside: str, after: str) -> tuple[str, str, str]:
    """Keep at most MAX_WIDTH characters, the start of `inside` among them."""
    if len(before) + len(inside) + len(after) <= MAX_WIDTH:
        return before, inside, after
    inside = inside if len(inside) <= MAX_WIDTH * 2 // 3 else inside[: MAX_WIDTH * 2 // 3] + "…"
    room = MAX_WIDTH - len(inside)
    keep = max(room // 2, room - len(after))
    before = before if len(before) <= keep else "…" + before[-keep:]
    room -= len(before)
    after = after if len(after) <= room else after[: max(0, room)] + "…"
    return before, inside, after


def _width(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _symbol(character: str) -> str:
    code = ord(character)
    if character == "\t":
        return TAB
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if 0x80 <= code < 0xA0 or 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069:
        return "\ufffd"
    return "\ufffd" if 0xD800 <= code <= 0xDFFF else character


def _hang(text: str, indent: int) -> str:
    return ("\n" + " " * indent).join(text.split("\n"))
