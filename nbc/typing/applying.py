"""Calls of Noodle functions, followed into their bodies; comprehensions and class bodies.

A body is walked for each call with the types of its arguments: that is what makes errors in it
certain. How deep and how much is bounded by the engine. Closures know nothing of the variables
around them, comprehensions and class bodies, which run at once, do.
"""

from __future__ import annotations

from collections.abc import Sequence

from nbc.bytecode.module import Function, Instruction, Module
from nbc.errors import Fix, Related
from nbc.types.conforming import ConformError, Dims, conform
from nbc.types.join import join, settled
from nbc.types.model import NEVER, OBJECT, Array, ClassType, Container, FunctionType, Type
from nbc.types.text import parse_type, type_text
from nbc.typing.binding import BindError, Bound, bind
from nbc.typing.engine import CALLS_AT_MOST
from nbc.typing.fixes import keyword_renamed, with_methods
from nbc.typing.frame import RULES, Frame
from nbc.typing.report import span_at, span_of
from nbc.typing.state import State
from nbc.typing.words import worded

CLASS_KEY = "class"
"""The first part of the key of a ClassType that the cell itself makes."""


def apply(
    frame: Frame, callee: FunctionType, arguments: Sequence[Type], keywords: tuple[str, ...]
) -> Type:
    """The type of a call of a function whose NBC is known."""
    engine = frame.engine
    module, function = engine.function(callee.key)
    places = frame.places[1:]
    try:
        bound = bind(function, arguments, keywords, places, engine.defaults.get(callee.key, ()))
    except BindError as error:
        defined = Related(span_at(module, _header(function)), f"{function.name} is defined here")
        frame.report("N2004", error.message, TypeError, related=(defined,), hint=error.hint,
                     fixes=keyword_renamed(frame, error.renames))  # fmt: skip
        return _declared(function)
    types = _conformed(frame, module, function, bound)
    if types is None:
        return _declared(function)
    if function.is_generator:
        return Container("generator")
    return _walk_body(frame, callee, module, function, types)


def _header(function: Function) -> tuple[int, int, int, int]:
    line, column, _, _ = function.position
    width = len("def ") + len(function.name) if function.kind == "function" else len("lambda")
    return (line, column, line, column + width)


def _declared(function: Function) -> Type:
    """The result of a call that is not followed: what the annotation promises."""
    if function.returns is None or function.is_generator:
        return OBJECT
    try:
        return conform(OBJECT, parse_type(function.returns), {}, "the result")
    except ValueError:
        return OBJECT


def _conformed(
    frame: Frame, module: Module, function: Function, bound: Bound
) -> dict[str, Type] | None:
    """The parameters' types behind CHECK_PARAMETERS; None if the call certainly fails there."""
    types = dict(bound.types)
    dims: Dims = {}
    for parameter in function.parameters:
        if parameter.type is None:
            continue
        given = bound.types[parameter.name]
        try:
            wanted = parse_type(parameter.type)
        except ValueError:
            continue
        try:
            types[parameter.name] = conform(given, wanted, dims, parameter.name)
        except ConformError as error:
            _report_argument(frame, module, function, bound, parameter.name, error)
            return None
    return types


def _report_argument(
    frame: Frame, module: Module, function: Function, bound: Bound, name: str, error: ConformError
) -> None:
    """Both sides: the annotation, and the argument that bound a symbolic dimension."""
    parameters = {p.name: p for p in function.parameters}
    wanted = parameters[name].type
    related = [
        Related(span_at(module, parameters[name].position), f"'{name}' is annotated {wanted}")
    ]
    if error.other in parameters:
        other = parameters[error.other]
        place = bound.places.get(other.name, -1)
        span = span_of(frame, place) if place >= 0 else span_at(module, other.position)
        related.append(Related(span, f"'{other.name}' is {worded(bound.types[other.name])}"))
    detail = f": {error}" if str(error) else ""
    place = bound.places.get(name, -1)
    hint = "the lengths of a symbolic dimension must agree" if error.other else None
    fixes: tuple[Fix, ...] = ()
    if error.code == "N2003":
        call = f"astype('{type_text(parse_type(wanted or '')).partition('[')[0]}')"
        hint = f"convert it with .{call}"
        if isinstance(bound.types[name], Array):
            fixes = with_methods(frame, place, call)
    frame.report(error.code, f"{function.name}() wants {wanted} for '{name}', got "
                 f"{worded(bound.types[name])}{detail}", TypeError,
                 place=place if place >= 0 else None, related=related, hint=hint,
                 fixes=fixes)  # fmt: skip


