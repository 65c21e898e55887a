"""The debugger, as JupyterLab drives it: breakpoints, stack, variables, stepping, on control."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import Any, final

import pytest

from tests.kernel.client import Client, Message

CODE = """

def total(n):
    result = 0
    for i in range(n):
        result = result + i
    return result

total(3)
"""


@final
class Debugger:
    """Debug requests over one client."""

    def __init__(self, kernel: Client) -> None:
        self.kernel = kernel
        self.numbers = count(1)

    def ask(self, command: str, **arguments: Any) -> Message:
        reply = self.kernel.control(
            "debug_request",
            {"type": "request", "seq": next(self.numbers), "command": command,
             "arguments": arguments},
        )  # fmt: skip
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

    def break_at(self, code: str, *lines: int) -> str:
        path = str(self.ask("dumpCell", code=code)["sourcePath"])
        self.ask("setBreakpoints", source={"path": path}, sourceModified=False,
                 breakpoints=[{"line": line} for line in lines])  # fmt: skip
        return path

    def locals(self, frame: Message) -> dict[str, str]:
        scope = self.ask("scopes", frameId=frame["id"])["scopes"][0]
        rows = self.ask("variables", variablesReference=scope["variablesReference"])["variables"]
        return {row["name"]: row["value"] for row in rows}


@pytest.fixture(scope="module")
def debugger(kernel: Client) -> Iterator[Debugger]:
    debugger = Debugger(kernel)
    assert debugger.ask("debugInfo")["isStarted"] is False
    debugger.ask("initialize", clientID="tests", adapterID="", pathFormat="path",
                 linesStartAt1=True, columnsStartAt1=True, locale="en")  # fmt: skip
    debugger.ask("attach")
    yield debugger
    debugger.ask("disconnect", restart=False, terminateDebuggee=False)


def test_a_breakpoint_in_a_noodle_cell_is_hit(kernel: Client, debugger: Debugger) -> None:
    path = debugger.break_at(CODE, 6)
    debugger.ask("configurationDone")
    request = kernel.channels.execute(CODE)
    thread = debugger.wait_until_stopped()
    frames = debugger.ask("stackTrace", threadId=thread)["stackFrames"]
    assert [(frame["name"], frame["line"]) for frame in frames] == [("total", 6), ("<module>", 9)]
    assert frames[0]["source"]["path"] == path
    variables = debugger.locals(frames[0])
    assert (variables["n"], variables["i"], variables["result"]) == ("3", "0", "0")
    debugger.ask("next", threadId=thread)
    debugger.wait_until_stopped()
    assert debugger.ask("stackTrace", threadId=thread)["stackFrames"][0]["line"] == 5
    debugger.break_at(CODE)
    debugger.ask("continue", threadId=thread)
    assert kernel.result(request).value == "3"


def test_stepping_in_goes_to_noodle_code_only(kernel: Client, debugger: Debugger) -> None:
    code = "def checked(a: i64):\n    b = a + 1\n    return b\n\nchecked(4)"
    debugger.break_at(code, 5)
    request = kernel.channels.execute(code)
    thread = debugger.wait_until_stopped()
    lines = []
    for _ in range(3):
        debugger.ask("stepIn", threadId=thread)
        debugger.wait_until_stopped()
        top = debugger.ask("stackTrace", threadId=thread)["stackFrames"][0]
        lines.append((top["name"], top["line"]))
    assert lines == [("checked", 1), ("checked", 2), ("checked", 3)] or lines == [
        ("checked", 2), ("checked", 3), ("<module>", 5)
    ]  # fmt: skip
    debugger.break_at(code)
    debugger.ask("continue", threadId=thread)
    assert kernel.result(request).value == "5"


def test_breakpoints_work_in_python_cells_too(kernel: Client, debugger: Debugger) -> None:
    code = "%%python\nvalue = 7\nvalue = value + 1\nvalue"
    debugger.break_at(code, 3)
    request = kernel.channels.execute(code)
    thread = debugger.wait_until_stopped()
    assert debugger.ask("stackTrace", threadId=thread)["stackFrames"][0]["line"] == 3
    debugger.break_at(code)
    debugger.ask("continue", threadId=thread)
    assert kernel.result(request).value == "8"


def test_variables_can_be_seen_between_cells(kernel: Client, debugger: Debugger) -> None:
    kernel.run("seen_by_the_panel = 12")
    rows = debugger.ask("inspectVariables")["variables"]
    assert "12" in [row["value"] for row in rows if row["name"] == "seen_by_the_panel"]
    rich = debugger.ask("richInspectVariables", variableName="seen_by_the_panel")
    assert rich["data"]["text/plain"] == "12"
