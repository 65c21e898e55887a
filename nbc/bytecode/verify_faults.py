"""The VerifyErrors that the verifier raises: each names the function and the instruction."""

from __future__ import annotations

from nbc.bytecode.module import Module
from nbc.errors import Span, VerifyError


def module_fault(problem: str, code: str = "N4001") -> VerifyError:
    return VerifyError(code, f"the module is not valid: {problem}")


def fault(
    module: Module, function: int, place: int | None, problem: str, code: str = "N4001"
) -> VerifyError:
    """An error in a function (by index), or in its instruction at `place`."""
    where = f"function {function} ({module.functions[function].name!s:.80})"
    span = None
    if place is not None:
        instruction = module.functions[function].instructions[place]
        where += f", instruction {place}"
        op = getattr(instruction, "op", None)
        if op is not None:
            where += f" ({getattr(op, 'name', op)})"
        span = _span(module, getattr(instruction, "position", None))
    return VerifyError(code, f"{where}: {problem}", span)


def _span(module: Module, position: object) -> Span | None:
    """Positions are not to be trusted yet."""
    if isinstance(position, tuple) and len(position) == 4:
        line, column, end_line, end_column = position
        if all(isinstance(part, int) for part in position):
            return Span(str(module.source_id), (line, column), (end_line, end_column))
    return None
