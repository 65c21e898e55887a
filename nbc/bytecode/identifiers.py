"""Which names NBC may use: Python's identifiers, less its keywords and what Noodle keeps for
itself."""

from __future__ import annotations

import keyword
from typing import Any

COMPREHENSION_PARAMETER = ".0"
RESERVED_PREFIX = "__nbc_"
MAX_NAME = 10_000


def is_identifier(name: Any) -> bool:
    """A name that Python's source could hold where a variable, attribute or keyword stands."""
    return (
        isinstance(name, str) and name.isidentifier() and not keyword.iskeyword(name)
        and not name.startswith(RESERVED_PREFIX) and len(name) <= MAX_NAME
    )  # fmt: skip


def is_bindable(name: Any) -> bool:
    """An identifier that Python lets a program bind."""
    return is_identifier(name) and name != "__debug__"


def is_dotted(name: Any) -> bool:
    return isinstance(name, str) and all(map(is_identifier, name.split(".")))


def is_private(name: str) -> bool:
    """A name that Python would mangle in the body of a class; NBC holds the mangled form."""
    return name.startswith("__") and not name.endswith("__") and "." not in name


def mangle(name: str, class_name: str | None) -> str:
    """The name as CPython has it inside the class of that name."""
    owner = (class_name or "").lstrip("_")
    return f"_{owner}{name}" if owner and is_private(name) else name
