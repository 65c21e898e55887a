"""Verified NBC to a CPython code object: the VM tier.

The code object has the file name and the positions of the Noodle source, so tracebacks, debuggers
and coverage work unchanged. `runtime_names` are what it expects in its namespace.
"""

from __future__ import annotations

import ast
import sys
from types import CodeType
from typing import Any

from nbc.bytecode.module import Module
from nbc.runtime import integers, operations
from nbc.runtime.conform import conform, enter, leave
from nbc.vm.overflow import checked
from nbc.vm.writer import Writer


def write(module: Module) -> ast.Module:
    """The module's body as CPython's `ast`."""
    writer = Writer(module, checked(module), 0)
    writer.run()
    return ast.Module(writer.out, [])


def generate(module: Module, filename: str) -> CodeType:
    """The code object of a module's body. Raises SyntaxError where CPython's compiler refuses it."""
    return compile(write(module), filename, "exec", dont_inherit=True)


def _display(value: Any) -> None:
    sys.displayhook(value)


def runtime_names() -> dict[str, Any]:
    """The names that generated code uses, to be put into its namespace."""
    names: dict[str, Any] = {
        "__nbc_check__": integers.check, "__nbc_type__": type, "__nbc_int__": int,
        "__nbc_slice__": slice, "__nbc_conform__": conform, "__nbc_enter__": enter,
        "__nbc_leave__": leave, "__nbc_display__": _display,
    }  # fmt: skip
    names |= {f"__nbc_checked_{name.lower()}__": fn for name, fn in integers.CHECKED.items()}
    names |= {f"__nbc_{name.lower()}__": fn for name, fn in operations.INPLACE.items()}
    return names
