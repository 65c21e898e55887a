"""How the rows are written down: one `Entry` each, in the `*_rows` files.

`text` is the name with its signature ("zeros(shape, dtype=None)"), or the bare name of an attribute
or constant. A method's first parameter is its receiver. `typing` is given the arguments already
matched to the parameters. `nbc.builtins.table` makes a `Row` of an entry when it is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from nbc.builtins.signature import Arguments
from nbc.types.model import OBJECT, Object, Type

Typing = Callable[[Arguments], Type]

IMPURE = False

GENERATOR = Object("numpy.random._generator.Generator")
"""The class whose methods are the "Generator." rows."""


class Entry(NamedTuple):
    text: str
    typing: Typing
    summary: str
    pure: bool = True


def fixed(result: Type) -> Typing:
    """The same type whatever the arguments."""
    return lambda arguments: result


def unknown(arguments: Arguments) -> Type:
    """Nothing is certain of the result."""
    return OBJECT
