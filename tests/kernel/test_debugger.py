"""The debugger, as JupyterLab drives it: breakpoints, stack, variables, stepping, on control."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.kernel.client import Client
from tests.kernel.debugging import Debugger

CODE = """

def total(n):
    result = 0
    for i in range(n):
        result = result + i
    return result

total(3)
"""


@pytest.fixture(scope="module")
def debugger(kernel: Client) -> Iterator[Debugger]:
    debugger = Debugger(kernel)
    assert debugger.ask("debugInfo")["isStarted"] is False
    debugger.attach()
    yield debugger
    debugger.detach()


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


SHAPES = """
import numpy as np
def shaped(n: i64):
    grid = np.zeros((3, 4))
    many = list(range(100_000))
    text = "<b>" * 10
    return n + grid.size
shaped(2)
"""


def test_variables_have_noodles_types_and_nothing_of_the_compilers(
    kernel: Client, debugger: Debugger
) -> None:
    debugger.break_at(SHAPES, 7)
    request, thread = debugger.run_to_stop(SHAPES)
    frame = debugger.frames(thread)[0]
    rows = debugger.rows(frame)
    assert rows["grid"] == ("f64[3, 4]", "[[0. 0. 0. 0.] [0. 0. 0. 0.] [0. 0. 0. 0.]]")
    assert rows["many"] == ("list of 100000", "[0, 1, 2, 3, 4, 5, ...]")
    assert rows["n"] == ("i64", "2")
    everything = [*rows, *debugger.rows(frame, 1)]
    assert "__nbc_check__" not in everything
    assert not [name for name in everything if name.startswith("__nbc")]
    many = {row["name"]: row for row in debugger.ask(
        "variables", variablesReference=debugger.ask("scopes", frameId=frame["id"])["scopes"][0][
            "variablesReference"])["variables"]}["many"]  # fmt: skip
    inside = debugger.ask("variables", variablesReference=many["variablesReference"])["variables"]
    assert 0 < len(inside) < 1000
    picture = debugger.ask("richInspectVariables", variableName="grid", frameId=frame["id"])
    assert "<table>" in picture["data"]["text/html"] and "f64[3, 4]" in picture["data"]["text/html"]
    text = debugger.ask("richInspectVariables", variableName="text", frameId=frame["id"])["data"]
    assert "text/html" not in text and text["text/plain"].startswith("'<b>")
    debugger.break_at(SHAPES)
    debugger.go_on(thread)
    assert kernel.result(request).value == "14"


def test_evaluation_is_noodle_in_the_frame(kernel: Client, debugger: Debugger) -> None:
    code = "def scaled(a: i64):\n    b = a + 1\n    return b * 2\n\nscaled(4)"
    debugger.break_at(code, 3)
    request, thread = debugger.run_to_stop(code)
    frame = debugger.frames(thread)[0]
    answer = debugger.evaluate("a + b", frame)
    assert (answer["body"]["result"], answer["body"]["type"]) == ("9", "i64")
    assert debugger.evaluate("sqrt(16)", frame)["body"]["result"] == "4.0"  # without an import
    refused = debugger.evaluate("a + 'x'", frame)
    assert not refused["success"] and "N2001" in refused["message"]
    assert refused["body"]["noodle"]["code"] == "N2001"
    overflow = debugger.evaluate("2**62 * b", frame)
    assert not overflow["success"] and "N5001" in overflow["message"]
    missing = debugger.evaluate("list(range(b))[b]", frame)
    assert not missing["success"] and "N5003" in missing["message"]
    assert debugger.evaluate("1 +", frame)["success"] is False
    assert debugger.evaluate("b = 50", frame)["body"]["result"] == ""
    assert debugger.locals(frame)["b"] == "50"
    debugger.break_at(code)
    debugger.go_on(thread)
    result = kernel.result(request)
    assert result.value == "100"
    assert kernel.run("'b' in globals()").value == "False"


LOOP = """
found = []
for number in range(100):
    found.append(number)
