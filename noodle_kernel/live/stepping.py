"""`step_open` and its kin: a cell run one instruction at a time, beside the cells that run.

The stepper has a shallow copy of the variables unless the page asks for the real ones: what is
assigned stays in the copy, what is changed inside a list or an array does not. The real ones are a
cell's while one runs. Calls of functions that other cells made run in one step. Each answer is the
state of the stepper (stepping/view.py).
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from nbc.errors import NoodleError
from noodle_kernel.live.params import field
from noodle_kernel.stepping import COMMANDS, Stepped
from noodle_kernel.stepping.view import listing, state

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

_MOST_OPEN: Final = 8
"""Cells that are stepped through at once; another one closes the oldest."""
_PATIENCE_S: Final = 0.25
"""How long a page waits for a command before it is told that it runs."""

_BUSY: Final = "a cell runs, and the variables are its own until it ends"

_OPEN: OrderedDict[int, Stepped] = OrderedDict()
_NUMBERS = count(1)

Json = dict[str, Any]


def step_open(shell: NoodleShell, params: Json) -> Json:
    """`params`: `code`, the cell's text; `real`, whether it works on the real variables. Result:
    `session`, and the state before the first instruction."""
    code = field(params, "code", str)
    source = shell.checkable(code)
    if source is None:
        raise NoodleError("N8001", "the cell is not in Noodle: there is nothing to step through")
    is_copy = params.get("real") is not True
    if not is_copy and _runs_a_cell(shell):
        raise NoodleError("N8001", _BUSY, hint="wait for it, or step through a copy")
    stepped = Stepped(source, shell.user_ns, is_copy=is_copy)
    number = next(_NUMBERS)
    while len(_OPEN) >= _MOST_OPEN:
        _OPEN.popitem(last=False)[1].cancel(0)
    _OPEN[number] = stepped
    return {"session": number, **state(stepped)}


def step_listing(_: NoodleShell, params: Json) -> Json:
    """`params`: `session`, `function`, and `index` where the function is long."""
    stepped = _of(params)
    return listing(stepped, field(params, "function", int), int(params.get("index") or 0))


def step_state(_: NoodleShell, params: Json) -> Json:
    """Of a command that takes its time."""
    stepped = _of(params)
    stepped.wait(_PATIENCE_S)
    return state(stepped)


def step_cancel(_: NoodleShell, params: Json) -> Json:
    stepped = _of(params)
    stepped.cancel(_PATIENCE_S)
    return state(stepped)


def step_close(_: NoodleShell, params: Json) -> Json:
    stepped = _OPEN.pop(field(params, "session", int), None)
    if stepped is not None:
        stepped.cancel(0)
    return {"closed": stepped is not None}


def command(name: str) -> Callable[[NoodleShell, Json], Json]:
    """The method of a command of noodle_kernel/stepping/commands.py."""

    def step(shell: NoodleShell, params: Json) -> Json:
        stepped = _of(params)
        if not stepped.is_copy and stepped.status == "ready" and _runs_a_cell(shell):
            stepped.note = _BUSY
            return state(stepped)
        if name == "to_line":
            field(params, "line", int)
        stepped.do(name, params, _PATIENCE_S)
        return state(stepped)

    return step


def _runs_a_cell(shell: NoodleShell) -> bool:
    kernel = getattr(shell, "kernel", None)
    return kernel is not None and bool(kernel.runs_a_cell)


def _of(params: Json) -> Stepped:
    number = field(params, "session", int)
    if number not in _OPEN:
        hint = "the kernel was restarted, or others were opened: open it again"
        raise NoodleError("N8001", "this stepper is closed", hint=hint)
    return _OPEN[number]


STEPPING: Final[dict[str, Callable[[Any, Json], Any]]] = {
    "step_open": step_open, "step_listing": step_listing, "step_state": step_state,
    "step_cancel": step_cancel, "step_close": step_close,
    **{f"step_{name}": command(name) for name in COMMANDS},
}  # fmt: skip
