"""Conditions, hit counts and messages of breakpoints.

Those of a request are turned into what debugpy evaluates, in Noodle's meaning. JupyterLab's page
sends lines only; what was said about a line before (`Extras.set`) is added to its requests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final, final

_FIELDS: Final = ("condition", "hitCondition", "logMessage")
_HOME: Final = "__import__('noodle_kernel.debugging.evaluating', fromlist=['holds'])"
_HITS: Final = re.compile(r"(==|[<>]=?|%)?\s*[1-9]\d*")
_BRACES: Final = re.compile(r"\{([^{}]+)\}")


@final
@dataclass(frozen=True, slots=True)
class Extra:
    """What else is known of a breakpoint. Empty texts say nothing."""

    condition: str = ""
    hit_condition: str = ""
    log_message: str = ""

    def __bool__(self) -> bool:
        return bool(self.condition or self.hit_condition or self.log_message)


@final
class Extras:
    """By path and line."""

    def __init__(self) -> None:
        self._known: dict[str, dict[int, Extra]] = {}

    def set(self, path: str, line: int, extra: Extra) -> None:
        lines = self._known.setdefault(path, {})
        if extra:
            lines[line] = extra
        else:
            lines.pop(line, None)

    def of(self, path: str, line: int) -> Extra:
        return self._known.get(path, {}).get(line, Extra())

    def keep(self, path: str, lines: Iterable[int]) -> None:
        """Of the breakpoints that are left. One that is set anew has no condition of before."""
        left = set(lines)
        known = self._known.get(path, {})
        self._known[path] = {line: extra for line, extra in known.items() if line in left}

    def added(self, path: str, point: dict[str, Any]) -> dict[str, Any]:
        """A breakpoint of a request, with what is known of its line."""
        known = self._known.get(path, {}).get(point.get("line", 0))
        if known is None or any(point.get(field) for field in _FIELDS):
            return point
        more = {"condition": known.condition, "hitCondition": known.hit_condition,
                "logMessage": known.log_message}  # fmt: skip
        return point | {name: text for name, text in more.items() if text}


def for_debugpy(point: dict[str, Any]) -> dict[str, Any]:
    """The breakpoint with its texts as Python expressions. A message becomes a condition that
    prints it: so it comes out of the cell, where people look."""
    condition = str(point.get("condition") or "").strip()
    message = str(point.get("logMessage") or "")
    plain = {name: value for name, value in point.items() if name not in _FIELDS}
    if point.get("hitCondition"):
        plain["hitCondition"] = str(point["hitCondition"]).strip()
    test = f"{_HOME}.holds({condition!r}, globals(), locals())" if condition else ""
    if message:
        log = f"{_HOME}.logs({_parts(message)!r}, globals(), locals())"
        plain["condition"] = f"{test} and {log}" if test else log
    elif test:
        plain["condition"] = test
    return plain


def wrong_hits(text: str) -> str | None:
    """Why a hit count cannot be meant. debugpy would evaluate whatever it is, as Python."""
    if not text.strip() or _HITS.fullmatch(text.strip()):
        return None
    return f"a hit count is a number such as 5, >= 5 or % 5, not {text.strip()[:40]!r}"


def sources(point: dict[str, Any]) -> list[str]:
    """The texts in a breakpoint that have to be Noodle."""
    found = [str(point.get("condition") or "")]
    found += [text for text, is_source in _parts(str(point.get("logMessage") or "")) if is_source]
    return [text for text in found if text.strip()]


def _parts(message: str) -> list[tuple[str, bool]]:
    """`i is {i}` as `[("i is ", False), ("i", True)]`."""
    pieces = _BRACES.split(message)
    return [(text, bool(place % 2)) for place, text in enumerate(pieces) if text]
