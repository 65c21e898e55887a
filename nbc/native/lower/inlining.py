"""Functions whose bodies are written into the function that uses them: comprehensions, and nested
functions and lambdas that are only called.

The body's own variables get names of their own (`scope` before the name), those of enclosing
functions stay what they are there, so a body reads them as they are when it runs. A trap in such a
body notes the place of its use, as a call would.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nbc.bytecode.blocks import find_blocks
from nbc.bytecode.effects import definition_values
from nbc.bytecode.module import Function, Instruction
from nbc.native.lower import iterables, lists
from nbc.native.lower.control import merged
from nbc.native.lower.function import Unreached
from nbc.native.lower.instances import own
from nbc.native.lower.names import store_name
from nbc.native.lower.registry import lowers
from nbc.native.lower.scalars import truth_of
from nbc.native.lower.values import NONE_VALUE, Value, static
from nbc.native.reps import StaticRep

if TYPE_CHECKING:
    from nbc.native.lower.function import Lowering

_DEEPEST = 6
_STORING = frozenset({"STORE", "TEE", "FOR_RANGE", "DELETE", "DEFINE_FUNCTION"})


def renamed(lowering: Lowering, function: Function, scope: str) -> tuple[Function, dict[str, str]]:
    """The function with its variables named for where it is used; and the names that functions
    inside it see."""
    names: dict[str, str] = {}
    for name, where in function.variables.items():
        if where == "local":
            names[name] = scope + name
        elif where == "free":
            names[name] = lowering.scope_names.get(name, name)
    code = tuple(_renamed(lowering, function, ins, names) for ins in function.instructions)
    variables = dict(lowering.function.variables)
    for name, where in function.variables.items():
        if where == "local":
            variables[names[name]] = "local"
        elif where == "global" and variables.setdefault(name, "global") != "global":
            lowering.refuse(f"{name!r} is a global here and a local variable around")
    made = replace(function, instructions=code, variables=variables)
    return made, {**lowering.scope_names, **names}


def _renamed(
    lowering: Lowering, function: Function, ins: Instruction, names: Mapping[str, str]
) -> Instruction:
    op, operands, position = ins
    places = [place for place, operand in enumerate(op.operands) if operand.kind == "var"]
    if not places:
        return ins
    changed = list(operands)
    for place in places:
        name = operands[place]
        if op.name in _STORING and function.variables.get(name) != "local":
            lowering.refuse(f"{name!r} of an enclosing function is changed")
        changed[place] = names.get(name, name)
    return Instruction(op, tuple(changed), position)


@contextmanager
def body_of(lowering: Lowering, index: int) -> Iterator[None]:
    """Within it the instructions of another function of the module are lowered, at the place of the
    present one."""
    if len(lowering.inlined) >= _DEEPEST:
        lowering.refuse("functions are nested too deeply")
    function = lowering.module.functions[index]
    if function.is_generator:
        lowering.refuse(f"{function.name}() is a generator")
    scope = f"{lowering.scope}{lowering.here}:"
    made, names = renamed(lowering, function, scope)
    place = lowering.assembly.place(lowering.module, lowering.index, lowering.position)
    kept = {name: getattr(lowering, name) for name in _KEPT}
    lowering.function, lowering.code, lowering.index = made, made.instructions, index
    lowering.blocks = find_blocks(made.instructions)
    lowering.temporaries, lowering.stack, lowering.proved = [], [], frozenset()
    lowering.scope, lowering.scope_names = scope, names
    lowering.inlined = (place, *lowering.inlined)
    lowering.inline_returns = []
    lowering.here = 0
    try:
        yield
        kept["temporaries"].extend(lowering.temporaries)
    finally:
        for name, value in kept.items():
            setattr(lowering, name, value)
        for name in [name for name in lowering.variables.state if name.startswith(scope)]:
            lowering.variables.state.pop(name)


_KEPT = ("function", "code", "index", "blocks", "stack", "temporaries", "proved", "scope",
         "scope_names", "inlined", "inline_returns", "emit", "pc", "here")  # fmt: skip


# -- comprehensions -------------------------------------------------------------------------------


@lowers("COMPREHEND")
def _comprehend(lowering: Lowering, ins: Instruction) -> None:
    index = ins.operands[0]
    kind = lowering.module.functions[index].kind
    iterable = lowering.pop()
    if kind == "generator":
        lowering.push(replace(static("generator", index), items=(iterable,)))
        return
    if kind != "list":
        from nbc.native.lower.maps import comprehend as comprehend_map  # lazy: builds on this

        lowering.push(comprehend_map(lowering, index, kind, iterable))
        return
    lowering.push(list_of(lowering, index, iterable))


def list_of(lowering: Lowering, index: int, iterable: Value) -> Value:
    """The list of a comprehension's items."""
    made = lists.empty(lowering)

    def emit(values: Sequence[Value]) -> None:
        lists.append(lowering, made, values[0])

    run(lowering, index, iterable, emit)
    return made


def run(lowering: Lowering, index: int, iterable: Value, emit: object) -> None:
    """Runs a comprehension; `emit` is given the values of each round."""
    with body_of(lowering, index):
        lowering.emit = emit  # type: ignore[assignment]
        held = iterables.computed(lowering, iterable)
        name = lowering.scope + ".0"
        lowering.variables.write(name, held)
        lowering.walk(0, len(lowering.code))
        if not lowering.text.closed:
            lowering.variables.release_temporaries()
    if lowering.text.closed and not lowering.leaves:
        raise Unreached


