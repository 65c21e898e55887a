"""The kernel: ipykernel's, with Noodle's shell, completer and inspection.

What ipykernel does, ipykernel does: sockets, threads, interrupts, comms, history, debugging,
subshells. Here are the replies that say what Noodle is, and those that know Noodle's types.
"""

from __future__ import annotations

import asyncio
import json
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from threading import Thread, current_thread, main_thread
from time import sleep
from typing import Any, cast

from ipykernel.ipkernel import IPythonKernel
from IPython.utils.tokenutil import token_at_cursor
from jupyter_client.jsonutil import json_default
from jupyter_client.session import json_packer
from traitlets import Type

from noodle_kernel import __version__, cells, interrupts
from noodle_kernel.cells import NoodleCompiler
from noodle_kernel.debugging import LateDebugger, pausing, spare_debugpy
from noodle_kernel.live import TARGET, Channels
from noodle_kernel.shell import BANNER, NoodleShell
from noodle_kernel.streams import Stream

IDLE_S = 0.5
"""How long no cell may have begun before something is loaded in the background."""

PYTHON_DOCS = f"https://docs.python.org/{sys.version_info[0]}.{sys.version_info[1]}"


def pack(content: Any) -> bytes:
    """Jupyter's JSON; where a text holds half a character, JSON in ASCII, which can say so. Without
    this, a message with one would never leave, and its sender would wait for ever."""
    try:
        return json_packer(content)
    except UnicodeEncodeError:
        return json.dumps(content, default=json_default, allow_nan=False).encode("ascii")


