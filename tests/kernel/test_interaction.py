"""What happens while a cell runs: interrupts, questions to the person, comms and widgets."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.kernel.client import Client, Message, plain

SIGNAL = """import os, signal
kernel = get_ipython().kernel
def with_signal(work, to):
    def done(*given, **more):
        found = work(*given, **more)
        setattr(kernel, to, work)
        os.kill(os.getpid(), signal.SIGINT)
        return found
    setattr(kernel, to, done)
"""
"""An interrupt behind one thing that the kernel does."""


@pytest.mark.parametrize(
    "loop",
    [
        "while True:\n    pass",
        "import time\nfor i in range(10**9):\n    time.sleep(0.001)",
        "import itertools\nsum(1 for _ in itertools.count())",
        "%%python\nwhile True: pass",
        "%%python\nimport asyncio\nawait asyncio.sleep(60)",
    ],
)
def test_an_interrupt_stops_the_cell_at_once(kernel: Client, loop: str) -> None:
    kernel.run("kept = 5")
    request = kernel.channels.execute(f"{loop}", allow_stdin=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    time.sleep(0.15)  # into the loop: there is nothing to wait for
    start = time.perf_counter()
    kernel.manager.interrupt_kernel()
    result = kernel.result(request)
    took_s = time.perf_counter() - start
    assert result.reply["ename"] in ("KeyboardInterrupt", "CancelledError")
    assert took_s < 2, "an interrupt took seconds: the cell was not interrupted but ended"
    assert kernel.run("kept + 1").value == "6"


def test_an_interrupt_request_on_the_control_channel_works_too(kernel: Client) -> None:
    request = kernel.channels.execute("while True:\n    pass", allow_stdin=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    assert kernel.control("interrupt_request", {})["status"] == "ok"
    result = kernel.result(request)
    assert result.reply["ename"] == "KeyboardInterrupt"
    assert result.error.startswith("error[N5013]")


def test_an_interrupt_before_a_cell_begins_takes_the_cell_and_not_its_reply(kernel: Client) -> None:
    name = "_publish_execute_input"
    kernel.run(f"%%python\n{SIGNAL}with_signal(kernel.{name}, '{name}')")
    result = kernel.run("while True:\n    pass")
    assert result.reply["ename"] == "KeyboardInterrupt"
    assert kernel.run("1").value == "1"


def test_an_interrupt_behind_a_cell_changes_nothing(kernel: Client) -> None:
    name = "finish_metadata"
    kernel.run(f"%%python\n{SIGNAL}_ = with_signal(kernel.{name}, '{name}')")
    assert kernel.run("6 * 7").value == "42"
    assert kernel.run("1").value == "1"


def test_input_asks_the_front_end(kernel: Client) -> None:
    request = kernel.channels.execute("name = input('Who? ')\nname.upper()", allow_stdin=True)
    asked = kernel.channels.get_stdin_msg(timeout=30)
    assert asked["content"] == {"prompt": "Who? ", "password": False}
    kernel.channels.input("noodle")
    assert kernel.result(request).value == "'NOODLE'"


def test_input_without_a_front_end_is_an_error(kernel: Client) -> None:
    assert kernel.run("input()").reply["ename"] == "StdinNotImplementedError"


def test_output_comes_while_the_cell_runs(kernel: Client, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    code = f"""
import pathlib, time
print("early")
while not pathlib.Path({str(seen)!r}).exists():
    time.sleep(0.01)
print("late")
"""
    request = kernel.channels.execute(code, allow_stdin=False)
    kernel.wait_for(
        lambda message: message["msg_type"] == "stream" and "early" in message["content"]["text"]
    )
    seen.touch()
    assert "late" in kernel.result(request).stdout


SIDES = """import os, sys
from IPython.display import display
for i in range(20):
    print(i, end=" ")
    print(i, end=" ", file=sys.stderr)
    display(i)
    if i % 5 == 0:
        sys.stdout.flush()
"""
FORKS = """import os
def tell():
    if os.fork() == 0:
        print("of a fork", flush=True)
        os._exit(0)
    os.wait()