@lowers("EMIT", "EMIT_PAIR")
def _emit(lowering: Lowering, ins: Instruction) -> None:
    values = lowering.take(2 if ins.op.name == "EMIT_PAIR" else 1)
    if lowering.emit is None:
        lowering.refuse("this comprehension has no native form")
    lowering.emit(values)


@lowers("FILTER")
def _filter(lowering: Lowering, ins: Instruction) -> None:
    """The rest of the round is left out unless the condition holds."""
    condition = truth_of(lowering, lowering.pop())
    if condition == "true":
        return
    out = lowering.text
    lowering.variables.release_temporaries()
    lowering.variables.compute_pending()
    onwards, skipped = out.new_label("fits"), out.new_label("filtered")
    out.branch(condition, onwards, skipped)
    lowering.loops[-1].continues.append((skipped, dict(lowering.variables.state)))
    out.begin(onwards)


# -- functions inside functions -------------------------------------------------------------------


@lowers("LAMBDA")
def _lambda(lowering: Lowering, ins: Instruction) -> None:
    lowering.push(_closure(lowering, ins.operands[0], 0))


@lowers("DEFINE_FUNCTION")
def _define(lowering: Lowering, ins: Instruction) -> None:
    name, index, decorators = ins.operands
    if decorators:
        lowering.refuse(f"{name}() is decorated")
    if lowering.region is not None and not lowering.inlined:
        lowering.refuse(f"{name}() is defined in a loop of a function that stays on the VM")
    store_name(lowering, name, _closure(lowering, index, ins.operands[2]))


def _closure(lowering: Lowering, index: int, decorators: int) -> Value:
    """A function known to the code around: its defaults are kept in variables."""
    function = lowering.module.functions[index]
    positional, keyword, annotations = definition_values(function)
    given = lowering.take(positional + keyword + annotations)
    defaults = given[: positional + keyword]
    if any(isinstance(value.rep, StaticRep) for value in defaults):
        lowering.refuse("a default that is a function or module")
    site = f"{lowering.scope}{lowering.here}"
    names = []
    for place, value in enumerate(defaults):
        names.append(f"<default {site} {place}>")
        lowering.variables.write(names[-1], iterables.computed(lowering, value))
    return static("closure", (index, tuple(names), tuple(lowering.scope_names.items())))


def call_closure(
    lowering: Lowering, callee: Value, values: list[Value], keywords: dict[str, Value]
) -> Value:
    """A call of a nested function: its body is written here."""
    assert isinstance(callee.rep, StaticRep)
    index, defaults, names = callee.rep.key
    function = lowering.module.functions[index]
    arguments = _arguments(lowering, function, defaults, values, keywords)
    return call_inline(lowering, index, arguments, dict(names))


def call_inline(
    lowering: Lowering, index: int, arguments: Sequence[Value],
    names: dict[str, str] | None = None,
) -> Value:  # fmt: skip
    """A call of a function of this module with its body written here, so that functions among its
    arguments stay known. `names`: what it calls the variables of enclosing functions."""
    function = lowering.module.functions[index]
    outer_names = lowering.scope_names
    running = [lowering.assembly.places[number].index for number in lowering.inlined]
    if index in (lowering.index, *running):
        lowering.refuse(f"{function.name}() calls itself")
    lowering.scope_names = names or {}
    with body_of(lowering, index):
        for parameter, value in zip(function.parameters, arguments, strict=True):
            lowering.variables.write(lowering.scope + parameter.name, value)
        lowering.walk(0, len(lowering.code))
        if not lowering.text.closed:
            from nbc.native.lower.control import returned_inline  # lazy: one use

            returned_inline(lowering, NONE_VALUE)
        assert lowering.inline_returns is not None
        ways = lowering.inline_returns
        scope = lowering.scope
    lowering.scope_names = outer_names
    results = [_fetched(lowering, ways, place, scope) for place in range(len(ways))]
    joined = merged(lowering, results, [(label, state) for label, state, _ in ways])
    return own(lowering, joined)


def _fetched(lowering: Lowering, ways: list[Any], place: int, scope: str) -> Value:
    """The value with which a way comes back, as its variable has it; the way goes on behind it."""
    label, state, _ = ways[place]
    lowering.text.begin(label)
    lowering.variables.state = dict(state)
    value = lowering.variables.read(f"<back {scope}>")
    assert value is not None
    onwards = lowering.text.new_label("back")
    lowering.text.go(onwards)
    kept = {name: b for name, b in state.items() if scope not in name}
    ways[place] = (onwards, kept, value)
    return value


def _arguments(
    lowering: Lowering, function: Function, defaults: tuple[str, ...], values: list[Value],
    keywords: dict[str, Value],
) -> list[Value]:  # fmt: skip
    if any(p.kind in ("var_positional", "var_keyword") for p in function.parameters):
        lowering.refuse(f"this call of {function.name}() has no native form")
    places = [p for p in function.parameters if p.has_default]
    waiting = {p.name: name for p, name in zip(places, defaults, strict=True)}
    given, rest = list(values), dict(keywords)
    arguments = []
    for parameter in function.parameters:
        if given and parameter.kind != "keyword_only":
            value: Value | None = given.pop(0)
        elif parameter.name in rest and parameter.kind != "positional_only":
            value = rest.pop(parameter.name)
        elif parameter.name in waiting:
            value = lowering.variables.read(waiting[parameter.name])
        else:
            value = None
        if value is None:
            lowering.refuse(f"{function.name}() is called without {parameter.name!r}")
        arguments.append(iterables.computed(lowering, value))
    if given or rest:
        lowering.refuse(f"{function.name}() is called with other arguments than it has")
    return arguments
