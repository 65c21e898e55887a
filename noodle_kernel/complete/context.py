"""What stands at the cursor: read from the text before it, without parsing or running anything.

`find_context` says what kind of completion is asked for (`Context.kind`):
  name        a name, perhaps with the call it is an argument of (`callee`)
  member      an attribute of `owner`, an expression's text
  annotation  a type, in an annotation of a parameter, a return or a variable
  dimension   an axis inside an annotation such as `f64[n, |]`; `known` are the names used before it
  ipython     a magic, a shell line, an import or a text (a key, a path): IPython's completer knows
  nothing     a comment or a number
"""

from __future__ import annotations

import keyword
import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple, final

from nbc.types.model import SCALARS

Kind = Literal["name", "member", "annotation", "dimension", "ipython", "nothing"]

NOODLE_TYPES = tuple(name for name in SCALARS if name not in ("bool", "str"))
SCAN_CHARACTERS = 100_000
"""How far back is read."""

_TOKEN = re.compile(
    r"""(?P<text>(?:[rRbBuUfF]{0,2})(?P<quote>'''|\"\"\"|'|"))
    |(?P<comment>\#[^\n]*)
    |(?P<name>[^\W\d]\w*)
    |(?P<number>\.?\d[\w.]*)
    |(?P<newline>\n)
    |(?P<arrow>->)
    |(?P<other>[^\s\w])""",
    re.VERBOSE,
)
_TEXT_END = {
    quote: re.compile(r"(?:[^\\]|\\.)*?" + quote, re.DOTALL) for quote in ("'''", '"""')
} | {quote: re.compile(r"(?:[^\\\n]|\\.)*?" + quote, re.DOTALL) for quote in ("'", '"')}
_CLOSING = {")": "(", "]": "[", "}": "{"}
_NO_ANNOTATION = frozenset({"else", "try", "finally", "lambda", "except", "case", "match"})


class Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@final
@dataclass(frozen=True, slots=True)
class Context:
    kind: Kind
    prefix: str = ""
    owner: str = ""
    callee: str = ""
    known: tuple[str, ...] = field(default=())
    line_start: int = 0
    """Where the logical line of the cursor starts."""


def find_context(code: str, position: int) -> Context:
    offset = max(0, position - SCAN_CHARACTERS)
    before = code[offset:position]
    if _is_ipython_line(code, before):
        return Context("ipython")
    tokens, inside = _scan(before)
    if inside == "comment":
        return Context("nothing")
    if inside == "text":
        return Context("ipython")
    return _context_of(tokens, before, offset)


def _is_ipython_line(code: str, before: str) -> bool:
    line = before.rpartition("\n")[2].lstrip()
    return line.startswith(("%", "!", "?")) or bool(re.match(r"\s*%%\w*$", before))


def _scan(text: str) -> tuple[list[Token], str]:
    """The tokens, and what the end of the text is inside of: "", "text" or "comment"."""
    tokens: list[Token] = []
    position = 0
    while (match := _TOKEN.search(text, position)) is not None:
        kind = str(match.lastgroup if match.lastgroup != "quote" else "text")
        position = match.end()
        if kind == "comment":
            if position == len(text):
                return tokens, "comment"
            continue
        if match.group("quote"):
            end = _TEXT_END[match.group("quote")].match(text, position)
            if end is None:
                return tokens, "text"
            position = end.end()
            kind = "text"
        tokens.append(Token(kind, text[match.start() : position], match.start(), position))
    return tokens, ""


def _context_of(tokens: list[Token], text: str, offset: int) -> Context:
    prefix = ""
    if tokens and tokens[-1].kind in ("name", "number") and tokens[-1].end == len(text):
        last = tokens.pop()
        if last.kind == "number":
            return Context("nothing")
        prefix = last.text
    line, brackets = _logical_line(tokens)
    start = offset + (line[0].start if line else len(text) - len(prefix))
    if line and line[-1].text == ".":
        return _member(line, text, prefix, start)
    if line and line[0].text in ("import", "from"):
        return Context("ipython")
    annotation = _annotation(line, brackets)
    if annotation is not None:
        known = _dimensions(line) if annotation == "dimension" else ()
        return Context(annotation, prefix, known=known, line_start=start)
    return Context("name", prefix, callee=_callee(line, brackets, text), line_start=start)


