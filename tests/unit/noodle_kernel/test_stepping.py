"""Cells run one instruction at a time: where commands stop, what is seen, and what goes wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any, cast

import numpy as np
import pytest

from nbc.errors import NoodleError
from noodle_kernel.live import stepping
from noodle_kernel.live.methods import METHODS, answer
from noodle_kernel.stepping.output import MOST
from noodle_kernel.stepping.view import MOST_LINES

CODE = """def twice(a):
    b = a * 2
    return b

values = [1, 2]
x = twice(21)
y = x + 1
print("x is", x)
y"""
PATIENCE_S = 60


class Shell:
    """As much of a shell as the methods need."""

    def __init__(self, **names: Any) -> None:
        self.user_ns: dict[str, Any] = dict(names)
        self.kernel = self
        self.runs_a_cell = False

    def checkable(self, code: str) -> str | None:
        return None if code.startswith("%%") else code


Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def shell() -> Iterator[Shell]:
    yield Shell(big=np.zeros((3, 4)))
    stepping._OPEN.clear()


@pytest.fixture
def ask(shell: Shell) -> Ask:
    def do(method: str, **params: Any) -> dict[str, Any]:
        result = answer(cast(Any, shell), {"id": 1, "method": method, "params": params})
        found: dict[str, Any] = result.get("result") or result
        while found.get("status") == "running":
            found = METHODS["step_state"](cast(Any, shell), {"session": params["session"]})
        return found

    return do


def open_cell(ask: Ask, code: str = CODE, **more: Any) -> tuple[int, dict[str, Any]]:
    found = ask("step_open", code=code, **more)
    return found["session"], found


def test_it_stands_at_an_instruction_with_its_place_in_the_text(ask: Ask) -> None:
    session, state = open_cell(ask)
    assert (state["status"], state["steps"], state["depth"]) == ("ready", 0, 1)
    state = ask("step_to_line", session=session, line=6)
    assert CODE[state["from"] : state["to"]] in ("twice", "twice(21)")
    rows = ask("step_listing", session=session, function=0)["rows"]
    assert rows[state["calls"][-1]["index"]]["text"] == state["text"]
    assert [row["line"] for row in rows] == sorted(row["line"] for row in rows)


def test_commands_stop_where_they_say(ask: Ask) -> None:
    session, _ = open_cell(ask)
    ask("step_to_line", session=session, line=6)
    inside = ask("step_next_line", session=session)
    assert [call["name"] for call in inside["calls"]] == ["cell", "twice"]
    assert inside["line"] == 2
    seen = ask("step_next", session=session)
    assert seen["stack"] == [{"type": "i64", "preview": "21"}]
    assert {"name": "a", "type": "i64", "preview": "21"} in seen["variables"]
    after = ask("step_out", session=session)
    assert len(after["calls"]) == 1 and after["line"] == 6
    again, _ = open_cell(ask)
    ask("step_to_line", session=again, line=6)
    over = ask("step_over_line", session=again)
    assert over["line"] == 7 and len(over["calls"]) == 1
    end = ask("step_run", session=again)
    assert (end["status"], end["output"]) == ("finished", "x is 42\n43\n")
    assert {"name": "y", "type": "i64", "preview": "43"} in end["variables"]
    assert ask("step_next", session=again)["status"] == "finished"


def test_the_copy_is_shallow_and_the_real_one_by_choice(ask: Ask, shell: Shell) -> None:
    shell.user_ns["kept"] = [1]
    code = "kept.append(2)\nnew = 5\nnew"
    session, state = open_cell(ask, code)
    assert state["is_copy"] is True
    ask("step_run", session=session)
    assert "new" not in shell.user_ns and shell.user_ns["kept"] == [1, 2]
    session, state = open_cell(ask, code, real=True)
    assert state["is_copy"] is False
    assert ask("step_run", session=session)["output"] == "5\n"
    assert shell.user_ns["new"] == 5
    assert shell.user_ns["__nbc_display__"].__name__ == "_display"


def test_real_variables_are_left_alone_while_a_cell_runs(ask: Ask, shell: Shell) -> None:
    session, _ = open_cell(ask, "new = 5\nnew", real=True)
    shell.runs_a_cell = True
    waits = ask("step_run", session=session)
    assert (waits["status"], waits["steps"]) == ("ready", 0) and "a cell runs" in waits["note"]
    assert "new" not in shell.user_ns
    assert ask("step_open", code="1", real=True)["error"]["code"] == "N8001"
    copied, _ = open_cell(ask, "other = 6")
    assert ask("step_run", session=copied)["status"] == "finished"
    shell.runs_a_cell = False
    done = ask("step_run", session=session)
    assert (done["status"], done["note"], shell.user_ns["new"]) == ("finished", "", 5)


def test_errors_of_the_program_are_states(ask: Ask) -> None:
    session, _ = open_cell(ask, "def f(a):\n    return 1 // a\nf(0)")
    state = ask("step_run", session=session)
    assert state["status"] == "failed" and state["error"]["code"] == "N5002"
    assert "cell:2:12 in f" in state["error"]["text"]
    session, _ = open_cell(ask, "try:\n    nothing\nexcept NameError as e:\n    r = str(e)\nr")
    assert ask("step_run", session=session)["status"] == "finished"
    refused = ask("step_open", code="1 + 'a'")
    assert refused["error"]["code"] == "N2001"
    assert ask("step_open", code="%%python\n1")["error"]["code"] == "N8001"


def test_what_does_not_end_is_cancelled(ask: Ask, shell: Shell) -> None:
    released = threading.Event()
    shell.user_ns["wait"] = lambda: released.wait(PATIENCE_S)
    for code, cancels in (("while True:\n    pass", 1), ("wait()\nwhile True:\n    pass", 1)):
        session, _ = open_cell(ask, code)
        stepping._OPEN[session].do("run", {}, 0)
        with pytest.raises(NoodleError):
            stepping._OPEN[session].do("next", {}, 0)
        released.set()
        for _ in range(cancels):
            ask("step_cancel", session=session)
        state = ask("step_state", session=session)
        assert (state["status"], state["note"]) == ("ready", "stopped")
        ask("step_close", session=session)
        assert ask("step_next", session=session)["error"]["code"] == "N8001"


def test_only_what_it_prints_is_its_output(
    ask: Ask, shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    started, done = threading.Event(), threading.Event()
    shell.user_ns.update(begun=started.set, wait=lambda: done.wait(PATIENCE_S))
    session, _ = open_cell(ask, "print('mine')\nbegun()\nwait()\nprint('x' * 100_000)")
    stepping._OPEN[session].do("run", {}, 0)
    started.wait(PATIENCE_S)
    print("another's")
    done.set()
    state = ask("step_state", session=session)
    assert state["output"].endswith("x\n") and len(state["output"]) <= MOST and state["lost"]
    assert capsys.readouterr().out == "another's\n"


def test_big_things_stay_small(ask: Ask, shell: Shell) -> None:
    code = "\n".join(f"v{number} = {number}" for number in range(3000)) + "\nbig"
    session, _ = open_cell(ask, code)
    listed = ask("step_listing", session=session, function=0, index=5000)
    assert len(listed["rows"]) == MOST_LINES and listed["first"] <= 5000 < listed["first"] + 2000
    state = ask("step_to_line", session=session, line=3001)
    assert len(state["variables"]) == 200
    assert ask("step_listing", session=session, function=9)["error"]["code"] == "N8001"
    for _ in range(20):
        open_cell(ask, "1")
    assert len(stepping._OPEN) == 8


def test_the_place_counts_as_pages_do(ask: Ask) -> None:
    code = 's = "𝒳𝒳"; t = s + s'
    session, state = open_cell(ask, code)
    units = code.encode("utf-16-le")
    while state.get("text") != "ADD":
        state = ask("step_next", session=session)
    found = units[2 * state["from"] : 2 * state["to"]].decode("utf-16-le")
    assert found == "s + s"
