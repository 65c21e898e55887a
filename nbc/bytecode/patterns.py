"""The operand of CASE: a pattern as nested tuples.

    ("value", ("a", "b"))   the value of a dotted name     ("constant", key)   equal to a constant
    ("singleton", key)      None, True or False            ("capture", name)   anything, named
    ("wildcard",)           anything                       ("as", pattern, name)
    ("or", (patterns))      ("sequence", (patterns))       ("star", name or None), in a sequence
    ("mapping", ((key pattern, pattern), ...), rest or None)
    ("class", ("dotted", "name"), (patterns), ((keyword, pattern), ...))

`fault` says what is wrong with one, by the rules of Python's compiler; `captures` and `reads` name
its variables. What a pattern does is `nbc.runtime.match`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from nbc.bytecode.identifiers import is_bindable, is_identifier

MAX_DEPTH = 60
_MATCHED_CONSTANTS = (int, float, complex, str, bytes)


def captures(pattern: Any) -> tuple[str, ...]:
    """The variables that a (valid) pattern stores, in order; alternatives store the same ones."""
    return tuple(dict.fromkeys(_captures(pattern)))


def reads(pattern: Any) -> tuple[str, ...]:
    """The variables that a (valid) pattern reads: the first parts of dotted names."""
    return tuple(dict.fromkeys(_reads(pattern)))


def is_irrefutable(pattern: Any) -> bool:
    """Whether it matches whatever comes."""
    tag = pattern[0]
    if tag in ("capture", "wildcard"):
        return True
    if tag == "as":
        return is_irrefutable(pattern[1])
    return tag == "or" and is_irrefutable(pattern[1][-1])


def fault(pattern: Any, constants: Mapping[str, Any]) -> str | None:
    """What is wrong with a pattern, or None."""
    try:
        _check(pattern, constants, 0)
        names = list(_stored(pattern))
    except _FaultError as error:
        return str(error)
    twice = next((name for name, count in Counter(names).items() if count > 1), None)
    return f"captures {twice!r} twice" if twice else None


class _FaultError(Exception):
    pass


def children(pattern: Any) -> tuple[Any, ...]:
    """The patterns right inside a valid one."""
    tag = pattern[0]
    if tag == "as":
        return (pattern[1],)
    if tag in ("or", "sequence"):
        return tuple(pattern[1])
    if tag == "mapping":
        return tuple(part for pair in pattern[1] for part in pair)
    if tag == "class":
        return (*pattern[2], *(part for _, part in pattern[3]))
    return ()


def _captures(pattern: Any) -> Iterator[str]:
    for part in children(pattern):
        yield from _captures(part)
    if pattern[0] in ("capture", "star", "as", "mapping") and pattern[-1] is not None:
        yield pattern[-1]


def _reads(pattern: Any) -> Iterator[str]:
    if pattern[0] in ("value", "class"):
        yield pattern[1][0]
    for part in children(pattern):
        yield from _reads(part)


def _stored(pattern: Any) -> Iterator[str]:
    """As `_captures`, but each alternative's names once, checked to be the same."""
    if pattern[0] == "or":
        options = [list(_stored(part)) for part in pattern[1]]
        if any(set(option) != set(options[0]) for option in options):
            raise _FaultError("its alternatives capture different names")
        yield from options[0]
        return
    for part in children(pattern):
        yield from _stored(part)
    if pattern[0] in ("capture", "star", "as", "mapping") and pattern[-1] is not None:
        yield pattern[-1]


