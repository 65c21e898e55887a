"""A debugger's side of the protocol, as JupyterLab drives it: requests on control, events beside."""

from __future__ import annotations

from itertools import count
from typing import Any, final

from tests.kernel.client import Client, Message


@final
class Debugger:
    """Debug requests over one client."""

    def __init__(self, kernel: Client) -> None:
        self.kernel = kernel
        self.numbers = count(1)

    def attach(self) -> None:
        self.ask("initialize", clientID="tests", adapterID="", pathFormat="path",
                 linesStartAt1=True, columnsStartAt1=True, locale="en")  # fmt: skip
        self.ask("attach")

    def detach(self) -> None:
        self.ask("disconnect", restart=False, terminateDebuggee=False)

    def reply(self, command: str, **arguments: Any) -> Message:
        return self.kernel.control(
            "debug_request",
            {"type": "request", "seq": next(self.numbers), "command": command,
             "arguments": arguments},
        )  # fmt: skip

    def ask(self, command: str, **arguments: Any) -> Message:
        reply = self.reply(command, **arguments)
        assert reply.get("success"), reply
        return dict(reply.get("body", {}))

    def wait_until_stopped(self) -> int:
        event = self.kernel.wait_for(
            lambda message: (
                message["msg_type"] == "debug_event"
                and message["content"].get("event") == "stopped"
            )
        )
        return int(event["content"]["body"]["threadId"])

    def break_at(self, code: str, *lines: int, **more: str) -> str:
        path = str(self.ask("dumpCell", code=code)["sourcePath"])
        self.break_in(path, *lines, **more)
        return path

    def break_in(self, path: str, *lines: int, **more: str) -> list[Message]:
        body = self.ask("setBreakpoints", source={"path": path}, sourceModified=False,
                        breakpoints=[{"line": line, **more} for line in lines])  # fmt: skip
        return list(body["breakpoints"])

    def frames(self, thread: int) -> list[Message]:
        return list(self.ask("stackTrace", threadId=thread)["stackFrames"])

    def places(self, thread: int) -> list[tuple[str, int]]:
        return [(frame["name"], frame["line"]) for frame in self.frames(thread)]

    def rows(self, frame: Message, scope: int = 0) -> dict[str, tuple[str, str]]:
        """Type and value by name."""
        found = self.ask("scopes", frameId=frame["id"])["scopes"][scope]
        rows = self.ask("variables", variablesReference=found["variablesReference"])["variables"]
        return {row["name"]: (row["type"], row["value"]) for row in rows}

    def locals(self, frame: Message) -> dict[str, str]:
        return {name: value for name, (_, value) in self.rows(frame).items()}

    def evaluate(self, source: str, frame: Message) -> Message:
        return self.reply("evaluate", expression=source, frameId=frame["id"], context="repl")

    def go_on(self, thread: int) -> None:
        self.ask("continue", threadId=thread)

    def run_to_stop(self, code: str) -> tuple[str, int]:
        """Starts a cell; its message id, and the thread that stopped."""
        request = self.kernel.channels.execute(code)
        return request, self.wait_until_stopped()
