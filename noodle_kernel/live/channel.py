"""The comm between JupyterLab's extension and the kernel: requests, answers and events.

A request is `{"id", "method", "params"}`; its answer has the same id and either `result` or `error`
(`code`, `message`, `hint`). An event is `{"event", "data"}`, sent to every page that is open.
Requests come on a subshell, so on a thread of their own: they are answered while a cell runs, and
therefore read the namespace while it changes. `methods.py` is the table of what can be asked; what
may take long there waits for its turn in `background.py`, so that the rest is answered at once.
The kernel needs this file to start, so what imports `nbc` is loaded when a page comes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, final

from noodle_kernel.live.background import Background

if TYPE_CHECKING:
    from comm.base_comm import BaseComm

    from noodle_kernel.shell import NoodleShell

TARGET: Final = "noodle.lab"
_MOST_PAGES: Final = 16
"""Pages that were closed do not say so: the oldest are forgotten."""
_SWITCH_S: Final = 0.001
"""How long a cell keeps Python's lock while a page waits. An answer takes the lock a dozen times;
with Python's 5 ms, completion during a busy loop took 40 ms and more, with 1 ms it takes 6."""


@final
class Channels:
    """The open comms of a kernel, one for each page."""

    def __init__(self, shell: NoodleShell) -> None:
        self.shell = shell
        self._open: list[BaseComm] = []
        self._background = Background()

    def opened(self, comm: BaseComm, message: dict[str, Any]) -> None:
        """A page has opened a comm. What it is told first is with whom it speaks."""
        from noodle_kernel.live import methods  # lazy: nbc loads after the start

        def answer(message: dict[str, Any]) -> None:
            request = message["content"]["data"]
            if methods.is_slow(request):
                self._background.do(lambda: comm.send(methods.answer(self.shell, request)))
            else:
                comm.send(methods.answer(self.shell, request))

        _keep_subshell(comm)
        sys.setswitchinterval(min(sys.getswitchinterval(), _SWITCH_S))
        comm.on_msg(answer)
        comm.on_close(lambda _: self._forget(comm))
        self._open.append(comm)
        for old in self._open[:-_MOST_PAGES]:
            self._forget(old)
        comm.send({"event": "ready", "data": methods.about()})

    def tell(self, event: str, data: dict[str, Any]) -> None:
        """Sends an event to every page."""
        for comm in list(self._open):
            comm.send({"event": event, "data": data})

    def is_request(self, message: Any) -> bool:
        """Whether a message is a page's request, which is no work of the kernel that people see."""
        if not isinstance(message, dict) or message.get("msg_type") != "comm_msg":
            return False
        number = message.get("content", {}).get("comm_id")
        return any(comm.comm_id == number for comm in self._open)

    def _forget(self, comm: BaseComm) -> None:
        if comm in self._open:
            self._open.remove(comm)


def _keep_subshell(comm: BaseComm) -> None:
    """Requests go where the page sends them. ipykernel would send them to the shell that spoke
    last through the comm: after an event of a cell to the main one, which a cell may keep busy."""
    comm.__dict__["_reply_subshell_for"] = lambda data, subshell: subshell