len(found)
"""


@pytest.mark.parametrize(
    ("more", "number"),
    [
        ({"condition": "number == 40"}, "40"),
        ({"condition": "sqrt(number) == 5"}, "25"),
        ({"hitCondition": "7"}, "6"),
        ({"condition": "nowhere > 3"}, "0"),
    ],
)
def test_breakpoints_have_conditions(
    kernel: Client, debugger: Debugger, more: dict[str, str], number: str
) -> None:
    debugger.break_at(LOOP, 4, **more)
    request, thread = debugger.run_to_stop(LOOP)
    assert debugger.evaluate("number", debugger.frames(thread)[0])["body"]["result"] == number
    debugger.break_at(LOOP)
    debugger.go_on(thread)
    result = kernel.result(request)
    assert result.value == "100"
    assert ("N5008" in result.stderr or "nowhere" in result.stderr) == ("nowhere" in str(more))


def test_breakpoints_print_messages(kernel: Client, debugger: Debugger) -> None:
    debugger.break_at(LOOP, 4, condition="number % 50 == 0", logMessage="at {number}: {found[:2]}")
    result = kernel.run(LOOP)
    assert result.stdout == "at 0: []\nat 50: [0, 1]\n"
    debugger.break_at(LOOP)


def test_conditions_can_be_told_apart_from_breakpoints(kernel: Client, debugger: Debugger) -> None:
    kernel.run(
        "from noodle_kernel.live.methods import answer\n"
        f"params = {{'code': {LOOP!r}, 'line': 4, 'condition': 'number == 12'}}\n"
        "asked = {'id': 1, 'method': 'breakpoint_condition', 'params': params}\n"
        "told = answer(get_ipython(), asked)\n"
        "bad = answer(get_ipython(), {**asked, 'params': {**params, 'condition': 'number ='}})"
    )
    assert kernel.run("told['result']['condition']").value == "'number == 12'"
    assert kernel.run("bad['error']['code']").value == "'N1001'"
    debugger.break_at(LOOP, 4)
    request, thread = debugger.run_to_stop(LOOP)
    assert debugger.evaluate("number", debugger.frames(thread)[0])["body"]["result"] == "12"
    debugger.break_at(LOOP)
    debugger.go_on(thread)
    assert kernel.result(request).value == "100"
    # With the breakpoint its condition went.
    kernel.run("at = {name: params[name] for name in ('code', 'line')}")
    assert kernel.run("answer(get_ipython(), {**asked, 'params': at})['result']").value == (
        "{'condition': '', 'hits': '', 'message': ''}"
    )


def test_hit_counts_and_messages_of_pages(kernel: Client, debugger: Debugger) -> None:
    kernel.run(
        "from noodle_kernel.live.methods import answer\n"
        "def tell(**more):\n"
        f"    params = {{'code': {LOOP!r}, 'line': 4, **more}}\n"
        "    asked = {'id': 1, 'method': 'breakpoint_condition', 'params': params}\n"
        "    return answer(get_ipython(), asked)"
    )
    for hits in ("five", "5; 1", "@HIT@ == 1", "0", ">= x", "__import__('os')"):
        assert kernel.run(f"tell(hits={hits!r})['error']['code']").value == "'N8001'"
    kernel.run("tell(hits='% 50', message='at {number}', condition='number < 60')")
    assert "'% 50'" in str(kernel.run("tell()['result']").value)
    kernel.run("tell(hits='3')")
    debugger.break_at(LOOP, 4)
    request, thread = debugger.run_to_stop(LOOP)
    assert debugger.evaluate("number", debugger.frames(thread)[0])["body"]["result"] == "2"
    debugger.go_on(thread)
    assert kernel.result(request).value == "100"
    path = str(debugger.ask("dumpCell", code=LOOP)["sourcePath"])
    wrong = debugger.break_in(path, 4, hitCondition="print(1)")
    assert wrong[0]["verified"] is False and "hit count" in wrong[0]["message"]
    debugger.break_at(LOOP)


def test_a_condition_that_is_no_noodle_is_refused(debugger: Debugger) -> None:
    path = str(debugger.ask("dumpCell", code=LOOP)["sourcePath"])
    points = debugger.ask(
        "setBreakpoints", source={"path": path}, sourceModified=False,
        breakpoints=[{"line": 3, "condition": "number ="}, {"line": 4}],
    )["breakpoints"]  # fmt: skip
    assert [point["verified"] for point in points] == [False, True]
    assert "N1001" in points[0]["message"]
    debugger.break_at(LOOP)


def test_stepping_goes_over_and_out_across_cells(kernel: Client, debugger: Debugger) -> None:
    inner = "def doubled(x):\n    y = x * 2\n    return y"
    outer = "first = 1\nsecond = doubled(first)\nthird = second + 1\nthird"
    kernel.run(inner)
    debugger.break_at(inner)
    debugger.break_at(outer, 1)
    request, thread = debugger.run_to_stop(outer)
    seen = []
    for command in ("next", "stepIn", "next", "stepOut", "next"):
        debugger.ask(command, threadId=thread)
        debugger.wait_until_stopped()
        seen.append(debugger.places(thread))
    lines = [places[0] for places in seen]
    assert lines[0] == ("<module>", 2)
    assert lines[1][0] == "doubled" and [place[0] for place in seen[1]] == ["doubled", "<module>"]
    assert lines[2][0] == "doubled" and lines[2][1] > lines[1][1]
    assert lines[3][0] == lines[4][0] == "<module>" and lines[4][1] >= 3
    debugger.break_at(outer)
    debugger.go_on(thread)
    assert kernel.result(request).value == "3"


def test_what_is_stopped_answers_and_can_be_interrupted(kernel: Client, debugger: Debugger) -> None:
    debugger.break_at(LOOP, 4)
    request, thread = debugger.run_to_stop(LOOP)
    subshell = kernel.control("create_subshell_request", {})["subshell_id"]
    message = kernel.channels.session.msg("complete_request", {"code": "fou", "cursor_pos": 3})
    message["header"]["subshell_id"] = subshell
    kernel.channels.shell_channel.send(message)
    assert "found" in kernel.reply(message["header"]["msg_id"])["matches"]
    kernel.manager.interrupt_kernel()
    result = kernel.result(request)
    assert result.status == "error" and "KeyboardInterrupt" in result.error
    debugger.break_at(LOOP, 4, condition="number == 3")  # tracing goes on
    request, thread = debugger.run_to_stop(LOOP)
    debugger.break_at(LOOP)
    debugger.go_on(thread)
    assert kernel.result(request).value == "100"


def test_exceptions_can_be_stopped_at(kernel: Client, debugger: Debugger) -> None:
    code = "def part(a, b):\n    return a // b\n\npart(1, 0)"
    debugger.ask("setExceptionBreakpoints", filters=["raised"])
    request, thread = debugger.run_to_stop(code)
    top = debugger.frames(thread)[0]
    assert (top["name"], top["line"]) == ("part", 2)
    assert debugger.rows(top)["b"] == ("i64", "0")
    debugger.ask("setExceptionBreakpoints", filters=[])
    debugger.go_on(thread)
    assert "N5002" in kernel.result(request).error
