"""`check_declared`: whether the types that a loaded module declares hold, trusting nothing.

A declared variable that the cell does not store is an input: its declared type is taken as given
(the run checks it when it is bound). For the others every store must certainly give the declared
type.
"""

from __future__ import annotations

import builtins

from nbc.bytecode.module import Module
from nbc.errors import VerifyError
from nbc.types.join import includes
from nbc.types.model import NEVER, OBJECT, Type
from nbc.types.text import parse_type, type_text
from nbc.typing.engine import Engine
from nbc.typing.frame import Frame
from nbc.typing.model import NoFunctions
from nbc.typing.report import span_of
from nbc.typing.state import State


def check_declared(module: Module) -> tuple[VerifyError, ...]:
    """What is wrong with the declared types of a well-formed module."""
    if not module.types:
        return ()
    wrong: list[VerifyError] = []
    declared: dict[str, Type] = {}
    for name, text in module.types.items():
        try:
            declared[name] = parse_type(text)
        except ValueError as error:
            wrong.append(VerifyError("N4005", f"the type of '{name}': {error}"))
    frame = _walk(module, declared)
    for problem in frame.engine.problems.values():
        message = f"the declared types do not hold: {problem.message}"
        wrong.append(VerifyError("N4005", message, problem.span, related=problem.related))
    wrong.extend(_stores(frame, declared))
    return tuple(wrong)


def _walk(module: Module, declared: dict[str, Type]) -> Frame:
    assumed = dict.fromkeys(_inputs(module), OBJECT) | declared
    engine = Engine(module, dict.fromkeys(assumed), NoFunctions())
    engine.assume(assumed)
    frame = Frame(engine, module, module.body, State())
    frame.results = {}
    frame.run()
    return frame


def _inputs(module: Module) -> set[str]:
    """Globals that are no builtins: whoever runs the module binds those that it does not store."""
    return {
        name
        for function in module.functions
        for name, scope in function.variables.items()
        if scope == "global" and not hasattr(builtins, name)
    }


def _stores(frame: Frame, declared: dict[str, Type]) -> list[VerifyError]:
    wrong: list[VerifyError] = []
    for name, kind in declared.items():
        found = frame.variables.get(name, NEVER)
        if name in frame.engine.volatile and not includes(kind, found):
            wrong.append(
                VerifyError("N4005", f"'{name}' is rebound by a function: its type is open")
            )
        elif not includes(kind, found):
            message = f"'{name}' is declared {type_text(kind)}, but {type_text(found)} is stored"
            wrong.append(VerifyError("N4005", message, span_of(frame, frame.origins[name])))
    return wrong
