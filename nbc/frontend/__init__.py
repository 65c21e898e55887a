"""Source text to NBC: `parse` gives CPython's tree, `lower` turns it into a module."""

from nbc.frontend import definitions, expressions, statements  # they register what they lower
from nbc.frontend.lower import lower
from nbc.frontend.parse import (
    beside_a_program,
    deep_recursion,
    parse,
    room_for_compile,
    syntax_error,
    too_deep,
)
from nbc.frontend.plain import touches_of_python

__all__ = ["beside_a_program", "deep_recursion", "definitions", "expressions", "lower", "parse",
           "room_for_compile", "statements", "syntax_error", "too_deep",
           "touches_of_python"]  # fmt: skip
