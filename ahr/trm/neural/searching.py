"""`HPO(choice(64, 128))` and the like: a search over values, which is refused with what to write.

In the language a network with one is compiled by a search (`--hpo`), not by itself: it stands for
as many networks as there are values, and a model is one network.
"""

from __future__ import annotations

from typing import Any, Final

from ahr.trm.neural.parsing import Call
from nbc.errors import ModelError

_KINDS: Final = ("choice", "range", "log_range")


def refuse_search(value: Any, what: str) -> None:
    """Raises ModelError N6014 where an argument is a call: a search, or nothing that is known."""
    if not isinstance(value, Call):
        return
    if value.name.lower() != "hpo":
        raise ModelError("N6014", f"{what}: {value.name}(...) is no value", value.span,
                         hint="write one value")  # fmt: skip
    inner = value.positional[0] if len(value.positional) == 1 and not value.named else None
    if not isinstance(inner, Call) or inner.name.lower() not in _KINDS or not inner.positional:
        hint = f"HPO holds one of {', '.join(_KINDS)}; a model wants one value"
        raise ModelError("N6014", f"{what}: this HPO(...) says no values", value.span, hint=hint)
    said = f"{what}: HPO(...) is a search over values, and a model has one"
    hint = f"{_one_of(inner)}; search in Python, with a network for each value"
    raise ModelError("N6014", said, value.span, hint=hint)


def _one_of(inner: Call) -> str:
    if inner.name.lower() == "choice":
        return f"write one of {', '.join(map(repr, inner.positional))}"
    first, *others = inner.positional
    return f"write a number from {first} to {others[0] if others else '...'}"
