"""Profiles in a real kernel: where the time of a cell goes, whatever becomes of the cell."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.kernel.client import Client
from tests.kernel.page import Page

BUSY = """
def heavy(n):
    found = []
    for i in range(n):
        found.append(str(i) + str(i + 1) + str(i + 2))
    return found
def light(n):
    found = []
    for i in range(n):
        found.append(str(i) + str(i + 1) + str(i + 2))
    return found
for _ in range(6):
    heavy(300_000); light(100_000)
"""
"""VM code: three quarters of the time are in `heavy`, by construction."""


@pytest.fixture(scope="module", autouse=True)
def tools(kernel: Client) -> None:
    done = kernel.run("import json, threading, time")
    assert done.status == "ok"


def profile(kernel: Client, expression: str) -> Any:
    """What a Python expression says of `_profile`, the latest one."""
    done = kernel.run(f"%%python\nprint(json.dumps({expression}))")
    assert done.status == "ok", done.error
    return json.loads(done.stdout)


def still(result: Any) -> dict[str, str]:
    """The last picture that the cell's output has."""
    shown = result.of("display_data") + result.of("update_display_data")
    return dict(shown[-1]["data"])


def test_functions_of_the_vm_have_their_shares(kernel: Client) -> None:
    result = kernel.run("%%profile kept" + BUSY)
    assert result.status == "ok", result.error
    rows = profile(kernel, "[list(row) for row in kept.functions()]")
    total = {row[0]: row[4] for row in rows}
    # Three times as much; where looks are few, or one of them has become native, it varies.
    assert total["heavy"] > total.get("light", 0.0)
    lines = {row["line"]: row for row in profile(kernel, "kept.table()")}
    hot = max(lines, key=lambda line: lines[line]["seconds"])
    assert hot == 5 and "str(i + 2)" in lines[hot]["source"]
    assert sum(row["share"] for row in lines.values()) <= 1.001
    elapsed, tiers = profile(kernel, "[kept.elapsed_s, kept.tiers()]")
    assert sum(tiers.values()) == pytest.approx(elapsed, rel=0.05)
    picture = still(result)
    assert "str(i + 2)" in picture["text/plain"] and "<table>" in picture["text/html"]


NATIVE = """
import numpy as np
def work(a, rounds):
    total = 0.0
    for _ in range(rounds):
        for i in range(a.shape[0]):
            total += (a[i] * i) % 3.0
    return total
a = np.random.default_rng(1).random(20_000)
x = work(a, 1); x = work(a, 1)
while not done.is_set():
    x += work(a, 200)
"""


def test_a_native_loop_heats_its_line_while_it_runs(kernel: Client) -> None:
    page = Page(kernel)
    page.ask("profile_next", cell="hot")
    kernel.run("done = threading.Event()")
    kernel.run("stop = threading.Timer(4.0, done.set); stop.start()")
    message_id = execute(kernel, NATIVE, "hot")
    told: list[Any] = []

    def is_hot(message: Any) -> bool:
        data = message["content"].get("data", {})
        if data.get("event") == "profile":
            told.append(data["data"])
        return bool(told) and told[-1]["lines"].get("7", 0) > 0.3

    kernel.wait_for(is_hot)
    assert told[-1]["state"] == "running" and told[-1]["cell"] == "hot"
    assert told[-1]["tiers"]["native"] > 0.3
    assert [each["elapsed_s"] for each in told] == sorted(each["elapsed_s"] for each in told)
    assert kernel.result(message_id).status == "ok"
    rows = {row["line"]: row for row in profile(kernel, "_profile.table()")}
    hot = max(rows, key=lambda line: rows[line]["seconds"])
    assert hot == 7 and rows[7]["native_s"] > 0.9 * rows[7]["seconds"]
    names = [row[0] for row in profile(kernel, "[list(row) for row in _profile.functions()]")]
    assert names[0] == "work" and threads_of(kernel) == []


