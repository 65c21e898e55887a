"""Signatures written as text, and matching the types at a call to their parameters.

A signature is read (with `ast`) only when its row is first used. `bind` raises RuleError N2004 for
what the real call would refuse; signatures in the table are therefore as lenient as the most
lenient supported version. A default is not evaluated: rules know their own defaults.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import final

from nbc.builtins.model import CallTypes, Row, RuleError
from nbc.types.model import Type


@final
@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind` is spelt as in `nbc.bytecode.module.PARAMETER_KINDS`; `default` is source text."""

    name: str
    kind: str
    default: str | None = None


@final
@dataclass(frozen=True, slots=True)
class Signature:
    """`positional`, `named` and `required` (names) are parts of `parameters`, looked up often."""

    parameters: tuple[Parameter, ...]
    positional: tuple[Parameter, ...]
    named: frozenset[str]
    required: tuple[str, ...]

    def takes(self, kind: str) -> bool:
        return any(p.kind == kind for p in self.parameters)


@final
@dataclass(slots=True)
class Arguments:
    """The types of a call by parameter name. `rest` and `extra` are what `*args` and `**kwargs`
    took; `places` says which operand a parameter came from (see RuleError)."""

    types: dict[str, Type] = field(default_factory=dict)
    rest: tuple[Type, ...] = ()
    extra: dict[str, Type] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)

    def get(self, name: str) -> Type | None:
        return self.types.get(name)

    def __getitem__(self, name: str) -> Type:
        return self.types[name]

    def __contains__(self, name: str) -> bool:
        return name in self.types

    def at(self, *names: str) -> tuple[int, ...]:
        """The operands that these parameters came from."""
        return tuple(self.places[name] for name in names if name in self.places)


@cache
def parse_signature(text: str) -> Signature:
    """Read "name(a, b=0, /, *, c)" or "(a, b=0)"."""
    parameters = text[text.index("(") :]
    tree = ast.parse(f"def f{parameters}: ...").body[0]
    assert isinstance(tree, ast.FunctionDef)
    spec = tree.args
    found: list[Parameter] = []
    plain = [(a, "positional_only") for a in spec.posonlyargs]
    plain += [(a, "positional") for a in spec.args]
    missing = len(plain) - len(spec.defaults)
    for index, (arg, kind) in enumerate(plain):
        default = ast.unparse(spec.defaults[index - missing]) if index >= missing else None
        found.append(Parameter(arg.arg, kind, default))
    if spec.vararg:
        found.append(Parameter(spec.vararg.arg, "var_positional"))
    for arg, value in zip(spec.kwonlyargs, spec.kw_defaults, strict=True):
        found.append(Parameter(arg.arg, "keyword_only", ast.unparse(value) if value else None))
    if spec.kwarg:
        found.append(Parameter(spec.kwarg.arg, "var_keyword"))
    return Signature(
        tuple(found),
        tuple(p for p in found if p.kind in ("positional_only", "positional")),
        frozenset(p.name for p in found if p.kind in ("positional", "keyword_only")),
        tuple(p.name for p in found if p.default is None and not p.kind.startswith("var_")),
    )


def arguments(row: Row) -> Signature | None:
    """The parameters of a row, without the receiver; None for attributes and constants."""
    return parse_signature(row.signature) if row.signature else None


def without_receiver(text: str) -> str:
    """ "sum(a, axis=None)" as it is shown for a method: "sum(axis=None)"."""
    name, _, rest = text.partition("(")
    rest = rest.partition(",")[2] if "," in rest else rest[rest.index(")") :]
    rest = rest.lstrip()
    if rest.startswith("/"):
        rest = rest[1:].removeprefix(",").lstrip()
    return f"{name}({rest}"


def bind(text: str, call: CallTypes, *, receiver: bool) -> Arguments:
    """Match a call to a signature; with `receiver`, its first parameter is the owner."""
    signature = parse_signature(text)
    name = text.partition("(")[0]
    bound = Arguments()
    owned = receiver and call.owner is not None
    values = (call.owner, *call.args) if owned and call.owner is not None else call.args
    positional = signature.positional
    for place, (parameter, value) in enumerate(zip(positional, values, strict=False), -owned):
        bound.types[parameter.name] = value
        bound.places[parameter.name] = place
    if len(values) > len(positional):
        if not signature.takes("var_positional"):
            taken = len(positional) - receiver
            raise _too_many(name, taken, len(call.args), taken)
        bound.rest = values[len(positional) :]
    if call.keywords:
        _bind_keywords(name, signature, call.keywords, len(call.args), bound)
    missing = [each for each in signature.required if each not in bound.types]
    if missing:
        raise _missing(name, missing)
    return bound


def _bind_keywords(
    name: str, signature: Signature, keywords: Mapping[str, Type], count: int, bound: Arguments
) -> None:
    named = signature.named
    for place, (key, value) in enumerate(keywords.items(), start=count):
        if key in named:
            if key in bound.types:
                message = f"{name}() got multiple values for argument '{key}'"
                raise RuleError("N2004", message, operands=(place,))
            bound.types[key] = value
            bound.places[key] = place
        elif signature.takes("var_keyword"):
            bound.extra[key] = value
        else:
            raise _unexpected(name, key, named, place)


def _too_many(name: str, takes: int, given: int, place: int) -> RuleError:
    plural = "argument" if takes == 1 else "arguments"
    message = f"{name}() takes at most {takes} positional {plural}, {given} given"
    return RuleError("N2004", message, operands=(place,))


def _missing(name: str, names: list[str]) -> RuleError:
    listed = " and ".join(f"'{each}'" for each in names)
    plural = "argument" if len(names) == 1 else "arguments"
    return RuleError("N2004", f"{name}() is missing the required {plural} {listed}")


def _unexpected(name: str, key: str, named: frozenset[str], place: int) -> RuleError:
    close = difflib.get_close_matches(key, sorted(named), n=1)
    hint = f"did you mean '{close[0]}'?" if close else None
    message = f"{name}() got an unexpected keyword argument '{key}'"
    renames = (key, close[0]) if close else None
    return RuleError("N2004", message, hint=hint, operands=(place,), renames=renames)
