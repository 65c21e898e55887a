"""Are the operands of an instruction what its row in the optable says? One check per kind, a few
per opcode. Where an instruction may stand is not asked here."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from nbc.bytecode.identifiers import is_bindable, is_dotted, is_identifier
from nbc.bytecode.module import Function, Module
from nbc.bytecode.patterns import captures, reads
from nbc.bytecode.patterns import fault as pattern_fault
from nbc.bytecode.verify_faults import fault
from nbc.types import parse_type

MAX_COUNT = 1_000_000
MAX_IMPORT_LEVEL = 100
MAX_TYPE = 10_000
MAX_NESTED_TYPES = 60
COMPARISONS = ("<", "<=", ">", ">=", "==", "!=", "is", "is not", "in", "not in")
CONVERSIONS = ("", "r", "s", "a")
_KEYWORD = re.compile(r"[^=]+=")
_CALL_ITEMS = (".", "*", "**")
_READS_ONLY = ("PUSH",)


def check_operands(module: Module, index: int, place: int) -> None:
    function = module.functions[index]
    op, operands, _ = function.instructions[place]
    if not isinstance(operands, tuple) or len(operands) != len(op.operands):
        raise fault(module, index, place, f"it takes {len(op.operands)} operands", "N4003")
    for operand, value in zip(op.operands, operands, strict=True):
        problem = _KINDS[operand.kind](value, module, function)
        if problem is None and operand.kind == "var" and op.name not in _READS_ONLY:
            problem = None if is_bindable(value) else f"cannot bind {value!r}"
        if problem:
            raise fault(module, index, place, f"operand {operand.name}: {problem}", "N4003")
    check = _OPS.get(op.name)
    problem = check(operands, module, function) if check else None
    if problem:
        raise fault(module, index, place, problem, "N4003")


def _var(value: Any, module: Module, function: Function) -> str | None:
    if isinstance(value, str) and value in function.variables:
        return None
    return f"{_shown(value)} is not a variable of the function"


def _const(value: Any, module: Module, function: Function) -> str | None:
    if isinstance(value, str) and value in module.constants:
        return None
    return f"{_shown(value)} is not the key of a constant"


def _fn(value: Any, module: Module, function: Function) -> str | None:
    if type(value) is int and 0 < value < len(module.functions):
        return None
    return f"there is no function {_shown(value)} to use here"


def _count(value: Any, module: Module, function: Function) -> str | None:
    if type(value) is int and 0 <= value <= MAX_COUNT:
        return None
    return f"{_shown(value)} is not a count from 0 to {MAX_COUNT}"


def _text(value: Any, module: Module, function: Function) -> str | None:
    return None if isinstance(value, str) else f"{_shown(value)} is not text"


def _type(value: Any, module: Module, function: Function) -> str | None:
    return None if is_type(value) else f"{_shown(value)} is not a Noodle type"


def is_type(value: Any) -> bool:
    """The text of a Noodle type."""
    if not isinstance(value, str) or len(value) > MAX_TYPE or value.count("[") > MAX_NESTED_TYPES:
        return False
    try:
        parse_type(value)
    except ValueError:
        return False
    return True


def _texts(value: Any, module: Module, function: Function) -> str | None:
    if isinstance(value, tuple) and all(isinstance(item, str) for item in value):
        return None
    return f"{_shown(value)} is not a list of texts"


def _pattern(value: Any, module: Module, function: Function) -> str | None:
    problem = pattern_fault(value, module.constants)
    if problem:
        return f"the pattern {problem}"
    missing = [n for n in (*captures(value), *reads(value)) if n not in function.variables]
    return f"{missing[0]!r} is not a variable of the function" if missing else None


_KINDS: dict[str, Callable[[Any, Module, Function], str | None]] = {
    "var": _var, "const": _const, "fn": _fn, "count": _count, "text": _text, "type": _type,
    "shape": _texts, "names": _texts, "pattern": _pattern,
}  # fmt: skip


def _shown(value: Any) -> str:
    """A value that nothing is known of, briefly."""
    if isinstance(value, str):
        return repr(value[:60])
    return str(value) if type(value) is int and abs(value) < 2**63 else f"a {type(value).__name__}"


def _attribute_read(operands: Any, module: Module, function: Function) -> str | None:
    name = operands[0]
    return None if is_identifier(name) else f"{name[:60]!r} is not an attribute's name"


def _attribute_bound(operands: Any, module: Module, function: Function) -> str | None:
    name = operands[0]
    return None if is_bindable(name) else f"{name[:60]!r} is not an attribute's name"


def _keywords(operands: Any, module: Module, function: Function) -> str | None:
    return _keyword_names(operands[1])


def _keyword_names(names: tuple[str, ...]) -> str | None:
    if len(set(names)) < len(names):
        return "a keyword is repeated"
    return None if all(map(is_bindable, names)) else "a keyword is not a name"


def _call_items(items: tuple[str, ...]) -> str | None:
    """Positional items stand before keywords, as CPython evaluates them."""
    named = [item for item in items if item not in _CALL_ITEMS]
    if not all(_KEYWORD.fullmatch(item) for item in named):
        return "an item is none of '.', '*', '**', 'name='"
    later = [item not in (".", "*") for item in items]
    if later != sorted(later):
        return "a positional item follows a keyword"
    return _keyword_names(tuple(item[:-1] for item in named))


def _spread_call(operands: Any, module: Module, function: Function) -> str | None:
    return _call_items(operands[0])


def _class_items(operands: Any, module: Module, function: Function) -> str | None:
    return _call_items(operands[3])


def _items(operands: Any, module: Module, function: Function) -> str | None:
    return None if set(operands[0]) <= {".", "*"} else "an item is neither '.' nor '*'"


def _pairs(operands: Any, module: Module, function: Function) -> str | None:
    return None if set(operands[0]) <= {":", "**"} else "an item is neither ':' nor '**'"


def _comparison(operands: Any, module: Module, function: Function) -> str | None:
    return None if operands[0] in COMPARISONS else f"{operands[0][:60]!r} is not a comparison"


def _conversion(operands: Any, module: Module, function: Function) -> str | None:
    return None if operands[0] in CONVERSIONS else f"{operands[0][:60]!r} is not a conversion"


def _at_most(most: int) -> Callable[[Any, Module, Function], str | None]:
    def check(operands: Any, module: Module, function: Function) -> str | None:
        return None if operands[0] <= most else f"it takes at most {most} values"

    return check


def _unpack_spread(operands: Any, module: Module, function: Function) -> str | None:
    return None if operands[0] < 256 else "more than 255 targets stand before the star"


def _import(operands: Any, module: Module, function: Function) -> str | None:
    return None if is_dotted(operands[0]) else f"{operands[0][:60]!r} is not a module's name"


def _import_from(operands: Any, module: Module, function: Function) -> str | None:
    level, name = operands[:2]
    if level > MAX_IMPORT_LEVEL:
        return "its level is too high"
    if not is_dotted(name) and not (level and not name):
        return f"{name[:60]!r} is not a module's name"
    if len(operands) == 2 and name == "__future__":
        return "the future cannot be imported whole"
    if len(operands) == 4 and not is_identifier(operands[2]):
        return f"{operands[2][:60]!r} is not a name to import"
    return None


_OPS: dict[str, Callable[[Any, Module, Function], str | None]] = {
    "ANNOTATE": _attribute_bound, "ANNOTATE_TYPE": _attribute_bound,
    "GET_ATTRIBUTE": _attribute_read,
    "UPDATE_ATTRIBUTE": _attribute_bound, "STORE_ATTRIBUTE": _attribute_bound,
    "DELETE_ATTRIBUTE": _attribute_bound, "STORE_UPDATED_ATTRIBUTE": _attribute_bound,
    "CALL": _keywords, "CALL_SPREAD": _spread_call, "DEFINE_CLASS": _class_items,
    "BUILD_TUPLE_SPREAD": _items, "BUILD_LIST_SPREAD": _items, "BUILD_SET_SPREAD": _items,
    "BUILD_DICT_SPREAD": _pairs, "COMPARE_THEN": _comparison, "FORMAT": _conversion,
    "RAISE": _at_most(2), "ASSERT_FAIL": _at_most(1), "UNPACK_SPREAD": _unpack_spread,
    "IMPORT": _import, "IMPORT_AS": _import, "IMPORT_FROM": _import_from,
    "IMPORT_STAR": _import_from,
}  # fmt: skip