def test_a_cell_that_fails_keeps_its_profile(kernel: Client) -> None:
    result = kernel.run("%%profile\ntotal = sum(str(i) < 'x' for i in range(400_000))\n1 / 0")
    assert "ZeroDivisionError" in result.error
    assert "failed" in still(result)["text/plain"]
    assert profile(kernel, "[_profile.state, _profile.lines()[0].line]") == ["failed", 2]


def test_an_interrupt_keeps_what_there_is(kernel: Client) -> None:
    sent = kernel.channels.execute("%%profile\nprint('go')\nn = 0\nwhile True:\n    n = len(str(n))",
                                   allow_stdin=False)  # fmt: skip
    kernel.wait_for(lambda message: "go" in str(message["content"].get("text")))
    kernel.manager.interrupt_kernel()
    result = kernel.result(sent)
    assert "KeyboardInterrupt" in result.error
    assert "interrupted" in still(result)["text/plain"]
    assert threads_of(kernel) == []


def test_a_profile_inside_of_one_is_a_part_of_it(kernel: Client) -> None:
    inner = "get_ipython().run_cell_magic('profile', '', 'x = [str(i) for i in range(300_000)]')"
    result = kernel.run(f"%%profile outer\n{inner}\n{inner}")
    assert result.status == "ok", result.error
    assert len(result.of("display_data")) == 1
    assert {row["line"] for row in profile(kernel, "outer.table()")} <= {2, 3}
    assert threads_of(kernel) == []


def test_an_expression_on_a_line(kernel: Client) -> None:
    result = kernel.run("%profile sum(str(i) < 'x' for i in range(400_000))")
    assert "range(400_000)" in still(result)["text/plain"]
    assert profile(kernel, "_profile.lines()[0].line") == 1
    assert "UsageError" in kernel.run("%profile").stderr
    assert "UsageError" in kernel.run("%%profile a b\n1").stderr


def test_python_cells_and_prints(kernel: Client) -> None:
    result = kernel.run("%%profile\n%%python\nfor i in range(60_000):\n    print('line', i)\n")
    assert result.stdout.endswith("line 59999\n")
    lines = {row["line"]: row["share"] for row in profile(kernel, "_profile.table()")}
    assert max(lines, key=lambda line: lines[line]) == 4


def test_waiting_is_no_work_and_calls_of_the_system_go_on(kernel: Client) -> None:
    result = kernel.run(
        "%%profile\nimport socket\na, b = socket.socketpair()\n"
        "late = threading.Timer(0.3, lambda: b.send(b'x'))\nlate.start()\n"
        "got = a.recv(1)\nstart = time.perf_counter()\ntime.sleep(0.3)\n"
        "slept = time.perf_counter() - start\nprint(got, slept >= 0.3)"
    )
    assert result.stdout == "b'x' True\n"
    lines = {row["line"]: row for row in profile(kernel, "_profile.table()")}
    for line in (6, 8):
        assert lines[line]["waiting_s"] > 0.8 * lines[line]["seconds"] > 0.2


def test_memory_by_line_where_it_is_asked_for(kernel: Client) -> None:
    result = kernel.run("%%profile --memory\nkept_texts = [str(i) * 10 for i in range(50_000)]\n"
                        "gone = len([str(i) * 10 for i in range(50_000)])")  # fmt: skip
    rows = {row["line"]: row for row in profile(kernel, "_profile.table()")}
    assert rows[2]["allocated_bytes"] > 3_000_000 and rows[2]["allocated_blocks"] >= 50_000
    assert rows.get(3, {"allocated_bytes": 0})["allocated_bytes"] < 100_000
    assert "memory" in still(result)["text/plain"]


