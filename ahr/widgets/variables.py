"""Models into the variables of the person's notebook, and never over one unasked."""

from __future__ import annotations

import json
import keyword
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, Final, final

_FALLBACK: Final = "study"


@final
@dataclass(frozen=True, slots=True)
class Put:
    """What became of it. `code` is the line that does the same; `is_taken` says that the name has a
    value already, so that it must be asked for again."""

    is_done: bool
    text: str
    code: str = ""
    is_taken: bool = False


def namespace() -> MutableMapping[str, Any] | None:
    """The variables of the notebook, where there is one."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return None if shell is None else shell.user_ns


def put(name: str, make: Callable[[], Any], code: str, *, is_again: bool) -> Put:
    """Gives the variable `name` what `make()` returns. is_again: the person knows that it has a
    value, and wants this one."""
    if not name.isidentifier() or keyword.iskeyword(name) or name.startswith("__"):
        return Put(False, f"{name[:80]!r} cannot be the name of a variable")
    variables = namespace()
    if variables is None:
        return Put(False, "there is no notebook whose variables could be set", code)
    if name in variables and not is_again:
        kind = type(variables[name]).__name__
        text = f"There is a variable {name} already ({kind}). Press again to replace it."
        return Put(False, text, is_taken=True)
    variables[name] = make()
    return Put(True, f"{name} is the model now. The same in code:", code)


def name_of(value: object) -> str:
    """The variable that holds it, or the name that it would have in an example."""
    found = namespace() or {}
    names = [name for name, held in list(found.items()) if held is value and name[:1] != "_"]
    return names[0] if names else _FALLBACK


def quoted(text: str) -> str:
    """As people write it in code."""
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else repr(text)
