"""Verified NBC to a CPython code object: the VM tier.

The code object has the file name and the positions of the Noodle source, so tracebacks, debuggers
and coverage work unchanged. `runtime_names` are what it expects in its namespace. A `Draft` is the
work between the two halves of the job: writing the tree here, compiling it (the caller does), and
putting in the bodies of functions that were compiled before (`nbc.vm.reuse`).
"""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass
from types import CodeType
from typing import Any, NoReturn, final

from nbc.bytecode.module import Module
from nbc.bytecode.overflow import checked
from nbc.runtime import integers, operations
from nbc.runtime.conform import conform, enter, leave
from nbc.runtime.decorators import without_numba
from nbc.runtime.records import record
from nbc.runtime.unset import UNSET
from nbc.vm.reuse import CODE_CACHE, Key, Place, content_key, own_functions, restore
from nbc.vm.writer import Writer


@final
@dataclass(frozen=True, slots=True)
class Draft:
    """A tree to compile. `known`: bodies to put in; `fresh`: keys of the functions that are new."""

    tree: ast.Module
    known: dict[Place, CodeType]
    fresh: dict[Place, Key]

    def finish(self, code: CodeType) -> CodeType:
        """The whole code object, given that of `tree`."""
        if self.fresh:
            made = own_functions(code)
            for place, key in self.fresh.items():
                if place in made:
                    CODE_CACHE.note(key, made[place])
        return restore(code, self.known) if self.known else code


def draft(module: Module, *, native: bool = False) -> Draft:
    """The module's body as CPython's `ast`, without the functions that were compiled before.
    `native`: functions and loops are offered to native code."""
    known: dict[Place, CodeType] = {}
    fresh: dict[Place, Key] = {}
    skeletons: set[int] = set()
    for index in _reusable(module):
        function = module.functions[index]
        place = (function.name, function.position[0])
        key = (native, content_key(module, index))
        code = CODE_CACHE.find(key)
        if code is None:
            fresh[place] = key
        else:
            known[place] = code
            skeletons.add(index)
    return Draft(write(module, skeletons, native=native), known, fresh)


def write(module: Module, skeletons: set[int] | None = None, *, native: bool = False) -> ast.Module:
    """The module's body as CPython's `ast`; the functions in `skeletons` without their bodies."""
    writer = Writer(module, checked(module), 0, skeletons=skeletons or set(), native=native)
    writer.run()
    return ast.Module(writer.out, [])


def _reusable(module: Module) -> list[int]:
    """The cell's own functions that can be told apart by name and line."""
    code = module.body.instructions
    if any(ins.op.name == "IMPORT_FROM" and ins.operands[1] == "__future__" for ins in code):
        return []  # it changes how every function is compiled
    found: dict[Place, list[int]] = {}
    for ins in code:
        if ins.op.name == "DEFINE_FUNCTION" and not ins.operands[2]:
            function = module.functions[ins.operands[1]]
            found.setdefault((function.name, function.position[0]), []).append(ins.operands[1])
    return [indices[0] for indices in found.values() if len(indices) == 1]


def _display(value: Any) -> None:
    sys.displayhook(value)


def _unchanged(function: Any) -> Any:
    """`__nbc_native__` where there is no native tier."""
    return function


def _declines(*arguments: Any) -> Any:
    """`__nbc_whole__` where there is no native tier."""
    return ...


def _raise(error: BaseException) -> NoReturn:
    raise error


def runtime_names() -> dict[str, Any]:
    """The names that generated code uses, to be put into its namespace."""
    names: dict[str, Any] = {
        "__nbc_check__": integers.check, "__nbc_type__": type, "__nbc_int__": int,
        "__nbc_slice__": slice, "__nbc_conform__": conform, "__nbc_enter__": enter,
        "__nbc_leave__": leave, "__nbc_record__": record, "__nbc_display__": _display,
        "__nbc_native__": _unchanged, "__nbc_whole__": _declines,
        "__nbc_unset__": UNSET,
        "__nbc_unbound__": NameError,
        "__nbc_raise__": _raise, "__nbc_decorator__": without_numba,
    }  # fmt: skip
    names |= {f"__nbc_checked_{name.lower()}__": fn for name, fn in integers.CHECKED.items()}
    names |= {f"__nbc_{name.lower()}__": fn for name, fn in operations.INPLACE.items()}
    return names