def test_exports_have_the_shape_that_speedscope_reads(kernel: Client) -> None:
    found = profile(kernel, "_profile.speedscope()")
    frames = found["shared"]["frames"]
    assert found["$schema"] == "https://www.speedscope.app/file-format-schema.json"
    assert all(set(frame) <= {"name", "file", "line", "col"} for frame in frames)
    for each in found["profiles"]:
        assert set(each) == {"type", "name", "unit", "startValue", "endValue", "samples", "weights"}
        assert each["type"] == "sampled" and each["unit"] == "seconds"
        assert len(each["samples"]) == len(each["weights"])
        assert each["endValue"] == pytest.approx(sum(each["weights"]))
        assert all(0 <= number < len(frames) for sample in each["samples"] for number in sample)
    table = profile(kernel, "_profile.csv()").splitlines()
    assert table[0].startswith("line,source,share,seconds,native_s") and len(table) > 1


def test_the_next_run_of_a_cell_by_its_id(kernel: Client) -> None:
    arm = "get_ipython().profile_next.add('cell-1')"
    kernel.run(arm)
    before = kernel.run("x = 1")
    assert before.of("display_data") == []
    for code, state in ((BUSY, "done"), ("1 / 0", "failed"), ("%%python\nx = 2", "done")):
        kernel.run(arm)
        assert kernel.result(execute(kernel, code, "cell-1")).of("display_data")
        assert profile(kernel, "[_profile.state, _profile.cell_id]") == [state, "cell-1"]
    assert kernel.run("len(get_ipython().profile_next)").value == "0"


def test_a_page_that_comes_later_is_told_what_the_last_run_cost(kernel: Client) -> None:
    busy = BUSY.replace("range(6)", "range(1)").replace("00_000", "0_000")
    profiled = f"%%profile --memory\nkept = [0] * 100_000\n{busy}"
    kernel.result(execute(kernel, profiled, "late"))
    page = Page(kernel)
    cost = page.ask("tiers", code=profiled, cell="late")["cost"]
    assert max(cost["lines"].values()) > 0.3 and cost["allocated"]["2"] >= 800_000
    assert page.ask("tiers", code=profiled)["cost"] is None
    assert page.ask("tiers", code=f"{profiled}\n", cell="late")["cost"] is None
    assert page.ask("tiers", code=profiled, cell=7)["cost"] is None
    kernel.result(execute(kernel, "1", "late"))
    assert page.ask("tiers", code="1", cell="late")["cost"] is None


def execute(kernel: Client, code: str, cell: str) -> str:
    """Asks for a run as JupyterLab does; the request's id."""
    message: dict[str, Any] = kernel.channels.session.msg(
        "execute_request",
        {"code": code, "silent": False, "store_history": True, "user_expressions": {},
         "allow_stdin": False, "stop_on_error": False},
        metadata={"cellId": cell},
    )  # fmt: skip
    kernel.channels.shell_channel.send(message)
    return str(message["header"]["msg_id"])


def threads_of(kernel: Client) -> list[str]:
    """The profiler's own threads that are left."""
    return list(profile(kernel, "[t.name for t in threading.enumerate() if 'profile' in t.name]"))


def test_a_traced_cell_runs_on_the_vm_and_is_profiled(kernel: Client) -> None:
    """As under a debugger: the tracer of the person stays, and the profiler's threads have none."""
    result = kernel.run(
        "%%profile\nimport sys\nseen = set()\ndef trace(frame, event, argument):\n"
        "    seen.add(frame.f_code.co_name)\nsys.settrace(trace)\nthreading.settrace(trace)\n"
        "def busy(n):\n    return [str(i) for i in range(n)]\nfor _ in range(3):\n"
        "    busy(200_000)\nsys.settrace(None)\nthreading.settrace(None)\nprint('busy' in seen)"
    )
    assert result.stdout == "True\n", result.error
    lines = {row["line"]: row for row in profile(kernel, "_profile.table()")}
    hot = max(lines, key=lambda line: lines[line]["seconds"])
    assert hot == 9 and lines[9]["native_s"] == 0
    assert threads_of(kernel) == []
