"""Typing rules of calls: rows of the builtins table, Noodle functions, what cannot be called."""

from __future__ import annotations

from collections.abc import Sequence

from nbc.builtins import CallTypes, RuleError, lookup
from nbc.bytecode.module import Function, Instruction
from nbc.errors import Related
from nbc.types.join import settled, without_value
from nbc.types.model import (
    OBJECT,
    Array,
    BuiltinType,
    ClassType,
    Container,
    FunctionType,
    MethodType,
    ModuleType,
    NoneType,
    Object,
    Scalar,
    Tuple,
    Type,
)
from nbc.types.of import type_of
from nbc.types.text import parse_type
from nbc.typing.applying import apply
from nbc.typing.fixes import keyword_renamed
from nbc.typing.frame import RULES, Frame
from nbc.typing.items import origin
from nbc.typing.samples import builtin_class, sample_class
from nbc.typing.words import worded

_TRACING = frozenset({"model"})
"""Decorators that call the function when it is defined."""

_EXITS = frozenset({"exit", "quit", "sys.exit", "os._exit", "os.abort"})
_MANAGERS = {"open": "_io.TextIOWrapper"}
_EXCEPTIONS: dict[str, tuple[type[BaseException], ...]] = {
    "N2002": (ValueError,), "N2003": (TypeError,), "N2004": (TypeError,), "N2009": (IndexError,),
}  # fmt: skip


