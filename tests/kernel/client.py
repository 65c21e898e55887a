"""A Jupyter client for the tests: runs cells in a real kernel and gathers what it publishes."""

from __future__ import annotations

import json
import queue
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, final

from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager

TIMEOUT_S = 60.0
_ANSI = re.compile(r"\x1b\[[0-9;]*m")

Message = dict[str, Any]


@final
@dataclass(slots=True)
class Result:
    """The reply to one cell and every message that came with it, idle not included."""

    reply: Message
    messages: list[Message] = field(default_factory=list)

    @property
    def status(self) -> str:
        return str(self.reply["status"])

    @property
    def stdout(self) -> str:
        return self._stream("stdout")

    @property
    def stderr(self) -> str:
        return plain(self._stream("stderr"))

    @property
    def value(self) -> str | None:
        """The text of the last expression's value."""
        found = self.of("execute_result")
        return str(found[-1]["data"]["text/plain"]) if found else None

    @property
    def error(self) -> str:
        """The error as a person reads it, without colours."""
        return plain("\n".join(line for each in self.of("error") for line in each["traceback"]))

    def of(self, kind: str) -> list[Message]:
        return [each["content"] for each in self.messages if each["msg_type"] == kind]

    def _stream(self, name: str) -> str:
        return "".join(each["text"] for each in self.of("stream") if each["name"] == name)


@final
class Client:
    """One kernel and its channels."""

    def __init__(self, kernel: str = "noodle") -> None:
        self.manager = KernelManager(kernel_name=kernel)
        self.manager.start_kernel()
        self.channels: BlockingKernelClient = self.manager.client()
        self.channels.start_channels()
        self.channels.wait_for_ready(timeout=TIMEOUT_S)

    def close(self) -> None:
        self.channels.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code: str, **options: Any) -> Result:
        """Runs a cell to its end. `options` are those of an execute_request."""
        options = {"allow_stdin": False, "stop_on_error": False, **options}
        return self.result(self.channels.execute(code, **options))

    def result(self, message_id: str) -> Result:
        """The result of a request that was sent before."""
        result = Result(self.reply(message_id))
        while True:
            message = self.channels.get_iopub_msg(timeout=TIMEOUT_S)
            if message["parent_header"].get("msg_id") != message_id:
                continue
            if message["msg_type"] == "status":
                if message["content"]["execution_state"] == "idle":
                    return result
                continue
            result.messages.append(message)

    def reply(self, message_id: str) -> Message:
        while True:
            message = self.channels.get_shell_msg(timeout=TIMEOUT_S)
            if message["parent_header"].get("msg_id") == message_id:
                return dict(message["content"])

    def wait_for(self, wanted: Callable[[Message], bool]) -> Message:
        """The next message on iopub that is wanted."""
        end = time.monotonic() + TIMEOUT_S
        while time.monotonic() < end:
            try:
                message = self.channels.get_iopub_msg(timeout=1)
            except queue.Empty:
                continue
            if wanted(message):
                return dict(message)
        raise TimeoutError("the message did not come")

    def complete(self, code: str, position: int | None = None) -> Message:
        at = len(code) if position is None else position
        return self.reply(self.channels.complete(code, at))

    def inspect(self, code: str, detail: int = 0) -> str:
        reply = self.reply(self.channels.inspect(code, len(code), detail))
        return plain(str(reply["data"].get("text/plain", "")))

    def control(self, kind: str, content: Message) -> Message:
        """A request on the control channel, and the content of its reply."""
        message = self.channels.session.msg(kind, content)
        self.channels.control_channel.send(message)
        while True:
            reply = self.channels.get_control_msg(timeout=TIMEOUT_S)
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return dict(reply["content"])

    def send_as_ascii(self) -> None:
        """JSON with escapes, as JavaScript sends lone surrogates."""
        self.channels.session.pack = lambda data: json.dumps(data, default=str).encode("ascii")


def plain(text: str) -> str:
    return _ANSI.sub("", text)
