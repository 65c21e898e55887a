"""Statements laid out as `ruff format` does: lines of at most 88 columns, double quotes, no
brackets that mean nothing.

Only what our writers make is known here: assignments, returns and calls, without comments.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from typing import Final

WIDTH: Final = 88
_STEP: Final = 4
_OPEN, _CLOSE = "([{", ")]}"
_POWER: Final = re.compile(r"(?<![\w.)\]])([\w.]+) \*\* (-?[\w.]+)(?![\w.(\[])")


def laid_out(statement: str, indent: int) -> list[str]:
    """The lines of one statement, which is on one line so far."""
    head, text = _parts(normal(statement))
    return _lines(head, _bare(text), "", indent)


def _parts(statement: str) -> tuple[str, str]:
    """What stands before the expression, and the expression."""
    if statement.startswith("return "):
        return "return ", statement.removeprefix("return ")
    node = ast.parse(statement).body[0]
    if isinstance(node, ast.Assign):
        start = node.value.col_offset
        before = statement.encode()[:start].decode()
        equals = before.rindex("=") + 2
        return before[:equals], statement[equals:]
    return "", statement


def normal(statement: str) -> str:
    """With double quotes, as far as texts have none inside; plain powers close together."""
    tokens = []
    for token in tokenize.generate_tokens(io.StringIO(statement).readline):
        text = token.string
        plain = token.type == tokenize.STRING and text[0] == "'" and not {'"', "\\"} & set(text)
        tokens.append(token._replace(string=f'"{text[1:-1]}"' if plain else text))
    made = tokenize.untokenize(tokens)
    assert isinstance(made, str)
    return _POWER.sub(r"\1**\2", made.rstrip("\n"))


def _bare(text: str) -> str:
    """Without brackets around all of it that change nothing."""
    while text.startswith("(") and _closing(text, 0) == len(text) - 1:
        inner = text[1:-1]
        try:
            if ast.dump(ast.parse(inner, mode="eval")) != ast.dump(ast.parse(text, mode="eval")):
                return text
        except SyntaxError:
            return text
        if isinstance(ast.parse(inner, mode="eval").body, ast.Tuple):
            return text
        text = inner
    return text


def _lines(head: str, text: str, tail: str, indent: int) -> list[str]:
    line = " " * indent + head + text + tail
    if len(line) <= WIDTH:
        return [line]
    start = _last_group(text)
    if start is None:
        if not head:
            return _at_operators(text, tail, indent) or [line]
        for sign in "+-*/@":
            first, *others = _split(text, sign, around=True)
            if len(others) == 1 and (start := _last_group(others[0])) is not None:
                before = f"{head}{first} {sign} "
                if indent + len(before) + start < WIDTH:
                    return _lines(before, others[0], tail, indent)
                if first.endswith(")"):
                    return _lines(head, first, f" {sign} {others[0]}{tail}", indent)
        inner = _lines("", text, "", indent + _STEP)
        return [" " * indent + head + "(", *inner, " " * indent + ")" + tail]
    opening = " " * indent + head + text[: start + 1]
    if len(opening) > WIDTH and text[start] == "[" and text[start - 1] in _CLOSE:
        return _lines(head, text[:start], text[start:] + tail, indent)
    if start == len(text) - 2:  # brackets with nothing inside
        return [line]
    is_list = text[start] == "[" and not re.search(r"[\w)\]]$", text[:start])
    return [opening, *_body(text[start + 1 : -1], indent + _STEP, is_list),
            " " * indent + text[-1] + tail]  # fmt: skip


def _body(text: str, indent: int, is_list: bool) -> list[str]:
    """What stands inside brackets: on a line of its own, or an item a line, as in lists."""
    items = _split(text, ",")
    whole = " " * indent + text
    if len(whole) <= WIDTH and not text.endswith(",") and (not is_list or len(items) == 1):
        return [whole]
    if len(items) == 1 and not text.endswith(","):
        return _lines("", items[0], "", indent)
    return [line for item in items for line in _item(item, indent)]


def _item(item: str, indent: int) -> list[str]:
    name, equals, value = item.partition("=")
    if equals and name.isidentifier():
        return _lines(f"{name}=", value, ",", indent)
    return _lines("", item, ",", indent)


def _at_operators(text: str, tail: str, indent: int) -> list[str] | None:
    """A sum or product with each operand on its own line."""
    for operators in ((" + ", " - "), (" * ", " / ", " @ ")):
        for operator in operators:
            first, *others = _split(text, operator.strip(), around=True)
            if others:
                sign = operator.strip() + " "
                lines = [*_lines("", first, "", indent)]
                for other in others[:-1]:
                    lines += _lines(sign, other, "", indent)
                return [*lines, *_lines(sign, others[-1], tail, indent)]
    return None


def _last_group(text: str) -> int | None:
    """Where the brackets open that the text ends with, if it ends with any and has no operators
    outside of them."""
    if not text or text[-1] not in _CLOSE:
        return None
    for start in range(len(text)):
        if text[start] in _OPEN:
            end = _closing(text, start)
            if end == len(text) - 1:
                outside = text[:start]
                return None if any(f" {sign} " in outside for sign in "+-*/@") else start
    return _last_opening(text)


def _last_opening(text: str) -> int | None:
    depth, start, skip = 0, None, -1
    for at, character in enumerate(text):
        if at <= skip:
            continue
        if character in "\"'":
            skip = _string_end(text, at)
        elif character in _OPEN:
            if depth == 0:
                start = at
            depth += 1
        elif character in _CLOSE:
            depth -= 1
    outside = text[:start] if start is not None else ""
    if start is None or any(f" {sign} " in _outermost(outside) for sign in "+-*/@"):
        return None
    return start


def _outermost(text: str) -> str:
    """Without what is in brackets."""
    depth, kept = 0, []
    for character in text:
        depth -= character in _CLOSE
        if depth == 0:
            kept.append(character)
        depth += character in _OPEN
    return "".join(kept)


def _closing(text: str, start: int) -> int:
    depth, at = 0, start
    while at < len(text):
        if text[at] in "\"'":
            at = _string_end(text, at)
        elif text[at] in _OPEN:
            depth += 1
        elif text[at] in _CLOSE:
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return -1


def _string_end(text: str, start: int) -> int:
    at = start + 1
    while at < len(text) and text[at] != text[start]:
        at += 2 if text[at] == "\\" else 1
    return at


def _split(text: str, separator: str, *, around: bool = False) -> list[str]:
    """The parts between separators outside of brackets; `around`: with a space on both sides."""
    wanted = f" {separator} " if around else f"{separator}"
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(text):
        character = text[at]
        if character in "\"'":
            at = _string_end(text, at)
        elif character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth -= 1
        elif depth == 0 and text.startswith(wanted, at):
            parts.append(text[begin:at].strip())
            at += len(wanted) - 1
            begin = at + 1
        at += 1
    rest = text[begin:].strip()
    return [*parts, rest] if rest else parts