class NoodleKernel(IPythonKernel):
    """The kernel of one notebook."""

    shell_class = Type(NoodleShell)
    compiler_class = Type(NoodleCompiler)
    debugger_class = Type(LateDebugger)

    _started = 0
    _running = 0
    """Cells: how many have begun, and how many run now."""

    implementation = "noodle"
    implementation_version = __version__
    banner = BANNER
    language_info = {  # noqa: RUF012 - ipykernel declares it so
        "name": "noodle",
        "version": __version__,
        "mimetype": "text/x-noodle",
        "file_extension": ".noodle",
        # Front ends without Noodle's extension fall back on Python's mode by the mime type.
        "codemirror_mode": {"name": "noodle", "mime": "text/x-python", "extensions": ["py"]},
        "pygments_lexer": "noodle",
        "nbconvert_exporter": "python",
    }
    help_links = [  # noqa: RUF012
        {"text": "Python Reference", "url": PYTHON_DOCS},
        {"text": "NumPy Reference", "url": "https://numpy.org/doc/stable/reference/"},
        {"text": "IPython Reference", "url": "https://ipython.readthedocs.io/en/stable/"},
    ]

    def __init__(self, **more: Any) -> None:
        spare_debugpy()
        super().__init__(**more)
        assert self.session is not None
        self.session.pack = pack
        self.live = Channels(self.noodle_shell)
        self.comm_manager.register_target(TARGET, self.live.opened)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, Stream):
                stream.is_patient = self._has_widgets

    def start(self) -> None:
        """The language is loaded while whoever started the kernel finds its sockets."""
        super().start()
        Thread(target=self._load_language, name="noodle-load", daemon=True).start()

    def _load_language(self) -> None:
        self.noodle_shell.load_language()
        # Loaded late, yet as internal as the rest of the kernel when someone steps through a cell.
        for name, module in list(sys.modules.items()):
            if name.partition(".")[0] in ("nbc", "noodle_kernel") and module.__file__:
                self._kernel_modules.append(module.__file__)
        self._warm_up_when_idle()

    def _warm_up_when_idle(self) -> None:
        """The native compiler is loaded too, but never while the person waits for a cell."""
        started = None
        while started != self._started or self._running:
            started = self._started
            sleep(IDLE_S)
        self.noodle_shell.language.warm_up()

    def _has_widgets(self) -> bool:
        return any(comm.target_name != TARGET for comm in list(self.comm_manager.comms.values()))

    @property
    def noodle_shell(self) -> NoodleShell:
        return cast(NoodleShell, self.shell)

    @property
    def runs_a_cell(self) -> bool:
        return self._running > 0

    def pre_handler_hook(self) -> None:
        super().pre_handler_hook()
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, interrupts.on_sigint)

    async def execute_request(self, stream: Any, ident: Any, parent: Any) -> None:
        content = parent["content"]
        content["code"] = cells.readable(content.get("code", ""))
        self._started += 1
        self._running += 1
        is_main = current_thread() is main_thread()
        if is_main:
            pausing.before_a_cell()
        try:
            with interrupts.request() if is_main else nullcontext():
                await super().execute_request(stream, ident, parent)
        finally:
            self._running -= 1
            cell = parent.get("metadata", {}).get("cellId")
            self.live.tell("ran", {"cell": cell, "count": self.execution_count - 1})

    async def do_execute(
        self, code: str, silent: bool, store_history: bool = True, user_expressions: Any = None,
        allow_stdin: bool = False, *, cell_meta: Any = None, cell_id: str | None = None,
    ) -> Any:  # fmt: skip
        """Every run goes into the ledger, which knows what is stale."""
        ledger = self.noodle_shell.ledger
        started = ledger.begin(cell_id if isinstance(cell_id, str) else None, code)
        outcome = "interrupted"
        try:
            reply = await super().do_execute(
                code, silent, store_history, user_expressions, allow_stdin, cell_meta=cell_meta,
                cell_id=cell_id,
            )  # fmt: skip
            was_interrupted = reply.get("ename") == "KeyboardInterrupt"
            failed = "interrupted" if was_interrupted else "failed"
            outcome = "ok" if reply.get("status") == "ok" else failed
        finally:
            ledger.end(started, outcome)
        return reply

    async def do_debug_request(self, msg: Any) -> Any:
        """A debugger wants to see every line run."""
        command = msg.get("command")
        if command == "attach":
            self.noodle_shell.language.watch(on=True)
        reply = await super().do_debug_request(msg)
        if command in ("disconnect", "terminate"):
            self.noodle_shell.language.watch(on=False)
        return reply

    @contextmanager
    def _cancel_on_sigint(self, future: asyncio.Future[Any]) -> Iterator[None]:
        """ipykernel's own handler runs when the waiting loop next wakes up; this one wakes it."""
        loop = asyncio.get_running_loop()
        before = signal.getsignal(signal.SIGINT)
        try:
            loop.add_signal_handler(signal.SIGINT, future.cancel)
        except NotImplementedError:  # Windows
            with super()._cancel_on_sigint(future):
                yield
            return
        try:
            yield
        finally:
            loop.remove_signal_handler(signal.SIGINT)
            signal.signal(signal.SIGINT, before)

    def _publish_status(self, status: str, channel: str, parent: Any = None) -> None:
        """Busy is who runs a cell: what pages ask beside it would show the kernel as idle."""
        if not self.live.is_request(parent or self.get_parent(channel)):
            super()._publish_status(status, channel, parent)

    def do_complete(self, code: str, cursor_pos: int | None) -> Any:
        position = len(code) if cursor_pos is None else cursor_pos
        try:
            found = self.noodle_shell.language.complete(self.shell, code, position)
        except Exception:  # noqa: BLE001  # kernel dispatch: no reply would block the client
            found = None
        return self._complete_by_ipython(code, position) if found is None else found

    def _complete_by_ipython(self, code: str, position: int) -> Any:
        found = super().do_complete(code, position)
        for row in found["metadata"]["_jupyter_types_experimental"]:
            if row["type"] == "<unknown>":
                row["type"] = ""
        return found

    def do_inspect(
        self, code: str, cursor_pos: int, detail_level: int = 0, omit_sections: Any = ()
    ) -> Any:
        found = super().do_inspect(code, cursor_pos, detail_level, omit_sections)
        if not found["found"]:
            text = self.noodle_shell.language.about_word(token_at_cursor(code, cursor_pos))
            if text is not None:
                found.update(found=True, data={"text/plain": text})
        return found

    def do_is_complete(self, code: str) -> Any:
        """IPython counts any open bracket as incomplete; the parser knows better."""
        found = super().do_is_complete(code)
        if found["status"] == "incomplete" and cells.is_beyond_repair(code):
            return {"status": "invalid"}
        return found

    def do_history(self, hist_access_type: str, *args: Any, **more: Any) -> Any:
        """IPython calls the running session 0; the protocol wants its number."""
        found = super().do_history(hist_access_type, *args, **more)
        if hist_access_type == "range":
            manager: Any = self.noodle_shell.history_manager
            number = manager.session_number
            found["history"] = [(session or number, *rest) for session, *rest in found["history"]]
        return found
