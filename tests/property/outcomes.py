"""What a random module does when it is run: in one form for both engines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nbc.bytecode import Module
from nbc.pipeline import generate
from nbc.vm import runtime_names
from nbc.vm.step import Stepper
from tests.property.modules import namespace

Outcome = tuple[tuple[str, str, str] | None, dict[str, Any]]
"""The exception (class, message, class of its context), and the values of the cell's variables."""

_VARIABLES = ("a", "b", "c")
_PLAIN = (bool, int, float, str, bytes, complex)
_MAX_DEPTH = 6


def run_vm(module: Module) -> Outcome:
    names = namespace()
    names |= {name: value for name, value in runtime_names().items() if name not in names}
    code = generate(module, "<noodle random>")
    return _observe(lambda: exec(code, names), names)


def run_stepper(module: Module) -> Outcome:
    names = namespace()
    return _observe(Stepper(module, names).run, names)


def _observe(run: Callable[[], object], names: dict[str, Any]) -> Outcome:
    failure = None
    try:
        run()
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever the random program raises
        failure = (type(error).__name__, _message(error), type(error.__context__).__name__)
    return failure, {name: shown(names[name]) for name in _VARIABLES if name in names}


def _message(error: BaseException) -> str:
    """The words that both engines must agree on: no addresses, no names made up of places."""
    text = str(error)
    return "" if " at 0x" in text or "()" in text or isinstance(error, RecursionError) else text


def shown(value: Any, depth: int = 0) -> Any:
    """A value such that equal ones are the same: classes matter, and -0.0, and nan."""
    kind = type(value)
    if value is None or value is ... or kind in _PLAIN:
        return repr(value)
    if kind not in (list, tuple, set, dict) or depth > _MAX_DEPTH:
        return kind.__name__
    items = value.items() if kind is dict else value
    parts = [shown(item, depth + 1) for item in items]
    return [kind.__name__, *(sorted(parts, key=str) if kind is set else parts)]
