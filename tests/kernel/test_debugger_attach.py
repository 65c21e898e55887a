"""A debugger that comes late: while a cell runs, on the VM or natively; and one whose kernel goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kernel.client import Client
from tests.kernel.debugging import Debugger

SPIN = """
def spin(n: i64):
    total = 0
    for i in range(n):
        total = total + 1 if total < 1000 else 0
    return total
spin(100_000)
"""
NATIVE = "print('go', flush=True)\nspin(10**15)"
ON_VM = """
import time
ticks = [0]
print("go", flush=True)
while True:
    ticks[0] += 1
    time.sleep(0.001)
"""
ONCE_NATIVE = """
def summed(n):
    total = 0
    for i in range(n):
        total += i
    return total
summed(100_000)
"""


@pytest.fixture(scope="module")
def debugger(kernel: Client) -> Debugger:
    kernel.run(SPIN)
    kernel.run("spin(100_001)")
    return Debugger(kernel)


@pytest.mark.parametrize(("code", "native"), [(ON_VM, False), (NATIVE, True)])
def test_what_runs_already_is_paused(
    kernel: Client, debugger: Debugger, code: str, native: bool
) -> None:
    request = kernel.channels.execute(code)
    kernel.wait_for(
        lambda message: message["msg_type"] == "stream"
        and message["parent_header"]["msg_id"] == request
    )  # fmt: skip
    debugger.attach()
    debugger.ask("pause", threadId=1)
    if native:
        kernel.wait_for(lambda message: "inside one operation" in str(message["content"]))
    thread = debugger.wait_until_stopped()
    names = [name for name, _ in debugger.places(thread)]
    assert names == (["spin", "<module>"] if native else ["<module>"])
    kernel.manager.interrupt_kernel()
    assert "KeyboardInterrupt" in kernel.result(request).error
    debugger.detach()


def test_a_function_that_was_native_stops_at_a_breakpoint(
    kernel: Client, debugger: Debugger
) -> None:
    assert kernel.run(ONCE_NATIVE).value == "4999950000"
    assert kernel.run("summed(100_001)").value == "5000050000"
    debugger.attach()
    debugger.break_at(ONCE_NATIVE, 5, condition="i == 3")
    request, thread = debugger.run_to_stop("summed(10)")
    assert debugger.places(thread) == [("summed", 5), ("<module>", 1)]
    debugger.break_at(ONCE_NATIVE)
    debugger.go_on(thread)
    assert kernel.result(request).value == "45"
    debugger.detach()


def test_modules_in_noodle_are_debugged_in_their_files(
    kernel: Client, debugger: Debugger, tmp_path: Path
) -> None:
    path = tmp_path / "parts.noodle"
    path.write_text("def doubled(x):\n    y = x * 2\n    return y\n", "utf-8")
    kernel.run(f"import sys\nsys.path.insert(0, {str(tmp_path)!r})\nimport parts")
    debugger.attach()
    listed = debugger.reply("modules")["body"]["modules"]
    assert listed[0] == {"id": "noodle parts", "name": "parts", "path": str(path)}
    points = debugger.break_in(str(path), 3, condition="y > 5")
    assert points[0]["verified"]
    request, thread = debugger.run_to_stop("parts.doubled(1) + parts.doubled(4)")
    frame = debugger.frames(thread)[0]
    assert (frame["name"], frame["line"], frame["source"]["path"]) == ("doubled", 3, str(path))
    assert debugger.rows(frame)["y"] == ("i64", "8")
    text = debugger.ask("source", source={"path": str(path)}, sourceReference=0)["content"]
    assert text == path.read_text("utf-8")
    debugger.go_on(thread)
    assert kernel.result(request).value == "10"
    request, thread = debugger.run_to_stop(f"%run {path}\ndoubled(3)")
    assert debugger.frames(thread)[0]["source"]["path"] == str(path)
    debugger.break_in(str(path))
    debugger.go_on(thread)
    assert kernel.result(request).value == "6"
    debugger.detach()


def test_a_kernel_restarts_while_it_is_stopped() -> None:
    kernel = Client()
    try:
        kernel.run("1 + 1")
        debugger = Debugger(kernel)
        debugger.attach()
        debugger.break_at(ONCE_NATIVE, 5)
        debugger.run_to_stop(ONCE_NATIVE)
        kernel.manager.restart_kernel(now=False)
        kernel.channels.wait_for_ready(timeout=60)
        assert kernel.run("6 * 7").value == "42"
        assert debugger.ask("debugInfo")["isStarted"] is False
    finally:
        kernel.close()
