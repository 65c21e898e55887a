"""What a page sees of a cell that is stepped through: where it stands, and short texts of values.

Everything is bounded. While a command runs, the page sees only that, and what was printed.
"""

from __future__ import annotations

from typing import Any, Final

from nbc.bytecode import disasm
from nbc.bytecode.module import Function, Module
from nbc.errors import NoodleError
from nbc.render import render_all
from nbc.render_exception import CODE_OF_CLASS, render_exception
from nbc.types import display_value
from noodle_kernel.live.offsets import Offsets
from noodle_kernel.live.previews import preview
from noodle_kernel.stepping.output import MOST
from noodle_kernel.stepping.stepped import Stepped

_MOST_VALUES: Final = 200
_MOST_CALLS: Final = 100
MOST_LINES: Final = 2_000
"""Instructions of a listing."""

Json = dict[str, Any]


def state(stepped: Stepped) -> Json:
    """`function`, `index`: of the next instruction; `from`, `to`: its place in the cell's text."""
    shown: Json = {
        "status": stepped.status, "steps": stepped.steps, "note": stepped.note,
        "is_copy": stepped.is_copy, "output": stepped.output.text[-MOST:],
        "lost": stepped.output.lost, "error": None, "calls": [], "stack": [], "variables": [],
        "hidden": 0,
    }  # fmt: skip
    if stepped.failure is not None:
        shown["error"] = _failure(stepped.failure, stepped)
    if stepped.status == "ready":
        shown.update(_place(stepped))
    elif stepped.status == "finished":
        shown["variables"] = _variables(_finals(stepped))
    return shown


def listing(stepped: Stepped, function: int, index: int) -> Json:
    """The instructions of a function, around `index` where there are too many."""
    module = stepped.program.module
    if not 0 <= function < len(module.functions):
        raise NoodleError("N8001", f"the cell has no function {function}")
    text, places = disasm.listing(module)
    lines = text.split("\n")
    own = places[function]
    first = max(0, min(index - MOST_LINES // 2, len(own) - MOST_LINES))
    rows = []
    for number, place in enumerate(own[first : first + MOST_LINES], first):
        line = lines[place[0] - 1]
        source = module.functions[function].instructions[number].position[0]
        rows.append({"text": line.strip(), "indent": (len(line) - len(line.lstrip())) // 2 - 1,
                     "line": source})  # fmt: skip
    return {"function": function, "name": _name(module.functions[function]), "first": first,
            "total": len(own), "rows": rows}  # fmt: skip


def _place(stepped: Stepped) -> Json:
    calls = stepped.stepper.calls
    module = stepped.program.module
    shown: Json = {
        "calls": [_call(module, *call) for call in calls[-_MOST_CALLS:]],
        "depth": len(calls),
    }
    step = stepped.stepper.peek()
    if step is None:  # about to leave a function
        return shown
    places = Offsets(stepped.source)
    line, column, end_line, end_column = step.position
    shown.update(
        stack=[_value(value) for value in step.stack[-_MOST_VALUES:]],
        hidden=max(0, len(step.stack) - _MOST_VALUES),
        variables=_variables(step.variables), text=step.text, line=line,
    )  # fmt: skip
    if step.module is module:
        shown["from"], shown["to"] = places.of(line, column), places.of(end_line, end_column)
    return shown


def _call(module: Module, of: Module, function: Function, index: int) -> Json:
    """`function`: its number in the cell; None where it is another cell's."""
    last = max(0, len(function.instructions) - 1)
    line = function.instructions[min(index, last)].position[0] if function.instructions else 0
    number = next((n for n, each in enumerate(module.functions) if each is function), None)
    return {"name": _name(function), "function": number if of is module else None,
            "index": index, "line": line}  # fmt: skip


def _name(function: Function) -> str:
    return "cell" if function.kind == "cell" else function.qualname or function.name


def _finals(stepped: Stepped) -> dict[str, Any]:
    """The cell's variables at its end."""
    names = stepped.program.module.body.variables
    return {n: stepped.namespace[n] for n in names if n in stepped.namespace}


def _variables(values: dict[str, Any]) -> list[Json]:
    own = [(name, value) for name, value in values.items() if not name.startswith("__nbc_")]
    return [{"name": name[:_MOST_VALUES], **_value(value)} for name, value in own[:_MOST_VALUES]]


def _value(value: Any) -> Json:
    try:
        kind = display_value(value)
    except Exception:  # noqa: BLE001  # dispatch: of a person's classes, in a listing
        kind = type(value).__name__
    return {"type": kind, "preview": preview(value)}


def _failure(error: BaseException, stepped: Stepped) -> Json:
    known = isinstance(error, NoodleError)
    codes = (code for kind, code in CODE_OF_CLASS if isinstance(error, kind))
    code = error.code if isinstance(error, NoodleError) else next(codes, "N5099")
    name = stepped.program.filename
    if known and code < "N5000":
        text = render_all(error, source=lambda _: stepped.source, ansi=False)  # type: ignore[arg-type]
    else:
        text = render_exception(
            error, source_name=lambda each: "cell" if each == name else None, ansi=False
        )
    return {"code": code, "message": str(error)[:2000], "text": text[:MOST]}
