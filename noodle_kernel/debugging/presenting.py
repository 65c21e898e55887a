"""debugpy's lists of variables with Noodle's types and short previews.

debugpy asks one function for the type and the text of a value; `install` puts ours in its place,
which leaves to debugpy what has children and how they are found. Where debugpy has no such function
its own texts stay.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Final, final

from nbc.types import display_value
from noodle_kernel.live.previews import preview

_MODULE: Final = "_pydevd_bundle.pydevd_suspended_frames"
_FUNCTION: Final = "get_variable_details"
_ITS_OWN: Final = ("ExceptionOnEvaluate", "DAPGrouper")

_TYPES_ONLY: Final = "jupyterlab"
"""A client whose tree of variables shows values of four types of Python's, of others the type."""

Details = tuple[Any, Any, bool, Any, str]


@final
class _Client:
    """Who looks on."""

    def __init__(self) -> None:
        self.name = ""


CLIENT: Final = _Client()


def install() -> None:
    module = sys.modules.get(_MODULE)
    known = getattr(module, _FUNCTION, None)
    if known is not None and getattr(known, "__module__", "") != __name__:
        setattr(module, _FUNCTION, _with_noodle(known))


def _with_noodle(known: Callable[..., Details]) -> Callable[..., Details]:
    def details(
        value: Any, evaluate_full_value: bool = True, to_string: Any = None,
        context: str | None = None,
    ) -> Details:  # fmt: skip
        in_hex = getattr(to_string, "convert_to_hex", False)
        raw = getattr(to_string, "raw_value", False)
        if type(value).__name__ in _ITS_OWN or context == "clipboard" or in_hex or raw:
            return known(value, evaluate_full_value, to_string, context)
        _, qualifier, failed, resolver, _ = known(value, False, to_string, context)
        text = preview(value)
        return _type_for_client(value, text), qualifier, failed, resolver, text

    details.__module__ = __name__
    return details


def _type_for_client(value: Any, text: str) -> str:
    kind = type_text(value)
    is_number = isinstance(value, (int, float, complex)) and not isinstance(value, bool)
    return f"{kind} = {text}" if is_number and CLIENT.name == _TYPES_ONLY else kind


def type_text(value: Any) -> str:
    """The type column: `f64[3, 4]`, `list of 3`, `Point`."""
    try:
        return display_value(value)
    except Exception:  # noqa: BLE001  # dispatch: of a person's classes, in a listing
        return type(value).__name__
