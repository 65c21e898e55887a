"""The VM tier: verified NBC becomes CPython code, which defines what the language means."""

from nbc.bytecode.overflow import Checks, checked
from nbc.vm import blocks, definitions, expressions, statements  # they register their writers
from nbc.vm.generate import Draft, draft, runtime_names, write

__all__ = ["Checks", "Draft", "blocks", "checked", "definitions", "draft", "expressions",
           "runtime_names", "statements", "write"]  # fmt: skip
