"""The VM tier: verified NBC becomes CPython code, which defines what the language means."""

from nbc.vm import blocks, definitions, expressions, statements  # they register their writers
from nbc.vm.generate import generate, runtime_names, write
from nbc.vm.overflow import Checks, checked

__all__ = ["Checks", "blocks", "checked", "definitions", "expressions", "generate",
           "runtime_names", "statements", "write"]  # fmt: skip