def _check(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise _FaultError("nests too deeply")
    if not isinstance(pattern, tuple) or not pattern or pattern[0] not in _CHECKS:
        raise _FaultError("is not a pattern")
    size, check = _CHECKS[pattern[0]]
    if len(pattern) != size:
        raise _FaultError(f"{pattern[0]!r} has the wrong number of parts")
    check(pattern, constants, depth + 1)


def _name(name: Any) -> None:
    if not is_bindable(name) or name == "_":
        raise _FaultError(f"cannot capture {name!r}")


def _dotted(names: Any) -> None:
    if not isinstance(names, tuple) or not names or not all(map(is_identifier, names)):
        raise _FaultError("has no dotted name where it needs one")


def _list(parts: Any, least: int = 0) -> None:
    if not isinstance(parts, tuple) or len(parts) < least:
        raise _FaultError("has no list of patterns where it needs one")


def _constant(key: Any, constants: Mapping[str, Any]) -> Any:
    if not isinstance(key, str) or key not in constants:
        raise _FaultError(f"names no constant with {key!r}")
    return constants[key]


def _check_value(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _dotted(pattern[1])
    if len(pattern[1]) < 2:
        raise _FaultError("matches the value of a name without a dot")


def _check_constant(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    if type(_constant(pattern[1], constants)) not in _MATCHED_CONSTANTS:
        raise _FaultError("compares with a constant that is neither number nor text")


def _check_singleton(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    value = _constant(pattern[1], constants)
    if value is not None and not isinstance(value, bool):
        raise _FaultError("has a singleton that is not None, True or False")


def _check_capture(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _name(pattern[1])


def _check_wildcard(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    return


def _check_as(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _check(pattern[1], constants, depth)
    _refuse_star(pattern[1])
    _name(pattern[2])


def _check_or(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _list(pattern[1], 2)
    for part in pattern[1]:
        _check(part, constants, depth)
        _refuse_star(part)
    if any(is_irrefutable(part) for part in pattern[1][:-1]):
        raise _FaultError("has an alternative that makes the later ones unreachable")


def _check_sequence(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _list(pattern[1])
    for part in pattern[1]:
        _check(part, constants, depth)
    if sum(part[0] == "star" for part in pattern[1]) > 1:
        raise _FaultError("has two stars in a sequence")


def _check_star(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    if pattern[1] is not None:
        _name(pattern[1])


def _check_mapping(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _list(pattern[1])
    keys: list[Any] = []
    for pair in pattern[1]:
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise _FaultError("has a mapping whose items are not pairs")
        keys.append(_mapping_key(pair[0], constants, depth))
        _check(pair[1], constants, depth)
        _refuse_star(pair[1])
    known = [key for key in keys if key is not None]
    if len(set(known)) < len(known):
        raise _FaultError("checks a key of a mapping twice")
    if pattern[2] is not None:
        _name(pattern[2])


def _mapping_key(key: Any, constants: Mapping[str, Any], depth: int) -> Any:
    """The constant, or None for a name's value. As a key, None, True and False are constants."""
    tag = key[0] if isinstance(key, tuple) and len(key) == 2 else None
    if tag in ("constant", "singleton"):
        value = _constant(key[1], constants)
        if value is not None and not isinstance(value, bool):
            _check(key, constants, depth)
        return (value,)
    if tag != "value":
        raise _FaultError("has a mapping key that is neither a constant nor a dotted name")
    _check(key, constants, depth)
    return None


def _check_class(pattern: Any, constants: Mapping[str, Any], depth: int) -> None:
    _dotted(pattern[1])
    _list(pattern[2])
    _list(pattern[3])
    keywords: list[Any] = []
    for part in pattern[2]:
        _check(part, constants, depth)
        _refuse_star(part)
    for pair in pattern[3]:
        if not isinstance(pair, tuple) or len(pair) != 2 or not is_bindable(pair[0]):
            raise _FaultError("has a class keyword that is not a name with a pattern")
        keywords.append(pair[0])
        _check(pair[1], constants, depth)
        _refuse_star(pair[1])
    if len(set(keywords)) < len(keywords):
        raise _FaultError("repeats a keyword of a class")


def _refuse_star(pattern: Any) -> None:
    if pattern[0] == "star":
        raise _FaultError("has a star outside a sequence")


_CHECKS: dict[str, tuple[int, Callable[[Any, Mapping[str, Any], int], None]]] = {
    "value": (2, _check_value), "constant": (2, _check_constant),
    "singleton": (2, _check_singleton), "capture": (2, _check_capture),
    "wildcard": (1, _check_wildcard), "as": (3, _check_as), "or": (2, _check_or),
    "sequence": (2, _check_sequence), "star": (2, _check_star), "mapping": (3, _check_mapping),
    "class": (4, _check_class),
}  # fmt: skip
