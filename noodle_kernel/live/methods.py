"""What a page can ask of the kernel: one row for each method, in the order of the notebook's life.

A method takes the shell and the request's `params`, and gives what can be written as JSON. What it
raises as a NoodleError is the answer; anything else is our bug, and answered as such.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from nbc.errors import InternalError, NoodleError
from noodle_kernel import __version__
from noodle_kernel.live.breakpoints import breakpoint_condition
from noodle_kernel.live.checking import check, check_module
from noodle_kernel.live.completing import complete
from noodle_kernel.live.describing import describe_variable
from noodle_kernel.live.hovering import hover
from noodle_kernel.live.profiling import profile_next
from noodle_kernel.live.stale import dependencies
from noodle_kernel.live.stepping import STEPPING
from noodle_kernel.live.tiers import explain_line, tiers
from noodle_kernel.live.variables import variables
from noodle_kernel.live.vocabulary import words

if TYPE_CHECKING:
    from noodle_kernel.shell import NoodleShell

PROTOCOL: Final = 1
"""Grows when a page of before could misunderstand an answer."""

Method = Callable[["NoodleShell", dict[str, Any]], Any]

METHODS: Final[dict[str, Method]] = {
    "check": check,
    "check_module": check_module,
    "dependencies": dependencies,
    "complete": complete,
    "hover": hover,
    "profile_next": profile_next,
    "tiers": tiers,
    "explain_line": explain_line,
    "variables": variables,
    "describe_variable": describe_variable,
    "breakpoint_condition": breakpoint_condition,
    **STEPPING,
}


SLOW: Final = frozenset({"check", "check_module", "dependencies"})
"""What grows with the text: asked for, it waits beside the others."""


def is_slow(request: Any) -> bool:
    return isinstance(request, dict) and request.get("method") in SLOW


def about() -> dict[str, Any]:
    """What a page is told first."""
    return {"protocol": PROTOCOL, "version": __version__, **words()}


def answer(shell: NoodleShell, request: Any) -> dict[str, Any]:
    """The answer to a request, whatever was sent."""
    number = request.get("id") if isinstance(request, dict) else None
    try:
        return {"id": number, "result": _result(shell, request)}
    except NoodleError as error:
        return {"id": number, "error": error.to_json()}
    except Exception as error:  # noqa: BLE001  # kernel dispatch: a page waits for an answer
        bug = InternalError("N9001", f"{type(error).__name__}: {error}")
        return {"id": number, "error": bug.to_json()}


def _result(shell: NoodleShell, request: Any) -> Any:
    if not isinstance(request, dict) or not isinstance(request.get("params", {}), dict):
        raise NoodleError("N8001", "a request is an object with id, method and params")
    method = METHODS.get(str(request.get("method")))
    if method is None:
        raise NoodleError(
            "N8001", f"this kernel has no method {request.get('method')!r}",
            hint="the extension is of another version than the kernel: install them together",
        )  # fmt: skip
    return method(shell, request.get("params", {}))
