"""`infer`: a function specialised for the types of one call.

The answer is the same for the same function, signature and globals, so it is kept. A function that
calls itself is first taken to return NEVER, then what that gave, until nothing changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from nbc.bytecode.module import Function, Module
from nbc.types.conforming import ConformError, Dims, conform
from nbc.types.join import join, without_value
from nbc.types.model import NEVER, OBJECT, Container, Tuple, Type
from nbc.types.text import parse_type
from nbc.typing.engine import CELL, Engine
from nbc.typing.frame import Frame
from nbc.typing.model import Functions, NoFunctions, TypedFunction
from nbc.typing.state import State

_KEPT: Final = 1024
_ROUNDS_AT_MOST: Final = 5
_known: dict[tuple[Any, ...], tuple[Module, TypedFunction]] = {}


def infer(
    module: Module, index: int, argument_types: Sequence[Type], *,
    environment: Mapping[str, Any] | None = None, functions: Functions | None = None,
) -> TypedFunction:  # fmt: skip
    """The types in a call with `argument_types`, one for each parameter in the order of the
    function; those missing at the end are defaults of which nothing is known."""
    environment = {} if environment is None else environment
    functions = functions or NoFunctions()
    function = module.functions[index]
    types = parameter_types(function, argument_types)
    engine = Engine(module, environment, functions)
    key = (id(module), index, tuple(types.items()), _globals(engine, function))
    known = _known.get(key)
    if known is not None and known[0] is module:
        return known[1]
    result = _typed(module, index, types, environment, functions)
    if len(_known) >= _KEPT:
        _known.clear()
    _known[key] = (module, result)
    return result


def parameter_types(function: Function, given: Sequence[Type]) -> dict[str, Type]:
    """The parameters' types behind CHECK_PARAMETERS."""
    types: dict[str, Type] = {}
    dims: Dims = {}
    for number, parameter in enumerate(function.parameters):
        kind = without_value(given[number]) if number < len(given) else OBJECT
        if parameter.kind == "var_positional" and not isinstance(kind, Tuple):
            kind = Tuple(None)
        elif parameter.kind == "var_keyword":
            kind = Container("dict")
        if parameter.type is not None:
            try:
                kind = conform(kind, parse_type(parameter.type), dims, parameter.name)
            except (ConformError, ValueError):
                kind = NEVER
        types[parameter.name] = kind
    return types


def _globals(engine: Engine, function: Function) -> tuple[tuple[str, Type | None], ...]:
    """The types of what the function reads from outside: they are part of its signature."""
    return tuple(
        (name, engine.read_shared(name, {}))
        for name, scope in function.variables.items() if scope == "global"
    )  # fmt: skip


def _typed(
    module: Module, index: int, types: dict[str, Type], environment: Mapping[str, Any],
    functions: Functions,
) -> TypedFunction:  # fmt: skip
    function = module.functions[index]
    parameters = tuple(types.values())
    if NEVER in parameters:
        return TypedFunction(parameters, types, {}, NEVER)
    returns: Type = NEVER
    for count in range(_ROUNDS_AT_MOST):
        engine = Engine(module, environment, functions)
        for name in (CELL, f"{id(module):x}"):
            engine.modules[name] = module
            engine.recursion[((name, index), tuple(types.items()))] = returns
        frame = Frame(engine, module, function, State(dict(types)))
        frame.results = {}
        found = frame.run()
        if not engine.recursed or found == returns:
            break
        returns = OBJECT if count == _ROUNDS_AT_MOST - 2 else join(returns, found)
    variables = dict(types)
    for name, kind in frame.variables.items():
        variables[name] = join(variables.get(name, NEVER), kind)
    errors = tuple(problem.error() for problem in engine.problems.values())
    return TypedFunction(parameters, variables, frame.results or {}, found, errors)
