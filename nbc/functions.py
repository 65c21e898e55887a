"""Which NBC a live Python function came from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from types import CodeType, FunctionType
from typing import Any, final
from weakref import WeakKeyDictionary

from nbc.bytecode.module import Module


@final
class Functions:
    """From code objects to the functions of modules; forgets what nothing uses any more."""

    def __init__(self) -> None:
        self._known: WeakKeyDictionary[CodeType, tuple[Module, int]] = WeakKeyDictionary()

    def register(self, module: Module, code: CodeType) -> None:
        """Notes the functions of a module whose cell body compiled to `code`."""
        by_name: dict[str, list[int]] = defaultdict(list)
        for index, function in enumerate(module.functions):
            if function.kind in ("function", "lambda"):
                by_name[function.qualname].append(index)
        if by_name:
            for inner in _nested(code):
                indices = by_name.get(inner.co_qualname)
                if indices:
                    index = _taken(module, indices, inner.co_firstlineno)
                    self._note(inner, (module, index))

    def register_variant(self, variant: CodeType, code: CodeType) -> None:
        """Notes that `variant` stands in for the code of a function."""
        found = self._known.get(code)
        if found is not None:
            self._note(variant, found)

    def _note(self, code: CodeType, found: tuple[Module, int]) -> None:
        """Equal code may be known already: the entry must live as long as the newer one."""
        self._known.pop(code, None)
        self._known[code] = found

    def of_code(self, code: CodeType) -> tuple[Module, int] | None:
        """The module and index of a Noodle function, by its code."""
        return self._known.get(code)

    def items(self) -> list[tuple[CodeType, tuple[Module, int]]]:
        """All live code with its function."""
        return list(self._known.items())

    def lookup(self, value: Any) -> tuple[Module, int] | None:
        """The module and index of a Noodle function, None for anything else."""
        if type(value) is not FunctionType:
            return None
        return self._known.get(value.__code__)


def _taken(module: Module, indices: list[int], line: int) -> int:
    """Of the functions with one name: that on the line, or else the next one."""
    if len(indices) == 1:
        return indices[0]
    here = (at for at, i in enumerate(indices) if module.functions[i].position[0] == line)
    return indices.pop(next(here, 0))


def _nested(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _nested(constant)


FUNCTIONS = Functions()
