"""`check`: what is certainly wrong with a cell, and what is likely wrong, before it runs.

The cell is walked once, optimistically. Only if that finds something, the namespace is looked
through for functions that could rebind names behind the cell's back, and the walk is repeated
without trusting those names: errors are rare, and then there is time to be certain.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbc.bytecode.module import Module
from nbc.errors import NoodleError
from nbc.types.model import NEVER, Type
from nbc.types.text import parse_type
from nbc.typing.engine import Engine
from nbc.typing.frame import Frame
from nbc.typing.model import CheckResult, Functions, NoFunctions
from nbc.typing.races import races
from nbc.typing.rebinding import opens_everything, rebound_by
from nbc.typing.report import Problem, span_at
from nbc.typing.state import State

WARNINGS_AT_MOST = 5


def check(
    module: Module, environment: Mapping[str, Any], functions: Functions | None = None
) -> CheckResult:
    """The errors, warnings and types of a cell that runs with `environment` as its namespace."""
    functions = functions or NoFunctions()
    engine, types = _walk(module, environment, functions, frozenset())
    if engine.problems or engine.warned:
        untrusted = rebound_by(environment)
        if opens_everything(environment, module):
            engine.problems.clear()
        elif untrusted:
            engine, types = _walk(module, environment, functions, untrusted)
    errors: list[NoodleError] = [problem.error() for problem in engine.problems.values()]
    errors.extend(_annotations(module))
    errors.extend(races(module, environment))
    errors.sort(key=_order)
    warnings = _warnings(engine)
    return CheckResult(tuple(errors), warnings, types)


def _walk(
    module: Module, environment: Mapping[str, Any], functions: Functions, untrusted: frozenset[str]
) -> tuple[Engine, dict[str, Type]]:
    engine = Engine(module, environment, functions, untrusted)
    frame = Frame(engine, module, module.body, State())
    frame.run()
    types = {
        name: kind for name, kind in frame.state.shared.items()
        if kind is not NEVER and not name.startswith("__nbc")
    }  # fmt: skip
    return engine, types


def _warnings(engine: Engine) -> tuple[NoodleError, ...]:
    """The likely problems that are no errors, one a place, the first few."""
    places = {problem.span for problem in engine.problems.values()}
    found: dict[Any, Problem] = {}
    for problem in engine.warned:
        if problem.span not in places:
            found.setdefault(problem.span, problem)
    warnings = sorted((problem.error() for problem in found.values()), key=_order)
    return tuple(warnings[:WARNINGS_AT_MOST])


def _annotations(module: Module) -> list[NoodleError]:
    """Noodle annotations that are not valid, whether or not the function is called."""
    errors: list[NoodleError] = []
    for function in module.functions:
        places = [(p.type, p.position) for p in function.parameters]
        for text, position in [*places, (function.returns, function.position)]:
            if text is None:
                continue
            try:
                parse_type(text)
            except ValueError as error:
                hint = "a Noodle type reads like f64, i64 or f64[n, 3]"
                problem = Problem("N2008", str(error), span_at(module, position), hint=hint)
                errors.append(problem.error())
    return errors


def _order(error: NoodleError) -> tuple[int, int]:
    return error.span.start if error.span else (0, 0)