def _call(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return call(frame, taken[0], taken[1:], tuple(ins.operands[1]))


def _call_spread(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    """A call with spread arguments: known tuples are taken apart, else little is known."""
    callee, places = taken[0], frame.places
    positional: list[Type] = []
    made: list[int] = []
    keywords: list[tuple[str, Type, int]] = []
    for mark, kind, place in zip(ins.operands[0], taken[1:], places[1:], strict=True):
        if mark == ".":
            positional.append(kind)
            made.append(place)
        elif mark == "*" and isinstance(kind, Tuple) and kind.items is not None:
            positional.extend(kind.items)
            made.extend([place] * len(kind.items))
        elif mark.endswith("="):
            keywords.append((mark[:-1], kind, place))
        else:
            return _vague(frame, callee)
    frame.places = [places[0], *made, *(place for _, _, place in keywords)]
    arguments = [*positional, *(kind for _, kind, _ in keywords)]
    return call(frame, callee, arguments, tuple(name for name, _, _ in keywords))


def _vague(frame: Frame, callee: Type) -> Type:
    """A call with unknown arguments."""
    if isinstance(callee, BuiltinType) and callee.name in _EXITS:
        frame.engine.exits += 1
    _check_callable(frame, callee)
    return OBJECT


def call(frame: Frame, callee: Type, arguments: Sequence[Type], keywords: tuple[str, ...]) -> Type:
    """The type of a call's result; `arguments` end with those of the keywords."""
    if isinstance(callee, FunctionType):
        return apply(frame, callee, arguments, keywords)
    if isinstance(callee, BuiltinType | MethodType):
        owner = callee.owner if isinstance(callee, MethodType) else None
        return _by_row(frame, callee.name, owner, arguments, keywords)
    if isinstance(callee, ClassType):
        return _by_class(frame, callee, arguments, keywords)
    if isinstance(callee, Object):
        if callee.name is not None and callee.name.endswith(("Quitter", "ExitAutocall")):
            _leave(frame)
        return OBJECT
    _check_callable(frame, callee)
    return OBJECT


def _check_callable(frame: Frame, callee: Type) -> None:
    refused = isinstance(callee, Array | ModuleType | NoneType)
    if not refused:
        name = builtin_class(callee)
        refused = name is not None and name != "function"
        refused = refused or (isinstance(callee, Scalar) and callee.weak is False)
    if refused:
        what = f"module {callee.name}" if isinstance(callee, ModuleType) else worded(callee)
        place = frame.places[0] if frame.places else None
        around = () if place is None else origin(frame, place, callee)
        frame.report("N2007", f"{what} cannot be called", TypeError, related=around,
                     hint=_call_hint(frame, callee))  # fmt: skip


def _call_hint(frame: Frame, callee: Type) -> str | None:
    place = frame.places[0] if frame.places else None
    if place is not None and frame.code[place].op.name == "PUSH":
        name = frame.code[place].operands[0]
        if lookup(name) is not None:
            return f"'{name}' hides a builtin here: del {name} gives it back"
    if isinstance(callee, Array | Container | Tuple):
        return "use [...] to index"
    return None


def _by_row(
    frame: Frame,
    name: str,
    owner: Type | None,
    arguments: Sequence[Type],
    keywords: tuple[str, ...],
) -> Type:
    row = lookup(name)
    if row is None:
        return OBJECT
    known = _known_answer(name, arguments)
    if known is not None:
        return known
    if name in _EXITS:
        return _leave(frame)
    if name == "ndarray.resize":
        frame.engine.reshaped = True
    arguments = [OBJECT if _of_either_kind(kind) else kind for kind in arguments]
    count = len(arguments) - len(keywords)
    pairs = dict(zip(keywords, arguments[count:], strict=True))
    try:
        result = row.rule(CallTypes(tuple(arguments[:count]), pairs, owner))
    except RuleError as error:
        _report_rule(frame, error, arguments, owner)
        return OBJECT
    if name in _MANAGERS and count == 1 and not keywords:
        return Object(_MANAGERS[name])
    return result


def _of_either_kind(kind: Type) -> bool:
    """Python's or NumPy's: rows are not asked about both."""
    if isinstance(kind, Tuple) and kind.items:
        return any(_of_either_kind(item) for item in kind.items)
    return isinstance(kind, Scalar) and kind.weak is None


def _leave(frame: Frame) -> Type:
    frame.engine.exits += 1
    frame.state.dead = True
    return OBJECT


def _report_rule(
    frame: Frame, error: RuleError, arguments: Sequence[Type], owner: Type | None
) -> None:
    """A row's error: the first operand that it names is underlined, the others are related."""
    places = frame.places
    blamed = [i for i in error.operands if -1 <= i < len(places) - 1]
    related: list[Related] = []
    for number in blamed:
        kind = owner if number < 0 else arguments[number]
        if kind is not None and number >= 0:
            related.extend(origin(frame, places[number + 1], kind))
    single = places[blamed[0] + 1] if len(blamed) == 1 and blamed[0] >= 0 else None
    if error.code == "N2004":
        single = None  # the whole call
    for exception in _EXCEPTIONS.get(error.code, (TypeError, ValueError, LookupError)):
        if any(_may_catch(exception, guard) for guards in frame.engine.guards for guard in guards):
            return
    frame.report(error.code, error.message, TypeError, place=single, related=related,
                 hint=error.hint, fixes=keyword_renamed(frame, error.renames))  # fmt: skip


def _may_catch(exception: type[BaseException], guard: type[BaseException]) -> bool:
    return issubclass(exception, guard) or issubclass(guard, exception)


def _known_answer(name: str, arguments: Sequence[Type]) -> Type | None:
    """isinstance, callable and type where the classes are known."""
    if name == "isinstance" and len(arguments) == 2:
        return _isinstance(arguments[0], arguments[1])
    if name == "callable" and len(arguments) == 1:
        if isinstance(arguments[0], FunctionType | BuiltinType | MethodType | ClassType):
            return Scalar("bool", True, True)
        kind = builtin_class(arguments[0])
        return None if kind in (None, "function") else Scalar("bool", True, False)
    if name == "hasattr" and len(arguments) == 2:
        return _hasattr(arguments[0], arguments[1])
    return None


def _hasattr(owner: Type, name: Type) -> Type | None:
    kind = builtin_class(owner)
    if kind in (None, "function", "module") or not isinstance(name, Scalar):
        return None
    if not isinstance(name.value, str):
        return None
    return Scalar("bool", True, hasattr(sample_class(str(kind)), name.value))


def _isinstance(value: Type, wanted: Type) -> Type | None:
    classes = wanted.items if isinstance(wanted, Tuple) else (wanted,)
    name = builtin_class(value)
    if name is None or name in ("function", "module") or classes is None:
        return None
    answers = [_is_instance(sample_class(name), each) for each in classes]
    if True in answers:
        return Scalar("bool", True, True)
    return None if None in answers else Scalar("bool", True, False)


def _is_instance(cls: type, wanted: Type) -> bool | None:
    """Whether a builtin class derives from another; NumPy's classes have no builtin values."""
    if not isinstance(wanted, ClassType) or wanted.key is not None:
        return None
    if wanted.name.startswith("numpy."):
        return False
    if "." in wanted.name:
        return None
    return any(each.__name__ == wanted.name for each in cls.__mro__)


def _by_class(
    frame: Frame, callee: ClassType, arguments: Sequence[Type], keywords: tuple[str, ...]
) -> Type:
    if callee.key is not None:
        return OBJECT
    if callee.name == "type" and len(arguments) == 1 and not keywords:
        name = builtin_class(arguments[0])
        if name is None or name in ("function", "module"):
            return OBJECT
        return type_of(sample_class(name))
    if callee.name == "SystemExit":
        return OBJECT
    row = lookup(callee.name)
    if row is None or row.kind not in ("class", "function"):
        return OBJECT
    return _by_row(frame, callee.name, None, arguments, keywords)


def _function(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    """LAMBDA."""
    return _defined(frame, int(ins.operands[0]), taken)


def _define(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    name, index, decorators = ins.operands
    kind = _defined(frame, index, taken[decorators:])
    for decorator in reversed(taken[:decorators]):
        kind = _decorated(frame, decorator, kind, frame.module.functions[index])
    frame.store(name, kind)


def _decorated(frame: Frame, decorator: Type, kind: Type, function: Function) -> Type:
    """What a decorator makes of a function. Some call it at once, with what its annotations say."""
    if not isinstance(decorator, BuiltinType) or decorator.name not in _TRACING:
        return OBJECT
    annotated = all(p.type is not None or p.has_default for p in function.parameters)
    if isinstance(kind, FunctionType) and annotated:
        given = {p.name: parse_type(p.type) for p in function.parameters if p.type is not None}
        frame.places = [-1, *(-1 for _ in given)]
        call(frame, kind, list(given.values()), tuple(given))
    row = lookup(decorator.name)
    return OBJECT if row is None else row.rule(CallTypes((kind,)))


def _defined(frame: Frame, index: int, values: Sequence[Type]) -> Type:
    function = frame.module.functions[index]
    key = (_module_key(frame), index)
    count = sum(p.has_default for p in function.parameters)
    defaults = [without_value(settled(kind)) for kind in values[:count]]
    known = frame.engine.defaults.get(key)
    if known is not None and known != defaults:
        defaults = [OBJECT] * count
    frame.engine.defaults[key] = defaults
    return FunctionType(function.name, key)


def _module_key(frame: Frame) -> str:
    for key, module in frame.engine.modules.items():
        if module is frame.module:
            return key
    raise LookupError("a frame of an unknown module")


RULES.update({"call": _call, "call_spread": _call_spread, "function": _function,
              "define": _define})  # fmt: skip
