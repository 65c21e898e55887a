"""The debugger of a kernel, loaded when somebody first asks: debugpy takes a fifth of a start.

ipykernel asks whether debugpy is there by importing what needs it. So a module that only says yes
stands in the place of `ipykernel.debugger` until then (`spare_debugpy`). JupyterLab asks every
kernel at once how its debugger is: that is answered here.
"""

from __future__ import annotations

import asyncio
import os
import sys
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final, final

from ipykernel.compiler import get_tmp_directory, get_tmp_hash_seed

from noodle_kernel.debugging.breakpoints import Extras

if TYPE_CHECKING:
    from noodle_kernel.debugging.debugger import NoodleDebugger

Message = dict[str, Any]

_HOME: Final = "ipykernel.debugger"


@final
class _StandIn(ModuleType):
    """What a kernel asks `ipykernel.debugger` for as long as nothing is debugged."""

    _is_debugpy_available = True


def spare_debugpy() -> None:
    """To be called before ipykernel's kernel is made."""
    if _HOME not in sys.modules and find_spec("debugpy") is not None:
        sys.modules[_HOME] = _StandIn(_HOME)


@final
class LateDebugger:
    """Stands for a `NoodleDebugger` and makes it, in the thread of debug requests."""

    def __init__(self, *arguments: Any) -> None:
        self._arguments = arguments
        self._made: NoodleDebugger | None = None
        self._is_there = asyncio.Event()
        self.extras = Extras()

    @property
    def tcp_client(self) -> Any:
        return self._debugger().tcp_client

    async def process_request(self, message: Message) -> Message:
        if self._made is None and message["command"] == "debugInfo":
            return _before_debugging(message)
        return await self._debugger().process_request(message)

    async def handle_stopped_event(self) -> None:
        """Waits until a thread stops."""
        await self._is_there.wait()
        debugger: Any = self._debugger()
        await debugger.handle_stopped_event()

    def _debugger(self) -> NoodleDebugger:
        if self._made is None:
            if isinstance(sys.modules.get(_HOME), _StandIn):
                del sys.modules[_HOME]
            from noodle_kernel.debugging.debugger import NoodleDebugger  # lazy: loads debugpy

            self._made = NoodleDebugger(*self._arguments, extras=self.extras)
            self._is_there.set()
        return self._made


def _before_debugging(message: Message) -> Message:
    """What ipykernel's debugger says of itself before it was started."""
    return {
        "type": "response", "request_seq": message["seq"], "success": True,
        "command": message["command"],
        "body": {
            "isStarted": False, "hashMethod": "Murmur2", "hashSeed": get_tmp_hash_seed(),
            "tmpFilePrefix": get_tmp_directory() + os.sep, "tmpFileSuffix": ".py",
            "breakpoints": [], "stoppedThreads": [], "richRendering": True,
            "exceptionPaths": ["Python Exceptions"], "copyToGlobals": True,
        },
    }  # fmt: skip
