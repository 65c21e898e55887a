"""What pages ask about stale cells, answered by a real kernel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.kernel.client import Client, Result
from tests.kernel.page import Page

pytestmark = pytest.mark.slow


class Notebook:
    """Cells of a notebook by their ids, run as JupyterLab does."""

    def __init__(self, client: Client, page: Page, **cells: str) -> None:
        self.client = client
        self.page = page
        self.cells = dict(cells)

    def run(self, *names: str) -> Result:
        for name in names or self.cells:
            session = self.client.channels.session
            content = {"code": self.cells[name], "silent": False, "allow_stdin": False,
                       "stop_on_error": False}  # fmt: skip
            message = session.msg("execute_request", content, metadata={"cellId": name})
            self.client.channels.shell_channel.send(message)
            result = self.client.result(message["header"]["msg_id"])
        return result

    def ask(self, **more: Any) -> dict[str, Any]:
        cells = [{"id": name, "code": code} for name, code in self.cells.items()]
        answer: dict[str, Any] = self.page.ask("dependencies", cells=cells, **more)
        return answer

    def states(self) -> dict[str, str]:
        return {row["id"]: row["state"] for row in self.ask()["cells"]}

    def because(self, name: str) -> list[tuple[str, str | None, str]]:
        row = next(row for row in self.ask()["cells"] if row["id"] == name)
        return [(each["name"], each["cell"], each["why"]) for each in row["because"]]

    def settle(self) -> list[str]:
        """Runs what is stale, as the page does."""
        ran: list[str] = []
        while following := [name for name in self.ask()["order"] if name not in ran]:
            self.run(following[0])
            ran.append(following[0])
        return ran


@pytest.fixture
def notebook(kernel: Client) -> Iterator[Any]:
    page = Page(kernel)
    yield lambda **cells: Notebook(kernel, page, **cells)
    kernel.run("%reset -f")


def test_cells_below_a_change_are_stale(notebook: Any) -> None:
    book = notebook(a="x = 1", b="y = x + 1", c="print(y)", d="z = 5", e="import os")
    assert set(book.states().values()) == {"new"}
    book.run()
    assert set(book.states().values()) == {"fresh"}
    book.cells["a"] = "x = 2"
    found = book.ask()
    assert [row["state"] for row in found["cells"]] == ["edited", "stale", "stale", "fresh",
                                                         "fresh"]  # fmt: skip
    assert found["order"] == ["a", "b", "c"]
    assert found["edges"] == [{"from": "a", "to": "b", "names": ["x"]},
                              {"from": "b", "to": "c", "names": ["y"]}]  # fmt: skip
    assert found["cells"][1]["reads"] == ["x"]
    assert found["cells"][1]["writes"] == ["y"]
    book.run("a")
    assert book.because("b") == [("x", "a", "changed")]
    assert book.because("c") == [("y", "b", "upstream")]
    assert book.settle() == ["b", "c"]
    assert set(book.states().values()) == {"fresh"}
    book.cells["a"] = "x = 2  # a comment is no change\n"
    assert book.states()["a"] == "fresh"
    book.cells["a"] = "x = 1 + 1"
    assert book.settle() == ["a"], "the value is the same"


def test_objects_that_change_in_place(notebook: Any) -> None:
    book = notebook(a="xs = [1]", b="xs.append(2)", c="n = len(xs)", d="ys = xs", e="ys[0] = 9",
                    f="print(xs)")  # fmt: skip
    book.run()
    assert set(book.states().values()) == {"fresh"}
    book.run("b")
    assert book.because("b")[0] == ("xs", "e", "order")
    book.run("b")
    assert book.because("b")[0] == ("xs", "a", "own")
    assert book.settle() == ["a", "b", "c", "d", "e", "f"]
    assert book.run("f").stdout == "[9, 2]\n"


def test_functions_of_other_cells_read_and_write_too(notebook: Any) -> None:
    book = notebook(a="k = 1", b="def f(): return k", c="def g(v): v.append(f())", d="v = []",
                    e="g(v)", f="print(v)")  # fmt: skip
    book.run()
    book.cells["a"] = "k = 7"
    assert book.ask()["order"] == ["a", "d", "e", "f"]
    book.settle()
    assert book.run("f").stdout == "[7]\n"
    book.cells["b"] = "def f():\n    # another\n    return k"
    assert book.ask()["order"] == []


def test_cells_that_fail_or_are_deleted_or_run_elsewhere(notebook: Any, kernel: Client) -> None:
    book = notebook(a="x = 1", b="y = x", c="print(y)")
    book.run()
    book.cells["b"] = "1 / 0\ny = x"
    book.run("b")
    found = book.ask()
    assert [row["state"] for row in found["cells"]] == ["fresh", "failed", "stale"]
    assert book.because("c") == [("y", "b", "failed")]
    assert found["order"] == [], "running would not mend it"
    book.cells["b"] = "y = x"
    assert book.settle() == ["b"]
    del book.cells["a"]
    assert book.because("b") == [("x", None, "deleted")]
    assert book.ask()["order"] == []
    kernel.run("y = 100")
    assert ("y", None, "outside") in book.because("b")
    assert book.settle() == ["b"]
    assert kernel.run("y").value == "1"


def test_python_magics_and_texts_with_mistakes(notebook: Any) -> None:
    book = notebook(a="%%python\nasync def f(): return 1\nx = await f()", b="%time y = x + 1",
                    c="%%time\nz = y", d="!echo hi", e="%%bash\necho $x", g="exec('w = 1')",
                    h="print(w)")  # fmt: skip
    book.run()
    found = book.ask()
    assert {row["state"] for row in found["cells"]} == {"fresh"}
    pairs = [(each["from"], each["to"]) for each in found["edges"]]
    assert pairs == [("a", "b"), ("b", "c"), ("g", "h")]
    book.cells["b"] = "y = = 1"
    assert book.ask()["order"] == ["b", "c"]


def test_circles_and_cells_that_come_later(notebook: Any) -> None:
    book = notebook(b="b = a + 1", a="a = 1")
    book.run("a", "b")
    assert set(book.states().values()) == {"fresh"}
    book.cells["a"] = "a = b"
    found = book.ask()
    assert found["cycles"] == [["b", "a"]]
    assert found["order"] == ["b", "a"]


def test_only_what_depends_on_one_cell(notebook: Any) -> None:
    book = notebook(a="x = 1", b="y = x", c="z = y", d="p = 1", e="q = p")
    book.run()
    book.cells |= {"a": "x = 2", "d": "p = 2", "c": "z = y + 0"}
    book.run("a", "d")
    assert book.ask()["order"] == ["b", "c", "e"]
    assert book.ask(after="a")["order"] == ["b"]
    assert book.ask(after="a", edited=True)["order"] == ["b", "c"]
    book.cells["c"] = "z = y"
    book.run("b")
    assert book.ask(after="a")["order"] == ["c"]
    assert book.ask(after="nothing")["order"] == []


def test_a_thousand_cells_and_bad_requests(notebook: Any) -> None:
    cells = {f"c{at}": f"x{at} = x{at - 1} + 1" if at else "x0 = 0" for at in range(40)}
    book = notebook(**cells)
    book.run()
    book.cells |= {f"new{at}": f"y{at} = x{at % 40}" for at in range(960)}
    found = book.ask()
    assert len(found["cells"]) == 1000
    assert found["order"] == []
    page = book.page
    for bad in ({}, {"cells": 1}, {"cells": [1]}, {"cells": [{"id": 1, "code": ""}]}):
        assert page.answer({"method": "dependencies", "params": bad})["error"]["code"] == "N8001"
    twice = page.ask("dependencies", cells=[{"id": "c0", "code": "x0 = 0"}] * 2)
    assert [row["state"] for row in twice["cells"]] == ["fresh", "new"]


def test_an_interrupted_cell_and_a_restart(notebook: Any, kernel: Client) -> None:
    book = notebook(a="raise KeyboardInterrupt", b="x = '\U0001f600<b>'")
    book.run()
    assert book.states() == {"a": "failed", "b": "fresh"}
    again = notebook(**book.cells)
    assert again.states() == {"a": "failed", "b": "fresh"}, "another page sees the same"