def _logical_line(tokens: list[Token]) -> tuple[list[Token], list[int]]:
    """The tokens since the statement began, and the indices of its open brackets."""
    line: list[Token] = []
    brackets: list[int] = []
    for token in tokens:
        if token.kind == "newline":
            if not brackets:
                line = []
            continue
        if token.text == ";" and not brackets:
            line = []
            continue
        if token.text in ("(", "[", "{"):
            brackets.append(len(line))
        elif (
            token.text in _CLOSING and brackets and line[brackets[-1]].text == _CLOSING[token.text]
        ):
            brackets.pop()
        line.append(token)
    return line, brackets


def _member(line: list[Token], text: str, prefix: str, start: int) -> Context:
    first = _primary_start(line, len(line) - 2)
    if first is None:
        return Context("nothing")
    owner = text[line[first].start : line[-1].start]
    return Context("member", prefix, owner=owner, line_start=start)


def _primary_start(line: list[Token], index: int) -> int | None:
    """The index at which the expression that ends at `index` begins: `a.b[0](x)` as a whole."""
    while index >= 0:
        token = line[index]
        if token.text in _CLOSING:
            opening = _matching(line, index)
            if opening is None:
                return None
            before = opening - 1
            joined = before >= 0 and (_ends_value(line[before]))
            if not joined:
                return opening
            index = before
            continue
        if not _ends_value(token):
            return None
        if index >= 2 and line[index - 1].text == ".":
            index -= 2
            continue
        return index
    return None


def _ends_value(token: Token) -> bool:
    if token.kind == "name":
        return not keyword.iskeyword(token.text) or token.text in ("True", "False", "None")
    return token.kind in ("text", "number") or token.text in _CLOSING


def _matching(line: list[Token], index: int) -> int | None:
    depth = 0
    for at in range(index, -1, -1):
        if line[at].text in _CLOSING:
            depth += 1
        elif line[at].text in ("(", "[", "{"):
            depth -= 1
            if depth == 0:
                return at
    return None


def _annotation(line: list[Token], brackets: list[int]) -> Kind | None:
    outer = list(brackets)
    inside_type = False
    end = len(line)
    while outer and line[outer[-1]].text == "[":
        before = line[outer[-1] - 1].text if outer[-1] else ""
        inside_type = inside_type or before in NOODLE_TYPES
        end = outer.pop()
    index = outer[-1] if outer else -1
    if not _expects_type(line[:end], index):
        return None
    return "dimension" if inside_type else "annotation"


def _expects_type(line: list[Token], bracket: int) -> bool:
    """Whether an annotation follows the bracket at this index (-1: the line's start)."""
    words = [token.text for token in line[:2]]
    header = bool(words) and words[0] == "def"
    if bracket >= 0:
        return header and bracket == 2 and _last_separator(line, bracket) == ":"
    if header:
        return _last_separator(line, bracket) == "->"
    target = len(line) >= 2 and line[0].kind == "name" and line[0].text not in _NO_ANNOTATION
    return target and not keyword.iskeyword(line[0].text) and _last_separator(line, -1) == ":"


def _last_separator(line: list[Token], bracket: int) -> str:
    depth = 0
    for token in reversed(line[bracket + 1 :]):
        if token.text in _CLOSING:
            depth += 1
        elif token.text in ("(", "[", "{"):
            depth = max(0, depth - 1)
        elif depth == 0 and token.text in (":", ",", "=", "->"):
            return token.text
    return ""


def _dimensions(line: list[Token]) -> tuple[str, ...]:
    """The dimension names that this signature or statement has used, in order."""
    names: dict[str, None] = {}
    depth = 0
    for before, token in pairwise(line):
        if token.text == "[" and (depth or before.text in NOODLE_TYPES):
            depth += 1
        elif token.text == "]" and depth:
            depth -= 1
        elif depth and token.kind == "name":
            names[token.text] = None
    return tuple(names)


def _callee(line: list[Token], brackets: list[int], text: str) -> str:
    """The text of the function that the cursor gives an argument to."""
    header = line[0].text in ("def", "class") if line else True
    if header or not brackets or line[brackets[-1]].text != "(" or brackets[-1] == 0:
        return ""
    end = brackets[-1]
    first = _primary_start(line, end - 1) if _ends_value(line[end - 1]) else None
    return "" if first is None else text[line[first].start : line[end].start]
