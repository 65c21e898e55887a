"""What lowering found of a unit, as JSON and back: nothing in it can run.

Places name functions by their number in the unit's surroundings, positions count lines from the
unit's function.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, final

from nbc.native.recall.content import absolute, relative
from nbc.native.recall.surroundings import Surroundings
from nbc.native.reps import (
    NONE,
    ArrayRep,
    ListRep,
    NoneRep,
    Rep,
    ScalarRep,
    StringRep,
    TupleRep,
)
from nbc.native.unit import Findings, Note, Place, Refusal

_PLAIN = {"scalar": ScalarRep, "array": ArrayRep, "string": StringRep}


class StrangeError(Exception):
    """Something that has no form in JSON, or JSON that is none of ours."""


@final
@dataclass(frozen=True, slots=True)
class Facts:
    """`code` is the key of the machine code."""

    code: bytes
    findings: Findings


def pack(facts: Facts, around: Surroundings) -> dict[str, Any]:
    """Raises StrangeError."""
    found = facts.findings
    numbers = {(id(module), index): at for at, (module, index) in enumerate(around.functions)}
    try:
        places = [
            [numbers[id(p.module), p.index], relative(p.position, around.line), p.text]
            for p in found.places
        ]
    except KeyError:
        raise StrangeError("a place in a function that was not surveyed") from None
    return {
        "code": facts.code.hex(),
        "symbol": found.symbol,
        "result": _pack_rep(found.result),
        "outputs": [[name, _pack_rep(rep)] for name, rep in found.outputs],
        "shared": [[name, _pack_rep(rep)] for name, rep in found.shared],
        "statics": list(found.statics),
        "places": places,
        "notes": [[n.kind, relative(n.position, around.line), n.text] for n in found.notes],
        "repeatable": found.repeatable,
    }


def unpack(data: Mapping[str, Any], around: Surroundings) -> Facts:
    """Raises StrangeError."""
    try:
        return Facts(bytes.fromhex(data["code"]), Findings(
            str(data["symbol"]), _rep(data["result"]),
            tuple((str(name), _rep(rep)) for name, rep in data["outputs"]),
            tuple((str(name), _rep(rep)) for name, rep in data["shared"]),
            {name: around.globals[name] for name in data["statics"]},
            tuple(_place(item, around) for item in data["places"]),
            tuple(Note(kind, absolute(at, around.line), text) for kind, at, text in data["notes"]),
            bool(data["repeatable"]),
        ))  # fmt: skip
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise StrangeError(f"no facts of a unit: {error}") from None


def pack_refusal(refusal: Refusal, around: Surroundings) -> dict[str, Any]:
    where = refusal.position
    return {
        "reason": refusal.reason,
        "at": None if where is None else [relative(where, around.line)],
        "permanent": refusal.permanent,
    }


def unpack_refusal(data: Mapping[str, Any], around: Surroundings) -> Refusal:
    """Raises StrangeError."""
    try:
        where = None if data["at"] is None else absolute(data["at"][0], around.line)
        return Refusal(str(data["reason"]), where, bool(data["permanent"]))
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise StrangeError(f"no refusal: {error}") from None


def _place(item: Any, around: Surroundings) -> Place:
    number, position, text = item
    module, index = around.functions[number]
    return Place(module, index, absolute(position, around.line), text)


def _pack_rep(rep: Rep) -> list[Any]:
    match rep:
        case ScalarRep():
            return ["scalar", rep.dtype, rep.weak, rep.mixed]
        case ArrayRep():
            return ["array", rep.dtype, rep.rank, rep.layout, rep.writable]
        case StringRep():
            return ["string", rep.kind]
        case ListRep():
            return ["list", _pack_rep(rep.item), rep.argument]
        case TupleRep():
            return ["tuple", *map(_pack_rep, rep.items)]
        case NoneRep():
            return ["none"]
    raise StrangeError(f"{type(rep).__name__} crosses no unit's boundary")


def _rep(data: Any) -> Rep:
    name, *rest = data
    if name in _PLAIN:
        made: Rep = _PLAIN[name](*rest)
        return made
    if name == "list":
        return ListRep(_rep(rest[0]), rest[1])
    if name == "tuple":
        return TupleRep(tuple(map(_rep, rest)))
    if name == "none":
        return NONE
    raise StrangeError(f"no representation: {name}")
