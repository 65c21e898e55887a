"""Matching the arguments of a call to a Noodle function's parameters, with CPython's messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import final

from nbc.bytecode.module import Function, Parameter
from nbc.types.model import OBJECT, Container, Tuple, Type
from nbc.typing.report import did_you_mean


@final
@dataclass(slots=True)
class Bound:
    """The type of each parameter, and the instruction that made the argument (-1: a default)."""

    types: dict[str, Type] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)


@final
class BindError(Exception):
    """A call that CPython refuses, with CPython's message. `renames`: a keyword, and the one that
    was probably meant."""

    def __init__(
        self, message: str, hint: str | None = None, renames: tuple[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.renames = renames
        self.message = message
        self.hint = hint


def bind(
    function: Function, arguments: Sequence[Type], keywords: Sequence[str], places: Sequence[int],
    defaults: Sequence[Type],
) -> Bound:  # fmt: skip
    """`arguments` are the positional ones, then those of `keywords`; `places` runs beside them."""
    bound = Bound()
    positional = [p for p in function.parameters if p.kind in ("positional_only", "positional")]
    count = len(arguments) - len(keywords)
    for parameter, kind, place in zip(positional, arguments[:count], places, strict=False):
        bound.types[parameter.name] = kind
        bound.places[parameter.name] = place
    extra: set[str] = set()
    for name, kind, place in zip(keywords, arguments[count:], places[count:], strict=True):
        _bind_keyword(function, bound, name, kind, place, extra)
    rest = next((p for p in function.parameters if p.kind == "var_positional"), None)
    if count > len(positional) and rest is None:
        raise BindError(_too_many(function, positional, count))
    if rest is not None:
        bound.types[rest.name] = Tuple(tuple(arguments[len(positional) : count]))
    kwargs = next((p for p in function.parameters if p.kind == "var_keyword"), None)
    if kwargs is not None:
        bound.types[kwargs.name] = Container("dict")
    _bind_defaults(function, bound, defaults)
    return bound


def _bind_keyword(
    function: Function, bound: Bound, name: str, kind: Type, place: int, extra: set[str]
) -> None:
    shown = f"{function.qualname or function.name}()"
    named = [p for p in function.parameters if p.kind in ("positional", "keyword_only")]
    if any(p.name == name for p in named):
        if name in bound.types:
            raise BindError(f"{shown} got multiple values for argument '{name}'")
        bound.types[name] = kind
        bound.places[name] = place
    elif any(p.kind == "var_keyword" for p in function.parameters):
        extra.add(name)
    else:
        meant = did_you_mean(name, [p.name for p in named])
        hint = f"did you mean '{meant}'?" if meant else None
        raise BindError(f"{shown} got an unexpected keyword argument '{name}'", hint,
                        (name, meant) if meant else None)  # fmt: skip


def _bind_defaults(function: Function, bound: Bound, defaults: Sequence[Type]) -> None:
    """Missing arguments: defaults, or the error that CPython raises."""
    missing: dict[str, list[str]] = {"positional": [], "keyword-only": []}
    with_default = [p for p in function.parameters if p.has_default]
    known = dict(zip((p.name for p in with_default), defaults, strict=False))
    for parameter in function.parameters:
        if parameter.name in bound.types:
            continue
        if parameter.has_default:
            bound.types[parameter.name] = known.get(parameter.name, OBJECT)
            bound.places[parameter.name] = -1
        else:
            kind = "keyword-only" if parameter.kind == "keyword_only" else "positional"
            missing[kind].append(parameter.name)
    for kind, names in missing.items():
        if names:
            raise BindError(_missing(function, kind, names), _signature_hint(function))


def _missing(function: Function, kind: str, names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    listed = quoted[0] if len(quoted) == 1 else " and ".join([", ".join(quoted[:-1]), quoted[-1]])
    if len(quoted) > 2:
        listed = f"{', '.join(quoted[:-1])}, and {quoted[-1]}"
    plural = "argument" if len(names) == 1 else "arguments"
    shown = function.qualname or function.name
    return f"{shown}() missing {len(names)} required {kind} {plural}: {listed}"


def _too_many(function: Function, positional: list[Parameter], given: int) -> str:
    least = sum(not p.has_default for p in positional)
    most = len(positional)
    takes = str(most) if least == most else f"from {least} to {most}"
    plural = "argument" if most == 1 and least == most else "arguments"
    was = "was" if given == 1 else "were"
    name = function.qualname or function.name
    return f"{name}() takes {takes} positional {plural} but {given} {was} given"


def _signature_hint(function: Function) -> str:
    marks = {"var_positional": "*", "var_keyword": "**"}
    shown = [
        f"{marks.get(p.kind, '')}{p.name}{'=...' if p.has_default else ''}"
        for p in function.parameters
    ]
    return f"it is {function.name}({', '.join(shown)})"