tell()
"""


def test_what_is_printed_stays_in_its_place(kernel: Client) -> None:
    """Streams are not waited for where nothing was written; their order is held all the same."""
    result = kernel.run("%%python\n" + SIDES)
    assert result.stdout.split() == [str(i) for i in range(20)]
    assert len(result.of("display_data")) == 20
    shown = 0
    for message in result.messages:
        if message["msg_type"] == "display_data":
            shown += 1
        elif message["msg_type"] == "stream":
            last = int(message["content"]["text"].split()[-1])
            assert last == shown, "printed before what is displayed next"
    assert "of a fork" in kernel.run("%%python\n" + FORKS).stdout


def test_prints_are_sent_in_few_messages(kernel: Client) -> None:
    result = kernel.run("for i in range(1000):\n    print(i)")
    assert result.stdout.count("\n") == 1000 and len(result.of("stream")) < 100


def test_a_comm_goes_both_ways(kernel: Client) -> None:
    kernel.run(
        "from ipykernel.comm import Comm\n"
        "heard = []\n"
        "line = Comm(target_name='tests', data={'hello': 1})\n"
        "line.on_msg(lambda message: heard.append(message['content']['data']))\n"
        "line.send({'more': 2})"
    )
    number = kernel.run("line.comm_id").value
    assert number is not None
    _send(kernel, "comm_msg", {"comm_id": number.strip("'"), "data": {"back": 3}})
    assert kernel.run("heard").value == "[{'back': 3}]"


def test_a_front_end_can_open_a_comm(kernel: Client) -> None:
    kernel.run(
        "opened = []\n"
        "def target(comm, message):\n"
        "    opened.append(message['content']['data'])\n"
        "get_ipython().kernel.comm_manager.register_target('mine', target)"
    )
    _send(kernel, "comm_open", {"comm_id": "c1", "target_name": "mine", "data": {"a": 1}})
    assert kernel.run("opened").value == "[{'a': 1}]"


def test_a_slider_calls_a_noodle_function(kernel: Client) -> None:
    code = (
        "import ipywidgets\n"
        "def area(width: f64, height=2):\n"
        "    print(width * height)\n"
        "shown = ipywidgets.interactive(area, width=(0.0, 10.0, 0.5))\n"
        "shown"
    )
    result = kernel.run(code)
    view = "application/vnd.jupyter.widget-view+json"
    assert view in result.of("execute_result")[0]["data"]
    opened = [each for each in result.of("comm_open") if each["target_name"] == "jupyter.widget"]
    slider = next(each for each in opened
                  if each["data"]["state"].get("_model_name") == "FloatSliderModel")  # fmt: skip
    data = {"method": "update", "state": {"value": 7.5}, "buffer_paths": []}
    answers = _send(kernel, "comm_msg", {"comm_id": slider["comm_id"], "data": data})
    assert kernel.run("shown.kwargs").value == "{'width': 7.5, 'height': 2}"
    assert answers, "moving the slider must reach the kernel"


def test_an_error_in_a_callback_is_shown(kernel: Client) -> None:
    kernel.run("import ipywidgets\nbutton = ipywidgets.Button()\n"
               "def fail(b):\n    return 1 // 0\nbutton.on_click(fail)")  # fmt: skip
    number = str(kernel.run("button.comm.comm_id").value).strip("'")
    answers = _send(
        kernel,
        "comm_msg",
        {"comm_id": number, "data": {"method": "custom", "content": {"event": "click"}}},
    )
    errors = [each["content"] for each in answers if each["msg_type"] == "error"]
    assert errors and errors[0]["ename"] == "ZeroDivisionError"


def test_subshells_answer_while_a_cell_runs(kernel: Client) -> None:
    reply = kernel.control("create_subshell_request", {})
    assert reply["status"] == "ok"
    request = kernel.channels.execute("import time\ntime.sleep(1)\n1", allow_stdin=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    session = kernel.channels.session
    message = session.msg("execute_request", {"code": "2 + 3", "silent": False})
    message["header"]["subshell_id"] = reply["subshell_id"]
    kernel.channels.shell_channel.send(message)
    first = kernel.channels.get_shell_msg(timeout=30)
    assert first["parent_header"]["msg_id"] == message["header"]["msg_id"]
    assert first["content"]["status"] == "ok"
    assert kernel.result(request).value == "1"
    kernel.control("delete_subshell_request", {"subshell_id": reply["subshell_id"]})


def test_usage_is_reported(kernel: Client) -> None:
    assert kernel.control("usage_request", {})["pid"] > 0


def _send(kernel: Client, kind: str, content: Message) -> list[Message]:
    """Sends a message that has no reply; what the kernel publishes until it is idle again."""
    message = kernel.channels.session.msg(kind, content)
    kernel.channels.shell_channel.send(message)
    number = message["header"]["msg_id"]
    found: list[Message] = []
    while True:
        each = kernel.wait_for(lambda each: each["parent_header"].get("msg_id") == number)
        if each["msg_type"] == "status" and each["content"]["execution_state"] == "idle":
            return found
        found.append(each)


def test_the_post_mortem_debugger_sees_noodle_lines(kernel: Client) -> None:
    kernel.run("def ratio(part, whole):\n    return part / whole\nratio(3, 0)")
    request = kernel.channels.execute("%debug", allow_stdin=True)
    for command in ("p part", "q"):
        assert "ipdb" in kernel.channels.get_stdin_msg(timeout=30)["content"]["prompt"]
        kernel.channels.input(command)
    text = kernel.result(request).stdout
    assert "part / whole" in plain(text) and "3" in text.splitlines()


def test_an_interrupt_stops_the_compiler_too(kernel: Client) -> None:
    code = "".join(f"line{number} = {number} + 1\n" for number in range(60_000))
    request = kernel.channels.execute(code, allow_stdin=False)
    kernel.wait_for(lambda message: message["msg_type"] == "execute_input")
    time.sleep(0.5)  # into the compiler
    kernel.manager.interrupt_kernel()
    result = kernel.result(request)
    assert result.error.startswith("error[N5013]") and "nothing of it ran" in result.error
    assert "nbc" not in result.error
    assert kernel.run("'line1' in dir()").value == "False"
