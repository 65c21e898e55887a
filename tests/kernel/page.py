"""What JupyterLab's extension is to a kernel: a comm on a subshell of its own, so that requests are
answered while a cell runs."""

from __future__ import annotations

import time
import uuid
from typing import Any, final

from noodle_kernel.live import TARGET
from tests.kernel.client import TIMEOUT_S, Client, Message


@final
class Page:
    """One page that is open on a kernel."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._subshell = client.control("create_subshell_request", {})["subshell_id"]
        self._comm = uuid.uuid4().hex
        self._number = 0
        self.events: list[Message] = []
        self.statuses: list[str] = []
        """What the kernel said of itself while an answer was waited for."""
        self._send("comm_open", {"target_name": TARGET, "data": {"protocol": 1}})
        self.about: Message = self._wait(lambda data: data.get("event") == "ready")["data"]

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a request. Raises AssertionError with what the kernel says instead."""
        answer = self.answer({"method": method, "params": params})
        assert "result" in answer, answer
        return answer["result"]

    def answer(self, request: Message) -> Message:
        self._number += 1
        number = self._number
        self.statuses.clear()
        self._send("comm_msg", {"data": {"id": number, **request}})
        return self._wait(lambda data: data.get("id") == number)

    def send_raw(self, data: Any) -> None:
        """Something that is no request."""
        self._send("comm_msg", {"data": data})

    def timed(self, method: str, **params: Any) -> tuple[Any, float]:
        """The result, and how many seconds it took to come."""
        start = time.perf_counter()
        result = self.ask(method, **params)
        return result, time.perf_counter() - start

    def _send(self, kind: str, content: Message) -> None:
        session = self._client.channels.session
        message = session.msg(kind, {"comm_id": self._comm, **content})
        message["header"]["subshell_id"] = self._subshell
        self._client.channels.shell_channel.send(message)

    def _wait(self, wanted: Any) -> Message:
        end = time.monotonic() + TIMEOUT_S
        while time.monotonic() < end:
            message = self._client.channels.get_iopub_msg(timeout=TIMEOUT_S)
            content = message["content"]
            if message["msg_type"] == "status":
                self.statuses.append(content["execution_state"])
            if message["msg_type"] != "comm_msg" or content["comm_id"] != self._comm:
                continue
            data: Message = content["data"]
            if "event" in data:
                self.events.append(data)
            if wanted(data):
                return data
        raise TimeoutError("the kernel did not answer")
