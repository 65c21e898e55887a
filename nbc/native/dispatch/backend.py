"""What dispatch takes from the compiler and the support library, loaded when first needed.

Both bring llvmlite, which takes a tenth of a second to import: a session that never runs anything
hot never pays it. Where they cannot be loaded, every request is answered with a refusal.
"""

from __future__ import annotations

import gc
import importlib
import threading
from collections import deque
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any, Protocol, final

from nbc import builtins
from nbc.errors import InternalError
from nbc.native.unit import Compiled, Refusal, Unit

COMPILER = "nbc.native.compile"
BINDING = "nbc.native.support.binding"
LLVM = "nbc.native.llvm"
LOWER = "nbc.native.lower"


class Entry(Protocol):
    """A builtin that tries its specialisations and calls `miss(*arguments)` if none fits."""

    @property
    def callable(self) -> Callable[..., Any]: ...

    def add(self, compiled: Compiled, namespace: dict[str, Any], **more: Any) -> Any: ...


@final
class Backend:
    """`reason` says why there is no native tier, once that is known."""

    def __init__(self) -> None:
        self.reason = ""
        self._compile: Callable[[Unit], Compiled | Refusal] | None = None
        self._dispatcher: Callable[..., Entry] | None = None
        self._lock = threading.Lock()
        self._is_proved = False

    def compile(self, unit: Unit) -> Compiled | Refusal:
        """Machine code that can be called, or why there is none. Never raises."""
        if not self.load():
            return Refusal(self.reason)
        assert self._compile is not None
        try:
            found = self._compile(unit)
            if not self._is_proved and isinstance(found, Compiled):
                self.entry("first", _nothing, _nothing)
                self._is_proved = True
        except InternalError as error:
            return Refusal(error.message, permanent=False)
        except ImportError as error:
            self.reason = f"native code is not available: {error}"
            return Refusal(self.reason)
        return found

    def load(self) -> bool:
        """Whether there is a native tier. Imports the compiler, which asks for LLVM only when a
        unit has turned out to be native."""
        if self._compile is not None or self.reason:
            return not self.reason
        with self._lock:
            if self._compile is None and not self.reason:
                try:
                    self._dispatcher = importlib.import_module(BINDING).Dispatcher
                    if find_spec("llvmlite") is None:
                        raise ImportError("llvmlite is not installed")
                    self._compile = importlib.import_module(COMPILER).compile_unit
                except ImportError as error:
                    self.reason = f"native code is not available: {error}"
        return not self.reason

    def warm_up(self) -> None:
        """Loads all of it, LLVM too, and the rows of builtins, which the first cells are checked
        by."""
        deque(builtins.names(), maxlen=0)
        if self.load():
            importlib.import_module(LOWER)
            importlib.import_module(LLVM).warm_up()
        # All that is new here would have the first cell wait for a full collection.
        gc.collect()

    def entry(self, name: str, miss: Callable[..., Any], on_trap: Callable[..., Any]) -> Entry:
        assert self._dispatcher is not None
        return self._dispatcher(name, miss, on_trap)


def _nothing(*arguments: Any) -> Any:
    """A handler that is never called."""


BACKEND = Backend()