def _walk_body(
    frame: Frame, callee: FunctionType, module: Module, function: Function, types: dict[str, Type]
) -> Type:
    engine = frame.engine
    key = (callee.key, tuple(types.items()))
    if key in engine.recursion:
        engine.recursed.add(key)
        return engine.recursion[key]
    known = engine.returns.get((key, engine.certain))
    if known is not None:
        return known
    depth = len(engine.frames)
    busy = sum(each.function is function for each in engine.frames)
    if engine.budget <= 0 or depth > CALLS_AT_MOST:
        engine.open_namespace(frame.state)  # not followed: it may have rebound anything
        return _declared(function)
    if busy > 2:  # what it does is seen in the calls of it that are being followed
        return _declared(function)
    reads = any(scope == "global" for scope in function.variables.values())
    wrong, exits = len(engine.problems) + len(engine.warned), engine.exits
    result = _fixpoint(frame, module, function, types, key)
    clean = wrong == len(engine.problems) + len(engine.warned) and exits == engine.exits
    if clean and not reads and not engine.reshaped and not engine.open:
        engine.returns[(key, engine.certain)] = result
    return result


def _fixpoint(
    frame: Frame,
    module: Module,
    function: Function,
    types: dict[str, Type],
    key: tuple[object, ...],
) -> Type:
    """The return type; a recursive call answers what is known so far, until that stands still."""
    engine = frame.engine
    engine.recursion[key] = NEVER
    before, exits = engine.certain, engine.exits
    for _ in range(3):
        inner = Frame(engine, module, function, State(dict(types), frame.state.shared))
        result = inner.run()
        engine.certain = before and exits == engine.exits
        if key not in engine.recursed or result == engine.recursion[key]:
            break
        engine.recursion[key] = join(result, engine.recursion[key])
    else:
        result = OBJECT
    del engine.recursion[key]
    engine.recursed.discard(key)
    if result is NEVER:
        frame.state.dead = True
    return result


def _check_parameters(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    """The caller has bound and conformed them already."""


def _check_return(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    wanted = frame.function.returns
    return taken[0] if wanted is None else _conform(frame, taken[0], wanted, "the result")


def _conform_rule(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    return _conform(frame, taken[0], ins.operands[0], "the value")


def _conform(frame: Frame, given: Type, text: str, what: str) -> Type:
    try:
        wanted = parse_type(text)
    except ValueError as error:
        frame.report("N2008", str(error), TypeError)
        return OBJECT
    dims = _dims_of(frame) if what == "the result" else {}
    try:
        return conform(given, wanted, dims, what)
    except ConformError as error:
        detail = f": {error}" if str(error) else ""
        name = f"{frame.function.name}() " if what == "the result" else ""
        verb = "promises" if name else "the annotation wants"
        frame.report(error.code, f"{name}{verb} {text}, got {worded(given)}{detail}", TypeError,
                     place=frame.places[0])  # fmt: skip
        return OBJECT


def _dims_of(frame: Frame) -> Dims:
    """The symbolic dimensions that the parameters bound, where they still hold their arrays."""
    dims: Dims = {}
    for parameter in frame.function.parameters:
        known = frame.arguments.get(parameter.name)
        if parameter.type is not None and known is not None:
            try:
                conform(known, parse_type(parameter.type), dims, parameter.name)
            except (ConformError, ValueError):
                continue
    return dims


def _comprehend(frame: Frame, ins: Instruction, taken: list[Type]) -> Type:
    function = frame.module.functions[ins.operands[0]]
    if function.kind == "generator":
        return Container("generator")
    if frame.engine.budget <= 0:
        return _comprehend_unseen(frame, function)
    inner = Frame(frame.engine, frame.module, function,
                  State({".0": taken[0]}, frame.state.shared), frame)  # fmt: skip
    _run_inside(frame, inner)
    item = settled(inner.emitted)
    items = () if item is NEVER or function.kind == "dict" else (item,)
    return Container(function.kind, None, items)


def _comprehend_unseen(frame: Frame, function: Function) -> Type:
    """Nested too deeply to be walked: what a walrus inside may bind is unknown from here on."""
    frame.engine.open_namespace(frame.state)
    for name, scope in function.variables.items():
        if scope == "free":
            frame.store(name, OBJECT)
    return Container(function.kind)


def _define_class(frame: Frame, ins: Instruction, taken: list[Type]) -> None:
    name, index, decorators, items = ins.operands
    function = frame.module.functions[index]
    inner = Frame(frame.engine, frame.module, function, State({}, frame.state.shared), frame)
    inner.lenient = bool(items)  # a metaclass may provide names
    _run_inside(frame, inner)
    known = not decorators and not items
    frame.store(name, ClassType(name, (CLASS_KEY, index)) if known else OBJECT)


def _run_inside(frame: Frame, inner: Frame) -> None:
    """Walks a body that runs at once, in the middle of its frame."""
    engine = frame.engine
    before, exits = engine.certain, engine.exits
    inner.run()
    engine.certain = before and exits == engine.exits
    frame.state.shared = inner.state.shared
    frame.state.dead = inner.state.dead


RULES.update({"check_parameters": _check_parameters, "check_return": _check_return,
              "conform": _conform_rule, "comprehend": _comprehend,
              "define_class": _define_class})  # fmt: skip
