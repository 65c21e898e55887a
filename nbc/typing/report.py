"""From a place in the run to a NoodleError: spans, both sides of a disagreement, did-you-mean."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, final

from nbc.bytecode.module import Module
from nbc.errors import Fix, Position, Related, SourceError, Span

if TYPE_CHECKING:
    from nbc.typing.frame import Frame

_MOST_NAMES = 4000


@final
@dataclass(frozen=True, slots=True)
class Problem:
    """What a NoodleError is made of. `may_warn`: worth a warning where it is not certain."""

    code: str
    message: str
    span: Span
    related: tuple[Related, ...] = ()
    hint: str | None = None
    notes: tuple[str, ...] = ()
    may_warn: bool = True
    fixes: tuple[Fix, ...] = ()
    name: str | None = None

    def error(self) -> SourceError:
        return SourceError(self.code, self.message, self.span, related=self.related,
                           notes=self.notes, hint=self.hint, fixes=self.fixes,
                           name=self.name)  # fmt: skip


def locate(frames: list[Frame], module: Module, place: int) -> tuple[Span, tuple[Related, ...]]:
    """The innermost place inside the module itself, and how it hangs together with the rest."""
    inner = frames[-1]
    inside = span_of(inner, place)
    related: list[Related] = []
    if inner.module is module:
        caller = next((frame for frame in reversed(frames[:-1]) if frame.module is module), None)
        if caller is not None and _calls(caller) and inner.function.kind in ("function", "lambda"):
            related.append(
                Related(span_of(caller, caller.index), f"{inner.function.name} is called here")
            )
        return inside, tuple(related)
    for frame in reversed(frames[:-1]):
        if frame.module is module:
            related.append(Related(inside, f"in {inner.function.name}, here"))
            return span_of(frame, frame.index), tuple(related)
    return inside, ()


def _calls(frame: Frame) -> bool:
    """Whether a caller calls where it is: a decorator that traces is beside what it calls."""
    return frame.function.instructions[frame.index].op.name != "DEFINE_FUNCTION"


def span_of(frame: Frame, index: int) -> Span:
    return span_at(frame.module, frame.function.instructions[index].position)


def span_at(module: Module, position: Position) -> Span:
    return Span.at(module.source_id, position)


def did_you_mean(name: str, candidates: Iterable[str]) -> str | None:
    """The name that was probably meant."""
    names = [each for each, _ in zip(candidates, range(_MOST_NAMES), strict=False)]
    lowered = {each.lower(): each for each in names}
    if name.lower() in lowered and lowered[name.lower()] != name:
        return lowered[name.lower()]
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.7)
    return close[0] if close else None
