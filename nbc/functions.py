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
                    self._known[inner] = (
                        module,
                        indices.pop(0) if len(indices) > 1 else indices[0],
                    )

    def lookup(self, value: Any) -> tuple[Module, int] | None:
        """The module and index of a Noodle function, None for anything else."""
        if type(value) is not FunctionType:
            return None
        return self._known.get(value.__code__)


def _nested(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _nested(constant)


FUNCTIONS = Functions()
